import ContentReading
import Diagnostics

/// Works out what an amendment does to an element of a definition.
struct ElementEdit {
    private let amendment: Amendment
    private let file: DefinitionFile

    init(_ amendment: Amendment, _ file: DefinitionFile) {
        self.amendment = amendment
        self.file = file
    }

    private var bytes: [UInt8] { file.source.bytes }

    /// - Parameter isDefinition: Whether the element is the definition itself.
    func edit(_ element: XMLElement, isDefinition: Bool) throws(Diagnostic) -> SourceEdit {
        if isDefinition, amendment.change != .addIn {
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "a definition is changed by its elements",
                help: "add {element=\"...\"} with the element that is meant, or write 'add-in'")
        }
        let (xml, line) = amendment.change == .delete ? ([], 0) : try content()
        let indent = indentation(of: element)
        switch amendment.change {
        case .addAfter:
            return edit(element.end..<element.end, [[.newline]] + indented(xml, by: indent), leadingLines: 1 - line)
        case .addBefore:
            let start = element.offset - indent.count
            return edit(start..<start, indented(xml, by: indent) + [[.newline]], leadingLines: -line)
        case .replace:
            let lines = indented(xml, by: indent)
            let first = lines.first.map { [Array($0.dropFirst(indent.count))] } ?? []
            return edit(element.offset..<element.end, first + lines.dropFirst(), leadingLines: -line)
        case .delete: return edit(wholeLines(of: element), [], leadingLines: 0)
        case .addIn: return addIn(element, xml, line, indent)
        case .insertText:
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "elements are no text",
                help: "write 'add-after', 'add-before' or 'add-in'")
        }
    }

    private func edit(_ range: Range<Int>, _ lines: [[UInt8]], leadingLines: Int) -> SourceEdit {
        SourceEdit(path: file.file.path, range: range, replacement: Array(lines.joined()), leadingLines: leadingLines)
    }

    private func addIn(_ element: XMLElement, _ xml: [ArraySlice<UInt8>], _ line: Int, _ indent: [UInt8]) -> SourceEdit
    {
        let inner = indented(xml, by: indent + [.space, .space])
        let closing = Array("</\(element.name)>".utf8)
        if bytes[..<element.end].ends(with: "/>") {
            return edit(
                (element.end - 2)..<element.end, [Array(">\n".utf8)] + inner + [[.newline] + indent + closing],
                leadingLines: 1 - line)
        }
        // The end tag stands on a line of its own, or behind what the element holds.
        let end = bytes[element.offset..<element.end].lastIndex(of: .lessThan) ?? element.end
        let start = bytes[..<end].lastIndex { $0 != .space && $0 != .tab }.map { $0 + 1 } ?? end
        if start > 0, bytes[start - 1] == .newline {
            return edit(start..<start, inner + [[.newline]], leadingLines: -line)
        }
        return edit(end..<end, [[.newline]] + inner + [[.newline] + indent], leadingLines: 1 - line)
    }

    /// The lines of the XML without the fence around it, and which line of the content is the first.
    private func content() throws(Diagnostic) -> (lines: [ArraySlice<UInt8>], first: Int) {
        let lines = amendment.contentLines.map { $0.last == .newline ? $0.dropLast() : $0 }
        let fences = lines.indices.filter { lines[$0].trimmed.starts(with: fence) }
        let isOnly = lines.indices.allSatisfy { index in
            lines[index].allSatisfy(\.isWhitespace) || (fences.first ?? 0)...(fences.last ?? 0) ~= index
        }
        guard fences.count == 2, isOnly, fences[1] > fences[0] + 1 else {
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "the amendment of a definition has no XML",
                help: "write the elements between '```xml' and '```', and nothing else")
        }
        return (Array(lines[(fences[0] + 1)..<fences[1]]), fences[0] + 1)
    }

    /// Lines with line breaks between them, all moved by the indentation that they get in the place of their own.
    private func indented(_ lines: [ArraySlice<UInt8>], by indent: [UInt8]) -> [[UInt8]] {
        let common =
            lines.filter { !$0.allSatisfy(\.isWhitespace) }.map { $0.prefix(while: \.isBlank).count }.min() ?? 0
        return lines.enumerated().map { number, line in
            let text = line.dropFirst(min(common, line.prefix(while: \.isBlank).count))
            return (number > 0 ? [.newline] : []) + (text.isEmpty ? [] : indent + text)
        }
    }

    /// What stands before the element on its line, where that is nothing but white space.
    private func indentation(of element: XMLElement) -> [UInt8] {
        let start = bytes[..<element.offset].lastIndex(of: .newline).map { $0 + 1 } ?? 0
        let lead = bytes[start..<element.offset]
        return lead.allSatisfy(\.isBlank) ? Array(lead) : []
    }

    /// The element with its indentation and the line break before it.
    private func wholeLines(of element: XMLElement) -> Range<Int> {
        let start = element.offset - indentation(of: element).count
        guard start > 0, bytes[start - 1] == .newline,
            element.end >= bytes.count || bytes[element.end].isWhitespace
        else { return element.offset..<element.end }
        return (start - 1)..<element.end
    }
}

private let fence = Array("```".utf8)
