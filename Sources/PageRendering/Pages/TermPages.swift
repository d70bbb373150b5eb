import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ term: Term, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("Acronym", text: term.acronym)
        facts.append("Also called", text: otherNames(of: term))
        body += facts.list
        body.append(prose(of: page.key))
    }

    func compose(_ standard: Standard, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("Published by", text: standard.organization)
        facts.append("Text", standard.href.map { externalLink($0, $0) })
        facts.append("Also called", text: otherNames(of: standard))
        body += facts.list
        body.append(prose(of: page.key))
        body.append(.usedBy, "Used by", class: "used-by", users(of: standard))
    }

    private func users(of standard: Standard) -> HTML {
        let transactions = framework.relations.transactionsByStandard[standard.id] ?? []
        let modules = framework.relations.contentModulesByStandard[standard.id] ?? []
        return list(
            transactions.map { "<li>\(link(to: $0, text: $0.title))</li>" }
                + modules.map { "<li>\(link(to: $0, text: $0.title))</li>" }, class: "uses")
    }

    func compose(_ source: FactSource, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("As of", text: source.date)
        facts.append("Text", source.href.map { externalLink($0, $0) })
        body += facts.list
        body.append(prose(of: page.key))
    }
}
