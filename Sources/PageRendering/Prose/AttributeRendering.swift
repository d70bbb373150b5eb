import CCMark
import Diagnostics

/// Attribute lists on blocks, as in kramdown.
extension ProseRenderer {
    /// The attributes of a block as HTML, from the list in its last line or right below it.
    mutating func attributes(of node: OpaquePointer) -> HTML {
        guard let list = attributeList(below: node) else { return HTML() }
        return html(list, line: sourceLine(of: node))
    }

    /// The attribute list of a block.
    func attributeList(below node: OpaquePointer) -> AttributeList? {
        let range = node.startLine...max(node.startLine, node.endLine) + 1
        guard fixedLine == nil, source.hasMark(in: range) else { return nil }
        if node.kind == CMARK_NODE_PARAGRAPH, let last = lines(of: node).last, last.starts(with: attributeListMark) {
            return AttributeList(String(decoding: last, as: UTF8.self))
        }
        // Right below a list, the line has gone to its last paragraph.
        if node.kind == CMARK_NODE_LIST, let last = cmark_node_last_child(node).flatMap({ cmark_node_last_child($0) }),
            let line = lines(of: last).last, line.starts(with: attributeListMark)
        {
            return AttributeList(String(decoding: line, as: UTF8.self))
        }
        guard let next = node.next, next.kind == CMARK_NODE_PARAGRAPH, next.startLine == next.endLine,
            next.startLine <= node.endLine + 1, let line = lines(of: next).first, line.starts(with: attributeListMark)
        else { return nil }
        return AttributeList(String(decoding: line, as: UTF8.self))
    }

    /// An attribute list as HTML: an identifier, and the classes that themes know.
    mutating func html(_ list: AttributeList, line: Int) -> HTML {
        var html = HTML()
        if let id = list.id, slugs != nil {
            if slugs?.take(id) == true {
                result.ids.append(id)
                html += " id=\"\(id)\""
            } else {
                report(
                    .duplicateIdentifier, at: "#" + id, line: line, "the page has another section '#\(id)'",
                    help: "give one of them another id")
            }
        }
        let classes = known(list.classes, line: line)
        if !classes.isEmpty { html += " class=\"\(classes.joined(separator: " "))\"" }
        return html
    }

    /// The classes that themes know; the others are reported.
    mutating func known(_ classes: [String], line: Int) -> [String] {
        classes.filter { name in
            if blockClasses.contains(name) { return true }
            report(
                .unknownClass, at: "." + name, line: line, "no theme knows the class '\(name)'", name: name,
                among: blockClasses.sorted(), help: "the classes are \(blockClasses.sorted().joined(separator: ", "))")
            return false
        }
    }
}

/// The classes that an author may give to a block. `grid`, `table-striped` and `bg-info` are those of IHE's guides.
let blockClasses: Set<String> = [
    "grid", "table-striped", "bg-info", "row-headers", "numbers", "wide", "compact", "stu-note", "no-break",
]
