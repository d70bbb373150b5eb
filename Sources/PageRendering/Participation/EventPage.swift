import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ event: Event, _ page: inout PageContent, _ body: inout PageBody) {
        page.kind = event.eventKind.label
        page.badges = badges(badge(domain: event.domain))
        page.scripts = [Self.commentScript]
        if let file = calendarFile(of: [event]) { page.data[.calendar] = file }
        body.append(aside: facts(of: event, at: page.address))
        body.append(prose(of: page.key))
        let during = framework.participation.eventsDuring[event.id] ?? []
        body.append(.eventsDuring, "Takes place during it", table(of: during, "Events during \(event.name)"))
        body.append(.testedProfiles, testedTitle(of: event), tested(at: event))
        let criteria = event.criteria.map { criterion -> HTML in "<li>\(library.line(criterion))</li>" }
        body.append(.testPlan, "Test plan: what a system must show", list(criteria, class: "activities"))
        body.append(.projectLabel, "Project label", projectLabel(of: event))
        if let results = event.results {
            let table = resultsTable(of: event)
            page.scripts += [Address("assets/filter.js"), Address("assets/rows.js")]
            body.append(.testResults, "Results", "\(resultsLead(results))\(resultsFilter(of: results))\(table)")
        }
    }

    private func facts(of event: Event, at address: Address) -> HTML {
        var facts = FactList()
        facts.append("When", event.days.map { stateDays($0) })
        let place = [event.place, event.country].compactMap { $0 }.joined(separator: ", ")
        facts.append("Where", text: place.isEmpty ? nil : place)
        facts.append("Reach", text: event.scope?.label)
        facts.append(
            event.eventKind == .projectathon ? "Led by" : "Organized by",
            event.organisers.map { markedLink(to: $0) }.joined(separator: ", "))
        facts.append("During", event.during.map { markedLink(to: $0) })
        facts.append("Domain", event.domain.map { link(to: $0) })
        facts.append("Registration", event.registration.flatMap(registration))
        facts.append("Published", event.href.map { externalLink($0, "Official page") })
        facts.append(
            "Calendar",
            event.days == nil ? nil : "<a href=\"\(address.data(.calendar))\">\(DataFormat.calendar.label)</a>" as HTML)
        facts.append("Also called", text: otherNames(of: event))
        return facts.list
    }

    private func registration(_ registration: Event.Registration) -> HTML? {
        let days = registration.days.map { days -> HTML in
            let from: HTML = days.isLong ? "\(time(days.from)) " : HTML()
            let since: HTML = days.isLong ? " data-from=\"\(days.from)\"" : HTML()
            return "\(from)until <time class=\"deadline\" datetime=\"\(days.until)\"\(since)>\(days.until)</time>"
        }
        let way = registration.href.map { externalLink($0, "Register") }
        let parts = [days, way].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    private func testedTitle(of event: Event) -> String {
        event.eventKind == .projectathon ? "Profiles that its specification uses" : "Profiles and actors tested"
    }

    private func tested(at event: Event) -> HTML {
        var table = DataTable(testedTitle(of: event), columns: Self.claimColumns)
        for claim in event.tests {
            let cells = cells(of: claim)
            table.append(cells[0], cells: Array(cells.dropFirst()))
        }
        return table.html
    }

    private func projectLabel(of event: Event) -> HTML {
        guard let label = event.projectLabel else { return HTML() }
        return "<p><strong>\(label.name)</strong></p>\n\(library.html(label.meaning))"
    }

    // MARK: Results

    private func resultsLead(_ results: Event.Results) -> HTML {
        let passed = results.systems.reduce(0) { $0 + $1.passed.count }
        let organisations = Set(results.systems.map(\.organisation.id)).count
        let published = results.published.map { ", published on \(time($0))" as HTML } ?? HTML()
        let href = results.href.map { " \(externalLink($0, "Official results"))." as HTML } ?? HTML()
        return """
            <p class="use-count">\(count(passed, "result")) of \(count(results.systems.count, "system")), \
            \(count(organisations, "organization"))\(published).\(href)</p>

            """
    }

    private func resultsFilter(of results: Event.Results) -> HTML {
        let claims = results.systems.flatMap(\.passed)
        guard claims.count > fewResults else { return HTML() }
        func choices(_ references: [DefinitionReference]) -> [FilterForm.Choice] {
            Set(references.map(\.key)).map { (value: $0.id, label: framework[$0]?.label ?? $0.id) }
                .sorted { identifierPrecedes($0.label, $1.label) }
        }
        var form = FilterForm()
        form.appendList("Organization", "organisation", choices(results.systems.map(\.organisation)))
        form.appendList("Profile", "profile", choices(claims.map(\.profile)))
        form.appendList("Actor", "actor", choices(claims.compactMap(\.actor)))
        return form.html(words: "Words", noun: "results")
    }

    private func resultsTable(of event: Event) -> HTML {
        var table = DataTable("Results of \(event.name)", columns: ["Organization", "System"] + Self.claimColumns)
        for system in event.results?.systems ?? [] {
            for claim in system.passed {
                table.append(
                    markedLink(to: system.organisation), cells: [systemCell(system)] + cells(of: claim),
                    attributes: """
                         data-row data-organisation="\(system.organisation.id)" data-profile="\(claim.profile.id)" \
                        data-actor="\(claim.actor?.id ?? "")"
                        """)
            }
        }
        return table.html
    }

    /// A system by the name that it had at the event; a link where it is a product of the registry.
    func systemCell(_ system: Event.System) -> HTML {
        let name = [system.name, system.version].compactMap { $0 }.joined(separator: " ")
        return system.product.flatMap { framework.products[$0.id] }.map { link(to: $0, text: name) } ?? "\(name)"
    }
}

/// So many results are seen at a glance.
private let fewResults = 8
