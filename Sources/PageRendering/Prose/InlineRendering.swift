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
        guard let next = lineBreak.next, next.kind == CMARK_NODE_TEXT, next.literal.starts(with: attributeListMark),
            let paragraph = lineBreak.parent, paragraph.kind == CMARK_NODE_PARAGRAPH,
            let last = lines(of: paragraph).last, last.starts(with: attributeListMark)
        else { return false }
        run.suffix = Array(last.trimmed)
        return true
    }

    // MARK: Links

    private mutating func openLink(_ node: OpaquePointer) {
        let text = node.plainText
        let destination = node.destination
        let line = sourceLine(of: node)
        do {
            let link = try resolver.resolve(destination, text: text, from: path)
            let place = link.fragment == nil ? 0 : locator.offset(of: "#", fromLine: line)
            if let tag = openingTag(for: link, title: node.linkTitle, fragmentPlace: place) {
                result.html += tag
                openLinks.append("</a>")
                if text.isEmpty { writeName(of: link) }
                return
            }
        } catch {
            report(error, at: destination.isEmpty ? text : destination, line: line)
        }
        openLinks.append("")
    }

    /// What a link without text says.
    private mutating func writeName(of link: ResolvedLink) {
        switch link.target {
        case .page(.definition(let key), _):
            result.html.append(text: resolver.label(of: key).title)
        case .page(_, let address), .asset(let address):
            result.html.append(text: address.path)
        case .external(let url):
            result.html.append(text: url)
        case .samePage:
            result.html.append(text: "#\(link.fragment ?? "")")
        }
    }

    /// The start tag of a link, which is noted for backlinks and for the check of anchors.
    mutating func openingTag(for link: ResolvedLink, title: String = "", fragmentPlace: Int = 0) -> HTML? {
        let href = href(of: link, fragmentPlace: fragmentPlace)
        let titleAttribute: HTML = title.isEmpty ? "" : " title=\"\(title)\""
        switch link.target {
        case .page(.definition(let key), _):
            let hover: HTML = title.isEmpty ? " title=\"\(resolver.label(of: key).name)\"" : titleAttribute
            return "<a class=\"ref ref-\(key.kind.rawValue)\" href=\"\(href)\"\(hover)>"
        case .external:
            return "<a class=\"external\" href=\"\(href)\"\(titleAttribute)>"
        case .page, .asset, .samePage:
            return "<a href=\"\(href)\"\(titleAttribute)>"
        }
    }

    /// Where a link leads, as the value of an attribute.
    mutating func href(of link: ResolvedLink, fragmentPlace: Int) -> HTML {
        let fragment: HTML = link.fragment.map { "#\($0)" } ?? ""
        switch link.target {
        case .page(let key, let address):
            result.links.insert(key)
            result.linkCount += 1
            addAnchor(link.fragment, of: address, at: fragmentPlace)
            return "\(address)\(fragment)"
        case .asset(let address): return "\(address)"
        case .samePage:
            addAnchor(link.fragment, of: nil, at: fragmentPlace)
            return fragment
        case .external(let url): return "\(urlEncoded(url))"
        }
    }

    private mutating func addAnchor(_ fragment: String?, of page: Address?, at offset: Int) {
        guard let fragment else { return }
        result.anchors.append(AnchorLink(page: page, fragment: fragment, prose: prose, offset: offset))
    }
}
