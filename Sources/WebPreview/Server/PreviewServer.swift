import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves a site over HTTP.
public final class PreviewServer: Sendable {
    private typealias RequestPart = HTTPServerRequestPart
    private typealias ResponsePart = HTTPPart<HTTPResponseHead, ByteBuffer>
    private typealias Connection = NIOAsyncChannel<RequestPart, ResponsePart>

    /// The port.
    public let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let listener: Listener
    private let responder: Responder
    private let limits: ServerLimits

    /// Where connections come in.
    private struct Listener {
        let channel: any Channel
        /// Ends when the channel closes.
        let connections: AsyncStream<Connection>
    }

    /// Why a server can't begin.
    public struct StartError: Error, CustomStringConvertible {
        public let description: String
    }

    /// Begins to listen; connections wait until the server runs, which it must at some time.
    ///
    /// - Parameters:
    ///   - address: The address to listen at, in numbers or a name.
    ///   - port: The port; 0 for any that is free.
    ///   - isPortRequired: Whether no other port will do where the port is taken.
    /// - Throws: `StartError`.
    public static func start(
        _ site: any ServedSite, address: String = "127.0.0.1", port: Int, isPortRequired: Bool,
        limits: ServerLimits = ServerLimits()
    ) async throws -> PreviewServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let listener = try await listen(at: address, port, or: isPortRequired ? nil : 0, group, limits)
            return PreviewServer(site, address, group, listener, limits)
        } catch {
            try? await group.shutdownGracefully()
            let isTaken = (error as? IOError)?.errnoCode == EADDRINUSE
            throw StartError(
                description: isTaken
                    ? "port \(port) is taken; name another with --port"
                    : "can't listen at \(address), port \(port): \(error)")
        }
    }

    private static func listen(
        at address: String, _ port: Int, or other: Int?, _ group: MultiThreadedEventLoopGroup, _ limits: ServerLimits
    ) async throws -> Listener {
        let open = OpenConnections(atMost: limits.connections)
        let (connections, continuation) = AsyncStream.makeStream(of: Connection.self)
        do {
            let channel = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let isWelcome = open.takes(channel)
                        let connection = try Self.connection(over: channel, RequestGuard(limits, isWelcome: isWelcome))
                        if case .terminated = continuation.yield(connection) {
                            // It came in when the server had ended already.
                            Task { try await connection.executeThenClose { _, _ in } }
                        }
                    }
                }
                .bind(host: address, port: port).get()
            channel.closeFuture.whenComplete { _ in continuation.finish() }
            return Listener(channel: channel, connections: connections)
        } catch let error as IOError where error.errnoCode == EADDRINUSE && other != nil {
            return try await listen(at: address, other ?? 0, or: nil, group, limits)
        }
    }

    private static func connection(over channel: any Channel, _ gate: RequestGuard) throws -> Connection {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(gate)
        // The guard answers what is no HTTP.
        try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
        try pipeline.addHandler(RequestProgress(gate, at: pipeline.context(handler: gate)))
        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }

    private init(
        _ site: any ServedSite, _ address: String, _ group: MultiThreadedEventLoopGroup,
        _ listener: Listener, _ limits: ServerLimits
    ) {
        port = listener.channel.localAddress?.port ?? 0
        self.group = group
        self.listener = listener
        self.limits = limits
        responder = Responder(
            site: site, hosts: HostCheck(address: address, port: port, machine: ProcessInfo.processInfo.hostName),
            limits: limits)
    }

    /// Answers requests, until the task is cancelled.
    public func run() async {
        defer { group.shutdownGracefully { _ in } }
        // A task of its own, which is not cancelled: connections that wait to be served would be dropped unclosed.
        let serving = Task {
            await withDiscardingTaskGroup { tasks in
                for await connection in listener.connections {
                    tasks.addTask { await self.serve(connection) }
                }
                tasks.cancelAll()
            }
        }
        await withTaskCancellationHandler {
            await serving.value
        } onCancel: {
            listener.channel.close(promise: nil)
        }
    }

    private func serve(_ connection: Connection) async {
        // A connection that breaks off is none of the preview's concern.
        try? await connection.executeThenClose { parts, answers in
            var requests = RequestReader(parts.makeAsyncIterator())
            while let (request, keepsAlive) = try await requests.next() {
                let response = await responder.respond(to: request)
                try await ResponseWriter(answers, limits, connection.channel).write(response, keepsAlive: keepsAlive)
                guard keepsAlive else { return try await requests.waitForEnd() }
            }
        }
    }
}

/// How many connections there are.
private final class OpenConnections: Sendable {
    private let count = Mutex(0)
    private let limit: Int

    init(atMost limit: Int) {
        self.limit = limit
    }

    /// Counts a connection until it closes.
    ///
    /// - Returns: Whether there is room for it.
    func takes(_ channel: any Channel) -> Bool {
        let isTaken = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        if isTaken { channel.closeFuture.whenComplete { _ in self.count.withLock { $0 -= 1 } } }
        return isTaken
    }
}

/// Puts the parts of requests together.
private struct RequestReader {
    private var parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator

    init(_ parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator) {
        self.parts = parts
    }

    /// The next request, and whether others may follow; `nil` where the client has gone.
    mutating func next() async throws -> (PreviewRequest, keepsAlive: Bool)? {
        var head: HTTPRequestHead?
        var body: [UInt8] = []
        while let part = try await parts.next() {
            switch part {
            case .head(let new): head = new
            case .body(let bytes): body += bytes.readableBytesView
            case .end:
                guard let head else { return nil }
                let request = PreviewRequest(method: head.method, target: head.uri, headers: head.headers, body: body)
                return (request, head.isKeepAlive)
            }
        }
        return nil
    }

    /// Waits until the connection closes.
    mutating func waitForEnd() async throws {
        while try await parts.next() != nil {}
    }
}

/// Writes an answer to a client that may read it slowly, or not at all.
private struct ResponseWriter {
    private typealias Answers = NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>

    private let answers: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>
    private let limits: ServerLimits
    private let channel: any Channel

    private static let chunk = 65_536

    init(
        _ answers: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>, _ limits: ServerLimits,
        _ channel: any Channel
    ) {
        self.answers = answers
        self.limits = limits
        self.channel = channel
    }

    func write(_ response: PreviewResponse, keepsAlive: Bool) async throws {
        var headers = response.headers
        if let length = response.length { headers.replaceOrAdd(name: "Content-Length", value: "\(length)") }
        if !keepsAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
        try await write(.head(HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)))
        switch response.body {
        case .bytes(let bytes):
            for start in stride(from: 0, to: bytes.count, by: Self.chunk) {
                try await write(.body(ByteBuffer(bytes: bytes[start..<min(bytes.count, start + Self.chunk)])))
            }
        case .events(let events): try await write(events)
        }
        try await write(.end(nil))
    }

    /// Events, and between them a sign of life.
    private func write(_ events: AsyncStream<[UInt8]>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await event in events { try await write(.body(ByteBuffer(bytes: event))) }
            }
            tasks.addTask {
                while true {
                    try await Task.sleep(for: limits.heartbeat)
                    try await write(.body(ByteBuffer(string: ": still here\n\n")))
                }
            }
            tasks.addTask {
                // The client has gone, or nothing more is to be told: events end with their connection.
                await withTaskCancellationHandler {
                    try? await channel.closeFuture.get()
                } onCancel: {
                    channel.close(promise: nil)
                }
                throw CancellationError()
            }
            try await tasks.next()
            tasks.cancelAll()
        }
    }

    private func write(_ part: HTTPPart<HTTPResponseHead, ByteBuffer>) async throws {
        let watch = channel.eventLoop.scheduleTask(in: TimeAmount(limits.answer)) { [channel] in
            channel.close(promise: nil)
        }
        defer { watch.cancel() }
        try await answers.write(part)
    }
}
