import FrameworkModel
import LinkResolution

extension PageKey {
    /// Whether search engines are to list the page: what another page has too, or what is of no use by itself, they are not.
    var isForSearchEngines: Bool {
        switch self {
        case .edition, .consolidated, .search, .notFound: false
        case .matrix(let matrix): matrix.filter == nil
        default: true
        }
    }
}

extension PageComposer {
    /// When what a page says was last changed, as far as the content tells: a date as ISO 8601 writes it.
    func lastChange(of page: PageKey) -> String? {
        switch page {
        case .home: homePage?.frontMatter.updated
        case .page(let path): pages[path]?.frontMatter.updated
        case .definition(let key): lastChange(of: key)
        default: nil
        }
    }

    private func lastChange(of key: DefinitionKey) -> String? {
        if let updated = framework.prose[key]?.frontMatter.updated { return updated }
        switch framework[key] {
        case let supplement as Supplement: return supplement.latest.date
        case let volume as Volume: return volume.edition.date
        case let proposal as ChangeProposal: return proposal.date
        case let publication as Publication: return publication.edition.date
        default: return nil
        }
    }
}
