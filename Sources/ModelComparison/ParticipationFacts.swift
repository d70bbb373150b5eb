import ContentReading
import FrameworkModel

/// What organisations, events, tools and products say.
extension DefinitionFacts {
    func add(_ domain: Domain, to sheet: inout FactSheet) {
        sheet.add(.transactionSection, "Section of transactions", domain.transactionSection)
        sheet.add(.href, "Address", domain.href)
        sheet.add(.contact, "Contact", domain.contact)
        for committee in domain.committees {
            let name = committee.kind.rawValue
            sheet.add(.committee, [name], "Committee", committee.href ?? "", shown: name)
            sheet.add(.committee, [name, ""], "What the \(name) committee does", committee.work.map { [$0] } ?? [])
        }
        for sponsor in domain.sponsors { sheet.add(.sponsor, [sponsor.id], "Sponsor", "", shown: name(sponsor)) }
    }

    func add(_ organisation: Organisation, to sheet: inout FactSheet) {
        sheet.add(
            .kind, "Kind", organisation.organisationKind.rawValue, shown: organisation.organisationKind.label)
        sheet.add(.country, "Country", organisation.country)
        sheet.add(.membership, "Member as", organisation.membership?.id, shown: organisation.membership.map(name))
        sheet.add(.href, "Address", organisation.href)
        sheet.add(.contact, "Contact", organisation.contact)
        for (index, activity) in organisation.activities.enumerated() {
            sheet.add(.activity, ["\(index + 1)"], "Activity \(index + 1)", [activity])
        }
        for chapter in organisation.extensions {
            sheet.add(.nationalExtension, [chapter.id], "National extension", "", shown: name(chapter))
        }
    }

    func add(_ event: Event, to sheet: inout FactSheet) {
        sheet.add(.kind, "Kind", event.eventKind.rawValue, shown: event.eventKind.label)
        sheet.add(.days, "Days", event.days.map(days))
        sheet.add(.place, "Place", event.place)
        sheet.add(.country, "Country", event.country)
        sheet.add(.scope, "Reach", event.scope?.rawValue, shown: event.scope?.label)
        sheet.add(.during, "During", event.during?.id, shown: event.during.map(name))
        for organiser in event.organisers {
            sheet.add(.organiser, [organiser.id], "Organiser", "", shown: name(organiser))
        }
        sheet.add(.href, "Address", event.href)
        let registration = event.registration.map { [$0.days.map(days), $0.href].compactMap { $0 } }
        sheet.add(.registration, "Registration", registration?.joined(separator: ", "))
        for claim in event.tests { add(claim, .tests, [], "Tests", to: &sheet) }
        for (index, criterion) in event.criteria.enumerated() {
            sheet.add(.criterion, ["\(index + 1)"], "Criterion \(index + 1)", [criterion])
        }
        sheet.add(.projectLabel, "Project label", event.projectLabel?.name)
        sheet.add(.projectLabel, [""], "What the label stands for", event.projectLabel?.meaning.map { [$0] } ?? [])
        sheet.add(.resultsPublished, "Results published", event.results?.published)
        for system in event.results?.systems ?? [] {
            let title = [system.name, system.version].compactMap { $0 }.joined(separator: " ")
            for claim in system.passed {
                add(claim, .result, [system.organisation.id, title], "Result of \(title)", to: &sheet)
            }
        }
    }

    func add(_ tool: TestTool, to sheet: inout FactSheet) {
        sheet.add(.kind, "Kind", tool.toolKind.rawValue, shown: tool.toolKind.label)
        sheet.add(.platform, "Platform", tool.platform)
        sheet.add(.href, "Address", tool.href)
        for coverage in tool.coverage {
            sheet.add(
                .covers, [coverage.target.key.kind.rawValue, coverage.target.id], "Covers", coverage.href ?? "",
                shown: name(coverage.target))
        }
    }

    func add(_ product: Product, to sheet: inout FactSheet) {
        sheet.add(.vendor, "Vendor", product.vendor.id, shown: name(product.vendor))
        sheet.add(.href, "Address", product.href)
        for statement in product.statements {
            let label = "Statement of version \(statement.version)"
            let shown = [statement.date, statement.href].compactMap { $0 }.joined(separator: ", ")
            sheet.add(.statement, [statement.version], label, shown)
            for claim in statement.claims { add(claim, .claim, [statement.version], label, to: &sheet) }
        }
        for certificate in product.certificates {
            let label = "Certificate of version \(certificate.version)"
            let facts = [name(certificate.laboratory), certificate.from, certificate.until, certificate.href]
            let path = [certificate.version, certificate.laboratory.id]
            sheet.add(.certificate, path, label, facts.compactMap { $0 }.joined(separator: ", "))
            for claim in certificate.claims { add(claim, .certificate, path, label, to: &sheet) }
        }
    }

    private func add(
        _ claim: ProfileClaim, _ field: FactField, _ path: [String], _ label: String, to sheet: inout FactSheet
    ) {
        let options = claim.options.map(name)
        let parts = [claim.profile, claim.actor].compactMap { $0 }
        sheet.add(
            field, path + parts.map(\.id), label, options.joined(separator: ", "),
            shown: (parts.map(name) + options).joined(separator: ", "))
    }

    private func days(_ days: DayRange) -> String { days.isLong ? "\(days.from) to \(days.until)" : days.from }
}
