import FrameworkModel
import LinkResolution

/// All organisations, by country, with a filter for whom script runs.
extension PageComposer {
    func composeOrganisations(_ page: inout PageContent) {
        page.cssClass = "page-list page-list-organisation"
        page.description =
            "Who takes part: \(count(framework.organisations.count, "organization")) by country, with what each is"
        page.scripts = [Address("assets/filter.js"), Address("assets/rows.js")]
        var body = PageBody()
        body += organisationFilter
        for (country, organisations) in organisationsByCountry {
            let title = country ?? "International"
            body += "<section class=\"filter-group\">\n"
            body.append(Heading(level: 2, id: "country-\(anchor(of: title))", title: title))
            body +=
                "<ul class=\"index\">\(organisations.map(organisationRow).joined(separator: "\n"))</ul>\n</section>\n"
        }
        body.append(.byKind, "By kind", organisationsByKind)
        page.take(body)
    }

    private var organisationFilter: HTML {
        var form = FilterForm()
        let organisations = framework.organisations
        let countries = organisationsByCountry.compactMap(\.country)
        form.appendList("Country", "country", countries.map { ($0, $0) })
        let kinds = Set(organisations.map(\.organisationKind))
        form.appendList(
            "Kind", "kind", Organisation.Kind.allCases.filter(kinds.contains).map { ($0.rawValue, $0.label) })
        let categories = framework.memberships.filter { framework.participation.membersByCategory[$0.id] != nil }
        if !categories.isEmpty {
            form.appendList("Member as", "membership", categories.map { ($0.id, $0.name) })
        }
        return form.html(words: "Words", noun: "organizations")
    }

    /// What is international comes first.
    private var organisationsByCountry: [(country: String?, organisations: [Organisation])] {
        let groups = Dictionary(grouping: framework.organisations, by: \.country)
        let countries = groups.keys.compactMap { $0 }.sorted(by: identifierPrecedes)
        return ([nil] + countries).compactMap { country in
            groups[country].map { (country, $0.sorted { identifierPrecedes($0.name, $1.name) }) }
        }
    }

    private func organisationRow(_ organisation: Organisation) -> HTML {
        let member = organisation.membership.map { id -> HTML in
            " · member: \(link(to: id))"
        }
        return """
            <li data-row data-country="\(organisation.country ?? "")" data-kind="\(organisation.organisationKind.rawValue)" \
            data-membership="\(organisation.membership?.id ?? "none")">\(link(to: organisation, text: organisation.name)) <span \
            class="index-note">\(exampleMark(organisation)) \(organisation.organisationKind.label)\(member ?? HTML())</span>\
            \(library.html(organisation.identity.definition))</li>
            """
    }

    private var organisationsByKind: HTML {
        let groups = Dictionary(grouping: framework.organisations, by: \.organisationKind)
        guard groups.count > 1 else { return HTML() }
        var html = HTML()
        for kind in Organisation.Kind.allCases {
            guard let organisations = groups[kind] else { continue }
            let sorted = organisations.sorted { identifierPrecedes($0.name, $1.name) }
            html += "<h3>\(kind.label) <span class=\"count\">\(sorted.count)</span></h3>\n"
            html += list(sorted.map { "<li>\(markedLink(to: $0))</li>" }, class: "uses")
        }
        return html
    }

    /// Words as an anchor.
    private func anchor(of title: String) -> String {
        String(title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }
}
