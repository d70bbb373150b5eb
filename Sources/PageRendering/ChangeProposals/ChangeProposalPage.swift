import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ proposal: ChangeProposal, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(proposal.status), badge(domain: proposal.domain))
        page.trail = trail(domain: proposal.domain, kind: .changeProposal)
        var facts = FactList()
        facts.append("Domain", link(to: proposal.domain))
        facts.append("Status", text: proposal.status?.label)
        facts.append("Since", proposal.date.map(time))
        facts.append("Text", proposal.href.map { externalLink($0, "Official publication") })
        facts.append("Also called", text: otherNames(of: proposal))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.affects, "Changes", list(changes(of: proposal).map { "<li>\($0)</li>" }, class: "affects"))
    }

    /// Links to what a proposal changes: sections with the chapter that they stand in, and definitions.
    private func changes(of proposal: ChangeProposal) -> [HTML] {
        let sections = library.changedSections.targets(of: proposal).map { target -> HTML in
            let chapter = target.entry.map { link(to: $0.page) } ?? "not here"
            return "\(link(to: target)) <span class=\"use-detail\">\(chapter)</span>"
        }
        let definitions = proposal.changedDefinitions.map { reference -> HTML in
            "<span class=\"use-detail\">\(reference.key.kind.label)</span> \(link(to: reference))"
        }
        return sections + definitions
    }

    /// Change proposals, the highest numbers first.
    func table(of proposals: [ChangeProposal], domain: Domain) -> HTML {
        var table = DataTable(
            "Change proposals of \(domain.id)",
            columns: ["Change proposal", "Name", "Status", TableColumn("Since", class: "date"), "Changes"])
        for proposal in proposals.sorted(by: { identifierPrecedes($1.id, $0.id) }) {
            let places =
                library.changedSections.targets(of: proposal).map { link(to: $0) }
                + proposal.changedDefinitions.map { reference in
                    labelLink(to: reference.key) ?? "\(reference.id)"
                }
            table.append(
                link(to: proposal), "\(proposal.name)", badge(proposal.status), proposal.date.map(time) ?? "–",
                places.isEmpty ? "–" : places.joined(separator: ", "))
        }
        return table.html
    }
}
