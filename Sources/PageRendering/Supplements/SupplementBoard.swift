import FrameworkModel
import LinkResolution

/// The board of supplements: all of them, and a page for each status. What a page of a status holds is a part of the
/// whole, but it answers a question of its own (what is in public comment?), so each is canonical.
extension PageComposer {
    func composeBoard(of status: Status?, _ page: inout PageContent) {
        let supplements = framework.board(of: status)
        page.cssClass = "page-list page-board"
        page.description = description(ofBoard: supplements, status)
        page.showsContents = false
        page.feed = .list(.supplement)
        page.scripts = [Address("assets/filter.js"), Address("assets/rows.js")]
        if status == nil {
            page.data[.atom] = feed(of: page.key)
        } else {
            page.trail = [.list(.supplement)]
        }
        if supplements.contains(where: { $0.commentPeriod != nil }) { page.scripts.append(Self.commentScript) }
        var body = PageBody()
        body += filterPages(boardPages(current: status), "Status")
        body += filterForm(for: supplements)
        body += viewLinks
        body += board(of: supplements, caption: page.title)
        body.append(anchors: supplements.map(\.boardAnchor))
        body += feedLinks
        page.take(body)
    }

    /// What says whether a period of public comment is over: the pages themselves are the same every day.
    static let commentScript = Address("assets/comment.js")

    private func description(ofBoard supplements: [Supplement], _ status: Status?) -> String {
        let domains = Set(supplements.map(\.domain.id)).count
        let what = "\(count(supplements.count, "supplement")) of \(count(domains, "domain"))"
        return status.map { "\(what) in the status \($0.label)" } ?? "\(what), by status, with dates and deadlines"
    }

    private func boardPages(current: Status?) -> [HTML] {
        func item(_ page: PageKey, _ text: String, _ status: Status?) -> HTML {
            guard let address = addresses[page] else { return HTML() }
            let current: HTML = status == current ? " aria-current=\"page\"" : HTML()
            let count = framework.board(of: status).count
            return "<li><a href=\"\(address)\"\(current)>\(text) <span class=\"count\">\(count)</span></a></li>"
        }
        return [item(.list(.supplement), "All", nil)]
            + framework.boardStatuses.map { item(.supplements($0), $0.label, $0) }
    }

    private func filterForm(for supplements: [Supplement]) -> HTML {
        var form = FilterForm()
        let domains = Set(supplements.map(\.domain.id)).sorted(by: identifierPrecedes)
        form.appendList("Domain", "domain", domains.map { ($0, framework.name(of: DefinitionKey(.domain, $0)) ?? $0) })
        form.appendBoxes(
            "Status", "status", statusChoices,
            occurring: Set(supplements.map { $0.status?.rawValue ?? unknownStatus }))
        return form.html(words: "Words", noun: "supplements")
    }

    /// Columns of which no row knows anything are left out.
    private func board(of supplements: [Supplement], caption: String) -> HTML {
        let hasDeadlines = supplements.contains { $0.commentPeriod?.until != nil }
        let deadlineColumn: [TableColumn] = hasDeadlines ? ["Comments until"] : []
        var table = DataTable(
            caption,
            columns: ["Supplement", "Domain", "Status", "Revision", TableColumn("Date", class: "date")] + deadlineColumn
                + ["Adds or changes"])
        for supplement in supplements {
            let latest = supplement.latest
            let deadlines: [HTML] = hasDeadlines ? [supplement.commentPeriod.flatMap(deadline) ?? "–"] : []
            table.append(
                link(to: supplement),
                cells: [
                    domainLink(supplement.domain), badge(supplement.status),
                    "\(latest.number ?? "–")",
                    latest.date.map { latest.isLatestDate ? "\(time($0)) or earlier" : time($0) } ?? "–",
                ] + deadlines + [changes(by: supplement)],
                attributes: """
                     id="\(supplement.boardAnchor)" data-row data-domain="\(supplement.domain.id)" \
                    data-status="\(supplement.status?.rawValue ?? unknownStatus)"
                    """)
        }
        return table.html
    }

    private func domainLink(_ domain: DefinitionReference) -> HTML {
        framework.domains[domain.id].map { link(to: $0, text: $0.id) } ?? "\(domain.id)"
    }

    /// The first few of what a supplement adds or changes; its page has all.
    private func changes(by supplement: Supplement) -> HTML {
        guard !supplement.affects.isEmpty else { return "–" }
        var items = supplement.affects.prefix(mostAffected).map { reference -> HTML in
            labelLink(to: reference.key) ?? "\(reference.id)"
        }
        let rest = supplement.affects.count - items.count
        if rest > 0, let address = addresses[supplement.key] {
            items.append("<a href=\"\(address)#\(SectionID.affects.rawValue)\">\(rest) more</a>")
        }
        return items.joined(separator: ", ")
    }

    /// The last day for comments. A script adds whether it is over.
    func deadline(of period: CommentPeriod) -> HTML? {
        period.until.map { until in
            let from: HTML = period.from.map { " data-from=\"\($0)\"" } ?? HTML()
            return "<time class=\"deadline\" datetime=\"\(until)\"\(from)>\(until)</time>"
        }
    }

    /// A day that programs can read.
    func time(_ date: String) -> HTML { "<time datetime=\"\(date)\">\(date)</time>" }
}

extension Supplement {
    /// The anchor of the supplement's row on the board.
    var boardAnchor: String { "supplement-\(id)" }
}

private let mostAffected = 4
