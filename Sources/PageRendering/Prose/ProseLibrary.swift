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

    /// Puts rendered texts together: outlines of chapters, citations, requirements, links back.
    ///
    /// Reports what rendering reported, `missing-section`, `duplicate-number`, `number-mismatch`,
    /// `unresolved-citation`, `misleading-link` and `duplicate-id`.
    ///
    /// - Parameter jobs: How many chapters are outlined at the same time.
    public static func assemble(
        _ texts: RenderedTexts, of framework: Framework, resolver: any ReferenceResolving, jobs: Int
    ) async -> ProseLibrary {
        var texts = texts
        var library = ProseLibrary()
        library.outlines = await ChapterOutlines(
            of: framework.definitions, in: framework, texts, jobs: jobs)
        library.diagnostics = library.outlines.diagnostics + library.outlines.repeatedCaptions(in: framework, texts)
        library.amendments = texts.amendments
        if !framework.changeProposals.isEmpty || !library.amendments.isEmpty
            || texts.results.contains(where: { !$0.citations.isEmpty })
        {
            let linker = CitationLinker(framework, outlines: library.outlines, resolver: resolver)
            library.sectionIndex = linker.index
            library.changedSections = linker.changedSections
            library.diagnostics += library.changedSections.diagnostics
            for (index, piece) in texts.pieces.enumerated() {
                linker.link(&texts.results[index], piece.prose, of: piece.page)
            }
        }
        let numberedLinks = NumberedLinkChecks(framework, library.outlines, texts)
        for (piece, result) in zip(texts.pieces, texts.results) {
            library.diagnostics += numberedLinks.diagnostics(for: result, piece.prose, of: piece.page)
        }
        library.rendered.reserveCapacity(texts.pieces.count)
        for (piece, result) in zip(texts.pieces, texts.results) {
            library.rendered[piece.prose.id] = result
            if piece.isChapter { library.chapters[piece.page] = result }
            library.diagnostics += result.diagnostics
            library.linkCount += result.linkCount
            library.add(result.requirements, of: piece.page)
            library.anchorLinks += result.anchors.map { (piece.page, $0) }
        }
        library.backlinks = Backlinks(zip(texts.pieces, texts.results).map { ($0.page, $1.links) })
        return library
    }

    /// The library with the texts of some files rendered anew, for what their chapters show.
    ///
    /// - Parameters:
    ///   - texts: The texts of those files.
    ///   - definitions: The definitions that the files hold.
    ///   - framework: The framework with the new files.
    func replacing(
        _ texts: RenderedTexts, of definitions: [any Definition], in framework: Framework,
        resolver: any ReferenceResolving, jobs: Int
    ) async -> ProseLibrary {
        var texts = texts
        var library = self
        let outlines = await ChapterOutlines(of: definitions, in: framework, texts, jobs: jobs)
        library.outlines.replace(by: outlines)
        library.diagnostics = outlines.diagnostics
        let linker = CitationLinker(framework, outlines: library.outlines, resolver: resolver)
        for (index, piece) in texts.pieces.enumerated() {
            linker.link(&texts.results[index], piece.prose, of: piece.page)
            let result = texts.results[index]
            library.rendered[piece.prose.id] = result
            if piece.isChapter { library.chapters[piece.page] = result }
            library.diagnostics += result.diagnostics
        }
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

    /// The amendments that texts hold, in the order of their pages.
    private(set) var amendments: [(page: PageKey, amendments: [Amendment])] = []

    /// What citations lead to; empty where nothing cites anything.
    private(set) var sectionIndex = SectionIndex()

    /// The sections that change proposals change.
    private(set) var changedSections = ChangedSections()

    private var outlines = ChapterOutlines()

    /// The outline of a chapter; empty for a page that is none.
    func outline(of page: PageKey) -> ChapterOutline { outlines[page] }

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
        add(.figures, Set(outlines.pagesWithFigures.map(domain)))
        add(.requirements, Set(requirements.map { domain(of: $0.page) }))
        return registers
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
}
