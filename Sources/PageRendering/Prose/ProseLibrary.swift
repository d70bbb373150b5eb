import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// All prose of the site, rendered: what the pages are put together from.
public struct ProseLibrary: Sendable {
    private var rendered: [Prose.ID: RenderedProse] = [:]
    /// What the rendering reported.
    public private(set) var diagnostics: [Diagnostic] = []
    /// Which pages mention which.
    public private(set) var backlinks = Backlinks([])
    private var chapters: [PageKey: RenderedProse] = [:]

    /// A piece of prose, the page it belongs to, and how it is rendered.
    private struct Piece: Sendable {
        let page: PageKey
        let prose: Prose
        let path: String
        let style: ProseRenderer.Style

        var isChapter: Bool {
            if case .chapter = style { true } else { false }
        }
    }

    /// Renders all prose of a framework.
    ///
    /// - Parameters:
    ///   - jobs: How many pieces are rendered at the same time.
    ///   - progress: Called with the number of pieces done so far, from any task.
    public static func render(
        _ framework: Framework, resolver: any ReferenceResolving, jobs: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) async -> ProseLibrary {
        let pieces = pieces(of: framework)
        var results = await parallelMap(
            pieces, jobs: jobs, worker: { LinkCache(resolver) }, progress: progress,
            step: { links, piece in
                ProseRenderer.render(piece.prose, style: piece.style, path: piece.path, links: links)
            })
        var library = ProseLibrary()
        library.rendered.reserveCapacity(pieces.count)
        library.outline(framework, zip(pieces, results))
        if results.contains(where: { !$0.citations.isEmpty }) {
            let linker = CitationLinker(framework, outlines: library.outlines, resolver: resolver)
            for (index, piece) in pieces.enumerated() { linker.link(&results[index], piece.prose, of: piece.page) }
        }
        for (piece, result) in zip(pieces, results) {
            library.rendered[piece.prose.id] = result
            if piece.isChapter { library.chapters[piece.page] = result }
            library.diagnostics += result.diagnostics
            library.linkCount += result.linkCount
            library.add(result.requirements, of: piece.page)
            library.anchorLinks += result.anchors.map { (piece.page, $0) }
        }
        library.backlinks = Backlinks(zip(pieces, results).map { ($0.page, $1.links) })
        return library
    }

    /// The HTML of a definition, condition or note.
    func html(_ prose: Prose?) -> HTML { prose.flatMap { rendered[$0.id]?.html } ?? HTML() }

    /// The HTML of a condition or note for the middle of a line: a single paragraph goes without its tags.
    func line(_ prose: Prose?) -> HTML { html(prose).withoutParagraph }

    /// The first paragraph of a definition as plain text.
    func summary(_ prose: Prose?) -> String { prose.flatMap { rendered[$0.id]?.summary } ?? "" }

    /// The prose that stands beside a definition, or the text of a plain page.
    func prose(of page: PageKey) -> RenderedProse? { chapters[page] }

    private var outlines: [PageKey: ChapterOutline] = [:]

    /// The outline of a chapter; empty for a page that is none.
    func outline(of page: PageKey) -> ChapterOutline { outlines[page] ?? ChapterOutline() }

    /// The registers that there is something for, of the whole site and of each domain.
    public func registers(of framework: Framework) -> [(register: Register, domain: String?)] {
        var registers: [(register: Register, domain: String?)] = []
        func add(_ register: Register, _ domains: Set<String?>) {
            guard !domains.isEmpty else { return }
            registers.append((register, nil))
            registers += domains.compactMap { $0 }.sorted().map { (register, $0) }
        }
        func domain(of page: PageKey) -> String? {
            page.definition.flatMap { framework[$0] }?.domainReference.flatMap { framework.domains[$0.id] }?.id
        }
        add(.index, Set(framework.definitions.map { domain(of: .definition($0.key)) }))
        add(.figures, Set(outlines.lazy.filter { !$0.value.figuresAndTables.isEmpty }.map { domain(of: $0.key) }))
        add(.requirements, Set(requirements.map { domain(of: $0.page) }))
        return registers
    }

    /// Puts the chapters' outlines together and reports what their templates miss.
    private mutating func outline(
        _ framework: Framework, _ results: some Sequence<(Piece, RenderedProse)>
    ) {
        var written: [PageKey: (piece: Piece, prose: RenderedProse)] = [:]
        for (piece, result) in results where piece.isChapter { written[piece.page] = (piece, result) }
        for definition in framework.definitions where definition.isChapter {
            let page = PageKey.definition(definition.key)
            let own = written[page]
            let outline = OutlineBuilder.outline(
                of: own?.prose, template: ChapterTemplate.sections(of: definition, in: framework),
                number: framework.place(of: definition)?.number,
                name: (definition as? Profile)?.acronym ?? definition.id,
                names: [definition.id, definition.label, definition.name], reserved: SectionID.all)
            outlines[page] = outline
            if let own {
                diagnostics += ChapterChecks.diagnostics(for: outline, of: definition, own.prose, own.piece.prose)
            }
        }
    }

    /// The links to anchors, to be checked when the anchors of all pages are known.
    private var anchorLinks: [(page: PageKey, link: AnchorLink)] = []

    /// The requirements that prose states, in the order of their pages.
    public private(set) var requirements: [(page: PageKey, requirement: Requirement)] = []

    private var firstStated: [String: Requirement] = [:]

    /// Adds the requirements of a page; reports `duplicate-id` for one that another page states too.
    private mutating func add(_ stated: [Requirement], of page: PageKey) {
        for requirement in stated {
            if let first = firstStated.updateValue(requirement, forKey: requirement.id) {
                diagnostics.append(
                    Diagnostic(
                        .duplicateIdentifier, at: requirement.location,
                        "there is another requirement '\(requirement.id)'", help: "give one of them another id",
                        related: .init("the first is here", at: first.location)))
            }
            requirements.append((page, requirement))
        }
    }

    /// How many links of the prose lead to pages of the site.
    public private(set) var linkCount = 0

    /// Checks the anchors that links name.
    ///
    /// Reports `broken-anchor`.
    ///
    /// - Parameter anchors: The anchors of all pages.
    public func checkAnchors(_ anchors: AnchorTable, addresses: AddressBook) -> [Diagnostic] {
        anchorLinks.compactMap { page, link in
            (link.page ?? addresses[page]).flatMap { anchors.check(link.fragment, on: $0, at: link.location) }
        }
    }

    private static func pieces(of framework: Framework) -> [Piece] {
        var pieces: [Piece] = []
        let reserved = Set(SectionID.all)
        for page in framework.pages {
            let style = ProseRenderer.Style.chapter(reserved: reserved)
            pieces.append(Piece(page: PageKey(page), prose: page.prose, path: page.file.path, style: style))
        }
        let paths = framework.pathsByDefinition
        for definition in framework.definitions {
            let key = PageKey.definition(definition.key)
            if let file = framework.prose[definition.key] {
                let number = definition.isChapter ? framework.place(of: definition)?.number ?? "" : nil
                let style = ProseRenderer.Style.chapter(reserved: reserved, number: number)
                pieces.append(Piece(page: key, prose: file.prose, path: file.file.path, style: style))
            }
            for passage in definition.passages {
                pieces.append(Piece(page: key, prose: passage, path: paths[definition.key] ?? "", style: .passage))
            }
        }
        return pieces
    }
}
