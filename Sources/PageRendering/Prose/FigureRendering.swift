import CCMark
import Diagnostics
import LinkResolution

/// Pictures, figures and definition lists.
extension ProseRenderer {
    // MARK: Pictures

    mutating func openPicture(_ node: OpaquePointer) {
        openPictures += 1
        if openPictures == 1, let picture = picture(node, attributes: nil, withTitle: true) { result.html += picture }
    }

    mutating func closePicture() {
        openPictures -= 1
    }

    /// Whether a picture is all that a paragraph holds, apart from an attribute list.
    func isAlone(_ picture: OpaquePointer, _ lines: [ArraySlice<UInt8>]) -> Bool {
        guard let next = picture.next else { return true }
        return next.kind == CMARK_NODE_SOFTBREAK && lines.count == 2 && lines[1].starts(with: attributeListMark)
    }

    /// A picture by itself is a figure; its title is the caption.
    mutating func writeFigure(_ picture: OpaquePointer, _ paragraph: OpaquePointer) {
        let list = attributeList(below: paragraph)
        guard let image = self.picture(picture, attributes: list, withTitle: false) else { return }
        let attributes = list.map { html($0, line: sourceLine(of: paragraph)) } ?? HTML()
        result.html += "<figure\(attributes)>\n\(image)\n"
        let title = picture.linkTitle
        if !title.isEmpty {
            markup("<figcaption>")
            result.html.append(text: addCaption(title, kind: .figure, line: sourceLine(of: paragraph)).text)
            markup("</figcaption>\n")
        }
        markup("</figure>\n")
    }

    /// Writes bold text that begins with the label of a figure, as committees set captions: `**Figure 10.1-1: Actors**`.
    ///
    /// - Returns: `false` for any other paragraph.
    mutating func writeFigureCaption(_ paragraph: OpaquePointer) -> Bool {
        guard slugs != nil, let strong = paragraph.firstChild, strong.kind == CMARK_NODE_STRONG, strong.next == nil,
            case let text = strong.plainText, CaptionText(text, kind: .figure).number != nil
        else { return false }
        markup("<p class=\"figure-caption\">")
        run.prefix = addCaption(text, kind: .figure, line: sourceLine(of: paragraph)).length
        run.isInHeading = true
        writeChildren(of: strong)
        run.isInHeading = false
        markup("</p>\n")
        return true
    }

    private mutating func picture(_ node: OpaquePointer, attributes: AttributeList?, withTitle: Bool) -> HTML? {
        let destination = node.destination
        let line = sourceLine(of: node)
        do throws(LinkProblem) {
            let link = try links.resolve(destination, text: "", from: path)
            guard case .asset(let address) = link.target else { throw LinkProblem.notAPicture(destination) }
            let alt = node.plainText
            if alt.isEmpty {
                report(
                    .missingAlt, at: destination, line: line, "the picture has no text for those who don't see it",
                    help: "say what it shows: '![text](\(destination))'")
            }
            let title: HTML = withTitle && !node.linkTitle.isEmpty ? " title=\"\(node.linkTitle)\"" : ""
            return "<img src=\"\(address)\" alt=\"\(alt)\"\(title)\(size(attributes))>"
        } catch {
            report(error, at: destination, line: line)
            return nil
        }
    }

    /// Width and height in pixels.
    private func size(_ attributes: AttributeList?) -> HTML {
        var html = HTML()
        for key in ["width", "height"] {
            if let value = attributes?.values[key].flatMap(Int.init), (1...10_000).contains(value) {
                html += " \(HTML(stringLiteral: key))=\"\(value)\""
            }
        }
        return html
    }

    // MARK: Definition lists

    /// Writes a definition list: a term, and below it lines that begin with a colon.
    mutating func writeDefinitions(_ paragraph: OpaquePointer) {
        if !isDefinitionList(paragraph.previous) { markup("<dl>\n") }
        markup("<dt>")
        var closing: StaticString = "</dt>\n"
        for inline in paragraph.children {
            guard inline.kind == CMARK_NODE_SOFTBREAK || inline.kind == CMARK_NODE_LINEBREAK,
                let next = inline.next, next.kind == CMARK_NODE_TEXT, next.literalBegins(with: ": ")
            else {
                walkAndWrite(inline)
                continue
            }
            markup(closing)
            markup("<dd>")
            closing = "</dd>\n"
            run.prefix = 1
        }
        markup(closing)
        if !isDefinitionList(paragraph.next) { markup("</dl>\n") }
    }

    private func isDefinitionList(_ node: OpaquePointer?) -> Bool {
        guard let node, node.kind == CMARK_NODE_PARAGRAPH else { return false }
        let lines = lines(of: node)
        return lines.dropFirst().contains { $0.starts(with: ": ".utf8) } && PipeTable(lines) == nil
    }
}
