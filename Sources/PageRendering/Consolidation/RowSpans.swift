/// Fits the heights of cells to rows that are shown though they are deleted, so that every cell stays in its column.
enum RowSpans {
    /// The rows of a part of a table; any other items as they are.
    static func fitting(_ items: [MarkedItem], in container: HTMLTag) -> [MarkedItem] {
        guard ["table", "thead", "tbody", "tfoot"].contains(container.name),
            items.contains(where: \.mark.isDeletion)
        else { return items }
        let rows = items.indices.filter { items[$0].block?.tag.name == "tr" }
        let isDeleted = rows.map { items[$0].mark.isDeletion }
        var items = items
        for (place, index) in rows.enumerated() {
            guard var row = items[index].block else { continue }
            for cell in row.items.indices {
                guard var block = row.items[cell].block, let span = block.span else { continue }
                let height = height(of: span, at: place, isDeleted)
                guard height != span else { continue }
                block.tag = block.tag.setting("rowspan", to: Array("\(height)".utf8))
                row.items[cell].content = .block(block)
            }
            items[index].content = .block(row)
        }
        return items
    }

    /// A cell that stays spans deleted rows besides its own; a deleted one spans deleted rows only.
    private static func height(of span: Int, at row: Int, _ isDeleted: [Bool]) -> Int {
        var (height, left) = (0, span)
        for index in row..<isDeleted.count where left > 0 {
            if isDeleted[row] != isDeleted[index] {
                guard !isDeleted[row] else { break }
            } else {
                left -= 1
            }
            height += 1
        }
        return height
    }
}

extension MarkedBlock {
    /// How many rows the cell spans, where it is more than one.
    fileprivate var span: Int? {
        tag["rowspan"].flatMap { Int(String(decoding: $0, as: UTF8.self)) }.flatMap { $0 > 1 ? $0 : nil }
    }
}
