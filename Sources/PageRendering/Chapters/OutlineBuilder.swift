import FrameworkModel

/// Puts the sections of a template and of the prose together, and numbers them.
///
/// The author's sections go where the template has one of the same name; others follow, in their order. Sections count
/// on from the chapter's number; a number that the author writes wins, and the next ones count on from it. Numbers of
/// required sections are kept where these are missing, so that nothing moves when they are written.
struct OutlineBuilder {
    /// A section of the prose with those below it.
    struct Node {
        let heading: Int
        var children: [Node] = []
    }

    private let headings: [Heading]
    /// The titles of the headings as they are compared.
    private let titles: [String]
    private var slugs: SlugTable
    private var outline = ChapterOutline()
    private var numbers: Set<String> = []
    /// The anchors that the page has elsewhere.
    private let reserved: Set<String>
    /// The anchors of the chapter.
    private var anchors: Set<String>

    /// The outline of a chapter.
    ///
    /// - Parameters:
    ///   - prose: The chapter's prose; `nil` for one that consists of generated parts.
    ///   - number: The number of the chapter; without one, sections have numbers only where the author wrote them.
    ///   - name: What the chapter is about, for the captions of generated parts.
    ///   - names: What headings may begin with before a section's name: the profile's acronym and name.
    ///   - reserved: The anchors that the page has elsewhere.
    static func outline(
        of prose: RenderedProse?, template: [TemplateSection], number: String?, name: String, names: [String],
        reserved: Set<String>
    ) -> ChapterOutline {
        var builder = OutlineBuilder(
            prose?.headings ?? [], names: names.map(folded), ids: prose?.ids ?? [], reserved: reserved)
        builder.add(template, builder.tree(), below: number, level: 2)
        CaptionNumbering.number(
            &builder.outline, captions: prose?.captions ?? [], chapter: number, name: name, anchors: builder.anchors)
        return builder.outline
    }

    private init(_ headings: [Heading], names: [String], ids: [String], reserved: Set<String>) {
        self.headings = headings
        self.reserved = reserved
        titles = headings.map { heading in
            let title = Self.folded(heading.title)
            let name = names.first { title.hasPrefix($0 + " ") }
            return name.map { String(title.dropFirst($0.count + 1)) } ?? title
        }
        anchors = Set(minimumCapacity: ids.count + 2 * headings.count + 8)
        slugs = SlugTable(reserved: reserved)
        for id in ids { take(id) }
        for heading in headings { take(heading.id) }
    }

    private mutating func take(_ id: String) {
        _ = slugs.take(id)
        anchors.insert(id)
    }

    /// The sections of the prose by their levels.
    private func tree() -> [Node] {
        var open: [(node: Node, level: Int)] = [(Node(heading: -1), 0)]
        func close(downTo level: Int) {
            while open.count > 1, let last = open.last, last.level >= level {
                open.removeLast()
                open[open.count - 1].node.children.append(last.node)
            }
        }
        for (index, heading) in headings.enumerated() where heading.isSection {
            close(downTo: heading.level)
            open.append((Node(heading: index), heading.level))
        }
        close(downTo: 1)
        return open[0].node.children
    }

    private mutating func add(_ template: [TemplateSection], _ nodes: [Node], below parent: String?, level: Int) {
        var rest = nodes
        var count = 0
        let matched = template.map { section in
            let position = rest.firstIndex { section.names.contains(titles[$0.heading]) }
            return (section: section, node: position.map { rest.remove(at: $0) })
        }
        for (section, node) in inOrderOfNumbers(matched) {
            guard node != nil || section.hasParts || section.isRequired else { continue }
            let number = number(of: node, below: parent, after: &count)
            guard node != nil || section.hasParts else {
                outline.missing.append(.init(title: section.title, number: number))
                continue
            }
            append(node, section, number, level)
            add(section.children, node?.children ?? [], below: number, level: level + 1)
            check(node?.children ?? [], have: section.eachHas)
        }
        for node in rest {
            let number = number(of: node, below: parent, after: &count)
            append(node, nil, number, level)
            add([], node.children, below: number, level: level + 1)
        }
    }

    /// Sections whose numbers an author wrote stand in the order of the numbers, in the places that they have among the
    /// others.
    private func inOrderOfNumbers(
        _ sections: [(section: TemplateSection, node: Node?)]
    ) -> [(section: TemplateSection, node: Node?)] {
        func number(_ index: Int) -> String? { sections[index].node.flatMap { headings[$0.heading].number } }
        let places = sections.indices.filter { number($0) != nil }
        let sorted = places.sorted { identifierPrecedes(number($0) ?? "", number($1) ?? "") }
        var ordered = sections
        for (place, source) in zip(places, sorted) { ordered[place] = sections[source] }
        return ordered
    }

    private func number(of node: Node?, below parent: String?, after count: inout Int) -> String? {
        if let own = node.flatMap({ headings[$0.heading].number }) {
            count = SectionNumber.lastPart(of: own) ?? count + 1
            return own
        }
        count += 1
        return parent.map { "\($0).\(count)" }
    }

    private mutating func append(_ node: Node?, _ section: TemplateSection?, _ number: String?, _ level: Int) {
        if let number, !numbers.insert(number).inserted, let node {
            outline.repeated.append(.init(number: number, heading: node.heading))
        }
        let title = node.map { headings[$0.heading].title } ?? section?.title ?? ""
        let id = node.map { headings[$0.heading].id } ?? slugs.slug(for: title)
        anchors.insert(id)
        let numberAnchor = number.flatMap { !reserved.contains($0) && anchors.insert($0).inserted ? $0 : nil }
        outline.sections.append(
            .init(
                number: number, numberAnchor: numberAnchor,
                level: node.map { headings[$0.heading].level } ?? level, id: id, title: title,
                heading: node?.heading, parts: section?.parts ?? []))
    }

    /// Notes which of the sections lack what each of them has to have. A section that has nothing of it is of another
    /// sort, such as a CapabilityStatement below the messages.
    private mutating func check(_ nodes: [Node], have required: [TemplateSection]) {
        let names = required.flatMap(\.names)
        for node in nodes where node.children.contains(where: { names.contains(titles[$0.heading]) }) {
            for section in required where !node.children.contains(where: { section.names.contains(titles[$0.heading]) })
            {
                outline.incomplete.append(.init(heading: node.heading, lacks: section.title))
            }
        }
    }

    /// A name without regard to case and punctuation.
    static func folded(_ name: String) -> String {
        var folded: [UInt8] = []
        for byte in name.utf8 {
            if byte.isLetterOrDigit || byte >= 0x80 {
                folded.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
            } else if let last = folded.last, last != .space {
                folded.append(.space)
            }
        }
        if folded.last == .space { folded.removeLast() }
        return String(decoding: folded, as: UTF8.self)
    }
}
