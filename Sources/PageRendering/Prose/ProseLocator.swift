import ContentReading
import Diagnostics

/// Finds the place of inline text in the Markdown. libcmark tells the line of a node, but not always the column, so the
/// text itself is looked for from there on. The walk goes forward only, and so does the search.
struct ProseLocator {
    private let prose: Prose
    private var cursor = 0
    private lazy var lineStarts: [Int] = Self.lineStarts(in: prose.markdown)

    init(_ prose: Prose) {
        self.prose = prose
    }

    /// The offset of the next occurrence of a text from a line on; the start of the line where it is not found.
    ///
    /// - Parameter line: The line, counted from 1.
    mutating func offset(of text: String, fromLine line: Int) -> Int {
        let starts = lineStarts
        let lineStart = starts.isEmpty ? 0 : starts[min(max(line - 1, 0), starts.count - 1)]
        let start = max(cursor, lineStart)
        let base = prose.markdown.startIndex
        let needle = Array(text.utf8)
        guard let first = needle.first else { return lineStart }
        var index = base + start
        while let candidate = prose.markdown[index...].firstIndex(of: first) {
            if prose.markdown[candidate...].starts(with: needle) {
                cursor = candidate - base + needle.count
                return candidate - base
            }
            index = candidate + 1
        }
        return lineStart
    }

    private static func lineStarts(in markdown: ArraySlice<UInt8>) -> [Int] {
        var starts = [0]
        for (offset, byte) in markdown.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        return starts
    }
}
