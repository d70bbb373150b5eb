import ContentReading
import Diagnostics

/// Finds the place of inline text in the Markdown. libcmark tells the line of a node, but not always the column, so the
/// text itself is looked for from there on. The walk goes forward only, and so does the search.
struct ProseLocator {
    private let prose: Prose
    /// Where lines begin in the Markdown.
    private let lineStarts: [Int]
    private var cursor = 0
    /// How many bytes are still searched in vain: what is written otherwise than it reads, such as `&amp;`, is not found at
    /// all, and thousands of such texts must not each be looked for to the end. After that, near places are searched only.
    private var patience: Int
    private static let reach = 4_096

    init(_ prose: Prose, lineStarts: [Int]) {
        self.prose = prose
        self.lineStarts = lineStarts
        patience = 16 * prose.markdown.count
    }

    /// The offset of the next occurrence of a text from a line on; the start of the line where none is near.
    ///
    /// - Parameter line: The line, counted from 1.
    mutating func offset(of text: String, fromLine line: Int) -> Int {
        let base = prose.markdown.startIndex
        let lineStart = lineStarts.isEmpty ? 0 : lineStarts[min(max(line - 1, 0), lineStarts.count - 1)] - base
        let start = max(cursor, lineStart)
        let needle = Array(text.utf8)
        guard let first = needle.first else { return lineStart }
        var index = base + start
        let end = patience > 0 ? prose.markdown.endIndex : min(prose.markdown.endIndex, index + Self.reach)
        while index < end, let candidate = prose.markdown[index..<end].firstIndex(of: first) {
            if prose.markdown[candidate...].starts(with: needle) {
                cursor = candidate - base + needle.count
                return candidate - base
            }
            index = candidate + 1
        }
        patience -= end - base - start
        return lineStart
    }
}
