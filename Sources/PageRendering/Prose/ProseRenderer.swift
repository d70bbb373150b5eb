import CCMark
import ContentReading
import Diagnostics
import LinkResolution

/// Renders Markdown to HTML in one walk through libcmark's tree, resolving references on the way.
///
/// What CommonMark lacks is added on the tree and from the source lines that a node covers; each addition has a file.
struct ProseRenderer {
    /// What prose is for.
    enum Style: Sendable {
        /// A page or chapter: its headings get anchors, apart from those in `reserved`. In a chapter with a number,
        /// headings may begin with numbers.
        case chapter(reserved: Set<String>, number: String? = nil)
        /// A definition, condition or note, shown on several pages: headings get no anchors.
        case passage
    }

    let prose: Prose
    /// The path in the content folder of the file that holds the prose, from which relative links lead.
    let path: String
    /// The folder of that file, as the cache of links takes it.
    let folder: [UInt8]
    let links: LinkCache
    /// Tells the text from others with the same cache.
    let number: Int

    var result = RenderedProse()
    /// `nil` for passages.
    var slugs: SlugTable?
    /// The number of the chapter that the prose is.
    private(set) var chapterNumber: String?
    var locator: ProseLocator
    /// Where the lines of the prose begin.
    let lineStarts: [Int]

    /// The text whose tree is being walked: the prose, or for a while a footnote.
    var source: PreparedMarkdown
    /// The line of the source that nodes belong to whose own line numbers mean nothing, as in the cells of a table.
    var fixedLine: Int?
    var headingShift = 0
    /// The heading of the section around, by its place in `result.headings`.
    var section: Int?
    /// How many problems there are beyond those reported.
    private var untold = 0
    var tables = 0
    var directives: [OpenDirective] = []
    /// The line behind the last instruction of an amendment.
    var startOfContent = 0
    var footnotes = FootnoteList()
    /// The lines of raw HTML, by the number that stands before it in the HTML.
    var rawHTMLLines: [Int] = []

    var run = TextRun()
    /// The closing tags of open links; within a link nothing else becomes one.
    var openLinks: [StaticString] = []
    /// While a picture is open, its text goes to the `alt` attribute, which is written already.
    var openPictures = 0

    /// Renders prose.
    ///
    /// Reports `unresolved-reference`, `ambiguous-reference`, `broken-link`, `unsafe-address`, `raw-html`,
    /// `unknown-directive`, `unclosed-directive`, `unknown-class`, `missing-alt`, `duplicate-id`,
    /// `unknown-diagram-line`, `misleading-link`, `other-name`, `misspelled-name`, `repeated-word`, `placeholder-text`.
    static func render(_ prose: Prose, style: Style, path: String, links: LinkCache) -> RenderedProse {
        var renderer = ProseRenderer(prose, style: style, path: path, links: links)
        renderer.render()
        renderer.result.reportUntold(renderer.untold)
        return renderer.result
    }

    private init(_ prose: Prose, style: Style, path: String, links: LinkCache) {
        self.prose = prose
        self.path = path
        folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { Array(path.utf8[..<$0]) } ?? []
        self.links = links
        number = links.nextText()
        source = PreparedMarkdown(prose.markdown)
        lineStarts = source.originalLineStarts
        locator = ProseLocator(prose, lineStarts: lineStarts)
        footnotes.definitions = source.footnotes
        if case .chapter(let reserved, let number) = style {
            chapterNumber = number
            slugs = SlugTable(reserved: reserved)
        }
        result.html.reserve(prose.markdown.count * 3 / 2)
    }

    private mutating func render() {
        guard let tree = MarkdownTree(source.text) else { return }
        walkAndWrite(tree.root)
        closeDirectives(downTo: 0)
        writeFootnotes()
        if !rawHTMLLines.isEmpty { filterRawHTML() }
        checkText()
    }

    /// Renders a node and all below it.
    mutating func walkAndWrite(_ node: OpaquePointer) {
        walk(node) { visit($0) }
        flushRun()
    }

    /// Renders what is inside a node, without the node itself.
    mutating func writeChildren(of node: OpaquePointer) {
        if let only = node.firstChild, only.kind == CMARK_NODE_TEXT, only.next == nil {
            appendToRun(only)
        } else {
            walk(node) { $0.node == node ? .visitChildren : visit($0) }
        }
        flushRun()
    }

    private mutating func visit(_ event: MarkdownEvent) -> MarkdownEvent.Descent {
        if event.kind == CMARK_NODE_TEXT {
            appendToRun(event.node)
            return .visitChildren
        }
        flushRun()
        if openPictures > 0, event.kind != CMARK_NODE_IMAGE { return .visitChildren }
        if event.kind.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue { return visitBlock(event) }
        visitInline(event)
        return .visitChildren
    }

    // MARK: Positions

    /// The line of the source that a node begins on.
    func sourceLine(of node: OpaquePointer) -> Int { fixedLine ?? source.sourceLine(node.startLine) }

    /// Looks for places from the beginning of the text again: the search goes forward only.
    mutating func rewindLocator() {
        locator = ProseLocator(prose, lineStarts: lineStarts)
    }

    /// Reports a problem at the next occurrence of a text from a line on.
    mutating func report(
        _ rule: Rule, at text: String, line: Int, _ summary: String, name: String = "", among candidates: [String] = [],
        help: String? = nil
    ) {
        guard hasRoomForProblem() else { return }
        let offset = locator.offset(of: text, fromLine: line)
        result.diagnostics.append(
            Diagnostic(
                rule, at: prose.location(at: offset, length: text.utf8.count), summary, name: name, among: candidates,
                otherwise: help))
    }

    mutating func report(_ problem: LinkProblem, at text: String, line: Int) {
        guard hasRoomForProblem() else { return }
        let offset = locator.offset(of: text, fromLine: line)
        result.diagnostics.append(problem.diagnostic(at: prose.location(at: offset, length: text.utf8.count)))
    }

    /// Thousands of problems in one text have one cause as a rule; each would cost a walk to its place.
    private mutating func hasRoomForProblem() -> Bool {
        if result.hasRoomForProblem { return true }
        untold += 1
        return false
    }

    mutating func markup(_ markup: StaticString) {
        result.html.append(markup: markup)
    }
}
