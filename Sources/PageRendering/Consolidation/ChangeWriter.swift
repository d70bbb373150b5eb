/// Writes a chapter with its marks: inserted and deleted text in `<ins>` and `<del>`, and at each change whose it is.
///
/// A block that came or went stands in a box of its own below a label. Where no box can be, as between the rows of a table, the
/// marks stand inside. A change within a block has its label at the end of the block.
struct ChangeWriter {
    private let origins: [ChangeMarking.Origin]
    /// The anchors that the chapter has after all changes: what was deleted may not have them too.
    private let ids: Set<ArraySlice<UInt8>>
    private var marked = Marked()
    private var heading = ""

    static func write(
        _ nodes: [MarkedNode], by origins: [ChangeMarking.Origin], ids: Set<ArraySlice<UInt8>>
    ) -> Marked {
        var writer = ChangeWriter(origins: origins, ids: ids)
        writer.writeFlow(nodes)
        return writer.marked
    }

    private init(origins: [ChangeMarking.Origin], ids: Set<ArraySlice<UInt8>>) {
        self.origins = origins
        self.ids = ids
    }

    // MARK: Where blocks can stand

    /// Writes pieces among which there may be blocks.
    private mutating func writeFlow(_ nodes: [MarkedNode]) {
        var rest = nodes[...]
        while let first = rest.first {
            guard let step = first.step else {
                write(first)
                rest = rest.dropFirst()
                continue
            }
            let run = rest.prefix { $0.step == step }
            if run.contains(where: \.isBlock) { writeBox(run, step) } else { writeWords(run, step) }
            rest = rest[run.endIndex...]
        }
    }

    /// Blocks that a step deleted and inserted at the same place.
    private mutating func writeBox(_ run: ArraySlice<MarkedNode>, _ step: Int) {
        let hasInserted = run.contains { !$0.isDeleted }
        let hasDeleted = run.contains(where: \.isDeleted)
        let (kind, name): (Marked.Change.Kind, String) =
            hasInserted && hasDeleted
            ? (.replaced, "replaced") : hasInserted ? (.inserted, "inserted") : (.deleted, "deleted")
        if let title = run.first(where: { !$0.isDeleted })?.headingText ?? run.first?.headingText { heading = title }
        let anchor = addChange(kind, step)
        marked.html += """
            <div class="amended amended-\(name)" id="\(anchor)">
            <p class="change-label">\(name.capitalized) by \(link(to: step))</p>

            """
        var rest = run
        while let first = rest.first {
            let part = rest.prefix { $0.isDeleted == first.isDeleted }
            writeTag(of: first, step)
            for node in part { writePlain(node, isDeleted: first.isDeleted) }
            marked.html.append(markup: first.isDeleted ? "</del>\n" : "</ins>\n")
            rest = rest[part.endIndex...]
        }
        marked.html.append(markup: "</div>\n")
    }

    // MARK: Words

    /// Words that a step deleted and inserted, in the middle of a text.
    private mutating func writeWords(_ run: ArraySlice<MarkedNode>, _ step: Int) {
        var rest = run
        while let first = rest.first {
            let part = rest.prefix { $0.isDeleted == first.isDeleted }
            writeTag(of: first, step)
            for node in part.dropLast() { writePlain(node, isDeleted: first.isDeleted) }
            if let last = part.last {
                writePlain(last, isDeleted: first.isDeleted, withSpace: false)
                marked.html.append(markup: first.isDeleted ? "</del>" : "</ins>")
                marked.html.append(markup: last.space)
            }
            rest = rest[part.endIndex...]
        }
    }

    private mutating func writeTag(of node: MarkedNode, _ step: Int) {
        let address = origins[step].address
        marked.html += node.isDeleted ? "<del cite=\"\(address)\">" : "<ins cite=\"\(address)\">"
    }

    // MARK: Elements

    /// Writes a piece that was there before and is still.
    private mutating func write(_ node: MarkedNode) {
        guard case .element(let element, let children) = node.content else { return writePlain(node, isDeleted: false) }
        if !children.contains(where: \.hasMark) {
            if element.isHeading { heading = node.headingText ?? heading }
            return writePlain(node, isDeleted: false)
        }
        if element.isStructure {
            marked.html.append(markup: element.tag)
            writeStructure(children)
            return end(element, node.space)
        }
        if element.isHeading { heading = node.headingText ?? heading }
        let steps = stepsOfWords(in: children)
        writeTag(of: element, isChanged: !steps.isEmpty)
        writeFlow(children)
        writeLabels(of: steps, in: children, element)
        marked.html.append(markup: node.space)
    }

    /// The steps that changed words of a block, other than the numbers of sections, tables and figures, which follow from
    /// other changes.
    private func stepsOfWords(in children: [MarkedNode]) -> [Int] {
        var steps: Set<Int> = []
        var rest = children[...]
        while let first = rest.first {
            let run = rest.prefix { $0.step == first.step }
            if let step = first.step, !run.contains(where: \.isBlock), !run.allSatisfy(\.isNumber) {
                steps.insert(step)
            }
            rest = rest[run.endIndex...]
        }
        return steps.sorted()
    }

    /// Ends a block; where its words changed, with the anchors and labels of the changes.
    private mutating func writeLabels(of steps: [Int], in children: [MarkedNode], _ element: HTMLElement) {
        var labels = HTML()
        for step in steps {
            let hasInserted = children.contains { $0.step == step && !$0.isDeleted }
            let hasDeleted = children.contains { $0.step == step && $0.isDeleted }
            let anchor = addChange(hasInserted && hasDeleted ? .replaced : hasInserted ? .inserted : .deleted, step)
            labels += " <span class=\"change-label\" id=\"\(anchor)\">\(link(to: step))</span>"
        }
        guard element.isHeading, !steps.isEmpty else {
            marked.html += labels
            return end(element, [])
        }
        end(element, [.newline])
        marked.html += "<p class=\"change-label\">\(labels)</p>"
    }

    private mutating func writeTag(of element: HTMLElement, isChanged: Bool, isDeleted: Bool = false) {
        guard isChanged else { return append(element.tag, isDeleted: isDeleted) }
        let tag = element.tag
        if let range = tag.firstRange(of: classSign) {
            append(tag[..<range.upperBound] + changeSign + [.space] + tag[range.upperBound...], isDeleted: isDeleted)
        } else {
            append(tag.dropLast() + classSign + changeSign + [.quote, .greaterThan], isDeleted: isDeleted)
        }
    }

    private mutating func end(_ element: HTMLElement, _ space: some Collection<UInt8>) {
        marked.html += "</\(element.name)>"
        marked.html.append(markup: space)
    }

    /// Rows, items or cells. Of several that came or went together, the first has the label.
    private mutating func writeStructure(_ nodes: [MarkedNode]) {
        var before: MarkedNode.Mark = .kept
        for node in nodes {
            if node.step == nil { write(node) } else { writeInStructure(node, isLabelled: node.mark == before) }
            if !node.key.isEmpty { before = node.mark }
        }
    }

    /// A row, item or cell that came or went: the marks stand inside, the label in its first text.
    private mutating func writeInStructure(_ node: MarkedNode, isLabelled: Bool) {
        guard case .element(let element, let children) = node.content, let step = node.step else {
            return writePlain(node, isDeleted: node.isDeleted)
        }
        writeTag(of: element, isChanged: true, isDeleted: node.isDeleted)
        if element.isStructure {
            for (index, child) in children.enumerated() {
                writeInStructure(child.marked(node.mark), isLabelled: isLabelled || index > 0)
            }
        } else {
            writeTag(of: node, step)
            for child in children { writePlain(child, isDeleted: node.isDeleted) }
            marked.html.append(markup: node.isDeleted ? "</del>" : "</ins>")
            if !isLabelled {
                let anchor = addChange(node.isDeleted ? .deleted : .inserted, step)
                marked.html += " <span class=\"change-label\" id=\"\(anchor)\">\(link(to: step))</span>"
            }
        }
        end(element, node.space)
    }

    // MARK: Plain

    /// Writes a piece without any mark inside.
    private mutating func writePlain(_ node: MarkedNode, isDeleted: Bool, withSpace: Bool = true) {
        append(node.key, isDeleted: isDeleted)
        if withSpace { marked.html.append(markup: node.space) }
    }

    /// Appends markup; of what was deleted, without the anchors that the chapter has after all changes.
    private mutating func append(_ markup: ArraySlice<UInt8>, isDeleted: Bool) {
        guard isDeleted else { return marked.html.append(markup: markup) }
        var rest = markup
        while let range = rest.firstRange(of: idSign) {
            let id = rest[range.upperBound...].prefix { $0 != .quote }
            let isTaken = ids.contains(id)
            marked.html.append(markup: rest[..<(isTaken ? range.lowerBound : id.endIndex + 1)])
            rest = rest[min(id.endIndex + 1, rest.endIndex)...]
        }
        marked.html.append(markup: rest)
    }

    // MARK: Labels

    private mutating func addChange(_ kind: Marked.Change.Kind, _ step: Int) -> String {
        let anchor = "change-\(marked.changes.count + 1)"
        marked.changes.append(.init(anchor: anchor, kind: kind, origin: origins[step], heading: heading))
        return anchor
    }

    private func link(to step: Int) -> HTML { "<a href=\"\(origins[step].address)\">\(origins[step].label)</a>" }
}

extension MarkedNode {
    /// The step that brought it or took it away.
    fileprivate var step: Int? {
        switch mark {
        case .kept: nil
        case .inserted(let step), .deleted(let step): step
        }
    }

    /// Whether it is the number of a section, table or figure.
    fileprivate var isNumber: Bool { numberSigns.contains { key.starts(with: $0) } }

    /// The text of a heading; `nil` for all else.
    fileprivate var headingText: String? {
        guard case .element(let element, let children) = content, element.isHeading else { return nil }
        let words = children.filter { !$0.isDeleted && !$0.key.starts(with: anchorLinkSign) }.flatMap(\.words)
        return String(decoding: Array(words.joined(separator: [.space])), as: UTF8.self)
            .replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
    }
}

private let classSign = Array(" class=\"".utf8)
private let changeSign = Array("amended".utf8)
private let numberSigns = ["section-number", "caption-number"].map { Array("<span class=\"\($0)\"".utf8) }
private let anchorLinkSign = Array("<a class=\"anchor\"".utf8)
