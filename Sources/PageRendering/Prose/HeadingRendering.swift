import CCMark
import Foundation
import FrameworkModel

/// Headings: anchors, identifiers of their own, and the levels that CommonMark lacks.
extension ProseRenderer {
    /// The page's title is its only `h1`: prose that begins with level 1 is moved down by one. The sections of a chapter
    /// are of level 2, however deep its author began.
    func headingShift(of document: OpaquePointer) -> Int {
        let levels = document.children.lazy.filter { $0.kind == CMARK_NODE_HEADING }
            .map { Int(cmark_node_get_heading_level($0)) }
        guard let highest = levels.min() else { return 0 }
        return highest == 1 || chapterNumber != nil ? 2 - highest : 0
    }

    mutating func visitHeading(_ event: MarkdownEvent) {
        if event.isEntering {
            openHeading(event.node, level: Int(cmark_node_get_heading_level(event.node)), mark: 0)
        } else {
            closeHeading()
        }
    }

    /// The level of a heading that CommonMark takes for a paragraph: seven or eight number signs.
    func deepHeadingLevel(_ line: ArraySlice<UInt8>) -> Int? {
        guard line.first == .hash else { return nil }
        let level = line.prefix { $0 == .hash }.count
        return (7...8).contains(level) && line.dropFirst(level).first?.isBlank == true ? level : nil
    }

    /// - Parameter mark: How many number signs the text begins with.
    mutating func writeHeading(_ node: OpaquePointer, level: Int, mark: Int) {
        openHeading(node, level: level, mark: mark)
        writeChildren(of: node)
        closeHeading()
    }

    private mutating func openHeading(_ node: OpaquePointer, level: Int, mark: Int) {
        guard slugs != nil else { return markup("<p><strong>") }
        let text = node.plainText
        var title = text
        if mark > 0 || title.utf8.first.map({ $0 <= .space || $0 >= 0x80 }) == true {
            title = String(title.dropFirst(mark).drop(while: \.isWhitespace))
        }
        let lead = text.utf8.count - title.utf8.count
        // A footnote is a text of its own, below all sections.
        let isSection = node.parent?.kind == CMARK_NODE_DOCUMENT && directives.isEmpty && fixedLine == nil
        var id = attributeList(below: node)?.id
        if title.utf8.last == .closeBrace, title.last == "}", let brace = title.range(of: " {#", options: .backwards),
            let list = AttributeList(title[brace.lowerBound...])
        {
            run.suffix = Array(title[brace.lowerBound...].utf8)
            title = String(title[..<brace.lowerBound])
            id = list.id
        }
        run.prefix = lead
        let anchor = anchor(id, title, node)
        let number = chapterNumber.flatMap { SectionNumber.prefix(of: title, in: $0) }
        if let number {
            title = String(title.utf8.dropFirst(number.length).drop(while: \.isBlank)) ?? title
            run.prefix = lead + number.length
        }
        let heading = Heading(
            level: max(2, level + headingShift), id: anchor, title: title, number: number?.number, isSection: isSection,
            line: sourceLine(of: node))
        result.html.append(startOf: heading)
        result.html.append(.headingNumber(result.headings.count))
        if isSection { section = result.headings.count }
        result.headings.append(heading)
        run.isInHeading = true
    }

    /// The anchor: the author's own, or the slug of the title.
    private mutating func anchor(_ id: String?, _ title: String, _ node: OpaquePointer) -> String {
        guard let id else { return slugs?.slug(for: title) ?? "" }
        if slugs?.take(id) == true { return id }
        report(
            .duplicateIdentifier, at: "#" + id, line: sourceLine(of: node), "the page has another section '#\(id)'",
            help: "give one of them another id")
        return slugs?.slug(for: title) ?? ""
    }

    private mutating func closeHeading() {
        flushRun()
        run.isInHeading = false
        run.suffix = []
        guard slugs != nil, let heading = result.headings.last else { return markup("</strong></p>\n") }
        result.html.append(.headingEnd(result.headings.count - 1))
        result.html.append(endOf: heading)
    }
}
