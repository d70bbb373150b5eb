import FrameworkModel
import LinkResolution

extension PageComposer {
    func composePlainPage(_ path: String, _ page: inout PageContent) {
        page.description = pages[path]?.frontMatter.description ?? ""
        page.cssClass = "page-plain"
        var body = PageBody()
        body.append(prose(of: page.key))
        body.append(.mentionedIn, "Mentioned in", class: "backlinks", mentions(of: page.key))
        page.take(body)
    }

    func composeHome(_ page: inout PageContent) {
        page.description = homePage?.frontMatter.description ?? configuration.tagline
        page.cssClass = "page-home"
        page.feed = .list(.supplement)
        var body = PageBody()
        body.append(aside: figures)
        body.append(aside: wayToAddingUp)
        body.append(prose(of: .home))
        if !framework.domains.isEmpty { body.append(.domains, "Domains", domainCards(level: 3)) }
        page.take(body)
    }

    func composeNotFound(_ page: inout PageContent) {
        page.cssClass = "page-not-found"
        page.description = "There is no page at this address."
        page.body = """
            <p>There is no page at this address. It may have moved, or the address may have a slip in it.</p>
            <p>Start again at the <a href="\(addresses[.home] ?? Address("index.html"))">home page</a>, or look in a list:</p>
            <ul>

            """
        for kind in DefinitionKind.allCases where addresses[.list(kind)] != nil {
            page.body += "<li>\(link(to: .list(kind)))</li>\n"
        }
        page.body += "</ul>\n"
    }

    /// How much there is of what readers look for.
    private var figures: HTML {
        let counts: [(DefinitionKind, Int, String)] = [
            (.domain, framework.domains.count, "domains"), (.profile, framework.profiles.count, "profiles"),
            (.actor, framework.actors.count, "actors"), (.transaction, framework.transactions.count, "transactions"),
            (.supplement, framework.supplements.count, "supplements"),
        ]
        let items = counts.compactMap { kind, count, noun -> HTML? in
            addresses[.list(kind)].map { "<li><strong>\(count)</strong> <a href=\"\($0)\">\(noun)</a></li>" }
        }
        return items.isEmpty ? HTML() : "<ul class=\"figures\">\(items.joined(separator: "\n"))</ul>\n"
    }

    /// A card for each domain.
    ///
    /// - Parameter level: The level of the cards' headings.
    func domainCards(level: Int) -> HTML {
        var html: HTML = "<ul class=\"cards\">\n"
        for domain in framework.domains {
            let parts = framework.relations.parts(of: domain.id)
            var meta = [domain.id]
            if !parts.profiles.isEmpty { meta.append(count(parts.profiles.count, "profile")) }
            if !parts.transactions.isEmpty { meta.append(count(parts.transactions.count, "transaction")) }
            html += """
                <li class="card"><h\(level)>\(link(to: domain, text: domain.name))</h\(level)>
                <p class="card-meta">\(meta.joined(separator: " · "))</p>
                \(library.html(domain.identity.definition))</li>

                """
        }
        html += "</ul>\n"
        return html
    }
}
