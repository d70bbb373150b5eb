import FrameworkModel
import LinkResolution

/// The lists of who takes part in what, which authors place by `::: list affiliates`.
extension PageComposer {
    func participationList(_ list: DefinitionList) -> HTML {
        switch list.subject {
        case .affiliates: affiliates
        case .members: members
        case .memberships: memberships
        case .laboratories: organisations(.laboratory, "Test laboratories")
        case .labels: labels(of: Array(framework.products), "Product labels") { _ in true }
        case .products: table(of: Array(framework.products), nil)
        case .tools: table(of: Array(framework.tools), "what each does")
        case .committees: committees
        case .connectathons: events(.connectathon, "Connectathons")
        case .projectathons: events(.projectathon, "Projectathons")
        case .continuousTesting: events(.continuousTesting, "Continuous testing")
        case .events: upcoming(of: list.domain)
        case .news: news(of: list.domain)
        case .actors, .transactions, .profiles, .options, .contentModules, .terms, .standards, .namespaces: HTML()
        }
    }

    /// Affiliates by country, with where they are found and what they have added to the frameworks.
    private var affiliates: HTML {
        let affiliates = framework.organisations.filter { $0.organisationKind == .affiliate }
            .sorted { identifierPrecedes($0.country ?? "", $1.country ?? "") }
        var table = DataTable("Affiliates", columns: ["Affiliate", "Country", "Own site", "National extensions"])
        for affiliate in affiliates {
            let extensions = affiliate.extensions.map { extensionLink($0) }
            table.append(
                markedLink(to: affiliate), "\(affiliate.country ?? "–")",
                affiliate.href.map { externalLink($0, shortAddress($0)) } ?? "–",
                extensions.isEmpty ? "–" : extensions.joined(separator: ", "))
        }
        return table.html
    }

    private func extensionLink(_ chapter: DefinitionReference) -> HTML {
        let definition = framework.chapters[chapter.id]
        return definition.map { link(to: $0, text: citation(of: $0) ?? $0.name) } ?? "\(chapter.id)"
    }

    /// An address as readers know it: without its scheme and a slash at its end.
    private func shortAddress(_ href: String) -> String {
        let rest = href.firstRange(of: "://").map { href[$0.upperBound...] } ?? href[...]
        return String(rest.hasSuffix("/") ? rest.dropLast() : rest)
    }

    private var members: HTML {
        let members = framework.organisations.filter { $0.membership != nil }
        let byKind = Dictionary(grouping: members, by: \.organisationKind)
        var html = HTML()
        for kind in Organisation.Kind.allCases {
            guard let members = byKind[kind] else { continue }
            html += "<h3>\(kind.label) <span class=\"count\">\(members.count)</span></h3>\n"
            html += list(
                members.sorted { identifierPrecedes($0.name, $1.name) }
                    .map { "<li>\(markedLink(to: $0))\(countryDetail($0))</li>" }, class: "uses")
        }
        guard let address = addresses[.list(.organisation)], !members.isEmpty else { return html }
        return """
            \(html)<p><a href="\(address)">All organizations by country, with a filter</a></p>

            """
    }

    private func countryDetail(_ organisation: Organisation) -> HTML {
        organisation.country.map { " <span class=\"use-detail\">\($0)</span>" } ?? HTML()
    }

    /// The definition of an organisation for the cell of a table.
    private func definitionCell(_ definition: any Definition) -> HTML {
        let text = library.line(definition.identity.definition)
        return text.isEmpty ? "–" : text
    }

    /// The categories side by side: who each is for, and its rights.
    private var memberships: HTML {
        var table = DataTable(
            "Categories of membership",
            columns: ["Category", "For whom", "Rights", TableColumn("Members", class: "number")])
        for membership in framework.memberships {
            let rights = membership.rights.map { right -> HTML in "<li>\(library.line(right))</li>" }
            let members = framework.participation.membersByCategory[membership.id]?.count ?? 0
            table.append(
                markedLink(to: membership), library.line(membership.identity.definition),
                "<ul>\(rights.joined(separator: ""))</ul>", "\(members)")
        }
        return table.html
    }

    private func organisations(_ kind: Organisation.Kind, _ caption: String) -> HTML {
        var table = DataTable(caption, columns: ["Name", "Country", "What it does"])
        for organisation in framework.organisations where organisation.organisationKind == kind {
            table.append(
                markedLink(to: organisation), "\(organisation.country ?? "–")",
                definitionCell(organisation))
        }
        return table.html
    }

    private var committees: HTML {
        var table = DataTable("Domain committees", columns: ["Domain", "Committees", "Sponsors", "Contact"])
        for domain in framework.domains {
            let kinds = domain.committees.map(\.kind.rawValue.capitalized).joined(separator: ", ")
            let sponsors = domain.sponsors.map { markedLink(to: $0) }
            table.append(
                link(to: domain, text: domain.name), kinds.isEmpty ? "–" : "\(kinds)",
                sponsors.isEmpty ? "–" : sponsors.joined(separator: ", "), contact(of: domain) ?? "–")
        }
        return table.html
    }

    private func events(_ kind: Event.Kind, _ caption: String) -> HTML {
        let events = framework.events.filter { $0.eventKind == kind }.sorted(by: Event.latestPrecedes)
        return table(of: events, caption)
    }

    private func upcoming(of domain: String?) -> HTML {
        let events = domain.map { framework.participation.eventsByDomain[$0] ?? [] }
        let coming = framework.calendar(of: events, asOf: configuration.asOf).coming
        guard !coming.isEmpty else { return "<p class=\"empty\">No dates are known here.</p>\n" }
        return table(of: coming, "Events to come")
    }

    /// What has been published when, the latest first: by year, up to a bound.
    private func news(of domain: String?) -> HTML {
        var html = HTML()
        let entries = framework.publishings(of: domain).prefix(mostNews)
        let years = Dictionary(grouping: entries) { $0.date.prefix(4) }
        for year in years.keys.sorted(by: >) {
            html += "<h3>\(String(year))</h3>\n<ul class=\"news\">\n"
            for entry in years[year] ?? [] {
                guard let definition = framework[entry.key] else { continue }
                html += """
                    <li>\(time(entry.date)) <span>\(markedLink(to: definition))</span> <span class="use-detail">\(entry.what)</span></li>

                    """
            }
            html += "</ul>\n"
        }
        return html
    }
}

/// Older ones are on the pages of their domains.
private let mostNews = 40
