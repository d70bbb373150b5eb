/// Rows, cells and items of lists that came or went: no mark may stand around them, so that it stands around their content.
extension ChangeWriter {
    /// Writes parts that one step inserted and deleted at one place.
    mutating func writeParts(_ run: ArraySlice<MarkedItem>, _ step: Int) {
        let kind = Marked.Change.Kind(of: run)
        let change = note(kind, by: step)
        for (index, item) in run.enumerated() {
            guard let block = item.block else { continue }
            html.append(markup: item.space)
            let cssClass = item.mark.isDeletion ? "amended-deleted" : "amended-inserted"
            writePart(block, item.mark, change: index == 0 ? change : nil, class: cssClass)
        }
    }

    /// - Parameter change: What to tell in the part.
    private mutating func writePart(
        _ part: MarkedBlock, _ mark: ChangeMark, change: Marked.Change?, class cssClass: String? = nil
    ) {
        if mark.isDeletion { deletions += 1 }
        open(cssClass.map(part.tag.adding) ?? part.tag)
        if mark.isDeletion { deletions -= 1 }
        guard !part.tag.isVoid else { return }
        guard part.tag.holdsPartsOnly else { return writeMarkedContent(of: part, mark, change) }
        let items = RowSpans.fitting(part.items, in: part.tag)
        // The last cell of the first row has room for a label.
        let telling = part.tag.name == "tr" ? items.indices.last : items.indices.first
        for (index, item) in items.enumerated() {
            if let step = item.mark.step {
                writeParts(items[index...index], step)
            } else if let block = item.block {
                html.append(markup: item.space)
                writePart(block, mark, change: index == telling ? change : nil)
            }
        }
        writeEnd(of: part)
    }

    private mutating func writeMarkedContent(of part: MarkedBlock, _ mark: ChangeMark, _ change: Marked.Change?) {
        open(mark, id: change?.anchor)
        if let whole = part.whole { html.append(markup: whole) }
        write(part.items, in: part.tag)
        html.append(markup: part.endSpace)
        close(mark)
        if let change { html += " <span class=\"change-label\">\(label(change.kind.verb, change.origin))</span>" }
        html.append(endTag: part.tag.name)
    }
}
