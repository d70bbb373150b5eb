/// The rows of the tables in a section, told by what their first cells say.
struct RowSearch {
    struct Row {
        /// The bytes of the line with its line break.
        let line: Range<Int>
        /// The text of the first cell, without markup.
        let name: String
    }

    /// The rows below the heads of all tables, in their order.
    private(set) var rows: [Row] = []

    /// - Parameter lines: The lines of the section.
    init(_ lines: [Range<Int>], in bytes: [UInt8]) {
        var table: [Range<Int>] = []
        for line in lines + [bytes.endIndex..<bytes.endIndex] {
            if bytes[line].drop(while: \.isBlank).first == .pipe {
                table.append(line)
            } else if !table.isEmpty {
                add(table, in: bytes)
                table = []
            }
        }
    }

    private mutating func add(_ lines: [Range<Int>], in bytes: [UInt8]) {
        let texts = lines.map { bytes[$0].trimmed }
        guard let table = PipeTable(texts) else { return }
        for row in table.rows where row.line < lines.count {
            let text = texts[row.line]
            let cell = row.cells.first.map {
                text[(text.startIndex + $0.lowerBound)..<(text.startIndex + $0.upperBound)]
            }
            rows.append(Row(line: lines[row.line], name: Self.name(cell ?? [])))
        }
    }

    /// What readers see of a cell: the text of links, without marks of emphasis and code.
    private static func name(_ cell: ArraySlice<UInt8>) -> String {
        var name: [UInt8] = []
        var index = cell.startIndex
        while index < cell.endIndex {
            let byte = cell[index]
            if byte == .closeBracket, cell[(index + 1)...].first == UInt8(ascii: "("),
                let end = cell[index...].firstIndex(of: UInt8(ascii: ")"))
            {
                index = end + 1
                continue
            }
            if !"[]*`\\".utf8.contains(byte) { name.append(byte) }
            index += 1
        }
        return String(decoding: name[...].trimmed, as: UTF8.self)
    }
}
