import CCMark
import Diagnostics

/// Amendments in the text of a supplement: the instruction in a box, below it what is added.
extension ProseRenderer {
    mutating func openAmendment(_ written: DirectiveLine, _ open: inout OpenDirective, _ node: OpaquePointer) {
        open.isDivision = true
        let words = written.title.split(separator: " ", maxSplits: 1)
        let change = words.first.flatMap { Amendment.Change(rawValue: String($0)) }
        if change == nil {
            let changes = Amendment.Change.allCases.map(\.rawValue)
            let name = words.first.map(String.init) ?? ""
            report(
                .invalidAmendment, at: name.isEmpty ? written.name : name, line: open.line,
                name.isEmpty ? "the amendment does not say what it does" : "no amendment does '\(name)'",
                name: name, among: changes,
                help:
                    "write '::: amendment add-after ITI TF-1: 10.2'; the changes are \(changes.joined(separator: ", "))"
            )
        } else if words.count < 2 {
            report(
                .invalidAmendment, at: written.name, line: open.line, "the amendment does not say where",
                help: "cite a section, as in 'ITI TF-1: 10.2', or name a definition, as in 'profile:XDS.b'")
        }
        let index = result.amendments.count
        let anchor = anchor(ofAmendment: index + 1, written.attributes?.id, open.line)
        result.html += "<div class=\"amendment\" id=\"\(anchor)\">\n<div class=\"amendment-instruction\">\n"
        open.amendment = (index, headingShift)
        headingShift = shift(ofHeadingsBelow: node)
        let amendment = Amendment(
            change ?? .replace, words.count < 2 ? "" : String(words[1]),
            part(of: written.attributes, change, open.line),
            anchor: anchor, in: prose, line: open.line, lineStarts)
        result.amendments.append(amendment)
        result.html.append(.amendment(index))
        if let next = node.next.flatMap({ lines(of: $0).first }), isInstruction(next) { return }
        markup("</div>\n<div class=\"amendment-text\">\n")
    }

    /// An instruction is the first thing in its amendment; elsewhere it is a note to the editor.
    mutating func openInstruction(_ open: inout OpenDirective) {
        if let amendment = directives.last?.amendment, isBlank((directives[directives.count - 1].line + 1)..<open.line)
        {
            open.instructionOf = amendment.index
        } else {
            report(
                .invalidAmendment, at: open.name, line: open.line, "the instruction does not begin an amendment",
                help: "write it right below the line '::: amendment ...'")
        }
    }

    mutating func closeAmendment(_ open: OpenDirective, atLine line: Int) {
        if open.instructionOf != nil {
            startOfContent = line + 1
            markup("</div>\n<div class=\"amendment-text\">\n")
        } else if let (index, shift) = open.amendment {
            headingShift = shift
            let start = max(startOfContent, open.line + 1)
            result.amendments[index].take(start..<max(start, line), lineStarts)
            markup("</div>\n")
        }
    }

    private mutating func anchor(ofAmendment number: Int, _ own: String?, _ line: Int) -> String {
        let anchor = own ?? "amendment-\(number)"
        if slugs?.take(anchor) == true {
            result.ids.append(anchor)
        } else if slugs != nil {
            report(
                .duplicateIdentifier, at: own.map { "#" + $0 } ?? "amendment", line: line,
                "the page has another section '#\(anchor)'", help: "give one of them another id")
        }
        return anchor
    }

    private mutating func part(
        of attributes: AttributeList?, _ change: Amendment.Change?, _ line: Int
    ) -> Amendment.Part {
        let values = attributes?.values ?? [:]
        let known: [(String, (String) -> Amendment.Part)] = [
            ("row", Amendment.Part.row), ("text", Amendment.Part.words), ("before", Amendment.Part.beforeWords),
            ("after", Amendment.Part.afterWords), ("element", Amendment.Part.element),
        ]
        for key in values.keys.sorted() where !known.contains(where: { $0.0 == key }) {
            report(
                .invalidAmendment, at: key, line: line, "an amendment has no attribute '\(key)'", name: key,
                among: known.map(\.0))
        }
        let parts = known.compactMap { key, part in values[key].map(part) }
        if parts.count > 1 {
            report(
                .invalidAmendment, at: "{", line: line, "the amendment names several places",
                help: "give it one of \(known.map(\.0).joined(separator: ", "))")
        }
        if change == .insertText, parts.first?.isBetweenWords != true {
            report(
                .invalidAmendment, at: "insert-text", line: line, "the amendment does not say where in the text",
                help: "add {after=\"...\"} or {before=\"...\"} with words that stand there once")
        }
        return parts.first ?? .whole
    }

    /// How headings are moved, so that the first one in an amendment is a level below that of the section around it.
    private func shift(ofHeadingsBelow node: OpaquePointer) -> Int {
        let around = section.map { result.headings[$0].level } ?? 1
        let blocks = sequence(first: node, next: \.next).dropFirst().prefix(mostBlocksBeforeHeading)
        let first = blocks.first { $0.kind == CMARK_NODE_HEADING }
        return first.map { around + 1 - Int(cmark_node_get_heading_level($0)) } ?? headingShift
    }

    private func isInstruction(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: directiveSign)
            && line.drop { $0 == .colon || $0.isBlank }.starts(with: BlockDirective.instruction.rawValue.utf8)
    }

    private func isBlank(_ lines: Range<Int>) -> Bool {
        lines.allSatisfy { line in
            guard line >= 1, line < lineStarts.count else { return true }
            return prose.markdown[lineStarts[line - 1]..<lineStarts[line]].allSatisfy(\.isWhitespace)
        }
    }
}

/// Where no heading comes for long, none is sought: all amendments of a text would look through all of it.
private let mostBlocksBeforeHeading = 200
private let directiveSign = Array(":::".utf8)
