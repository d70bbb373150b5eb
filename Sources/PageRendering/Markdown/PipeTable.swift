/// A pipe table by the rules of GitHub Flavored Markdown, 4.10, and besides: a table may begin with its delimiter row,
/// and then has no header.
struct PipeTable {
    enum Alignment: String {
        case left, center, right
    }

    /// A row: its text, where its cells are from the beginning of that, and which line of the paragraph it is, from 0.
    struct Row {
        let text: ArraySlice<UInt8>
        fileprivate(set) var cells: [Range<Int>]
        let line: Int

        fileprivate init(_ text: ArraySlice<UInt8>, line: Int) {
            self.text = text
            self.line = line
            cells = text.withUnsafeBufferPointer { PipeTable.ranges(ofCells: $0) }
        }
    }

    /// How many lines of the paragraph come before the table.
    let firstLine: Int
    let alignments: [Alignment?]
    let header: Row?
    private(set) var rows: [Row] = []
    /// Whether the delimiter row has fewer cells than the header, which GitHub Flavored Markdown would not take for a table.
    private(set) var hasUnevenDelimiterRow = false
    /// The attribute list right below the last row.
    private(set) var attributes: ArraySlice<UInt8>?

    /// Finds a table in the lines of a paragraph.
    ///
    /// - Parameter lines: The lines without indentation and the marks of quotations.
    init?(_ lines: [ArraySlice<UInt8>]) {
        guard let (delimiter, columns) = Self.delimiterRow(in: lines) else { return nil }
        var alignments = columns
        if delimiter > 0, case let row = Row(lines[delimiter - 1], line: delimiter - 1),
            Self.fits(row, alignments, lines[delimiter])
        {
            header = row
            firstLine = delimiter - 1
            hasUnevenDelimiterRow = row.cells.count != alignments.count
            alignments += Array(repeating: nil, count: max(0, row.cells.count - alignments.count))
        } else if delimiter == 0, lines.count > 1, lines[0].contains(.pipe) {
            header = nil
            firstLine = 0
        } else {
            return nil
        }
        self.alignments = alignments
        rows.reserveCapacity(lines.count - delimiter)
        for index in (delimiter + 1)..<max(delimiter + 1, lines.count) {
            if lines[index].starts(with: attributeListMark) {
                attributes = lines[index]
            } else {
                append(Row(lines[index], line: index))
            }
        }
    }

    /// As many cells in the header as in the delimiter row; real sources have rows between outer pipes with fewer.
    private static func fits(_ header: Row, _ alignments: [Alignment?], _ delimiterRow: ArraySlice<UInt8>) -> Bool {
        if header.cells.count == alignments.count { return true }
        return alignments.count > 1 && alignments.count < header.cells.count && delimiterRow.first == .pipe
            && header.text.first == .pipe
    }

    /// Missing cells are empty, those beyond the header's are ignored.
    private mutating func append(_ row: Row) {
        var row = row
        let surplus = row.cells.count - alignments.count
        if surplus > 0 {
            row.cells.removeLast(surplus)
        } else if surplus < 0 {
            row.cells += repeatElement(0..<0, count: -surplus)
        }
        rows.append(row)
    }

    private static func delimiterRow(in lines: [ArraySlice<UInt8>]) -> (index: Int, alignments: [Alignment?])? {
        for (index, line) in lines.enumerated() {
            if let alignments = alignments(ofDelimiterRow: line) { return (index, alignments) }
        }
        return nil
    }

    /// Whether a line is a delimiter row.
    static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool { alignments(ofDelimiterRow: line) != nil }

    /// What a delimiter row says of its columns; `nil` for any other line. The first byte decides for nearly every line
    /// of a text.
    private static func alignments(ofDelimiterRow line: ArraySlice<UInt8>) -> [Alignment?]? {
        guard let first = line.first, first == .pipe || first == .hyphen || first == .colon else { return nil }
        return line.withUnsafeBufferPointer { line in
            guard line.allSatisfy(\.isOfDelimiterRow), line.contains(.hyphen) else { return nil }
            var alignments: [Alignment?] = []
            for cell in ranges(ofCells: line) {
                // Real sources also have a plus sign between the cells.
                for part in line[cell].split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false) {
                    guard let alignment = alignment(part) else { return nil }
                    alignments.append(alignment)
                }
            }
            // A line of hyphens alone underlines a heading.
            return alignments.count > 1 || line.contains(.pipe) || line.contains(.colon) ? alignments : nil
        }
    }

    /// What a cell of a delimiter row says: hyphens, a colon before or behind them. `nil` where it is none.
    private static func alignment(_ cell: Slice<Bytes>) -> Alignment?? {
        let range = trimmed(cell.startIndex..<cell.endIndex, of: cell.base)
        guard let first = cell.base[range].first, let last = cell.base[range].last else { return .none }
        let hyphens = cell.base[range].dropFirst(first == .colon ? 1 : 0).dropLast(last == .colon ? 1 : 0)
        guard !hyphens.isEmpty, hyphens.allSatisfy({ $0 == .hyphen }) else { return .none }
        switch (first == .colon, last == .colon) {
        case (true, true): return .some(.center)
        case (true, false): return .some(.left)
        case (false, true): return .some(.right)
        case (false, false): return .some(nil)
        }
    }

    /// The cells of a line: between pipes that no backslash precedes, without white space around them.
    fileprivate static func ranges(ofCells line: Bytes) -> [Range<Int>] {
        let row = trimmed(0..<line.count, of: line)
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(8)
        var start = row.lowerBound
        if !row.isEmpty, line[start] == .pipe { start += 1 }
        var index = start
        while index < row.upperBound {
            if line[index] == .backslash {
                index += 1
            } else if line[index] == .pipe {
                ranges.append(trimmed(start..<index, of: line))
                start = index + 1
            }
            index += 1
        }
        if start < row.upperBound { ranges.append(trimmed(start..<row.upperBound, of: line)) }
        return ranges
    }

    private static func trimmed(_ range: Range<Int>, of line: Bytes) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, line[start].isWhitespace { start += 1 }
        while end > start, line[end - 1].isWhitespace { end -= 1 }
        return start..<end
    }

    /// The Markdown of all cells that are not empty, each a paragraph of its own. A backslash before a pipe has done its
    /// work; the pipe in front keeps libcmark from taking the cell for a heading or list, and `cellMark` tells what to drop
    /// again.
    static func paragraphs(of rows: [Row]) -> [UInt8] {
        var paragraphs: [UInt8] = []
        paragraphs.reserveCapacity(rows.reduce(0) { $0 + $1.text.count + $1.cells.count * 4 })
        for row in rows {
            row.text.withUnsafeBufferPointer { text in
                for cell in row.cells where !cell.isEmpty {
                    paragraphs += cellMark
                    append(text.part(cell), to: &paragraphs)
                    paragraphs += paragraphEnd
                }
            }
        }
        return paragraphs
    }

    /// Appends the text of a cell without the backslashes before pipes.
    private static func append(_ cell: Bytes, to paragraphs: inout [UInt8]) {
        var start = 0
        while case let backslash = cell.first(.backslash, from: start), backslash < cell.count {
            let next = backslash + 1
            paragraphs += cell.part(start..<backslash)
            if next == cell.count || cell[next] != .pipe { paragraphs.append(.backslash) }
            start = next
        }
        paragraphs += cell.part(start..<cell.count)
    }

    /// What `paragraphs(of:)` puts before a cell.
    static let cellMark: [UInt8] = [.pipe, .space]
    private static let paragraphEnd: [UInt8] = [.newline, .newline]
}

let attributeListMark = Array("{:".utf8)
