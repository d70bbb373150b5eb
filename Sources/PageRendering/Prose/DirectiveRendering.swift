import CCMark
import ContentReading
import Diagnostics
import Foundation

/// A block between `::: name` and `:::`.
enum BlockDirective: String, CaseIterable {
    case note, tip, warning
    case editorNote = "editor-note"
    case openIssue = "open-issue"
    case closedIssue = "closed-issue"
    case requirement

    /// What stands above the block where the author says nothing else.
    var title: String {
        switch self {
        case .note: "Note"
        case .tip: "Tip"
        case .warning: "Warning"
        case .editorNote: "Editor’s note"
        case .openIssue: "Open issue"
        case .closedIssue: "Closed issue"
        case .requirement: "Requirement"
        }
    }
}

/// A directive that waits for its end.
struct OpenDirective {
    let directive: BlockDirective?
    let container: OpaquePointer?
    let line: Int
    let name: String
    /// The identifier of a requirement, and where its text begins in the HTML.
    let requirement: (id: String, start: Int)?
}

/// Block directives, and quotations that begin with `[!NOTE]`.
extension ProseRenderer {
    /// Opens or closes a directive.
    ///
    /// - Returns: `true`: the paragraph is none.
    mutating func visitDirective(_ node: OpaquePointer, _ line: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: line.drop { $0 == .colon }.trimmed, as: UTF8.self)
        if text.isEmpty {
            closeDirective(at: node)
        } else {
            openDirective(text, node)
        }
        return true
    }

    private mutating func openDirective(_ text: String, _ node: OpaquePointer) {
        let name = String(text.prefix { !$0.isWhitespace && $0 != "{" })
        var title = text.dropFirst(name.count)
        var attributes: AttributeList?
        if let brace = title.lastIndex(of: "{"), let list = AttributeList(title[brace...]) {
            attributes = list
            title = title[..<brace]
        }
        let line = sourceLine(of: node)
        guard let directive = BlockDirective(rawValue: name) else {
            report(
                .unknownDirective, at: name, line: line, "there is no directive '\(name)'", name: name,
                among: BlockDirective.allCases.map(\.rawValue),
                help: "the directives are \(BlockDirective.allCases.map(\.rawValue).joined(separator: ", "))")
            directives.append(
                OpenDirective(directive: nil, container: node.parent, line: line, name: name, requirement: nil))
            return
        }
        let ownTitle = title.trimmingCharacters(in: .whitespaces)
        let id = requirementID(directive, attributes, name, line)
        open(directive, title: ownTitle.isEmpty ? directive.title : ownTitle, id: id, attributes, line)
        directives.append(
            OpenDirective(
                directive: directive, container: node.parent, line: line, name: name,
                requirement: id.map { ($0, result.html.bytes.count) }))
    }

    private mutating func open(
        _ directive: BlockDirective, title: String, id: String?, _ attributes: AttributeList?, _ line: Int
    ) {
        if let id {
            result.html += """
                <div class="requirement" id="\(id)">
                <p class="requirement-id"><a href="#\(id)">\(id)</a></p>

                """
            return
        }
        let attribute: HTML = attributes.map { html(AttributeList(id: $0.id), line: line) } ?? HTML()
        result.html += """
            <div role="note" class="admonition admonition-\(directive.rawValue)"\(attribute)>
            <p class="admonition-title">\(title)</p>

            """
    }

    /// The identifier of a requirement: it must have one, and no other section of the page.
    private mutating func requirementID(
        _ directive: BlockDirective, _ attributes: AttributeList?, _ name: String, _ line: Int
    ) -> String? {
        guard directive == .requirement else { return nil }
        guard let id = attributes?.id else {
            report(
                .missingKey, at: name, line: line, "a requirement has no id", help: "write '::: requirement {#XDS-R1}'")
            return nil
        }
        guard slugs?.take(id) == true else {
            report(
                .duplicateIdentifier, at: "#" + id, line: line, "the page has another section '#\(id)'",
                help: "give the requirement another id")
            return nil
        }
        result.ids.append(id)
        return id
    }

    private mutating func closeDirective(at node: OpaquePointer) {
        guard let last = directives.last, last.container == node.parent else {
            report(
                .unclosedDirective, at: ":::", line: sourceLine(of: node), "this closes no directive",
                help: "remove it, or open one with '::: note'")
            return
        }
        close(last)
        directives.removeLast()
    }

    private mutating func close(_ open: OpenDirective) {
        guard open.directive != nil else { return }
        if let requirement = open.requirement {
            var html = HTML()
            html.append(markup: result.html.bytes[requirement.start...])
            result.requirements.append(
                Requirement(id: requirement.id, html: html, prose: prose, line: open.line))
        }
        markup("</div>\n")
    }

    /// Closes what a list's item or quotation leaves open.
    mutating func closeDirectives(in container: OpaquePointer) {
        guard let first = directives.firstIndex(where: { $0.container == container }) else { return }
        closeDirectives(downTo: first)
    }

    /// Closes, and reports, the directives that are still open beyond a number.
    mutating func closeDirectives(downTo count: Int) {
        while directives.count > count, let open = directives.popLast() {
            // The search goes forward only, so what is found at the end is looked for on its line anew.
            rewindLocator()
            report(
                .unclosedDirective, at: ":::", line: open.line, "the directive '\(open.name)' has no end",
                help: "close it with a line ':::'")
            close(open)
        }
    }

    // MARK: Quotations that are notes

    /// The kind of note that a quotation is, as GitHub marks it.
    func alert(of quotation: OpaquePointer) -> BlockDirective? {
        guard let paragraph = quotation.firstChild, paragraph.kind == CMARK_NODE_PARAGRAPH,
            let line = lines(of: paragraph).first?.trimmed, line.first == .openBracket, line.last == .closeBracket
        else { return nil }
        switch String(decoding: line, as: UTF8.self) {
        case "[!NOTE]", "[!IMPORTANT]": return .note
        case "[!TIP]": return .tip
        case "[!WARNING]", "[!CAUTION]": return .warning
        default: return nil
        }
    }

    mutating func write(_ alert: BlockDirective, _ quotation: OpaquePointer) -> MarkdownEvent.Descent {
        open(alert, title: alert.title, id: nil, nil, 0)
        for child in quotation.children {
            guard child == quotation.firstChild else {
                walkAndWrite(child)
                continue
            }
            // The mark is the first line of the first paragraph; what follows is its text.
            guard let text = child.children.first(where: { $0.kind == CMARK_NODE_SOFTBREAK }) else { continue }
            markup("<p>")
            for inline in sequence(first: text, next: \.next).dropFirst() { walkAndWrite(inline) }
            markup("</p>\n")
        }
        markup("</div>\n")
        return .skip
    }
}
