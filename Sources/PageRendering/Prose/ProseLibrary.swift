import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// All prose of the site, rendered: what the pages are put together from.
public struct ProseLibrary: Sendable {
    /// The texts as they were rendered by themselves.
    private(set) var rendered: RenderedTexts
    /// The texts with their citations linked.
    private var texts: [LinkedText] = []
    /// Where in `texts` prose is, and the prose of a page.
    private var places: [Prose.ID: Int] = [:]
    private var chapters: [PageKey: Int] = [:]
    private var textsByPage: [PageKey: [Int]] = [:]
    private var outlines = ChapterOutlines()
    private var repeatedCaptions: [Diagnostic] = []

    /// What citations lead to.
    private(set) var sectionIndex = SectionIndex()
    /// The sections that change proposals change.
    private(set) var changedSections = ChangedSections()
    /// Which pages mention which.
    public private(set) var backlinks = Backlinks([])
    /// The amendments that texts hold, in the order of their pages.
    private(set) var amendments: [(page: PageKey, amendments: [Amendment])] = []
    /// The links to anchors, to be checked when the anchors of all pages are known.
    private var anchorLinks: [(page: PageKey, link: AnchorLink)] = []
    /// The requirements that prose states, in the order of their pages.
    public private(set) var requirements: [(page: PageKey, requirement: Requirement)] = []
    /// How many links of the prose lead to pages of the site.
    public private(set) var linkCount = 0
    /// What the rendering reported.
    public private(set) var diagnostics: [Diagnostic] = []
    /// Whether citations lead where those of the library lead that this one follows.
    public private(set) var hasSameSections = false
    /// Whether the same registers are needed as for the library that this one follows.
    public private(set) var hasSameRegisters = false
    /// Whether a text with amendments has changed since.
    public private(set) var hasChangedAmendments = false

    /// Puts rendered texts together: outlines of chapters, citations, requirements, links back.
    ///
    /// Reports what rendering reported, `missing-section`, `duplicate-number`, `number-mismatch`,
    /// `unresolved-citation`, `misleading-link` and `duplicate-id`.
    ///
    /// - Parameters:
    ///   - previous: What became of the texts that these follow, of the same files at the same addresses: what has not
    ///     changed since is taken from it.
    ///   - jobs: How many chapters are outlined at the same time.
    public static func assemble(
        _ texts: RenderedTexts, of framework: Framework, resolver: any ReferenceResolving,
        following previous: Predecessor? = nil, jobs: Int
    ) async -> ProseLibrary {
        var library = ProseLibrary(texts)
        library.outlines = await ChapterOutlines(
            of: framework.definitions, in: framework, texts, following: previous?.library.outlines, jobs: jobs)
        library.repeatedCaptions = library.outlines.repeatedCaptions(in: framework, texts)
        let volumes = library.takeSections(of: framework, following: previous)
        let linker = CitationLinker(framework, index: library.sectionIndex, resolver: resolver)
        library.changedSections = linker.changedSections
        let checks = NumberedLinkChecks(framework, library.outlines, texts)
        let change = LinkedText.Change(volumes: volumes, renamed: previous?.renamed ?? [])
        let known = previous?.library.textsByRendered ?? [:]
        library.texts = await parallelMap(Array(texts.pieces.indices), jobs: jobs) { index in
            let (text, piece) = (texts.results[index], texts.pieces[index])
            return known[ObjectIdentifier(text)]?.updated(text, piece, linker, checks, change)
                ?? LinkedText(text, piece, linker, checks)
        }
        if let previous = previous?.library,
            previous.rendered.pieces.elementsEqual(texts.pieces, by: { $0.page == $1.page })
        {
            library.backlinks = previous.backlinks
            library.updateLinks(from: previous)
        } else {
            library.backlinks = Backlinks(zip(texts.pieces, library.texts).map { ($0.page, $1.prose.links) })
        }
        library.gather()
        return library
    }

    /// The library that another follows.
    public struct Predecessor {
        let library: ProseLibrary
        let framework: Framework
        /// The numbers of the pages of definitions that are called something else since.
        let renamed: Set<Int>

        public init(_ library: ProseLibrary, of framework: Framework, renamed: Set<Int>) {
            self.library = library
            self.framework = framework
            self.renamed = renamed
        }
    }

    /// Finds out what citations lead to.
    ///
    /// - Returns: The volumes that have other sections than in the library that this one follows.
    private mutating func takeSections(
        of framework: Framework, following previous: Predecessor?
    ) -> Set<ChapterPlace.VolumeKey> {
        if let previous, framework.hasSameChapters(as: previous.framework) {
            return replaceSections(of: outlines.changed, in: previous.library.sectionIndex, of: framework)
        }
        sectionIndex = SectionIndex(framework, outlines: outlines)
        return previous.map { sectionIndex.volumes(differingFrom: $0.library.sectionIndex) } ?? []
    }

    /// Takes an index over, but what chapters have whose outlines have changed.
    ///
    /// - Returns: The volumes of these chapters.
    private mutating func replaceSections(
        of pages: [PageKey], in index: SectionIndex, of framework: Framework
    ) -> Set<ChapterPlace.VolumeKey> {
        let chapters = pages.compactMap { $0.definition.flatMap { framework[$0] } }
        let volumes = Set(chapters.compactMap { framework.place(of: $0)?.volume })
        sectionIndex = volumes.isEmpty ? index : index.replacing(volumes, of: framework, outlines: outlines)
        return volumes
    }

    private init(_ texts: RenderedTexts) {
        rendered = texts
        places = Dictionary(
            texts.pieces.enumerated().map { ($0.element.prose.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        chapters = texts.chapters
        textsByPage = Dictionary(grouping: texts.pieces.indices) { texts.pieces[$0].page }
    }

    private var textsByRendered: [ObjectIdentifier: LinkedText] {
        Dictionary(
            zip(rendered.results, texts).map { (ObjectIdentifier($0), $1) }, uniquingKeysWith: { first, _ in first })
    }

    /// The library with some texts rendered anew, each in its place, of a framework with the same facts.
    ///
    /// - Returns: `nil` where texts have changed their places.
    public func replacing(
        _ newTexts: RenderedTexts, in framework: Framework, resolver: any ReferenceResolving, jobs: Int
    ) async -> ProseLibrary? {
        guard newTexts.hasSamePlaces else { return nil }
        var library = self
        library.rendered = newTexts
        let changedPages = Set(newTexts.fresh.map { newTexts.pieces[$0].page })
        let definitions = changedPages.sorted().compactMap { $0.definition.flatMap { framework[$0] } }
        let outlines = await ChapterOutlines(of: definitions, in: framework, newTexts, jobs: jobs)
        let outlined = library.outlines.replace(by: outlines)
        library.updateRepeatedCaptions(from: self, in: framework)
        library.hasSameSections = outlined.isEmpty
        library.hasChangedAmendments = newTexts.fresh.contains { index in
            !texts[index].prose.amendments.isEmpty || !newTexts.results[index].prose.amendments.isEmpty
        }
        let volumes = library.replaceSections(of: outlined, in: sectionIndex, of: framework)
        let linker = CitationLinker(framework, index: library.sectionIndex, resolver: resolver)
        if !volumes.isEmpty { library.changedSections = linker.changedSections }
        let checks = NumberedLinkChecks(framework, library.outlines, newTexts)
        let isFresh = Set(newTexts.fresh)
        for (index, piece) in newTexts.pieces.enumerated() {
            guard isFresh.contains(index) || texts[index].dependsOn(volumes, changedPages, of: piece.page, linker)
            else {
                continue
            }
            library.texts[index] = texts[index].updated(
                newTexts.results[index], piece, linker, checks, .init(volumes: volumes, renamed: []))
        }
        library.updateLinks(from: self)
        library.gather()
        library.hasSameRegisters =
            outlined.isEmpty
            && library.requirements.elementsEqual(requirements) { $0.page == $1.page }
        return library
    }

    /// Turns around the links of pages whose texts are others than in a library with the same pieces.
    private mutating func updateLinks(from previous: ProseLibrary) {
        let changed = Set(texts.indices.filter { texts[$0] !== previous.texts[$0] }.map { rendered.pieces[$0].page })
        for page in changed {
            let own = textsByPage[page] ?? []
            let old = Set(own.flatMap { previous.texts[$0].prose.links.lazy.map(\.number) })
            let new = Set(own.flatMap { texts[$0].prose.links.lazy.map(\.number) })
            if old != new { backlinks.replace(linksOf: page, old, by: new) }
        }
    }

    /// Numbers that two chapters have come and go only with captions.
    private mutating func updateRepeatedCaptions(from previous: ProseLibrary, in framework: Framework) {
        let hasChanged = rendered.fresh.contains { index in
            rendered.results[index].prose.captions != previous.rendered.results[index].prose.captions
        }
        // The lines that are shown of a problem may have changed.
        let paths = Set(rendered.fresh.map { rendered.pieces[$0].prose.location(at: 0).path })
        let isTold = repeatedCaptions.contains { problem in
            paths.contains(problem.location.path) || problem.related.map { paths.contains($0.location.path) } == true
        }
        if hasChanged || isTold { repeatedCaptions = outlines.repeatedCaptions(in: framework, rendered) }
    }

    /// Puts together what all texts report and state.
    private mutating func gather() {
        diagnostics = outlines.diagnostics + repeatedCaptions + changedSections.diagnostics
        linkCount = 0
        anchorLinks = []
        requirements = []
        amendments = []
        var firstStated: [String: Requirement] = [:]
        for (piece, text) in zip(rendered.pieces, texts) {
            diagnostics += text.problems
            linkCount += text.prose.linkCount
            anchorLinks += text.prose.anchors.map { (piece.page, $0) }
            if !text.prose.amendments.isEmpty { amendments.append((piece.page, text.prose.amendments)) }
            add(text.prose.requirements, of: piece.page, &firstStated)
        }
        amendments.sort { $0.page < $1.page }
    }

    /// Adds the requirements of a page; reports `duplicate-id` for one that another page states too.
    private mutating func add(
        _ stated: [Requirement], of page: PageKey, _ firstStated: inout [String: Requirement]
    ) {
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

    /// The library with the texts of some files in the place of others, for what their chapters show.
    ///
    /// - Parameters:
    ///   - newTexts: The texts of those files.
    ///   - definitions: The definitions that the files hold.
    ///   - framework: The framework with the new files.
    func replacing(
        _ newTexts: RenderedTexts, of definitions: [any Definition], in framework: Framework,
        resolver: any ReferenceResolving, jobs: Int
    ) async -> ProseLibrary {
        var library = self
        let outlines = await ChapterOutlines(of: definitions, in: framework, newTexts, jobs: jobs)
        library.outlines.replace(by: outlines)
        library.diagnostics = outlines.diagnostics
        let linker = CitationLinker(
            framework, index: SectionIndex(framework, outlines: library.outlines), resolver: resolver)
        for (piece, result) in zip(newTexts.pieces, newTexts.results) {
            let text = LinkedText(result, piece, linker, nil)
            library.places[piece.prose.id] = library.texts.count
            if piece.isChapter { library.chapters[piece.page] = library.texts.count }
            library.texts.append(text)
            library.diagnostics += text.problems
        }
        return library
    }

    private func text(_ prose: Prose?) -> RenderedProse? { prose.flatMap { places[$0.id] }.map { texts[$0].prose } }

    /// The HTML of a definition, condition or note.
    func html(_ prose: Prose?) -> HTML { text(prose)?.html ?? HTML() }

    /// The HTML of a condition or note for the middle of a line: a single paragraph goes without its tags.
    func line(_ prose: Prose?) -> HTML { html(prose).withoutParagraph }

    /// The first paragraph of a definition as plain text.
    func summary(_ prose: Prose?) -> String { text(prose)?.summary ?? "" }

    /// The prose that stands beside a definition, or the text of a plain page.
    func prose(of page: PageKey) -> RenderedProse? { chapters[page].map { texts[$0].prose } }

    /// The forms that stand in prose.
    var placedForms: [PlacedForm] { texts.flatMap(\.prose.forms) }

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
        func domain(of definition: (any Definition)?) -> String? {
            definition?.domainReference.flatMap { framework.domains[$0.id] }?.id
        }
        func domain(of page: PageKey) -> String? { domain(of: page.definition.flatMap { framework[$0] }) }
        add(.index, Set(framework.definitions.map(domain)))
        add(.figures, Set(outlines.pagesWithFigures.map(domain)))
        add(.requirements, Set(requirements.map { domain(of: $0.page) }))
        return registers
    }

    /// The pages that links to anchors lead to.
    public func pagesWithLinkedAnchors(_ addresses: AddressBook) -> Set<Address> {
        Set(anchorLinks.compactMap { page, link in link.page ?? addresses[page] })
    }

    /// Whether a link of the prose leads to an anchor.
    public func hasLink(to fragment: String, on target: Address, addresses: AddressBook) -> Bool {
        anchorLinks.contains { page, link in
            link.fragment == fragment && (link.page ?? addresses[page]) == target
        }
    }

    /// Checks the anchors that links name.
    ///
    /// Reports `broken-anchor`.
    ///
    /// - Parameter anchors: The anchors of all pages that links to anchors lead to.
    public func checkAnchors(_ anchors: AnchorTable, addresses: AddressBook) -> [Diagnostic] {
        anchorLinks.compactMap { page, link in
            (link.page ?? addresses[page]).flatMap { anchors.check(link.fragment, on: $0, at: link.location) }
        }
    }
}
