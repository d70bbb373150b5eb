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
        let results = await parallelMap(
            pieces, jobs: jobs, worker: { LinkCache(resolver) }, progress: progress,
            step: { links, piece in
                ProseRenderer.render(piece.prose, style: piece.style, path: piece.path, links: links)
            })
        var library = ProseLibrary()
        library.rendered.reserveCapacity(pieces.count)
        for (piece, result) in zip(pieces, results) {
            library.rendered[piece.prose.id] = result
            if case .chapter = piece.style { library.chapters[piece.page] = result }
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

    /// The chapter that stands beside a definition, or the text of a plain page.
    func chapter(of page: PageKey) -> RenderedProse? { chapters[page] }

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
        let chapter = ProseRenderer.Style.chapter(reserved: Set(SectionID.all))
        for page in framework.pages {
            pieces.append(Piece(page: PageKey(page), prose: page.prose, path: page.file.path, style: chapter))
        }
        let paths = framework.pathsByDefinition
        for definition in framework.definitions {
            let key = PageKey.definition(definition.key)
            if let file = framework.prose[definition.key] {
                pieces.append(Piece(page: key, prose: file.prose, path: file.file.path, style: chapter))
            }
            for passage in definition.passages {
                pieces.append(Piece(page: key, prose: passage, path: paths[definition.key] ?? "", style: .passage))
            }
        }
        return pieces
    }
}
