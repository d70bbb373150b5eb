import NIOCore
import NIOHTTP1

/// Stands before the HTTP decoder: refuses what is too long and who is too slow, and closes connections that nobody uses.
///
/// A request has a time limit from its first byte to its last, so that sending a byte now and then does not help.
final class RequestGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let limits: ServerLimits
    private var timer: Scheduled<Void>?
    private var phase = Phase.idle
    /// Bytes of the present head or body.
    private var received = 0
    private let isWelcome: Bool

    private enum Phase {
        case idle, head, body
        /// The request is there, and its answer is not yet.
        case answer
        /// The last answer is on its way; what comes in is thrown away.
        case closing
    }

    /// Whether requests are taken.
    var isOpen: Bool { phase != .closing }

    /// - Parameter isWelcome: Whether there is room for the connection; it is refused otherwise.
    init(_ limits: ServerLimits, isWelcome: Bool) {
        self.limits = limits
        self.isWelcome = isWelcome
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        if isWelcome { waitForRequest(context) } else { refuse(.serviceUnavailable, context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isOpen else { return }
        let count = unwrapInboundIn(data).readableBytes
        if phase == .idle {
            phase = .head
            received = 0
            start(limits.request, context) { $0.refuse(.requestTimeout, context) }
        }
        if phase == .head {
            received += count
            // A body is counted by its own limit, and comes behind the head.
            guard received <= limits.head + limits.body else { return refuse(.requestHeaderFieldsTooLarge, context) }
        }
        context.fireChannelRead(data)
    }

    /// The head of the request has been read.
    ///
    /// - Parameters:
    ///   - size: Its bytes.
    ///   - announced: The bytes of the body, where the head tells them.
    func headCame(_ size: Int, announcing announced: Int?, _ context: ChannelHandlerContext) {
        phase = .body
        received = 0
        if size > limits.head {
            refuse(.requestHeaderFieldsTooLarge, context)
        } else if let announced, announced > limits.body {
            refuse(.payloadTooLarge, context)
        }
    }

    /// A part of the body has been read.
    func bodyCame(_ size: Int, _ context: ChannelHandlerContext) {
        received += size
        if received > limits.body { refuse(.payloadTooLarge, context) }
    }

    /// The request has been read to its end.
    func requestEnded() {
        timer?.cancel()
        phase = .answer
    }

    /// The request has been answered, and others may follow.
    func waitForRequest(_ context: ChannelHandlerContext) {
        guard isOpen else { return }
        phase = .idle
        received = 0
        start(limits.idle, context) { _ in context.close(promise: nil) }
    }

    /// The last request has been answered.
    ///
    /// - Parameter sent: When the answer is on its way.
    func waitForEnd(_ sent: EventLoopFuture<Void>, _ context: ChannelHandlerContext) {
        phase = .closing
        start(limits.answer, context) { _ in context.close(promise: nil) }
        sent.assumeIsolated().whenSuccess { self.close(context) }
    }

    private func start(
        _ limit: Duration, _ context: ChannelHandlerContext, _ action: @escaping (RequestGuard) -> Void
    ) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limit)) { action(self) }
    }

    /// Answers in the place of all that comes behind, and closes the connection.
    func refuse(_ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        guard isOpen else { return }
        phase = .closing
        let answer = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        close(context)
    }

    /// Closes a connection in two steps: were it closed while the client still sends, the answer would be lost on its way
    /// (RFC 9112, section 9.6).
    private func close(_ context: ChannelHandlerContext) {
        context.close(mode: .output, promise: nil)
        start(limits.closing, context) { _ in context.close(promise: nil) }
    }
}

/// Tells the guard how far a request has come, and hands on answers, which are bytes always, as the encoder takes them.
final class RequestProgress: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
    typealias OutboundOut = HTTPServerResponsePart

    private let gate: RequestGuard
    private let context: ChannelHandlerContext
    /// Whether the connection closes after the present answer.
    private var isLast = false

    /// - Parameter context: The guard's place in the pipeline.
    init(_ gate: RequestGuard, at context: ChannelHandlerContext) {
        self.gate = gate
        self.context = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard gate.isOpen else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            let size = head.headers.reduce(head.uri.utf8.count + 16) {
                $0 + $1.name.utf8.count + $1.value.utf8.count + 4
            }
            gate.headCame(
                size, announcing: head.headers.first(name: "Content-Length").flatMap { Int($0) }, self.context)
        case .body(let bytes): gate.bodyCame(bytes.readableBytes, self.context)
        case .end: gate.requestEnded()
        }
        if gate.isOpen { context.fireChannelRead(data) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        gate.refuse(error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest, self.context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPServerResponsePart
        var promise = promise
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isLast = head.headers["Connection"].contains("close")
            part = .head(head)
        case .body(let bytes): part = .body(.byteBuffer(bytes))
        case .end(let trailers):
            if isLast {
                let sent = promise ?? context.eventLoop.makePromise()
                promise = sent
                gate.waitForEnd(sent.futureResult, self.context)
            } else {
                gate.waitForRequest(self.context)
            }
            part = .end(trailers)
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
