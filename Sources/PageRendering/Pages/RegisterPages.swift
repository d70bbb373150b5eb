import FrameworkModel
import LinkResolution

/// The registers: from A to Z, figures and tables, requirements; of the whole site or of one domain.
extension PageComposer {
    func compose(_ register: Register, of domain: String?, _ page: inout PageContent) {
        page.cssClass = "page-list page-register"
        let scope = domain.map { framework.domains[$0]?.name ?? $0 } ?? configuration.title
        if let domain { page.trail = [.list(.domain), .definition(DefinitionKey(.domain, domain))] }
        page.description = "\(register.label) of \(scope)"
        var body = PageBody()
        switch register {
        case .index:
            appendByLetter(entries(of: domain), &body)
            page.showsContents = false
        case .figures:
            if let domain { appendFigures(of: domain, &body) } else { appendFiguresByDomain(&body) }
        case .requirements: body += requirements(of: domain)
        }
        page.take(body)
    }

    /// Links to the registers of a domain.
    func registers(of domain: Domain) -> HTML {
        Register.allCases.compactMap { register -> HTML? in
            let key = PageKey.register(register, domain: domain.id)
            return addresses[key].map { "<a href=\"\($0)\">\(register.label)</a>" }
        }.joined(separator: " · ")
    }

    // MARK: From A to Z

    /// Names, acronyms and other names of all that belongs to a domain, or of everything.
    private func entries(of domain: String?) -> [(name: String, html: HTML)] {
        definitions(of: domain).flatMap { definition in
            let kind: HTML = " <span class=\"index-note\">\(definition.key.kind.label)</span></li>\n"
            let names = [definition.name, definition.label] + definition.otherIdentifiers + definition.identity.aliases
            var seen: Set<String> = []
            return names.filter { seen.insert($0).inserted }.map { name -> (name: String, html: HTML) in
                let bare = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
                return (bare, "<li>\(link(to: definition, text: name))\(kind)")
            }
        }
    }

    /// A domain's own definitions, and the actors and options of its profiles.
    private func definitions(of domain: String?) -> [any Definition] {
        guard let domain else { return framework.definitions.filter { !($0 is FactSource) } }
        let parts = framework.relations.parts(of: domain)
        let actors = Set(parts.profiles.flatMap(\.actors).map(\.actor.id))
        let options = Set(parts.profiles.flatMap(\.actors).flatMap(\.options).map(\.option.id))
        let own = parts.volumes as [any Definition] + parts.supplements + parts.publications
        return chapters(of: domain) + own + actors.sorted().compactMap { framework.actors[$0] }
            + options.sorted().compactMap { framework.options[$0] }
    }

    /// The profiles, transactions and content modules of a domain, and what else is a chapter of its volumes.
    private func chapters(of domain: String) -> [any Definition] {
        let parts = framework.relations.parts(of: domain)
        return parts.profiles as [any Definition] + parts.transactions + parts.contentModules
            + parts.volumes.flatMap { framework.relations.chaptersByVolume[$0.id] ?? [] }
    }

    // MARK: Figures and tables

    private func appendFigures(of domain: String, _ body: inout PageBody) {
        let chapters = chapters(of: domain).compactMap { definition in
            framework.place(of: definition).map { (definition, $0) }
        }
        let byVolume = Dictionary(grouping: chapters, by: \.1.volume.digit)
        for digit in byVolume.keys.sorted() {
            let sorted = (byVolume[digit] ?? []).sorted { identifierPrecedes($0.1.number, $1.1.number) }
            var table = DataTable("Volume \(digit)", columns: ["Figure or table", "Caption", "Chapter"])
            for (definition, _) in sorted {
                guard let address = addresses[definition.key] else { continue }
                for captioned in library.outline(of: .definition(definition.key)).figuresAndTables {
                    let label = captioned.label
                    let fragment: HTML = label.id.map { "#\($0)" } ?? HTML()
                    table.append(
                        "<a href=\"\(address)\(fragment)\">\(label.text)</a>", "\(captioned.text)", link(to: definition)
                    )
                }
            }
            guard !table.html.isEmpty else { continue }
            body.append(Heading(level: 2, id: "volume-\(digit)", title: "\(domain) TF-\(digit)"))
            body += table.html
        }
    }

    private func appendFiguresByDomain(_ body: inout PageBody) {
        body += list(
            framework.domains.compactMap { domain in
                addresses[.register(.figures, domain: domain.id)].map {
                    "<li><a href=\"\($0)\">\(domain.name)</a> <span class=\"index-note\">\(domain.id)</span></li>"
                }
            }, class: "index")
    }

    // MARK: Requirements

    private func requirements(of domain: String?) -> HTML {
        var table = DataTable("Requirements", columns: ["Requirement", "Text", "Stated in"])
        let sorted = library.requirements.sorted { identifierPrecedes($0.requirement.id, $1.requirement.id) }
        for (page, requirement) in sorted {
            let owner = page.definition.flatMap { framework[$0] }?.domainReference?.id
            guard let address = addresses[page], domain == nil || owner == domain else { continue }
            table.append(
                "<a href=\"\(address)#\(requirement.id)\">\(requirement.id)</a>",
                requirement.html.withoutMarks.quoted(from: address), link(to: page))
        }
        return table.html
    }
}
