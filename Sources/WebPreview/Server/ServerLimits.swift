/// What the server puts up with.
public struct ServerLimits: Sendable {
    /// Bytes of a request's first line and headers.
    public var head = 16_384
    /// Bytes of a request's body.
    public var body = 65_536
    /// How long a request may take to arrive, from its first byte to its last.
    public var request = Duration.seconds(10)
    /// How long a connection may wait for the next request.
    public var idle = Duration.seconds(30)
    /// How long a client may take to read a part of an answer.
    public var answer = Duration.seconds(30)
    /// How long what a client still sends is thrown away before a connection closes.
    public var closing = Duration.seconds(2)
    /// Connections at the same time.
    public var connections = 256
    /// How often a stream of events says that it is still there.
    public var heartbeat = Duration.seconds(15)

    public init() {}
}
