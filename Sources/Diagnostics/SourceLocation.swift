/// A place in a source file, complete enough to be shown without reading the file again.
public struct SourceLocation: Sendable, Hashable {
    /// The path as the user would type it.
    public let path: String
    /// The line, counted from 1; 0 stands for the file as a whole.
    public let line: Int
    /// The column in Unicode scalars, counted from 1; 0 stands for the file as a whole.
    public let column: Int
    /// How many Unicode scalars of the line the place covers, at least 1.
    public let length: Int
    /// The source line without its line break, of a long line the part around the place; empty for the file as a whole.
    public let excerpt: String
    /// The column that the excerpt begins at: 1, unless the line is long.
    public let excerptColumn: Int

    public init(path: String, line: Int, column: Int, length: Int, excerpt: String, excerptColumn: Int = 1) {
        self.path = path
        self.line = line
        self.column = column
        self.length = length
        self.excerpt = excerpt
        self.excerptColumn = excerptColumn
    }

    /// A file or folder as a whole.
    public init(path: String) {
        self.init(path: path, line: 0, column: 0, length: 1, excerpt: "")
    }
}

extension SourceLocation: Comparable {
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.path, left.line, left.column) < (right.path, right.line, right.column)
    }
}
