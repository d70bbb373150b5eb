import ContentReading
import FrameworkModel
import LinkResolution

/// All prose of the site, each text rendered by itself.
public struct RenderedTexts: Sendable {
    let pieces: [Piece]
    /// What came of each piece.
    var results: [RenderedProse]

    /// A piece of prose, the page it belongs to, and how it is rendered.
    struct Piece: Sendable {
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
    ) async -> RenderedTexts {
        let pieces = pieces(of: framework.definitions, in: framework)
        return await render(plainPages(of: framework) + pieces, resolver: resolver, jobs: jobs, progress: progress)
    }

    /// Renders the prose of some definitions.
    static func render(
        _ definitions: [any Definition], of framework: Framework, resolver: any ReferenceResolving, jobs: Int
    ) async -> RenderedTexts {
        await render(pieces(of: definitions, in: framework), resolver: resolver, jobs: jobs)
    }

    private static func render(
        _ pieces: [Piece], resolver: any ReferenceResolving, jobs: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) async -> RenderedTexts {
        let results = await parallelMap(
            pieces, jobs: jobs, worker: { LinkCache(resolver) }, progress: progress,
            step: { links, piece in
                ProseRenderer.render(piece.prose, style: piece.style, path: piece.path, links: links)
            })
        return RenderedTexts(pieces: pieces, results: results)
    }

    /// The pieces that are the prose of a page, by page.
    var chapters: [PageKey: Int] {
        Dictionary(
            pieces.indices.lazy.filter { pieces[$0].isChapter }.map { (pieces[$0].page, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The amendments that the texts hold, in the order of their pages.
    var amendments: [(page: PageKey, amendments: [Amendment])] {
        zip(pieces, results).filter { !$1.amendments.isEmpty }.map { ($0.page, $1.amendments) }
            .sorted { $0.page < $1.page }
    }

    private static func plainPages(of framework: Framework) -> [Piece] {
        framework.pages.map { page in
            Piece(
                page: PageKey(page), prose: page.prose, path: page.file.path, style: .chapter(reserved: SectionID.all))
        }
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
