import Diagnostics

/// Markdown and where in a source file it stands: a file's text after its front matter, or the text of an XML element.
public struct Prose: Sendable {
    /// The Markdown.
    public let markdown: ArraySlice<UInt8>
    private let source: SourceText
    private let map: PositionMap

    /// Tells prose from other prose: the file and where in it the prose begins.
    public struct ID: Sendable, Hashable {
        let path: String
        let offset: Int
    }

    /// What tells this prose from any other of the site.
    public var id: ID {
        switch map {
        case .slice: ID(path: source.path, offset: markdown.startIndex)
        case .lines(_, let text): ID(path: source.path, offset: text.sourceOffset(of: 0))
        }
    }

    /// Whether other prose is the same part of the same text, as it was read at the same time.
    public func isSame(as other: Prose) -> Bool {
        source === other.source && markdown.startIndex == other.markdown.startIndex
            && markdown.endIndex == other.markdown.endIndex && id == other.id
    }

    private enum PositionMap: Sendable {
        /// The Markdown is a slice of the file.
        case slice
        /// Each line was cut out of an element's text: (offset in the Markdown, offset in the text).
        case lines([(markdown: Int, text: Int)], of: XMLText)
    }

    /// The text of a Markdown file.
    ///
    /// - Parameter offset: Where the Markdown begins, after the front matter.
    public init(_ source: SourceText, from offset: Int = 0) {
        self.source = source
        self.markdown = source.bytes[min(offset, source.bytes.count)...]
        self.map = .slice
    }

    /// The text of an XML element, without the indentation that its lines share.
    public init(_ text: XMLText, in source: SourceText) {
        var markdown: [UInt8] = []
        var lines: [(markdown: Int, text: Int)] = []
        let indentation = Self.indentation(of: text.bytes)
        for (index, line) in text.bytes.split(separator: newline, omittingEmptySubsequences: false).enumerated() {
            let margin = min(index == 0 ? Int.max : indentation, line.prefix { $0 == space || $0 == tab }.count)
            lines.append((markdown.count, line.startIndex + margin))
            markdown += line.dropFirst(margin)
            markdown.append(newline)
        }
        self.source = source
        self.markdown = markdown[...]
        self.map = .lines(lines, of: text)
    }

    /// Whether there is nothing but white space.
    public var isBlank: Bool { markdown.allSatisfy { $0 == space || $0 == tab || $0 == newline || $0 == 0x0D } }

    /// The position in the source file of a byte of the Markdown.
    ///
    /// - Parameters:
    ///   - offset: The offset from the start of the Markdown.
    ///   - length: How many bytes the problem covers.
    public func location(at offset: Int, length: Int = 1) -> SourceLocation {
        switch map {
        case .slice:
            return source.location(at: markdown.startIndex + offset, length: length)
        case .lines(let lines, let text):
            let line = lines.last { $0.markdown <= offset } ?? (0, 0)
            let start = text.sourceOffset(of: line.text + offset - line.markdown)
            return source.location(at: start, length: length)
        }
    }

    /// The position in the source file of a line of the Markdown, counted from 1.
    public func location(line: Int) -> SourceLocation {
        let breaks = markdown.indices.lazy.filter { markdown[$0] == newline }
        let start = line <= 1 ? markdown.startIndex : breaks.dropFirst(line - 2).first.map { $0 + 1 }
        return location(at: (start ?? markdown.endIndex) - markdown.startIndex)
    }

    /// What all lines but the first, which begins right after the tag, are indented by.
    private static func indentation(of bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: newline, omittingEmptySubsequences: false).dropFirst()
        return lines.compactMap { line in line.firstIndex { $0 != space && $0 != tab }.map { $0 - line.startIndex } }
            .min()
            ?? 0
    }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
