import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// Turns citations into links and gives links the names of what they lead to, when the sections of all chapters are known.
struct CitationLinker {
    private let framework: Framework
    /// What citations lead to.
    let index: SectionIndex
    private let resolver: any ReferenceResolving

    init(_ framework: Framework, index: SectionIndex, resolver: any ReferenceResolving) {
        self.framework = framework
        self.resolver = resolver
        self.index = index
    }

    /// The sections that change proposals change.
    var changedSections: ChangedSections {
        ChangedSections(framework, grammar: resolver.citations, index: index)
    }

    /// What the citations of a piece of prose lead to, in their order.
    func matches(of rendered: RenderedProse, in surroundings: Surroundings) -> [SectionIndex.Match] {
        rendered.citations.map { index.find($0.citation, from: surroundings.volume, of: surroundings.owner) }
    }

    /// Whether a piece of prose cites something of some volumes.
    func cites(
        _ volumes: Set<ChapterPlace.VolumeKey>, _ rendered: RenderedProse, in surroundings: Surroundings
    ) -> Bool {
        guard !volumes.isEmpty else { return false }
        return rendered.citations.contains { use in
            SectionIndex.volume(of: use.citation, from: surroundings.volume, of: surroundings.owner)
                .map(volumes.contains) ?? false
        }
    }

    /// Where citations stand that leave out what goes without saying there.
    struct Surroundings: Sendable, Equatable {
        let volume: ChapterPlace.VolumeKey?
        /// The domain.
        let owner: String?
    }

    func surroundings(of page: PageKey) -> Surroundings {
        let definition = page.definition.flatMap { framework[$0] }
        let owner = definition?.domainReference?.id ?? (definition is Domain ? definition?.id : nil)
        return Surroundings(volume: definition.flatMap(framework.place)?.volume, owner: owner)
    }

    /// The prose with its citations linked and its links named.
    ///
    /// Reports `unresolved-citation`.
    ///
    /// - Parameters:
    ///   - matches: What its citations lead to.
    ///   - known: What is wrong with it, where that is known.
    func link(
        _ rendered: RenderedProse, _ prose: Prose, to matches: [SectionIndex.Match], of page: PageKey,
        reporting known: [Diagnostic]? = nil
    ) -> RenderedProse {
        guard !rendered.citations.isEmpty || !rendered.links.isEmpty else { return rendered }
        var rendered = rendered
        lazy var locator = ProseLocator(prose, lineStarts: PreparedMarkdown(prose.markdown).originalLineStarts)
        var untold = 0
        let tags = zip(rendered.citations, matches).map { use, match -> HTML? in
            func report(_ problem: LinkProblem) {
                guard known == nil else { return }
                guard rendered.hasRoomForProblem else {
                    untold += 1
                    return
                }
                let offset = locator.offset(of: use.text, fromLine: use.line)
                rendered.diagnostics.append(
                    problem.diagnostic(at: prose.location(at: offset, length: use.text.utf8.count)))
            }
            switch match {
            case .found(let entry): return tag(of: entry, on: page, &rendered)
            case .missing(let chapter, let problem):
                report(problem)
                return tag(of: chapter, on: page, &rendered)
            case .imported(let section, let problem):
                if let problem { report(problem) }
                return """
                    <a class="ref ref-section external" href="\(HTML.href(ofOtherSite: section.url))" title="\(section.title)">
                    """
            case .unresolved(let problem):
                report(problem)
                return nil
            case .foreign: return nil
            }
        }
        if let known { rendered.diagnostics = known }
        rendered.reportUntold(untold)
        rendered.html = rendered.html.linking(tags, resolver)
        rendered.requirements = rendered.requirements.map { $0.withHTML($0.html.linking(tags, resolver)) }
        return rendered
    }

    private func tag(of entry: SectionIndex.Entry, on page: PageKey, _ rendered: inout RenderedProse) -> HTML? {
        guard let target = resolver.page(entry.page) else { return nil }
        let fragment: HTML = entry.anchor.map { "#\($0)" } ?? HTML()
        rendered.linkCount += 1
        if entry.page == page, entry.anchor != nil {
            return "<a class=\"ref ref-section\" href=\"\(fragment)\" title=\"\(entry.title)\">"
        }
        rendered.links.append(target)
        return "<a class=\"ref ref-section\" href=\"\(target.address)\(fragment)\" title=\"\(entry.title)\">"
    }
}

extension HTML {
    /// The HTML with the marks of citations replaced by tags, and those of names by what is called so.
    fileprivate func linking(_ tags: [HTML?], _ resolver: any ReferenceResolving) -> HTML {
        replacing(marks.filter { $0.mark.isCitation || $0.mark.isName }, in: bytes.indices) { mark in
            switch mark {
            case .citation(let index): tags[index] ?? HTML()
            case .citationEnd(let index): tags[index] == nil ? HTML() : "</a>"
            default: mark.name(resolver.label) ?? HTML()
            }
        }
    }
}

extension ProseMark {
    fileprivate var isCitation: Bool {
        switch self {
        case .citation, .citationEnd: true
        default: false
        }
    }
}

extension SectionIndex {
    /// The chapters of a framework with their sections, figures and tables, and what volumes list besides.
    init(_ framework: Framework, outlines: ChapterOutlines) {
        self.init(framework.imports)
        add(framework, outlines) { _ in true }
    }

    /// The index with the sections of some volumes as they are now.
    func replacing(
        _ volumes: Set<ChapterPlace.VolumeKey>, of framework: Framework, outlines: ChapterOutlines
    ) -> SectionIndex {
        var index = self
        for volume in volumes { index.removeNumbers(of: volume) }
        index.add(framework, outlines, of: volumes.contains)
        return index
    }

    private mutating func add(
        _ framework: Framework, _ outlines: ChapterOutlines, of isMeant: (ChapterPlace.VolumeKey) -> Bool
    ) {
        for definition in framework.definitions where definition.isChapter {
            guard let place = framework.place(of: definition), isMeant(place.volume) else { continue }
            let page = PageKey.definition(definition.key)
            add(definition, at: place, outlines[page], isWritten: framework.prose[definition.key] != nil)
        }
        for volume in framework.volumes {
            let key = framework.key(of: volume)
            if isMeant(key) { add(volume, key) }
        }
        for domain in framework.domains where isMeant(.init(owner: domain.id, number: "2")) {
            addTransactions(of: domain, framework)
        }
    }

    private mutating func add(
        _ definition: any Definition, at place: ChapterPlace, _ outline: ChapterOutline, isWritten: Bool
    ) {
        let page = PageKey.definition(definition.key)
        func entry(_ anchor: String?, _ title: String) -> Entry {
            Entry(page: page, anchor: anchor, title: title, isWritten: isWritten)
        }
        func label(_ number: String) -> Label { place.isAppendix ? .appendix(number) : .section(number) }
        add(label(place.number), of: place.volume, entry(nil, definition.title))
        for section in outline.sections {
            if let number = section.number {
                add(label(number), of: place.volume, entry(section.numberAnchor ?? section.id, section.title))
            }
        }
        for labelled in outline.figuresAndTables {
            let caption = labelled.label
            let label = caption.kind == .table ? Label.table(caption.number) : .figure(caption.number)
            add(label, of: place.volume, entry(caption.id, "\(caption.text): \(labelled.text)"))
        }
    }

    /// The chapter of volume 2 that all transactions stand in: what it holds is on the page of the volume.
    private mutating func addTransactions(of domain: Domain, _ framework: Framework) {
        let key = ChapterPlace.VolumeKey(owner: domain.id, number: "2")
        guard let number = domain.transactionSection,
            let volume = framework.volumes.first(where: { framework.key(of: $0) == key })
        else { return }
        let entry = Entry(page: .definition(volume.key), anchor: nil, title: volume.title, isWritten: false)
        add(.section(number), of: key, entry)
    }

    /// A volume, and what its contents list that has no page here.
    private mutating func add(_ volume: Volume, _ key: ChapterPlace.VolumeKey) {
        let page = PageKey.definition(volume.key)
        add(volume: key, Entry(page: page, anchor: nil, title: volume.title, isWritten: false))
        for part in volume.parts {
            let label = part.kind == .appendix ? Label.appendix(part.number) : .section(part.number)
            add(label, of: key, Entry(page: page, anchor: part.anchor, title: part.name, isWritten: false))
        }
    }
}
