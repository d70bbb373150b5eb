import ContentReading
import FrameworkModel
import LinkResolution

/// The menu, the side navigation, breadcrumbs and the pages before and after.
///
/// What a page shows is bounded: of a section's pages it lists those around it, so that the site's size is linear in
/// the number of pages.
public struct Navigation: Sendable {
    private let composer: PageComposer
    private let menu: [(title: String, page: PageKey)]
    /// The pages among which a page stands, in reading order.
    private var siblings: [Section: [DefinitionKey]] = [:]
    private var positions: [DefinitionKey: Int] = [:]

    /// The definitions of a kind, of one domain or of all.
    private struct Section: Hashable {
        let kind: DefinitionKind
        let domain: String?
    }

    /// How many pages of a section are listed before and after the page.
    private static let reach = 12

    public init(_ composer: PageComposer, menu: [(title: String, page: PageKey)]) {
        self.composer = composer
        self.menu = menu
        let framework = composer.framework
        for domain in framework.domains {
            let parts = framework.relations.parts(of: domain.id)
            add(parts.volumes, domain)
            add(parts.profiles.sorted(by: Profile.chapterPrecedes), domain)
            add(parts.transactions, domain)
            add(parts.contentModules, domain)
            add(parts.supplements, domain)
            add(parts.publications, domain)
        }
        for kind in [DefinitionKind.actor, .option, .term, .standard, .source] {
            let sorted = framework.definitions(of: kind).sorted { identifierPrecedes($0.name, $1.name) }
            add(sorted.map(\.key), to: Section(kind: kind, domain: nil))
        }
        add(framework.domains.map(\.key), to: Section(kind: .domain, domain: nil))
    }

    private mutating func add(_ definitions: [some Definition], _ domain: Domain) {
        guard let kind = definitions.first?.key.kind else { return }
        add(definitions.map(\.key), to: Section(kind: kind, domain: domain.id))
    }

    private mutating func add(_ keys: [DefinitionKey], to section: Section) {
        siblings[section] = keys
        for (position, key) in keys.enumerated() { positions[key] = position }
    }

    // MARK: Menu and breadcrumbs

    func menu(on page: PageContent) -> HTML {
        guard !menu.isEmpty else { return HTML() }
        var html: HTML = "<ul>"
        for entry in menu {
            guard let address = composer.addresses[entry.page] else { continue }
            html += "<li><a href=\"\(address)\"\(current(entry.page == page.key))>\(entry.title)</a></li>"
        }
        html += "</ul>"
        return html
    }

    func breadcrumbs(of page: PageContent) -> HTML {
        guard page.key != .home else { return HTML() }
        var html: HTML = "<ol>"
        for ancestor in [.home] + page.trail where composer.addresses[ancestor] != nil {
            html += "<li>\(ancestor == .home ? homeLink : composer.link(to: ancestor))</li>"
        }
        html += "<li aria-current=\"page\">\(page.title)</li></ol>"
        return html
    }

    private var homeLink: HTML {
        composer.addresses[.home].map { "<a href=\"\($0)\">Home</a>" } ?? "Home"
    }

    // MARK: Side navigation

    func side(on page: PageContent) -> HTML {
        let section = section(of: page.key)
        var html: HTML = "<ul>"
        for domain in composer.framework.domains {
            let isOpen = section?.domain == domain.id || page.key == .definition(domain.key)
            html += "<li>\(link(to: .definition(domain.key), text: domain.name, on: page))"
            if isOpen { html += partsOfDomain(domain, open: section?.kind, on: page) }
            html += "</li>"
        }
        html += "</ul>\n<ul>"
        for kind in DefinitionKind.allCases where kind != .domain && kind != .source {
            guard composer.addresses[.list(kind)] != nil else { continue }
            html += "<li>\(link(to: .list(kind), text: kind.pluralLabel, on: page))"
            if section?.kind == kind, section?.domain == nil, let section { html += window(of: section, on: page) }
            html += "</li>"
        }
        html += "</ul>"
        return html
    }

    private func partsOfDomain(_ domain: Domain, open: DefinitionKind?, on page: PageContent) -> HTML {
        let sections: [(SectionID, DefinitionKind)] = [
            (.volumes, .volume), (.profiles, .profile), (.transactions, .transaction),
            (.contentModules, .contentModule), (.supplements, .supplement), (.publications, .publication),
        ]
        guard let address = composer.addresses[domain.key] else { return HTML() }
        var html: HTML = "<ul>"
        for (id, kind) in sections {
            let section = Section(kind: kind, domain: domain.id)
            guard let keys = siblings[section] else { continue }
            html += """
                <li><a href="\(address)#\(id.rawValue)">\(kind.pluralLabel) <span class="count">\(keys.count)</span></a>
                """
            if open == kind { html += window(of: section, on: page) }
            html += "</li>"
        }
        html += "</ul>"
        return html
    }

    /// The pages of a section around a page.
    private func window(of section: Section, on page: PageContent) -> HTML {
        let keys = siblings[section] ?? []
        let position = definition(of: page.key).flatMap { positions[$0] } ?? 0
        let start = max(0, min(position - Self.reach, keys.count - 2 * Self.reach - 1))
        let end = min(keys.count, start + 2 * Self.reach + 1)
        var html: HTML = "<ul>"
        if start > 0 { html += "<li class=\"more-before\">\(start) before</li>" }
        for key in keys[start..<end] {
            guard let definition = composer.framework[key] else { continue }
            html += "<li>\(link(to: .definition(key), text: label(of: definition), on: page))</li>"
        }
        if end < keys.count { html += "<li class=\"more-after\">\(keys.count - end) more</li>" }
        html += "</ul>"
        return html
    }

    private func label(of definition: any Definition) -> String {
        switch definition {
        case is Transaction: "\(definition.id) \(definition.name)"
        case let profile as Profile where profile.acronym != profile.name: "\(profile.acronym) \(profile.name)"
        default: definition.name
        }
    }

    // MARK: Previous and next

    func neighbors(of page: PageContent) -> (previous: HTML, next: HTML) {
        guard let key = definition(of: page.key), let position = positions[key],
            let keys = section(of: page.key).flatMap({ siblings[$0] })
        else { return (HTML(), HTML()) }
        let previous = position > 0 ? composer.link(to: .definition(keys[position - 1])) : HTML()
        let next = position + 1 < keys.count ? composer.link(to: .definition(keys[position + 1])) : HTML()
        return (previous, next)
    }

    private func section(of page: PageKey) -> Section? {
        guard let key = definition(of: page), let definition = composer.framework[key] else { return nil }
        return Section(kind: key.kind, domain: definition.domainReference?.id)
    }

    private func definition(of page: PageKey) -> DefinitionKey? {
        guard case .definition(let key) = page else { return nil }
        return key
    }

    private func link(to target: PageKey, text: String, on page: PageContent) -> HTML {
        guard let address = composer.addresses[target] else { return "\(text)" }
        return "<a href=\"\(address)\"\(current(target == page.key))>\(text)</a>"
    }

    private func current(_ isCurrent: Bool) -> HTML { isCurrent ? " aria-current=\"page\"" : "" }
}
