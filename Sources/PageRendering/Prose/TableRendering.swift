import CCMark

/// Pipe tables, with the caption above them.
extension ProseRenderer {
    mutating func write(_ table: PipeTable, _ lines: [ArraySlice<UInt8>], _ node: OpaquePointer) {
        let firstLine = node.startLine
        writeLead(lines[..<table.firstLine], node)
        let attributes =
            table.attributes.flatMap { AttributeList(String(decoding: $0, as: UTF8.self)) }
            ?? attributeList(below: node)
        let classes = known(attributes?.classes ?? [], line: sourceLine(of: node))
        let hasRowHeaders = classes.contains("row-headers") || table.header?.cells.first?.isEmpty == true

        if table.hasUnevenDelimiterRow {
            report(
                .unevenTable, at: "|-", line: sourceLine(of: node),
                "the row of hyphens has fewer cells than the header",
                help: "give it a cell for each column")
        }
        tables += 1
        let caption = caption(above: node, table)
        let text = caption.flatMap(captionText)
        let label = text.map { CaptionText($0, kind: .table).text } ?? "Table \(tables)"
        let id: HTML = attributes?.id.map { " id=\"\($0)\"" } ?? ""
        result.html += """
            <div class="table-scroll" role="region" tabindex="0" aria-label="\(label)">\
            <table class="\((["data"] + classes).joined(separator: " "))"\(id)>

            """
        if let caption {
            markup("<caption>")
            writeCaption(caption, text: text ?? "")
            markup("</caption>\n")
        }
        // All cells are parsed at once: a tree for each would cost more than all else.
        let rows = (table.header.map { [$0] } ?? []) + table.rows
        var paragraphs = PipeTable.paragraphs(of: rows)
        paragraphs += source.linkDefinitions.used(in: paragraphs)
        guard let tree = MarkdownTree(paragraphs[...]) else { return }
        var cells = tree.root.children.makeIterator()
        for (index, row) in rows.enumerated() {
            let isHeader = index == 0 && table.header != nil
            if isHeader { markup("<thead>\n") } else if index == (table.header == nil ? 0 : 1) { markup("<tbody>\n") }
            fixedLine = source.sourceLine(firstLine + row.line)
            write(row, of: table, isHeader: isHeader, hasRowHeaders: hasRowHeaders) { cells.next() }
            if isHeader { markup("</thead>\n") }
        }
        fixedLine = nil
        markup(table.rows.isEmpty ? "</table></div>\n" : "</tbody>\n</table></div>\n")
    }

    private mutating func write(
        _ row: PipeTable.Row, of table: PipeTable, isHeader: Bool, hasRowHeaders: Bool, nextCell: () -> OpaquePointer?
    ) {
        markup("<tr>")
        for (column, text) in row.cells.enumerated() {
            let isRowHeader = !isHeader && hasRowHeaders && column == 0
            if isHeader, !text.isEmpty {
                markup("<th scope=\"col\"")
            } else {
                markup(isRowHeader ? "<th scope=\"row\"" : "<td")
            }
            if let alignment = table.alignments[column] { result.html += " class=\"align-\(alignment.rawValue)\"" }
            markup(">")
            if !text.isEmpty, let cell = nextCell() { writeCell(cell) }
            markup((isHeader && !text.isEmpty) || isRowHeader ? "</th>" : "</td>")
        }
        markup("</tr>\n")
    }

    /// Writes the inlines of a cell's paragraph, without the mark before them.
    private mutating func writeCell(_ paragraph: OpaquePointer) {
        run.prefix = 1
        writeChildren(of: paragraph)
        run.prefix = 0
    }

    /// The lines of a table's paragraph that come before it are a paragraph of their own.
    private mutating func writeLead(_ lines: ArraySlice<ArraySlice<UInt8>>, _ node: OpaquePointer) {
        guard !lines.isEmpty else { return }
        let text =
            PipeTable.cellMark + lines.joined(separator: [.newline]) + [.newline, .newline]
        guard let tree = MarkdownTree((text + source.linkDefinitions.used(in: text))[...]),
            let paragraph = tree.root.firstChild
        else { return }
        fixedLine = sourceLine(of: node)
        markup("<p>")
        writeCell(paragraph)
        markup("</p>\n")
        fixedLine = nil
    }

    // MARK: Captions

    /// Whether a paragraph is the caption of the table below it: `Table: text`, or, as committees write it, bold text
    /// that begins with "Table".
    func isCaption(_ node: OpaquePointer) -> Bool {
        guard let text = captionText(node), let next = node.next, next.kind == CMARK_NODE_PARAGRAPH else {
            return false
        }
        return !text.isEmpty && lines(of: next, atMost: 2).contains { PipeTable.isDelimiterRow($0) }
    }

    private func caption(above node: OpaquePointer, _ table: PipeTable) -> OpaquePointer? {
        guard table.firstLine == 0, let previous = node.previous, previous.kind == CMARK_NODE_PARAGRAPH,
            isCaption(previous)
        else { return nil }
        return previous
    }

    private func captionText(_ node: OpaquePointer) -> String? {
        guard let first = node.firstChild else { return nil }
        if first.kind == CMARK_NODE_TEXT, first.literal.starts(with: captionMark) {
            return String(node.plainText.dropFirst(captionMark.count))
        }
        let isBold = first.kind == CMARK_NODE_STRONG && first.next == nil
        return isBold && first.plainText.hasPrefix("Table ") ? first.plainText : nil
    }

    private mutating func writeCaption(_ paragraph: OpaquePointer, text: String) {
        let parsed = addCaption(text, kind: .table, line: sourceLine(of: paragraph))
        run.isInHeading = true
        defer { run.isInHeading = false }
        if let first = paragraph.firstChild, first.kind == CMARK_NODE_STRONG {
            run.prefix = parsed.length
            writeChildren(of: first)
        } else {
            run.prefix = captionMark.count + parsed.length
            writeChildren(of: paragraph)
        }
    }

    /// Notes a caption, and leaves room for its label.
    mutating func addCaption(_ text: String, kind: CaptionLabel.Kind, line: Int) -> CaptionText {
        let parsed = CaptionText(text, kind: kind)
        result.html.append(.caption(result.captions.count))
        result.captions.append(
            Caption(
                kind: kind, number: parsed.number, text: parsed.text,
                heading: section, line: line))
        return parsed
    }
}

private let captionMark = Array("Table: ".utf8)
