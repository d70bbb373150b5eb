import CCMark
import Diagnostics
import LinkResolution

/// Inlines of CommonMark, and links.
extension ProseRenderer {
    mutating func visitInline(_ event: MarkdownEvent) {
        let node = event.node
        switch event.kind {
        case CMARK_NODE_SOFTBREAK: if !isBeforeAttributeList(node) { markup("\n") }
        case CMARK_NODE_LINEBREAK: markup("<br>\n")
        case CMARK_NODE_CODE:
            markup("<code>")
            result.html.append(text: node.literal)
            markup("</code>")
        case CMARK_NODE_HTML_INLINE: writeRawHTML(node)
        case CMARK_NODE_EMPH: markup(event.isEntering ? "<em>" : "</em>")
        case CMARK_NODE_STRONG: markup(event.isEntering ? "<strong>" : "</strong>")
        case CMARK_NODE_LINK: event.isEntering ? openLink(node) : markup(openLinks.popLast() ?? "")
        case CMARK_NODE_IMAGE: event.isEntering ? openPicture(node) : closePicture()
        default: break
        }
    }

    /// The attribute list in the last line of a paragraph is no text.
    private mutating func isBeforeAttributeList(_ lineBreak: OpaquePointer) -> Bool {
        guard let next = lineBreak.next, next.kind == CMARK_NODE_TEXT, next.literalBegins(with: "{:"),
            let paragraph = lineBreak.parent, paragraph.kind == CMARK_NODE_PARAGRAPH,
            let last = lines(of: paragraph).last, last.starts(with: attributeListMark)
        else { return false }
        run.suffix = Array(last.trimmed)
        return true
    }

    // MARK: Links

    private mutating func openLink(_ node: OpaquePointer) {
        do {
            let (link, hasText) = try node.withPlainText { text throws(LinkProblem) in
                let destination = node.destinationBytes
                let link = try links.link(to: destination, text: text, from: path, in: folder)
                if !text.isEmpty {
                    check(link, text: text, destination: destination) { $0.sourceLine(of: node) }
                }
                return (link, !text.isEmpty)
            }
            note(link) { $0.sourceLine(of: node) }
            if node.hasLinkTitle {
                result.html.append(startOf: link.resolved, title: node.linkTitle)
            } else {
                result.html += link.html
            }
            openLinks.append("</a>")
            if !hasText { result.html.append(nameOf: link.resolved) }
        } catch {
            let destination = node.destination
            report(error, at: destination.isEmpty ? node.plainText : destination, line: sourceLine(of: node))
            openLinks.append("")
        }
    }

    /// Notes a link of the text. Its place is looked for only where it has a fragment.
    mutating func note(_ link: PreparedLink, line: (ProseRenderer) -> Int) {
        let isNew = link.lastText != number
        link.lastText = number
        notePage(of: link.resolved, isNew: isNew)
        if link.hasFragment {
            noteAnchor(of: link.resolved, at: locator.offset(of: "#", fromLine: line(self)))
        }
    }

    /// Notes a link that is none of Markdown's.
    ///
    /// - Parameter offset: Where the link is, if that is known.
    mutating func note(_ link: ResolvedLink, at offset: Int = 0) {
        notePage(of: link, isNew: true)
        noteAnchor(of: link, at: offset)
    }

    /// Notes where a link leads, for backlinks.
    private mutating func notePage(of link: ResolvedLink, isNew: Bool) {
        guard case .page(let page) = link.target else { return }
        if isNew { result.links.append(page) }
        result.linkCount += 1
    }

    /// Notes the fragment of a link, for the check of anchors.
    private mutating func noteAnchor(of link: ResolvedLink, at offset: Int) {
        guard let fragment = link.fragment else { return }
        switch link.target {
        case .page(let page):
            result.anchors.append(AnchorLink(page: page.address, fragment: fragment, prose: prose, offset: offset))
        case .samePage:
            result.anchors.append(AnchorLink(page: nil, fragment: fragment, prose: prose, offset: offset))
        case .asset, .imported, .external: break
        }
    }
}
