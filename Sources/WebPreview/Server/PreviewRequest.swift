import NIOHTTP1

/// A request as it came in.
struct PreviewRequest: Sendable {
    let method: HTTPMethod
    /// The target as it was written: a path, or an address with one.
    let target: String
    let headers: HTTPHeaders
    let body: [UInt8]

    /// Whether a person is to see the answer in a browser, rather than a program.
    var isNavigation: Bool { headers["Accept"].contains { $0.lowercased().contains("text/html") } }
}

/// What the server answers.
struct PreviewResponse: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// Events, one after the other, until the client goes.
        case events(AsyncStream<[UInt8]>)
    }

    var status: HTTPResponseStatus
    var headers = HTTPHeaders()
    var body: Body
    /// What `Content-Length` says; a `HEAD` has no body of that length.
    var length: Int?

    init(_ status: HTTPResponseStatus, type: String, _ bytes: [UInt8]) {
        self.status = status
        body = .bytes(bytes)
        length = bytes.count
        headers.add(name: "Content-Type", value: type)
    }

    init(events: AsyncStream<[UInt8]>) {
        status = .ok
        body = .events(events)
        headers.add(name: "Content-Type", value: "text/event-stream")
    }

    /// A refusal, with a sentence for whoever reads it.
    static func refused(_ status: HTTPResponseStatus, _ reason: String) -> PreviewResponse {
        PreviewResponse(status, type: ContentType.text, Array((reason + "\n").utf8))
    }
}
