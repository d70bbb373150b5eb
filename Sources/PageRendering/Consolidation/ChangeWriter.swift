import LinkResolution

/// Writes a chapter with its changes marked.
struct ChangeWriter {
    let origins: [ChangeMarking.Origin]
    var html = HTML()
    private(set) var changes: [Marked.Change] = []
    /// The heading of the section that is being written.
    private var heading: (text: String, anchor: String?) = ("", nil)
    private var ids: DeletedIDs
    /// In how many deleted elements what is written stands.
    var deletions = 0
    /// Whether what is written stands in a figure, or in the number of something: neither is told by itself.
    private var isInFigure = false
    private(set) var isInNumber = false

    /// - Parameter accepted: What the chapter is with all changes.
    init(origins: [ChangeMarking.Origin], accepted: HTML) {
        self.origins = origins
        ids = DeletedIDs(besidesThoseOf: accepted)
    }

    // MARK: Items

    /// Writes the items of an element.
    mutating func write(_ items: [MarkedItem], in container: HTMLTag?) {
        let items = container.map { RowSpans.fitting(items, in: $0) } ?? items
        var index = 0
        while index < items.count {
            let step = items[index].mark.step
            let run = items[index...].prefix { $0.mark.step == step }
            if let step {
                write(run, changedBy: step, in: container)
            } else {
                for item in run { writeContent(of: item) }
            }
            index = run.endIndex
        }
    }

    /// Writes items that one step inserted and deleted at one place.
    private mutating func write(_ run: ArraySlice<MarkedItem>, changedBy step: Int, in container: HTMLTag?) {
        var rest = run
        while let first = rest.first {
            if case .words(let words) = first.content {
                html.append(markup: first.space)
                write(words.map { $0.marked(first.mark) })
                rest.removeFirst()
                continue
            }
            let isPart = first.isPart(of: container)
            let blocks = rest.prefix { $0.block != nil && $0.isPart(of: container) == isPart }
            if isPart { writeParts(blocks, step) } else { writeBlocks(blocks, step) }
            rest = rest[blocks.endIndex...]
        }
    }

    /// Writes what has not changed as a whole, though it may have inside.
    private mutating func writeContent(of item: MarkedItem) {
        html.append(markup: item.space)
        switch item.content {
        case .words(let words): write(words)
        case .block(let block): write(block)
        }
    }

    mutating func write(_ block: MarkedBlock) {
        let redrawn = isInFigure ? [] : block.drawnAnewBy
        if !redrawn.isEmpty { openRedrawn(by: redrawn) }
        if !redrawn.isEmpty || block.tag.name == "figure" { isInFigure = true }
        writeElement(block)
        if !redrawn.isEmpty || block.tag.name == "figure" { isInFigure = false }
        if !redrawn.isEmpty { html += "\n</div>" }
    }

    private mutating func writeElement(_ block: MarkedBlock) {
        let isHeading = block.tag.headingLevel != nil
        if isHeading, deletions == 0 { heading = Self.heading(block) }
        let isNumber = block.tag.isNumber
        open(block.hasChangedWords ? block.tag.adding(class: "amended") : block.tag)
        guard !block.tag.isVoid else { return }
        if let whole = block.whole { html.append(markup: whole) }
        isInNumber = isInNumber || isNumber
        if isHeading, case .words(let words)? = block.items.first?.content {
            // A heading is read aloud wherever it is listed, so that no label stands in it.
            let labels = writeWords(words)
            writeEnd(of: block)
            for label in labels { html += "\n<p class=\"change-label\">\(label)</p>" }
        } else {
            write(block.items, in: block.tag)
            writeEnd(of: block)
        }
        if isNumber { isInNumber = false }
    }

    mutating func writeEnd(of block: MarkedBlock) {
        html.append(markup: block.endSpace)
        html.append(endTag: block.tag.name)
    }

    /// Writes a line, and behind it who changed it.
    private mutating func write(_ words: [MarkedWord]) {
        for label in writeWords(words) { html += " <span class=\"change-label\">\(label)</span>" }
    }

    /// Writes a start tag. What is deleted repeats no anchor.
    mutating func open(_ tag: HTMLTag) {
        if deletions == 0 { html.append(markup: tag.markup) } else { html.append(markup: ids.fitting(tag).markup) }
    }

    // MARK: Changes

    /// Notes a change.
    mutating func note(
        _ kind: Marked.Change.Kind, by step: Int, at heading: (text: String, anchor: String?)? = nil
    ) -> Marked.Change {
        let heading = heading ?? self.heading
        let change = Marked.Change(
            number: changes.count + 1, kind: kind, origin: origins[step], heading: heading.text,
            headingAnchor: heading.anchor)
        changes.append(change)
        return change
    }

    static func heading(_ block: MarkedBlock) -> (text: String, anchor: String?) {
        guard case .words(let words)? = block.items.first?.content else { return ("", nil) }
        return (words.plainText, block.tag["id"].map { String(decoding: $0, as: UTF8.self) })
    }

    /// A link that says who made a change.
    func label(_ verb: StaticString, _ origin: ChangeMarking.Origin) -> HTML {
        var html: HTML = "<a href=\""
        html.append(cite: origin)
        html.append(markup: "\">")
        html.append(markup: verb)
        html += " by \(origin.label)</a>"
        return html
    }

    /// Writes the start tag of `ins` or `del`.
    mutating func open(_ mark: ChangeMark, id: String?) {
        guard let step = mark.step else { return }
        html.append(markup: mark.isDeletion ? "<del" : "<ins")
        if let id { html += " id=\"\(id)\"" }
        html.append(markup: " cite=\"")
        html.append(cite: origins[step])
        html.append(markup: "\">")
        if mark.isDeletion { deletions += 1 }
    }

    mutating func close(_ mark: ChangeMark) {
        html.append(markup: mark.isDeletion ? "</del>" : "</ins>")
        if mark.isDeletion { deletions -= 1 }
    }

    private mutating func openRedrawn(by steps: [Int]) {
        for (index, step) in steps.enumerated() {
            let change = note(.replaced, by: step)
            if index == 0 { html += "<div class=\"amended amended-redrawn\" id=\"\(change.anchor)\">\n" }
            let id: HTML = index == 0 ? HTML() : " id=\"\(change.anchor)\""
            html += "<p class=\"change-label\"\(id)>\(label("Diagram changed", change.origin))</p>\n"
        }
    }

    // MARK: Blocks that came or went

    private mutating func writeBlocks(_ run: ArraySlice<MarkedItem>, _ step: Int) {
        guard let first = run.first else { return }
        let kind = Marked.Change.Kind(of: run)
        let titled = run.first { !$0.mark.isDeletion } ?? first
        let ownHeading = titled.block.flatMap { $0.tag.headingLevel == nil ? nil : Self.heading($0) }
        let change = note(kind, by: step, at: ownHeading)
        html.append(markup: first.space)
        html += """
            <div class="amended \(kind.cssClass)" id="\(change.anchor)">
            <p class="change-label">\(label(kind.verb, change.origin))</p>

            """
        writeSideBySide(run)
        html += "\n</div>"
    }

    private mutating func writeSideBySide(_ run: ArraySlice<MarkedItem>) {
        var rest = run
        while let first = rest.first {
            let same = rest.prefix { $0.mark == first.mark }
            open(first.mark, id: nil)
            for (index, item) in same.enumerated() {
                if index > 0 { html.append(markup: item.space) }
                if let block = item.block { write(block) }
            }
            close(first.mark)
            rest = rest[same.endIndex...]
        }
    }
}
