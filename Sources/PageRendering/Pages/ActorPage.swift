import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ actor: FrameworkActor, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("Keyword", actor.keyword.map { "<code>\($0)</code>" })
        facts.append("Also called", text: otherNames(of: actor))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.roles, "Transactions", transactions(of: actor))
        body.append(.testTools, "Test tools", tools(for: actor.key))
        body.append(.testedAt, "Tested at", testsByEvent(of: actor.key, name: actor.name))
        body.append(.products, "Products", products(supporting: actor.key) { $0.actor?.id == actor.id })
        body.append(.usedBy, "Used by", class: "used-by", profiles(using: actor))
    }

    private func transactions(of actor: FrameworkActor) -> HTML {
        var table = DataTable("Transactions of the \(actor.name)", columns: ["Transaction", "Role", "With"])
        for transaction in framework.relations.transactionsByActor[actor.id] ?? [] {
            for role in ExchangeRole.allCases {
                let partners = transaction.exchanges.compactMap { $0.partner(of: actor.id, in: role) }
                guard !partners.isEmpty else { continue }
                table.append(
                    fullLink(to: transaction), "\(role.label)",
                    partners.map { link(to: $0) }.joined(separator: ", "))
            }
        }
        return table.html
    }

    private func profiles(using actor: FrameworkActor) -> HTML {
        let profiles = framework.relations.profilesByActor[actor.id] ?? []
        let uses = uses(of: profiles, by: "profile") { use(of: ActorClaim(profile: $0.id, actor: actor.id)) }
        return "\(impact(on: profiles) { $0.actor.id == actor.id })\(uses)"
    }

    /// The transactions of an actor in a profile, and the way to all that it must do.
    private func use(of claim: ActorClaim) -> HTML {
        let transactions = (framework.part(claim)?.transactions ?? []).map { use -> HTML in
            let own = framework.transactions[use.transaction.id].map { link(to: $0, text: $0.id) }
            let text = own ?? labelLink(to: use.transaction.key)
            return "\(text ?? "\(use.transaction.id)") \(letter(of: use.optionality))"
        }
        let obligations = addresses[.obligations(claim)].map { address -> HTML in
            "<a href=\"\(address)\">What it must do</a>"
        }
        return [transactions.joined(separator: ", "), obligations ?? HTML()].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }
}

extension Exchange {
    /// The other side of the exchange for an actor that takes a role in it.
    func partner(of actor: String, in role: ExchangeRole) -> DefinitionReference? {
        switch role {
        case .initiator: initiator.id == actor ? responder : nil
        case .responder: responder.id == actor ? initiator : nil
        }
    }
}
