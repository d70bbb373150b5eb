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
    case list, form
    case amendment, instruction

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
        case .list: "List"
        case .form: "Form"
        case .amendment: "Amendment"
        case .instruction: "Instruction"
        }
    }
}

/// The line that opens a directive: `::: name Title {#id}`.
struct DirectiveLine {
    let name: String
    let title: String
    let attributes: AttributeList?

    init(_ text: String) {
        name = String(text.prefix { !$0.isWhitespace && $0 != "{" })
        var rest = text.dropFirst(name.count)
        var attributes: AttributeList?
        if let brace = rest.lastIndex(of: "{"), let list = AttributeList(rest[brace...]) {
            attributes = list
            rest = rest[..<brace]
        }
        self.attributes = attributes
        title = rest.trimmingCharacters(in: .whitespaces)
    }
}

/// A directive that waits for its end.
struct OpenDirective {
    let container: OpaquePointer?
    let line: Int
    let name: String
    /// Whether a `div` is open for it.
    var isDivision = false
    /// The identifier of a requirement, and where its text begins in the HTML.
    var requirement: (id: String, start: Int)?
    /// Whether it is a requirement, or stands in one.
    var isInRequirement = false
    /// The amendment that it is, and how far headings are moved around it.
    var amendment: (index: Int, headingShift: Int)?
    /// The amendment whose instruction it is.
    var instructionOf: Int?
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
        let written = DirectiveLine(text)
        var open = OpenDirective(container: node.parent, line: sourceLine(of: node), name: written.name)
        open.isInRequirement = directives.last?.isInRequirement == true
        switch BlockDirective(rawValue: written.name) {
        case nil:
            let names = BlockDirective.allCases.map(\.rawValue)
            report(
                .unknownDirective, at: written.name, line: open.line, "there is no directive '\(written.name)'",
                name: written.name, among: names, help: "the directives are \(names.joined(separator: ", "))")
        case .list?: writeList(written.title, written.attributes, open.line)
        case .form?: writeForm(written.title, open.line)
        case .requirement?: openRequirement(written, &open)
        case .amendment?: openAmendment(written, &open, node)
        case .instruction?: openInstruction(&open)
        case let directive?:
            let id: HTML = written.attributes.map { html(AttributeList(id: $0.id), line: open.line) } ?? HTML()
            openNote(directive, title: written.title.isEmpty ? directive.title : written.title, id: id)
            open.isDivision = true
        }
        directives.append(open)
    }

    /// Leaves room for a list of definitions, which the finished framework fills.
    private mutating func writeList(_ subject: String, _ attributes: AttributeList?, _ line: Int) {
        guard let kind = DefinitionList.Subject(rawValue: subject) else {
            let subjects = DefinitionList.Subject.allCases.map(\.rawValue)
            return report(
                .unknownDirective, at: subject.isEmpty ? "list" : subject, line: line,
                "there is no list of '\(subject)'", name: subject, among: subjects,
                help: "the lists are \(subjects.joined(separator: ", "))")
        }
        result.html.append(.list(result.lists.count))
        result.lists.append(DefinitionList(subject: kind, domain: attributes?.values["domain"]))
    }

    /// Leaves room for a form, which the settings of the site fill.
    private mutating func writeForm(_ name: String, _ line: Int) {
        guard let form = SiteForm(rawValue: name) else {
            let forms = SiteForm.allCases.map(\.rawValue)
            return report(
                .unknownDirective, at: name.isEmpty ? "form" : name, line: line, "there is no form '\(name)'",
                name: name,
                among: forms, help: "the forms are \(forms.joined(separator: ", "))")
        }
        result.html.append(.form(result.forms.count))
        result.forms.append(PlacedForm(form: form, location: prose.location(line: line)))
    }

    private mutating func openNote(_ directive: BlockDirective, title: String, id: HTML = HTML()) {
        result.html += """
            <div role="note" class="admonition admonition-\(directive.rawValue)"\(id)>
            <p class="admonition-title">\(title)</p>

            """
    }

    private mutating func openRequirement(_ written: DirectiveLine, _ open: inout OpenDirective) {
        guard let id = requirementID(written.attributes, open.line) else {
            openNote(.requirement, title: BlockDirective.requirement.title)
            open.isDivision = true
            return
        }
        result.html += """
            <div class="requirement" id="\(id)">
            <p class="requirement-id"><a href="#\(id)">\(id)</a></p>

            """
        open.isDivision = true
        if open.isInRequirement {
            // The list of requirements holds the text of each, so that of nested ones would grow with the square.
            report(
                .unclosedDirective, at: written.name, line: open.line, "the requirement stands in another one",
                help: "close the other one with a line ':::' before it")
        } else {
            open.requirement = (id, result.html.bytes.count)
            open.isInRequirement = true
        }
    }

    /// The identifier of a requirement: it must have one, and no other section of the page.
    private mutating func requirementID(_ attributes: AttributeList?, _ line: Int) -> String? {
        guard let id = attributes?.id else {
            report(
                .missingKey, at: BlockDirective.requirement.rawValue, line: line, "a requirement has no id",
                help: "write '::: requirement {#XDS-R1}'")
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
        close(last, atLine: sourceLine(of: node))
        directives.removeLast()
    }

    /// - Parameter line: The line of the source that closes it; one beyond the last of what has no end.
    private mutating func close(_ open: OpenDirective, atLine line: Int) {
        // What an amendment requires, the amended chapter states.
        if let requirement = open.requirement, !directives.contains(where: { $0.amendment != nil }) {
            var html = HTML()
            html.append(markup: result.html.bytes[requirement.start...])
            result.requirements.append(
                Requirement(id: requirement.id, html: html, prose: prose, line: open.line))
        }
        if open.isDivision { markup("</div>\n") }
        if open.instructionOf != nil || open.amendment != nil { closeAmendment(open, atLine: line) }
    }

    /// Closes what a list's item or quotation leaves open.
    mutating func closeDirectives(in container: OpaquePointer) {
        // Its own are the last, since what stands in it has closed its own.
        closeDirectives(downTo: directives.count - directives.reversed().prefix { $0.container == container }.count)
    }

    /// Closes, and reports, the directives that are still open beyond a number.
    mutating func closeDirectives(downTo count: Int) {
        while directives.count > count, let open = directives.popLast() {
            // The search goes forward only, so what is found at the end is looked for on its line anew.
            rewindLocator()
            report(
                .unclosedDirective, at: ":::", line: open.line, "the directive '\(open.name)' has no end",
                help: "close it with a line ':::'")
            close(open, atLine: lineStarts.count)
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
        openNote(alert, title: alert.title)
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
