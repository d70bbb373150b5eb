/// A place in a source file that costs nothing to keep: the position is worked out when a problem is reported there.
public struct SourcePlace: Sendable {
    private let source: SourceText
    private let offset: Int
    private let length: Int

    /// - Parameters:
    ///   - offset: The first byte.
    ///   - length: How many bytes the place covers.
    public init(_ source: SourceText, at offset: Int, length: Int = 1) {
        self.source = source
        self.offset = offset
        self.length = length
    }

    /// The path of the file.
    public var path: String { source.path }

    /// The position, with the source line.
    public var location: SourceLocation { source.location(at: offset, length: length) }
}
