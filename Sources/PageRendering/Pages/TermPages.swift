import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ term: Term, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("Acronym", text: term.acronym)
        facts.append("Also called", text: otherNames(of: term))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
    }

    func compose(_ standard: Standard, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("Published by", text: standard.organization)
        facts.append("Text", standard.href.map { externalLink($0, $0) })
        facts.append("Also called", text: otherNames(of: standard))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.usedBy, "Used by", class: "used-by", users(of: standard))
    }

    private func users(of standard: Standard) -> HTML {
        let transactions = framework.relations.transactionsByStandard[standard.id] ?? []
        let modules = framework.relations.contentModulesByStandard[standard.id] ?? []
        guard !transactions.isEmpty || !modules.isEmpty else { return HTML() }
        return """
            \(reach(of: transactions, modules))\(users(transactions, "transaction"))\(users(modules, "content module"))
            """
    }

    /// The definitions of a kind that refer to a standard, by domain.
    private func users(_ definitions: [any Definition], _ noun: String) -> HTML {
        guard !definitions.isEmpty else { return HTML() }
        let byDomain = Dictionary(grouping: definitions) { $0.domainReference?.id ?? "" }
        var html: HTML =
            "<p class=\"use-count\">\(count(definitions.count, noun)) in \(count(byDomain.count, "domain"))</p>\n"
        for domain in byDomain.keys.sorted(by: identifierPrecedes) {
            html += "<h3>\(framework.name(of: DefinitionKey(.domain, domain)) ?? domain)</h3>\n"
            let items = (byDomain[domain] ?? []).map { "<li>\(link(to: $0, text: $0.title))</li>" as HTML }
            html += list(items, class: "uses")
        }
        return html
    }

    /// How many profiles come to a standard by what refers to it.
    private func reach(of transactions: [Transaction], _ modules: [ContentModule]) -> HTML {
        let transactionIDs = Set(transactions.map(\.id))
        let moduleIDs = Set(modules.map(\.id))
        let isUser = { (actor: ProfileActor) in
            actor.transactions.contains { transactionIDs.contains($0.transaction.id) }
                || actor.contentModules.contains { moduleIDs.contains($0.contentModule.id) }
        }
        let relations = framework.relations
        let uses = transactions.flatMap { relations.profilesByTransaction[$0.id] ?? [] }
        let contents = modules.flatMap { relations.profilesByContentModule[$0.id] ?? [] }
        var seen: Set<String> = []
        let profiles = (uses + contents).filter { seen.insert($0.id).inserted }
        let impact = framework.impact(on: profiles, by: isUser)
        guard impact.direct > 0 else { return HTML() }
        let others = impact.throughGroupings > 0 ? ", \(impact.throughGroupings) more through required groupings" : ""
        return
            "<p class=\"impact\">\(count(impact.direct, "profile")) \(impact.direct == 1 ? "builds" : "build") on it\(others).</p>\n"
    }

    func compose(_ source: FactSource, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("As of", text: source.date)
        facts.append("Text", source.href.map { externalLink($0, $0) })
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
    }
}
