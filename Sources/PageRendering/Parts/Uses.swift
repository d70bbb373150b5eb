import FrameworkModel
import LinkResolution

extension PageComposer {
    /// Profiles by domain with how each uses what the page is about: readable for one as for seventy.
    ///
    /// - Parameters:
    ///   - noun: What is counted, in the singular.
    ///   - detail: How a profile uses it.
    func uses(of profiles: [Profile], by noun: String, detail: (Profile) -> HTML) -> HTML {
        guard !profiles.isEmpty else { return HTML() }
        let byDomain = Dictionary(grouping: profiles, by: \.domain.id)
        var html: HTML =
            "<p class=\"use-count\">\(count(profiles.count, noun)) in \(count(byDomain.count, "domain"))</p>\n"
        for domain in byDomain.keys.sorted(by: identifierPrecedes) {
            html += "<h3>\(framework.name(of: DefinitionKey(.domain, domain)) ?? domain)</h3>\n"
            let items = (byDomain[domain] ?? []).map { profile -> HTML in
                let detail = detail(profile)
                let suffix: HTML = detail.isEmpty ? "" : " <span class=\"use-detail\">\(detail)</span>"
                return "<li>\(link(to: profile)) <span class=\"use-name\">\(profile.name)</span>\(suffix)</li>"
            }
            html += list(items, class: "uses uses-detailed")
        }
        return html
    }

    /// How many profiles a change reaches; nothing where groupings lead no further than to those that use it.
    func impact(on profiles: [Profile], by isUser: (ProfileActor) -> Bool) -> HTML {
        let impact = framework.impact(on: profiles, by: isUser)
        guard impact.throughGroupings > 0 else { return HTML() }
        let direct = impact.direct == 1 ? "1 profile uses" : "\(impact.direct) profiles use"
        let others: HTML = "\(impact.throughGroupings) more through required groupings"
        return "<p class=\"impact\">\(direct) it directly, \(others).</p>\n"
    }

    /// A number with its noun, in the plural where it is not one.
    func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

    /// Other names of a definition, for its facts.
    func otherNames(of definition: some Definition) -> String? {
        let names = definition.identity.aliases
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// The way to a page of a domain.
    func trail(domain: DefinitionReference?, kind: DefinitionKind) -> [PageKey] {
        guard let domain, addresses[domain.key] != nil else { return [.list(kind)] }
        return [.list(.domain), .definition(domain.key)]
    }
}
