import ContentReading
import FrameworkModel
import LinkResolution
import PageRendering

/// What editors want to know of the pages of a site.
extension Site {
    /// The title of a page.
    public func title(of page: PageKey) -> String { composer.title(of: page) }

    /// The files that say what a page is about, by their paths as the user would type them; none for a page that puts
    /// together what many say.
    public func sources(of page: PageKey) -> Set<String> {
        let framework = linked.framework
        switch page {
        case .home, .page: return Set(framework.pages.lazy.filter { PageKey($0) == page }.map(\.file.displayPath))
        case .definition(let key), .edition(let key), .consolidated(_, let key): return sources(of: key)
        case .obligations(let claim): return sources(of: DefinitionKey(.profile, claim.profile))
        case .matrix(let matrix): return sources(of: matrix.owner)
        default: return []
        }
    }

    private func sources(of key: DefinitionKey) -> Set<String> {
        guard let definition = linked.framework[key] else { return [] }
        var paths: Set = [definition.identity.place.path]
        if let prose = linked.framework.prose[key] { paths.insert(prose.file.displayPath) }
        return paths
    }

    /// Whether a file is left out of the site since it is a draft.
    ///
    /// - Parameter path: The path within the content folder.
    func isDraft(_ path: String) -> Bool { sources.drafts.contains(path) }

    /// Where the page stands that a file is a source of; `nil` for a file of no page or several.
    ///
    /// - Parameter path: The path as the user would type it.
    public func address(ofSource path: String) -> Address? { frame.addressesBySource[path] }

    /// The pages that are drafts, or whose prose is one, in the order of their files.
    public var drafts: [(page: PageKey, path: String)] {
        sources.prose.filter(\.frontMatter.isDraft).compactMap { file in
            address(ofSource: file.file.displayPath).flatMap { addresses.page(at: $0.path) }
                .map { ($0, file.file.displayPath) }
        }
    }

    /// The plain pages and the definitions that no text and no definition leads to, in the order of their addresses.
    /// Domains and volumes are in every page's navigation.
    public var unlinkedPages: [PageKey] {
        let framework = linked.framework
        var referred = Set(framework.definitions.flatMap { $0.references.map(\.key) + $0.identity.sources.map(\.key) })
        for kind in [DefinitionKind.domain, .volume] { referred.formUnion(framework.definitions(of: kind).map(\.key)) }
        let inMenu = Set(frame.menu.map(\.page))
        return addresses.pages.map(\.key).filter { page in
            switch page {
            case .page: break
            case .definition(let key) where !referred.contains(key): break
            default: return false
            }
            guard !inMenu.contains(page), let sitePage = addresses.page(page) else { return false }
            return linked.library.backlinks.pages(linkingTo: sitePage).isEmpty
        }
    }
}

extension Site {
    /// Whether a file is that of a page, or stands beside one.
    public func hasPage(for path: String) -> Bool { page(for: path) != nil }

    /// The files that say what the page at a path is about, as `sources(of:)`.
    public func sources(ofPageAt path: String) -> Set<String> { page(for: path).map(sources) ?? [] }

    /// Whether a file of the content folder is published as it is.
    public func hasAsset(at path: String) -> Bool { linked.addresses.asset(path) != nil }

    /// The page that a file is of or stands beside.
    func page(for path: String) -> PageKey? {
        if let page = addresses.page(at: path) { return page }
        for format in DataFormat.allCases where path.hasSuffix("." + format.rawValue) {
            let page = addresses.page(at: path.dropLast(format.rawValue.count) + "html")
            if let page, page.dataFormats.contains(format) { return page }
        }
        return nil
    }
}
