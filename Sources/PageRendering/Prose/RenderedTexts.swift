import ContentReading
import FrameworkModel
import LinkResolution

/// A text of the site as it was rendered by itself. A class, so that the same text of a later build is known by its identity.
final class RenderedText: Sendable {
    let prose: RenderedProse
    /// What it asked the resolver.
    fileprivate let resolutions: [Resolution]
    /// Whether a link leads nowhere: what is told of it then depends on all names that there are.
    fileprivate let hasProblem: Bool

    fileprivate init(_ piece: RenderedTexts.Piece, _ links: LinkCache) {
        prose = ProseRenderer.render(piece.prose, style: piece.style, path: piece.path, links: links)
        resolutions = links.resolutions
        hasProblem = links.hasProblem
    }
}

/// Tells which texts a resolver would render as another did, and remembers for what they ask.
private final class AnswerCheck {
    private let resolver: any ReferenceResolving
    private let change: NameSpelling.Change
    private var known: [ObjectIdentifier: Bool] = [:]

    init(_ resolver: any ReferenceResolving, following previous: any ReferenceResolving) {
        self.resolver = resolver
        change = NameSpelling.Change(from: previous.spelling, to: resolver.spelling)
    }

    func holds(for text: RenderedText) -> Bool {
        !text.hasProblem
            && text.resolutions.allSatisfy { resolution in
                if let known = known[ObjectIdentifier(resolution)] { return known }
                let holds = holds(for: resolution)
                known[ObjectIdentifier(resolution)] = holds
                return holds
            }
    }

    private func holds(for resolution: Resolution) -> Bool {
        switch resolution.question {
        case .word(let word): !change.concerns(word) || resolution.isSame(in: resolver)
        case .phrase(let words): !change.concerns(words) || resolution.isSame(in: resolver)
        case .link, .transaction, .label, .misnomer: resolution.isSame(in: resolver)
        }
    }
}

/// All prose of the site, each text rendered by itself.
public struct RenderedTexts: Sendable {
    let pieces: [Piece]
    /// What came of each piece.
    let results: [RenderedText]
    /// The pieces that were rendered anew.
    let fresh: [Int]
    /// Whether each piece stands where the texts that these follow have it.
    let hasSamePlaces: Bool
    /// The pieces that are the prose of a page, by page.
    let chapters: [PageKey: Int]

    /// A piece of prose, the page it belongs to, and how it is rendered. A class, since there are many, and all are looked
    /// through for each build that follows another.
    final class Piece: Sendable {
        let page: PageKey
        let prose: Prose
        let path: String
        let style: ProseRenderer.Style

        init(page: PageKey, prose: Prose, path: String, style: ProseRenderer.Style) {
            self.page = page
            self.prose = prose
            self.path = path
            self.style = style
        }

        var isChapter: Bool {
            if case .chapter = style { true } else { false }
        }

        /// Whether another piece is the same prose of the same page in the same style.
        fileprivate func isSame(as other: Piece) -> Bool {
            prose.isSame(as: other.prose) && page == other.page && style.number == other.style.number
        }
    }

    /// Renders all prose of a framework.
    ///
    /// - Parameters:
    ///   - jobs: How many pieces are rendered at the same time.
    ///   - progress: Called with the number of pieces done so far, from any task.
    public static func render(
        _ framework: Framework, resolver: any ReferenceResolving, jobs: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) async -> RenderedTexts {
        let pieces = pieces(of: framework)
        return await render(pieces, resolver: resolver, jobs: jobs, progress: progress)
    }

    /// Renders the prose of a framework that follows another with the same pages at the same addresses: texts that have not
    /// changed, and whose links and names mean what they meant, stay.
    ///
    /// - Parameters:
    ///   - resolver: What references lead to now.
    ///   - previous: What they led to.
    public func following(
        _ framework: Framework, resolver: LinkResolver, previous: LinkResolver, jobs: Int
    ) async -> RenderedTexts {
        let pieces = Self.pieces(of: framework)
        let known = await parallelMap(
            results(for: pieces), jobs: jobs, worker: { AnswerCheck(resolver, following: previous) },
            step: { check, text in text.flatMap { check.holds(for: $0) ? $0 : nil } })
        return await Self.render(pieces, known: known, resolver: resolver, jobs: jobs)
    }

    /// Renders the prose of some definitions.
    static func render(
        _ definitions: [any Definition], of framework: Framework, resolver: any ReferenceResolving, jobs: Int
    ) async -> RenderedTexts {
        await render(pieces(of: definitions, in: framework), resolver: resolver, jobs: jobs)
    }

    /// - Parameter known: What has been rendered already, by the number of its piece.
    private static func render(
        _ pieces: [Piece], known: [RenderedText?]? = nil, resolver: any ReferenceResolving, jobs: Int,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async -> RenderedTexts {
        let known = known ?? Array(repeating: nil, count: pieces.count)
        let fresh = pieces.indices.filter { known[$0] == nil }
        let rendered = await parallelMap(
            fresh.map { pieces[$0] }, jobs: jobs, worker: { LinkCache(resolver) }, progress: progress,
            step: { links, piece in RenderedText(piece, links) })
        var next = rendered.makeIterator()
        let chapters = Dictionary(
            pieces.indices.lazy.filter { pieces[$0].isChapter }.map { (pieces[$0].page, $0) },
            uniquingKeysWith: { first, _ in first })
        return RenderedTexts(
            pieces: pieces, results: known.compactMap { $0 ?? next.next() }, fresh: fresh,
            hasSamePlaces: false, chapters: chapters)
    }

    /// The texts with those of some pages as they are now.
    ///
    /// - Parameter files: The Markdown of the pages; each has been there before.
    /// - Returns: `nil` where one has not.
    public func replacing(
        _ files: [(page: PageKey, file: MarkdownFile)], resolver: any ReferenceResolving
    ) -> RenderedTexts? {
        var pieces = pieces
        var results = results
        var fresh: [Int] = []
        var hasSamePlaces = true
        let links = LinkCache(resolver)
        for (page, file) in files {
            guard let place = chapters[page] else { return nil }
            let old = pieces[place]
            pieces[place] = Piece(page: page, prose: file.prose, path: old.path, style: old.style)
            results[place] = RenderedText(pieces[place], links)
            hasSamePlaces = hasSamePlaces && file.prose.id == old.prose.id
            fresh.append(place)
        }
        return RenderedTexts(
            pieces: pieces, results: results, fresh: fresh, hasSamePlaces: hasSamePlaces, chapters: chapters)
    }

    /// What is known of pieces already.
    private func results(for others: [Piece]) -> [RenderedText?] {
        lazy var places = Dictionary(
            pieces.enumerated().map { ($0.element.prose.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        return others.enumerated().map { index, piece in
            if index < pieces.count, pieces[index].isSame(as: piece) { return results[index] }
            return places[piece.prose.id].flatMap { pieces[$0].isSame(as: piece) ? results[$0] : nil }
        }
    }

    private static func pieces(of framework: Framework) -> [Piece] {
        let plainPages = framework.pages.map { page in
            Piece(
                page: PageKey(page), prose: page.prose, path: page.file.path, style: .chapter(reserved: SectionID.all))
        }
        return plainPages + pieces(of: framework.definitions, in: framework)
    }

    private static func pieces(of definitions: [any Definition], in framework: Framework) -> [Piece] {
        var pieces: [Piece] = []
        let paths = framework.pathsByDefinition
        for definition in definitions {
            let key = PageKey.definition(definition.key)
            if let file = framework.prose[definition.key] {
                let number = definition.isChapter ? framework.place(of: definition)?.number ?? "" : nil
                let style = ProseRenderer.Style.chapter(reserved: SectionID.all, number: number)
                pieces.append(Piece(page: key, prose: file.prose, path: file.file.path, style: style))
            }
            for passage in definition.passages {
                pieces.append(Piece(page: key, prose: passage, path: paths[definition.key] ?? "", style: .passage))
            }
        }
        return pieces
    }
}

extension ProseRenderer.Style {
    /// The number of the chapter that a text is.
    fileprivate var number: String? {
        if case .chapter(_, let number) = self { number } else { nil }
    }
}
