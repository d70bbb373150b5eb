/// A pipe table by the rules of GitHub Flavored Markdown, 4.10, and besides: a table may begin with its delimiter row,
/// and then has no header.
struct PipeTable {
    enum Alignment: String {
        case left, center, right
    }

    /// A row: the text of its cells, and which line of the paragraph it is, from 0.
    struct Row {
        let cells: [ArraySlice<UInt8>]
        let line: Int
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
        guard let delimiter = lines.firstIndex(where: { Self.isDelimiterRow($0) }) else { return nil }
        var alignments = Self.alignments(lines[delimiter])
        if delimiter > 0, case let cells = Self.cells(of: lines[delimiter - 1]),
            Self.fits(cells, alignments, lines, delimiter)
        {
            header = Row(cells: cells, line: delimiter - 1)
            firstLine = delimiter - 1
            hasUnevenDelimiterRow = cells.count != alignments.count
            alignments += Array(repeating: nil, count: max(0, cells.count - alignments.count))
        } else if delimiter == 0, lines.count > 1, lines[0].contains(.pipe) {
            header = nil
            firstLine = 0
        } else {
            return nil
        }
        self.alignments = alignments
        for index in (delimiter + 1)..<max(delimiter + 1, lines.count) {
            if lines[index].starts(with: attributeListMark) {
                attributes = lines[index]
            } else {
                append(Self.cells(of: lines[index]), line: index)
            }
        }
    }

    /// As many cells in the header as in the delimiter row; real sources have rows between outer pipes with fewer.
    private static func fits(
        _ cells: [ArraySlice<UInt8>], _ alignments: [Alignment?], _ lines: [ArraySlice<UInt8>], _ delimiter: Int
    ) -> Bool {
        if cells.count == alignments.count { return true }
        return alignments.count > 1 && alignments.count < cells.count && lines[delimiter].first == .pipe
            && lines[delimiter - 1].first == .pipe
    }

    /// Missing cells are empty, those beyond the header's are ignored.
    private mutating func append(_ cells: [ArraySlice<UInt8>], line: Int) {
        let missing = max(0, alignments.count - cells.count)
        rows.append(
            Row(cells: Array(cells.prefix(alignments.count)) + Array(repeating: [], count: missing), line: line))
    }

    /// Whether a line is a delimiter row. The first byte decides for nearly every line of a text.
    static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first == .pipe || first == .hyphen || first == .colon,
            line.allSatisfy(\.isOfDelimiterRow), line.contains(.hyphen)
        else { return false }
        let cells = delimiterCells(of: line)
        // A line of hyphens alone underlines a heading.
        guard cells.count > 1 || line.contains(.pipe) || line.contains(.colon) else { return false }
        return cells.allSatisfy { cell in
            let hyphens = cell.drop { $0 == .colon }
            return cell.count - hyphens.count <= 1 && hyphens.first == .hyphen
                && hyphens.drop { $0 == .hyphen }.elementsEqual(hyphens.last == .colon ? [.colon] : [])
        }
    }

    /// Real sources also have a plus sign between the cells of a delimiter row.
    private static func delimiterCells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        cells(of: line).flatMap {
            $0.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false).map(\.trimmed)
        }
    }

    private static func alignments(_ line: ArraySlice<UInt8>) -> [Alignment?] {
        delimiterCells(of: line).map { cell in
            switch (cell.first == .colon, cell.last == .colon) {
            case (true, true): .center
            case (true, false): .left
            case (false, true): .right
            case (false, false): nil
            }
        }
    }

    /// The cells of a line: between pipes that no backslash precedes, without white space around them.
    static func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        line.withUnsafeBufferPointer { ranges(ofCells: $0) }
            .map { line[(line.startIndex + $0.lowerBound)..<(line.startIndex + $0.upperBound)] }
    }

    private static func ranges(ofCells line: Bytes) -> [Range<Int>] {
        func trimmed(_ range: Range<Int>) -> Range<Int> {
            var (start, end) = (range.lowerBound, range.upperBound)
            while start < end, line[start].isWhitespace { start += 1 }
            while end > start, line[end - 1].isWhitespace { end -= 1 }
            return start..<end
        }
        let row = trimmed(0..<line.count)
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(8)
        var start = row.lowerBound
        if !row.isEmpty, line[start] == .pipe { start += 1 }
        var index = start
        while index < row.upperBound {
            if line[index] == .backslash {
                index += 1
            } else if line[index] == .pipe {
                ranges.append(trimmed(start..<index))
                start = index + 1
            }
            index += 1
        }
        if start < row.upperBound { ranges.append(trimmed(start..<row.upperBound)) }
        return ranges
    }

    /// The Markdown of cells, each a paragraph of its own. A backslash before a pipe has done its work; the pipe in front
    /// keeps libcmark from taking the cell for a heading or list, and `cellMark` tells what to drop again.
    static func paragraphs(of rows: [Row]) -> [UInt8] {
        var paragraphs: [UInt8] = []
        for cell in rows.lazy.flatMap(\.cells) {
            paragraphs += cellMark
            var start = cell.startIndex
            while let backslash = cell[start...].firstIndex(of: .backslash) {
                let next = backslash + 1
                paragraphs += cell[start..<backslash]
                if next == cell.endIndex || cell[next] != .pipe { paragraphs.append(.backslash) }
                start = next
            }
            paragraphs += cell[start...]
            paragraphs += [.newline, .newline]
        }
        return paragraphs
    }

    /// What `paragraphs(of:)` puts before a cell.
    static let cellMark: [UInt8] = [.pipe, .space]
}

let attributeListMark = Array("{:".utf8)
