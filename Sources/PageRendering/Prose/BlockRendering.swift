import CCMark
import Diagnostics

/// Blocks of CommonMark.
extension ProseRenderer {
    mutating func visitBlock(_ event: MarkdownEvent) -> MarkdownEvent.Descent {
        if event.kind == CMARK_NODE_PARAGRAPH { return visitParagraph(event) }
        let node = event.node
        if event.isEntering, event.kind != CMARK_NODE_DOCUMENT { result.html.startLine() }
        switch event.kind {
        case CMARK_NODE_DOCUMENT: if event.isEntering { headingShift = headingShift(of: node) }
        case CMARK_NODE_HEADING: visitHeading(event)
        case CMARK_NODE_LIST: visitList(event)
        case CMARK_NODE_ITEM: visitItem(event)
        case CMARK_NODE_BLOCK_QUOTE: return visitQuotation(event)
        case CMARK_NODE_THEMATIC_BREAK: markup("<hr>\n")
        case CMARK_NODE_CODE_BLOCK: writeCodeBlock(node)
        case CMARK_NODE_HTML_BLOCK: writeRawHTML(node)
        default: break
        }
        return .visitChildren
    }

    private mutating func visitList(_ event: MarkdownEvent) {
        let isOrdered = cmark_node_get_list_type(event.node) == CMARK_ORDERED_LIST
        guard event.isEntering else { return markup(isOrdered ? "</ol>\n" : "</ul>\n") }
        let start = Int(cmark_node_get_list_start(event.node))
        if isOrdered, start != 1 {
            result.html += "<ol start=\"\(start)\"\(attributes(of: event.node))>\n"
        } else {
            openTag(isOrdered ? "<ol" : "<ul", event.node)
            markup("\n")
        }
    }

    private mutating func visitItem(_ event: MarkdownEvent) {
        if event.isEntering {
            markup("<li>")
            run.isAtItemStart = event.node.firstChild?.kind == CMARK_NODE_PARAGRAPH
        } else {
            closeDirectives(in: event.node)
            markup("</li>\n")
        }
    }

    private mutating func visitQuotation(_ event: MarkdownEvent) -> MarkdownEvent.Descent {
        if event.isEntering {
            if let alert = alert(of: event.node) { return write(alert, event.node) }
            openTag("<blockquote", event.node)
            markup("\n")
        } else {
            closeDirectives(in: event.node)
            markup("</blockquote>\n")
        }
        return .visitChildren
    }

    private mutating func visitParagraph(_ event: MarkdownEvent) -> MarkdownEvent.Descent {
        let isTight = isTight(event.node)
        guard event.isEntering else {
            if !isTight { markup("</p>\n") }
            return .visitChildren
        }
        if !isTight { result.html.startLine() }
        if writeExtension(event.node) { return .skip }
        if result.summary.isEmpty { result.summary = event.node.plainText }
        if !isTight { openTag("<p", event.node) }
        return .visitChildren
    }

    /// Writes the start tag of a block with the attributes from its list.
    private mutating func openTag(_ tag: StaticString, _ node: OpaquePointer) {
        let attributes = attributes(of: node)
        markup(tag)
        result.html += attributes
        markup(">")
    }

    /// Whether a paragraph stands in a list without blank lines, and so without tags.
    private func isTight(_ paragraph: OpaquePointer) -> Bool {
        guard let list = paragraph.parent?.parent, list.kind == CMARK_NODE_LIST else { return false }
        return cmark_node_get_list_tight(list) != 0
    }

    /// Writes a paragraph that is something else by our dialect.
    ///
    /// - Returns: `false` for an ordinary paragraph.
    private mutating func writeExtension(_ node: OpaquePointer) -> Bool {
        guard mayBeExtension(node) else { return false }
        let lines = lines(of: node)
        guard let first = lines.first else { return false }
        if first.starts(with: directiveFence) { return visitDirective(node, first) }
        if first.starts(with: attributeListMark), lines.count == 1 { return true }
        if let level = deepHeadingLevel(first) {
            writeHeading(node, level: level, mark: level)
            return true
        }
        if let table = PipeTable(lines) {
            write(table, lines, node)
            return true
        }
        if isCaption(node) || writeFigureCaption(node) { return true }
        if lines.dropFirst().contains(where: { $0.starts(with: definitionMark) }) {
            writeDefinitions(node)
            return true
        }
        if let picture = node.firstChild, picture.kind == CMARK_NODE_IMAGE, isAlone(picture, lines) {
            writeFigure(picture, node)
            return true
        }
        return false
    }

    /// Whether a paragraph can be something else: a line of it, or what it begins with, tells for nearly all that it isn't.
    private func mayBeExtension(_ node: OpaquePointer) -> Bool {
        if source.hasMark(in: node.startLine...max(node.startLine, node.endLine)) { return true }
        guard let first = node.firstChild else { return false }
        switch first.kind {
        case CMARK_NODE_IMAGE, CMARK_NODE_STRONG: return true
        case CMARK_NODE_TEXT: return first.literalBegins(with: "Table:")
        default: return false
        }
    }

    /// The source lines of a node, without indentation and the marks of quotations.
    func lines(of node: OpaquePointer, atMost count: Int = .max) -> [ArraySlice<UInt8>] {
        guard fixedLine == nil, node.startLine <= node.endLine else { return [] }
        let others = (node.startLine + 1..<node.endLine + 1).prefix(count - 1)
        // The first line may have the marks of lists before it too.
        let first = source.line(node.startLine).dropFirst(Int(cmark_node_get_start_column(node)) - 1)
        return [first] + others.map { source.line($0).afterContainers }
    }

    private mutating func writeCodeBlock(_ node: OpaquePointer) {
        let language = String(node.info.prefix { !$0.isWhitespace })
        if language == "plantuml", writeDiagram(node) { return }
        if language.isEmpty {
            markup("<pre tabindex=\"0\"><code>")
            result.html.append(text: node.literal)
        } else {
            result.html += "<pre tabindex=\"0\"><code class=\"language-\(language)\">"
            SyntaxHighlighter.append(node.literal, language: language, to: &result.html)
        }
        markup("</code></pre>\n")
    }
}

private let directiveFence = Array(":::".utf8)
private let definitionMark = Array(": ".utf8)
