import FrameworkModel
import LinkResolution

/// The page of the search. The theme's script asks and shows results; the lists below are what is there without it, and
/// while nothing is asked.
extension PageComposer {
    func composeSearch(_ page: inout PageContent) {
        page.cssClass = "page-search"
        page.description = "Search \(configuration.title)"
        page.scripts = [Address("assets/search-page.js")]
        page.showsContents = false
        var body = PageBody()
        body += """
            <noscript><p>The search needs JavaScript. What has a name is in the lists below.</p></noscript>
            <form class="search-form" role="search" hidden>
            <input class="search-field" id="search-query" type="search" name="q" aria-label="Search" \
            placeholder="Name, acronym, number or question" autocomplete="off" autocapitalize="off" spellcheck="false">
            </form>
            <div class="search-found" hidden></div>

            """
        body.append(.lists, "Lists", class: "search-browse", lists)
        page.take(body)
    }

    /// The ways to everything: the registers, the lists of all kinds, the registers of the domains.
    private var lists: HTML {
        let registers = Register.allCases.map { PageKey.register($0, domain: nil) }
        let shared = (registers + DefinitionKind.allCases.map { PageKey.list($0) }).filter { addresses[$0] != nil }
        var html = list(shared.map { "<li>\(link(to: $0))</li>" }, class: "uses")
        let domains = framework.domains.compactMap { domain -> HTML? in
            let links = self.registers(of: domain)
            guard !links.isEmpty else { return nil }
            return "<li>\(link(to: domain, text: domain.name)) <span class=\"use-detail\">\(links)</span></li>"
        }
        if !domains.isEmpty { html += "<h3 id=\"lists-of-domains\">By domain</h3>\n\(list(domains, class: "uses"))" }
        return html
    }

    /// What readers could ask for, to show them what they can: of each kind what is used the most.
    var searchExamples: [String] {
        let relations = framework.relations
        let transaction = mostUsed(framework.transactions, by: relations.profilesByTransaction)
        let profile = mostUsed(framework.profiles, by: relations.profilesGroupedWith)
        let actor = mostUsed(framework.actors, by: relations.profilesByActor)
        return [transaction?.id, profile?.acronym, actor.map { "what must \(article(before: $0.name)) \($0.name) do" }]
            .compactMap { $0 }
    }

    private func mostUsed<Element: Definition>(
        _ table: DefinitionTable<Element>, by users: [String: [Profile]]
    ) -> Element? {
        let count = { (definition: Element) in users[definition.id]?.count ?? 0 }
        return table.reduce(nil as Element?) { best, next in
            best.map { count($0) >= count(next) ? $0 : next } ?? next
        }
    }
}
