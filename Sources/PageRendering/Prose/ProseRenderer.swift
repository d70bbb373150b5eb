import CCMark
import ContentReading
import Diagnostics
import LinkResolution

/// Renders Markdown to HTML in one walk through libcmark's tree, resolving references on the way.
struct ProseRenderer {
    /// What prose is for.
    enum Style: Sendable {
        /// A page or chapter: its headings get anchors, apart from those in `reserved`.
        case chapter(reserved: [String])
        /// A definition, condition or note, shown on several pages: headings get no anchors.
        case passage
    }

    let prose: Prose
    /// The path in the content folder of the file that holds the prose, from which relative links lead.
    let path: String
    let resolver: LinkResolver

    var result = RenderedProse()
    private var slugs: SlugTable?
    private var locator: ProseLocator
    private var headingShift = 0
    /// How many problems there are beyond those reported.
    private var untold = 0

    /// Text that waits for the end of its run, since libcmark cuts text at every bracket.
    private var run: [UInt8] = []
    private var runLine = 0
    /// The closing tags of open links; within a link nothing else becomes one.
    private var openLinks: [StaticString] = []
    /// While a picture is open, its text goes to the `alt` attribute, which is written already.
    private var openPictures = 0

    /// Renders prose.
    ///
    /// Reports `unresolved-reference`, `ambiguous-reference`, `broken-link`, `unsafe-address` and `raw-html`.
    static func render(_ prose: Prose, style: Style, path: String, resolver: LinkResolver) -> RenderedProse {
        var renderer = ProseRenderer(prose, style: style, path: path, resolver: resolver)
        walkMarkdown(prose.markdown) { renderer.visit($0) }
        renderer.reportUntold()
        return renderer.result
    }

    private init(_ prose: Prose, style: Style, path: String, resolver: LinkResolver) {
        self.prose = prose
        self.path = path
        self.resolver = resolver
        locator = ProseLocator(prose)
        if case .chapter(let reserved) = style { slugs = SlugTable(reserved: reserved) }
        result.html.reserve(prose.markdown.count * 3 / 2)
    }

    private mutating func visit(_ event: MarkdownEvent) {
        if event.kind == CMARK_NODE_TEXT {
            if run.isEmpty { runLine = Int(cmark_node_get_start_line(event.node)) }
            run += event.node.literal
            return
        }
        flushRun()
        if openPictures > 0, event.kind != CMARK_NODE_IMAGE { return }
        if event.kind.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue {
            visitBlock(event)
        } else {
            visitInline(event)
        }
    }

    // MARK: Blocks

    private mutating func visitBlock(_ event: MarkdownEvent) {
        let node = event.node
        switch event.kind {
        case CMARK_NODE_DOCUMENT: if event.isEntering { headingShift = Self.headingShift(of: node) }
        case CMARK_NODE_BLOCK_QUOTE: markup(event.isEntering ? "<blockquote>\n" : "</blockquote>\n")
        case CMARK_NODE_LIST: visitList(event)
        case CMARK_NODE_ITEM: markup(event.isEntering ? "<li>" : "</li>\n")
        case CMARK_NODE_PARAGRAPH: visitParagraph(event)
        case CMARK_NODE_HEADING: visitHeading(event)
        case CMARK_NODE_THEMATIC_BREAK: markup("<hr>\n")
        case CMARK_NODE_CODE_BLOCK: writeCodeBlock(node)
        case CMARK_NODE_HTML_BLOCK: reportRawHTML(node)
        default: break
        }
    }

    private mutating func visitList(_ event: MarkdownEvent) {
        let isOrdered = cmark_node_get_list_type(event.node) == CMARK_ORDERED_LIST
        guard event.isEntering else { return markup(isOrdered ? "</ol>\n" : "</ul>\n") }
        let start = Int(cmark_node_get_list_start(event.node))
        if isOrdered, start != 1 {
            result.html += "<ol start=\"\(start)\">\n"
        } else {
            markup(isOrdered ? "<ol>\n" : "<ul>\n")
        }
    }

    private mutating func visitParagraph(_ event: MarkdownEvent) {
        if event.isEntering, result.summary.isEmpty { result.summary = event.node.plainText }
        let list = cmark_node_parent(event.node).flatMap { cmark_node_parent($0) }
        if let list, cmark_node_get_type(list) == CMARK_NODE_LIST, cmark_node_get_list_tight(list) != 0 { return }
        markup(event.isEntering ? "<p>" : "</p>\n")
    }

    private mutating func writeCodeBlock(_ node: OpaquePointer) {
        let language = node.info.prefix { !$0.isWhitespace }
        if language.isEmpty {
            markup("<pre tabindex=\"0\"><code>")
        } else {
            result.html += "<pre tabindex=\"0\"><code class=\"language-\(String(language))\">"
        }
        result.html.append(text: node.literal)
        markup("</code></pre>\n")
    }

    // MARK: Headings

    /// The page's title is its only `h1`: prose that begins with level 1 is moved down by one.
    private static func headingShift(of document: OpaquePointer) -> Int {
        var block = cmark_node_first_child(document)
        while let node = block {
            if cmark_node_get_type(node) == CMARK_NODE_HEADING, cmark_node_get_heading_level(node) == 1 { return 1 }
            block = cmark_node_next(node)
        }
        return 0
    }

    private mutating func visitHeading(_ event: MarkdownEvent) {
        let level = Int(cmark_node_get_heading_level(event.node)) + headingShift
        guard slugs != nil else { return markup(event.isEntering ? "<p><strong>" : "</strong></p>\n") }
        if event.isEntering {
            let title = event.node.plainText
            let heading = Heading(level: level, id: slugs?.slug(for: title) ?? "", title: title)
            result.headings.append(heading)
            result.html += heading.openingTag
        } else if let heading = result.headings.last {
            result.html += heading.closingTag
        }
    }

    // MARK: Inlines

    private mutating func visitInline(_ event: MarkdownEvent) {
        let node = event.node
        switch event.kind {
        case CMARK_NODE_SOFTBREAK: markup("\n")
        case CMARK_NODE_LINEBREAK: markup("<br>\n")
        case CMARK_NODE_CODE:
            markup("<code>")
            result.html.append(text: node.literal)
            markup("</code>")
        case CMARK_NODE_HTML_INLINE: reportRawHTML(node)
        case CMARK_NODE_EMPH: markup(event.isEntering ? "<em>" : "</em>")
        case CMARK_NODE_STRONG: markup(event.isEntering ? "<strong>" : "</strong>")
        case CMARK_NODE_LINK: event.isEntering ? openLink(node) : markup(openLinks.popLast() ?? "")
        case CMARK_NODE_IMAGE: event.isEntering ? openPicture(node) : closePicture()
        default: break
        }
    }

    /// Writes the text that has gathered, with references in brackets as links.
    private mutating func flushRun() {
        guard !run.isEmpty else { return }
        defer { run.removeAll(keepingCapacity: true) }
        guard openPictures == 0 else { return }
        if openLinks.isEmpty, run.contains(UInt8(ascii: "[")) {
            writeRunWithReferences()
        } else {
            run.withUnsafeBufferPointer { result.html.append(text: $0) }
        }
    }

    private mutating func writeRunWithReferences() {
        var written = 0
        var search = 0
        while let open = run[search...].firstIndex(of: UInt8(ascii: "[")) {
            search = open + 1
            guard let close = run[search...].prefix(longestIdentifier).firstIndex(of: UInt8(ascii: "]")) else {
                continue
            }
            let text = String(decoding: run[search..<close], as: UTF8.self)
            guard let link = transaction(text) else { continue }
            run[written..<open].withUnsafeBufferPointer { result.html.append(text: $0) }
            write(link, text: "[\(text)]")
            search = close + 1
            written = search
        }
        run[written...].withUnsafeBufferPointer { result.html.append(text: $0) }
    }

    private mutating func transaction(_ text: String) -> ResolvedLink? {
        do {
            return try resolver.transaction(text[...])
        } catch {
            report(error, at: text, line: runLine)
            return nil
        }
    }

    private mutating func write(_ link: ResolvedLink, text: String) {
        guard let tag = openingTag(for: link, title: "", fragmentPlace: 0) else {
            return result.html.append(text: text)
        }
        result.html += "\(tag)\(identifier(text))</a>"
    }

    private mutating func openLink(_ node: OpaquePointer) {
        let text = node.plainText
        let destination = node.destination
        do {
            let link = try resolver.resolve(destination, text: text, from: path)
            var place = 0
            if link.fragment != nil {
                place = locator.offset(of: "#", fromLine: Int(cmark_node_get_start_line(node)))
            }
            if let tag = openingTag(for: link, title: node.linkTitle, fragmentPlace: place) {
                result.html += tag
                openLinks.append("</a>")
                if text.isEmpty { writeName(of: link) }
                return
            }
        } catch {
            report(error, at: destination.isEmpty ? text : destination, line: Int(cmark_node_get_start_line(node)))
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

    private mutating func openPicture(_ node: OpaquePointer) {
        openPictures += 1
        guard openPictures == 1 else { return }
        do throws(LinkProblem) {
            let link = try resolver.resolve(node.destination, text: "", from: path)
            guard case .asset(let address) = link.target else {
                throw LinkProblem.notAPicture(node.destination)
            }
            let title = node.linkTitle
            let titleAttribute: HTML = title.isEmpty ? "" : " title=\"\(title)\""
            result.html += "<img src=\"\(address)\" alt=\"\(node.plainText)\"\(titleAttribute)>"
        } catch {
            report(error, at: node.destination, line: Int(cmark_node_get_start_line(node)))
        }
    }

    private mutating func closePicture() {
        openPictures -= 1
    }

    // MARK: Links and problems

    private mutating func openingTag(for link: ResolvedLink, title: String, fragmentPlace: Int) -> HTML? {
        let fragment: HTML = link.fragment.map { "#\($0)" } ?? ""
        let titleAttribute: HTML = title.isEmpty ? "" : " title=\"\(title)\""
        switch link.target {
        case .page(let key, let address):
            result.links.insert(key)
            result.linkCount += 1
            addAnchor(link.fragment, of: address, at: fragmentPlace)
            guard case .definition(let definition) = key else {
                return "<a href=\"\(address)\(fragment)\"\(titleAttribute)>"
            }
            let name = resolver.label(of: definition).name
            let hover: HTML = title.isEmpty ? " title=\"\(name)\"" : titleAttribute
            return "<a class=\"ref ref-\(definition.kind.rawValue)\" href=\"\(address)\(fragment)\"\(hover)>"
        case .asset(let address):
            return "<a href=\"\(address)\"\(titleAttribute)>"
        case .samePage:
            addAnchor(link.fragment, of: nil, at: fragmentPlace)
            return "<a href=\"\(fragment)\"\(titleAttribute)>"
        case .external(let url):
            return "<a class=\"external\" href=\"\(url)\"\(titleAttribute)>"
        }
    }

    private mutating func addAnchor(_ fragment: String?, of page: Address?, at offset: Int) {
        guard let fragment else { return }
        result.anchors.append(AnchorLink(page: page, fragment: fragment, prose: prose, offset: offset))
    }

    private mutating func report(_ problem: LinkProblem, at text: String, line: Int) {
        guard result.diagnostics.count < mostProblems else {
            untold += 1
            return
        }
        let offset = locator.offset(of: text, fromLine: line)
        result.diagnostics.append(
            problem.diagnostic(at: prose.location(at: offset, length: text.utf8.count)))
    }

    /// Thousands of problems in one text have one cause as a rule; each would cost a walk to its place.
    private mutating func reportUntold() {
        guard untold > 0, let last = result.diagnostics.last else { return }
        result.diagnostics.append(
            Diagnostic(last.rule, at: last.location, "\(untold) further problems of this text are not shown"))
    }

    private mutating func reportRawHTML(_ node: OpaquePointer) {
        guard result.diagnostics.count < mostProblems else {
            untold += 1
            return
        }
        let text = String(decoding: node.literal.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let offset = locator.offset(of: text, fromLine: Int(cmark_node_get_start_line(node)))
        result.diagnostics.append(
            Diagnostic(
                .rawHTML, at: prose.location(at: offset, length: text.utf8.count), "raw HTML is left out of the page",
                help: "write it in Markdown"))
    }

    private mutating func markup(_ markup: StaticString) {
        result.html.append(markup: markup)
    }
}

/// Identifiers of transactions are short; a bracket that is not closed by then opens no reference.
private let longestIdentifier = 32
private let mostProblems = 1_000
