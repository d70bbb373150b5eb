import FrameworkModel
import LinkResolution

/// What is new, for feed readers: supplements, all of them and those of a domain, and events. A feed needs absolute
/// addresses, so there are feeds only where it is known where the site is published.
extension PageComposer {
    /// The feed beside the board, a domain's page or the calendar; `nil` where there is none.
    func feed(of page: PageKey) -> [UInt8]? {
        guard let baseURL = configuration.baseURL, let address = addresses[page] else { return nil }
        let entries = page == .list(.event) ? eventEntries(base: baseURL) : supplementEntries(of: page, base: baseURL)
        guard !entries.isEmpty else { return nil }
        let feed = AtomFeed(
            address: baseURL + address.data(.atom).encoded, page: baseURL + address.encoded, title: feedTitle(of: page),
            author: configuration.title, language: configuration.language, entries: entries)
        return feed.bytes
    }

    /// The feed that a page names to feed readers: its title, and where it is; `nil` where there is none.
    func feedLink(of page: PageKey) -> (title: String, address: Address)? {
        let isEmpty = page == .list(.event) ? eventsInFeed.isEmpty : supplementsInFeed(of: page).isEmpty
        guard configuration.baseURL != nil, !isEmpty else { return nil }
        return addresses[page].map { (feedTitle(of: page), $0.data(.atom)) }
    }

    private func supplementEntries(of page: PageKey, base: String) -> [AtomFeed.Entry] {
        guard let board = addresses[.list(.supplement)] else { return [] }
        return supplementsInFeed(of: page).map { entry($0, base: base, board: base + board.encoded) }
    }

    /// The way to the feeds, for the foot of the board.
    var feedLinks: HTML {
        let pages = [.list(.supplement)] + framework.domains.map { PageKey.definition($0.key) }
        let links = pages.compactMap { page -> HTML? in
            let label = page.definition?.id ?? "all"
            return feedLink(of: page).map { "<a href=\"\($0.address)\" title=\"\($0.title)\">\(label)</a>" }
        }
        guard !links.isEmpty else { return HTML() }
        return "<p class=\"feeds\">What is new as a feed (Atom): \(links.joined(separator: ", "))</p>\n"
    }

    private func feedTitle(of page: PageKey) -> String {
        let kind = page == .list(.event) ? DefinitionKind.event : .supplement
        return "\(kind.pluralLabel) of \(page.definition?.id ?? configuration.title)"
    }

    /// The latest supplements; an entry needs a date.
    private func supplementsInFeed(of page: PageKey) -> [Supplement] {
        let ofDomain = page.definition.map { framework.relations.parts(of: $0.id).supplements }
        let dated = (ofDomain ?? Array(framework.supplements)).filter { $0.latest.date != nil }
        return Array(dated.sorted(by: Supplement.newestPrecedes).prefix(mostEntries))
    }

    private func entry(_ supplement: Supplement, base: String, board: String) -> AtomFeed.Entry {
        AtomFeed.Entry(
            // The place on the board does not depend on the patterns of addresses.
            id: "\(board)#\(supplement.boardAnchor)",
            title: supplement.name, updated: supplement.latest.date ?? "",
            page: addresses[supplement.key].map { base + $0.encoded } ?? board, related: supplement.edition.href,
            categories: [supplement.domain.id] + (supplement.status.map { [$0.label] } ?? []),
            summary: summary(of: supplement))
    }

    private func summary(of supplement: Supplement) -> String {
        let latest = supplement.latest
        let facts = [
            supplement.status?.label, latest.number.map { "revision \($0)" },
            latest.date.map { latest.isLatestDate ? "\($0) or earlier" : $0 },
            supplement.commentPeriod?.until.map { "comments until \($0)" },
        ]
        let state = facts.compactMap { $0 }.joined(separator: ", ")
        let definition = library.summary(supplement.identity.definition)
        return [state, definition].filter { !$0.isEmpty }.joined(separator: ". ")
    }
}

/// Readers ask for a feed every hour; older supplements are on the board.
private let mostEntries = 100
