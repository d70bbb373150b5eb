import FrameworkModel
import LinkResolution

extension PageComposer {
    /// What the definitions say of the document, and which site the edition was made from.
    func composeTitlePage(of definition: any Definition, _ page: inout PageContent) {
        var facts = FactList()
        facts.append("Domain", text: definition.domainReference.flatMap { framework.name(of: $0.key) })
        switch definition {
        case let volume as Volume:
            page.badges = badge(volume.edition.status)
            facts.append("Cited as", text: citation(of: volume))
            facts.append("Revision", text: volume.edition.revision)
            facts.append((volume.edition.dateKind?.rawValue ?? "date").capitalized, text: volume.edition.date)
            facts.append("Official text", volume.edition.href.map { externalLink($0, $0) })
        case let profile as Profile:
            page.badges = badge(profile.status)
            facts.append("Cited as", text: citation(of: profile))
            facts.append("Official text", profile.href.map { externalLink($0, $0) })
        default: break
        }
        facts.append("Made from", origin(of: page.canonical))
        page.lead = "\(library.html(definition.identity.definition))\(facts.list)"
    }

    /// The page that the edition follows, by its address where the site says under which it is published.
    private func origin(of page: Address) -> HTML {
        let name = configuration.baseURL.map { $0 + page.encoded } ?? configuration.title
        return "<a href=\"\(page)\">\(name)</a>"
    }
}
