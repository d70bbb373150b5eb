import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ supplement: Supplement, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(supplement.status), badge(domain: supplement.domain))
        page.trail = trail(domain: supplement.domain, kind: .supplement)
        var facts = FactList()
        facts.append("Domain", link(to: supplement.domain))
        append(supplement.edition, to: &facts)
        if let period = supplement.commentPeriod {
            facts.append("Public comment", days(of: period))
            facts.append("How to comment", period.href.map { externalLink($0, commentLabel($0)) })
            page.scripts = [Self.commentScript]
        }
        facts.append("Also called", text: otherNames(of: supplement))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.affects, "Adds or changes", affected(by: supplement))
        body.append(.releases, "Versions", releases(supplement.releases, of: supplement.name))
    }

    func compose(_ publication: Publication, _ page: inout PageContent, _ body: inout PageBody) {
        page.kind = publication.publicationKind.label
        page.badges = badges(badge(publication.edition.status), badge(domain: publication.domain))
        page.trail = trail(domain: publication.domain, kind: .publication)
        var facts = FactList()
        facts.append("Domain", link(to: publication.domain))
        append(publication.edition, to: &facts)
        facts.append("Also called", text: otherNames(of: publication))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.releases, "Versions", releases(publication.releases, of: publication.name))
    }

    private func days(of period: CommentPeriod) -> HTML? {
        let from = period.from.map(time)
        guard let until = deadline(of: period) else { return from.map { "from \($0)" } }
        return from.map { "\($0) to \(until)" } ?? "until \(until)"
    }

    private func commentLabel(_ href: String) -> String {
        let mail = "mailto:"
        guard href.hasPrefix(mail) else { return "Comment form" }
        return String(href.dropFirst(mail.count).prefix { $0 != "?" })
    }

    private func affected(by supplement: Supplement) -> HTML {
        list(
            supplement.affects.map { reference in
                "<li><span class=\"use-detail\">\(reference.key.kind.label)</span> \(link(to: reference))</li>"
            }, class: "affects")
    }

    /// Published versions, the latest first.
    private func releases(_ releases: [Release], of name: String) -> HTML {
        var table = DataTable("Versions of \(name)", columns: ["Version", "Date", "Status", "Package"])
        for release in releases.sorted(by: { identifierPrecedes($1.version, $0.version) }) {
            let date = release.date.map { release.isLatestDate ? "\($0) or earlier" : $0 } ?? "–"
            table.append(
                release.href.map { externalLink($0, release.version) } ?? "\(release.version)", "\(date)",
                badge(release.status), release.package.map { "<code>\($0)</code>" } ?? "–")
        }
        return table.html
    }
}
