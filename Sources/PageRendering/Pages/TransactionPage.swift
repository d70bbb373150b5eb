import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ transaction: Transaction, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(transaction.status), badge(domain: transaction.domain))
        page.trail = trail(domain: transaction.domain, kind: .transaction)
        var facts = FactList()
        facts.append("Domain", link(to: transaction.domain))
        facts.append("Cite as", text: citation(of: transaction))
        facts.append("Also called", text: otherNames(of: transaction))
        facts.append("Published", transaction.href.map { externalLink($0, "Official text") })
        body.append(aside: facts.list)
        body.append(aside: gap(in: transaction, "messages and what actors do with them", transaction.href))
        body.append(aside: pendingChanges(of: transaction.key))
        body.append(chapter(of: transaction))
        body.append(.testTools, "Test tools", tools(for: transaction.key))
        body.append(.supplements, "Supplements", supplements(changing: transaction.key))
        body.append(.usedBy, "Used by", class: "used-by", profiles(using: transaction))
    }

    func chapter(of transaction: Transaction) -> FinishedProse {
        let key = PageKey.definition(transaction.key)
        let outline = library.outline(of: key)
        return chapter(outline, of: key) { part in
            switch part {
            case .actorRoles: roles(in: transaction, outline.partLabels[part])
            case .interactionDiagram:
                figure(
                    interactionDiagram(of: transaction, outline), part.caption(of: transaction.id) ?? "",
                    outline.partLabels[part])
            case .referencedStandards: standards(transaction.standards)
            default: HTML()
            }
        }
    }

    /// The actors in the order of the exchanges, each with what it does and with whom.
    private func roles(in transaction: Transaction, _ label: CaptionLabel?) -> HTML {
        var table = DataTable(
            GeneratedPart.actorRoles.caption(of: transaction.id) ?? "", label: label,
            columns: ["Actor", "Initiator or Responder", "Role"])
        var seen: Set<String> = []
        let actors = transaction.exchanges.map(\.initiator) + transaction.exchanges.map(\.responder)
        for actor in actors where seen.insert(actor.id).inserted {
            let roles = transaction.roles(of: actor.id)
            let description = transaction.roles.first { $0.actor.id == actor.id }?.description
            table.append(
                link(to: actor), "\(ExchangeRole.allCases.filter(roles.contains).map(\.label).joined(separator: ", "))",
                description.map { library.line($0) } ?? partners(of: actor, in: transaction))
        }
        return table.html
    }

    /// With whom an actor exchanges messages, where nobody has said in words what it does.
    private func partners(of actor: DefinitionReference, in transaction: Transaction) -> HTML {
        let sentences = ExchangeRole.allCases.compactMap { role -> HTML? in
            let partners = transaction.exchanges.compactMap { $0.partner(of: actor.id, in: role) }
            guard !partners.isEmpty else { return nil }
            let names = partners.map { link(to: $0) }.joined(separator: ", ")
            return role == .initiator ? "Sends to \(names)" : "Answers \(names)"
        }
        return sentences.joined(separator: "<br>")
    }

    private func profiles(using transaction: Transaction) -> HTML {
        let profiles = framework.relations.profilesByTransaction[transaction.id] ?? []
        let uses = uses(of: profiles, by: "profile") { profile in
            profile.actors.flatMap { actor in
                actor.transactions.filter { $0.transaction.id == transaction.id }.map { use -> HTML in
                    "\(link(to: actor.actor)) \(letter(of: use.optionality))"
                }
            }.joined(separator: ", ")
        }
        let impact = impact(on: profiles) { $0.transactions.contains { $0.transaction.id == transaction.id } }
        return "\(impact)\(uses)"
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
