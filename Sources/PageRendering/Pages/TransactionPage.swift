import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ transaction: Transaction, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(transaction.status), badge(domain: transaction.domain))
        page.trail = trail(domain: transaction.domain, kind: .transaction)
        var facts = FactList()
        facts.append("Domain", link(to: transaction.domain))
        facts.append("Section", text: transaction.section.map { "\(transaction.domain.id) TF-2: \($0)" })
        facts.append("Also called", text: otherNames(of: transaction))
        facts.append("Published", transaction.href.map { externalLink($0, "Official text") })
        body += facts.list
        body.append(.roles, "Actor roles", roles(in: transaction))
        body.append(.referencedStandards, "Referenced standards", standards(transaction.standards))
        body.append(library.chapter(of: page.key))
        body.append(.supplements, "Supplements", supplements(changing: transaction.key))
        body.append(.usedBy, "Used by", class: "used-by", profiles(using: transaction))
    }

    private func roles(in transaction: Transaction) -> HTML {
        guard !transaction.exchanges.isEmpty else { return "<p class=\"empty\">No roles are defined yet.</p>\n" }
        var table = DataTable("Actor roles in \(transaction.id)", columns: ["Initiator", "Responder"])
        for exchange in transaction.exchanges {
            table.append(link(to: exchange.initiator), link(to: exchange.responder))
        }
        return table.html
    }

    private func profiles(using transaction: Transaction) -> HTML {
        uses(of: framework.relations.profilesByTransaction[transaction.id] ?? [], by: "profile") { profile in
            profile.actors.flatMap { actor in
                actor.transactions.filter { $0.transaction.id == transaction.id }.map { use -> HTML in
                    "\(link(to: actor.actor)) \(letter(of: use.optionality))"
                }
            }.joined(separator: ", ")
        }
    }

    /// Referenced standards with what of them is used.
    func standards(_ uses: [StandardUse]) -> HTML {
        list(
            uses.map { use in
                let note = library.html(use.note)
                let detail: HTML = note.isEmpty ? "" : " <div class=\"use-detail\">\(note)</div>"
                return "<li>\(link(to: use.standard))\(detail)</li>"
            }, class: "standards")
    }
}
