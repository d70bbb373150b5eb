import Foundation
import Synchronization
import Testing

@testable import WebPreview

/// A site in memory.
final class MemorySite: ServedSite {
    private struct State {
        var files: [String: [UInt8]]
        var last = BuiltSite(number: 1)
        var listeners: [Int: AsyncStream<BuiltSite>.Continuation] = [:]
        var listenerCount = 0
    }

    static let page = "<!doctype html><html><head><title>Home</title></head><body>Home</body></html>"

    private let state: Mutex<State>

    init(_ files: [String: String] = [:]) {
        let usual = [
            "index.html": Self.page, "404.html": "<html><head></head><body>lost</body></html>",
            "ITI/index.html": "<html><head></head><body>ITI</body></html>", "assets/base.css": "p { color: red }",
            "a b/é&.txt": "text", "folder é/index.html": "<p>folder</p>", "numbers.txt": "0123456789",
        ]
        state = Mutex(State(files: usual.merging(files) { $1 }.mapValues { Array($0.utf8) }))
    }

    var number: Int { state.withLock { $0.last.number } }

    /// How many streams of builds somebody listens to.
    var listeners: Int { state.withLock { $0.listeners.count } }

    func put(_ path: String, _ text: String?) { state.withLock { $0.files[path] = text.map { Array($0.utf8) } } }

    func publish(_ build: BuiltSite) {
        let listeners = state.withLock { state in
            state.last = build
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield(build) }
    }

    func file(at path: String) async -> [UInt8]? { state.withLock { $0.files[path] } }

    func pageForMissing() async -> [UInt8]? { await file(at: "404.html") }

    func state(of page: String?) async -> [UInt8] { Array("{\"page\":\"\(page ?? "all")\"}".utf8) }

    func builds() -> AsyncStream<BuiltSite> {
        let (stream, continuation) = AsyncStream.makeStream(of: BuiltSite.self)
        let (number, last) = state.withLock { state in
            state.listenerCount += 1
            state.listeners[state.listenerCount] = continuation
            return (state.listenerCount, state.last)
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.listeners[number] = nil } }
        continuation.yield(BuiltSite(number: last.number))
        return stream
    }
}

extension ServerLimits {
    /// Those of the server, but for times: a machine that has much else to do must not run into them.
    static var patient: ServerLimits {
        var limits = ServerLimits()
        limits.request = .seconds(300)
        limits.idle = .seconds(300)
        limits.answer = .seconds(300)
        limits.closing = .seconds(60)
        return limits
    }
}

/// Serves a site while a test asks for its files.
func withServer(
    _ site: MemorySite = MemorySite(), limits: ServerLimits = .patient,
    _ body: (PreviewServer) async throws -> Void
) async throws {
    let server = try await PreviewServer.start(site, port: 0, isPortRequired: true, limits: limits)
    let running = Task { await server.run() }
    let result = await Result { () async throws in try await body(server) }
    running.cancel()
    await running.value
    try result.get()
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Waits for what must come at some time.
func wait(
    for what: String, limit: Duration = .seconds(60),
    until condition: () throws -> Bool, between: () async throws -> Void = {}
) async throws {
    let end = ContinuousClock.now + limit
    while try !condition() {
        guard ContinuousClock.now < end else { throw WaitedInVain(what: what) }
        try await between()
        try await Task.sleep(for: .milliseconds(5))
    }
}

struct WaitedInVain: Error {
    let what: String
}

/// An answer as it came over a connection.
struct RawAnswer {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The answer at the beginning of what was received, and where it ends; `nil` where it is not whole yet.
    static func read(_ received: [UInt8], hasBody: Bool) -> (answer: RawAnswer, end: Int)? {
        guard let gap = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: received[..<gap.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let headers = lines.dropFirst().map { $0.split(separator: ": ", maxSplits: 1).map(String.init) }
        let fields = Dictionary(headers.map { ($0[0].lowercased(), $0.count > 1 ? $0[1] : "") }) { "\($0), \($1)" }
        let length = hasBody ? fields["content-length"].flatMap { Int($0) } ?? 0 : 0
        let end = gap.upperBound + length
        guard received.count >= end, let status = Int(lines[0].split(separator: " ")[1]) else { return nil }
        return (RawAnswer(status: status, headers: fields, body: Array(received[gap.upperBound..<end])), end)
    }
}

/// A connection that sends and receives bytes as they are.
///
/// It never blocks a thread: the server may need it.
final class RawConnection: Sendable {
    private let descriptor: Int32
    private let pending = Mutex<[UInt8]>([])
    private let ended = Mutex(false)
    private let reset = Mutex(false)
    private let pace: Int?

    /// Whether the other end gave up the connection without an orderly end; an answer may be lost by that.
    var isReset: Bool { reset.withLock(\.self) }

    /// - Parameter pace: How many bytes are read at a time, of a client that reads slowly.
    init(_ server: PreviewServer, pace: Int? = nil) throws {
        self.pace = pace
        #if canImport(Darwin)
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(server.port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let target = descriptor
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(target, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Sends all, or what the other end takes before it closes.
    func send(_ text: String) async throws {
        let bytes = Array(text.utf8)
        var sent = 0
        let end = ContinuousClock.now + .seconds(60)
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                guard ContinuousClock.now < end else { throw WaitedInVain(what: "the server to read") }
                receive()
                try await Task.sleep(for: .milliseconds(5))
            } else {
                reset.withLock { $0 = true }
                return
            }
        }
    }

    /// Sends a request without a body.
    func ask(_ line: String, host: String? = nil, _ headers: String..., server: PreviewServer) async throws {
        let lines = ["\(line) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(server.port)")"] + headers
        try await send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// What has come in so far.
    @discardableResult
    private func receive() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: pace ?? 65_536)
        repeat {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                if count < 0, errno == EAGAIN { break }
                if count < 0 { reset.withLock { $0 = true } }
                ended.withLock { $0 = true }
                break
            }
            pending.withLock { $0 += buffer[..<count] }
        } while pace == nil
        return pending.withLock(\.self)
    }

    /// The next answer.
    func answer(hasBody: Bool = true) async throws -> RawAnswer {
        var found: (answer: RawAnswer, end: Int)?
        try await wait(for: "an answer") {
            found = RawAnswer.read(receive(), hasBody: hasBody)
            if found == nil, ended.withLock(\.self) { throw WaitedInVain(what: "an answer; the connection closed") }
            return found != nil
        }
        let result = try #require(found)
        pending.withLock { $0.removeFirst(result.end) }
        return result.answer
    }

    /// Waits until a text has come in.
    func hears(_ text: String) async throws {
        try await wait(for: text) {
            String(decoding: receive(), as: UTF8.self).contains(text)
        }
    }

    /// Waits until the other end closes.
    ///
    /// - Returns: What came in before, and was not taken.
    @discardableResult
    func end() async throws -> String {
        try await wait(for: "the end of the connection") {
            receive()
            return ended.withLock(\.self)
        }
        return String(decoding: pending.withLock(\.self), as: UTF8.self)
    }

    /// All that has come in and was not taken.
    var heard: String { String(decoding: receive(), as: UTF8.self) }
}
