import FrameworkModel
import LinkResolution

/// Organisations, events, tools and products as JSON; `docs/data.md` describes the format.
extension PageComposer {
    func write(_ organisation: Organisation, to json: inout JSONWriter) {
        json.member("organisation-kind", organisation.organisationKind.rawValue)
        json.member("country", organisation.country)
        json.member("membership", organisation.membership?.id)
        json.member("href", organisation.href)
        json.member("contact", organisation.contact)
        json.member("activities", organisation.activities.map(library.summary))
        json.member("extensions", organisation.extensions.map(\.id))
    }

    func write(_ membership: Membership, to json: inout JSONWriter) {
        json.member("rights", membership.rights.map(library.summary))
        json.member("members", (framework.participation.membersByCategory[membership.id] ?? []).map(\.id))
    }

    func write(_ event: Event, to json: inout JSONWriter) {
        json.member("event-kind", event.eventKind.rawValue)
        json.member("from", event.days?.from)
        json.member("until", event.days?.until)
        json.member("place", event.place)
        json.member("country", event.country)
        json.member("scope", event.scope?.rawValue)
        json.member("during", event.during?.id)
        json.member("organisers", event.organisers.map(\.id))
        json.member("updated", event.updated)
        json.member("href", event.href)
        json.member("registration-until", event.registration?.days?.until)
        json.member("registration-href", event.registration?.href)
        write(event.tests, as: "tests", to: &json)
        json.member("criteria", event.criteria.map(library.summary))
        json.member("label", event.projectLabel?.name)
        json.member("results-published", event.results?.published)
        json.member("results-href", event.results?.href)
        json.objects("systems", of: event.results?.systems ?? []) { json, system in
            json.member("organisation", system.organisation.id)
            json.member("name", system.name)
            json.member("version", system.version)
            json.member("product", system.product?.id)
            write(system.passed, as: "passed", to: &json)
        }
    }

    func write(_ tool: TestTool, to json: inout JSONWriter) {
        json.member("tool-kind", tool.toolKind.rawValue)
        json.member("platform", tool.platform)
        json.member("href", tool.href)
        json.objects("covers", of: tool.coverage) { json, coverage in
            json.member("kind", coverage.target.key.kind.rawValue)
            json.member("id", coverage.target.id)
            json.member("href", coverage.href)
        }
    }

    func write(_ product: Product, to json: inout JSONWriter) {
        json.member("vendor", product.vendor.id)
        json.member("href", product.href)
        json.objects("statements", of: product.statements) { json, statement in
            json.member("version", statement.version)
            json.member("date", statement.date)
            json.member("href", statement.href)
            write(statement.claims, as: "claims", to: &json)
        }
        json.objects("certificates", of: product.certificates) { json, certificate in
            json.member("version", certificate.version)
            json.member("laboratory", certificate.laboratory.id)
            json.member("from", certificate.from)
            json.member("until", certificate.until)
            json.member("href", certificate.href)
            write(certificate.claims, as: "claims", to: &json)
        }
    }

    private func write(_ claims: [ProfileClaim], as key: String, to json: inout JSONWriter) {
        json.objects(key, of: claims) { json, claim in
            json.member("profile", claim.profile.id)
            json.member("actor", claim.actor?.id)
            if !claim.options.isEmpty { json.member("options", claim.options.map(\.id)) }
        }
    }
}
