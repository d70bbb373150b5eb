import ContentReading
import FrameworkModel
import LinkResolution

/// The menu, the side navigation, breadcrumbs and the pages before and after.
///
/// What a page shows is bounded: of a section's pages it lists those around it, so that the site's size is linear in
/// the number of pages.
public struct Navigation: Sendable {
    var composer: PageComposer
    private let menu: [(title: String, page: PageKey)]
    /// The pages of each section, in reading order.
    private var pages: [Section: [PageKey]] = [:]
    /// Where in its section a page stands.
    private var places: [PageKey: (section: Section, position: Int)] = [:]
    /// The entry of each page in lists where it is not the current one, worked out once for all of them.
    private var items: [PageKey: HTML] = [:]

    /// Pages that belong together.
    private enum Section: Hashable {
        /// The definitions of a kind: of one domain, or those that domains share.
        case definitions(DefinitionKind, domain: String?)
        /// The plain pages of a folder.
        case folder(String)

        var domain: String? {
            guard case .definitions(_, let domain) = self else { return nil }
            return domain
        }
    }

    /// How many pages of a section are listed before and after the page.
    private static let reach = 12
    /// The folder of the pages that every page leads to.
    private static let mainFolder = "pages"

    public init(_ composer: PageComposer, menu: [(title: String, page: PageKey)]) {
        self.composer = composer
        self.menu = menu
        let framework = composer.framework
        add(framework.domains.map(\.key), to: .definitions(.domain, domain: nil))
        for domain in framework.domains { addParts(of: domain) }
        let chapters = framework.volumes.flatMap { framework.relations.chaptersByVolume[$0.id] ?? [] }
        add(chapters.map(\.key), to: .definitions(.chapter, domain: nil))
        add(framework.events.sorted(by: Event.latestPrecedes).map(\.key), to: .definitions(.event, domain: nil))
        let shared: [DefinitionKind] = [
            .actor, .option, .organisation, .membership, .tool, .product, .term, .standard, .source,
        ]
        for kind in shared {
            let sorted = framework.definitions(of: kind).sorted { identifierPrecedes($0.name, $1.name) }
            add(sorted.map(\.key), to: .definitions(kind, domain: nil))
        }
        let folders = Dictionary(grouping: framework.pages.filter { PageKey($0) != .home }, by: \.file.folder)
        for (folder, files) in folders {
            let sorted = files.sorted {
                ($0.frontMatter.order ?? .max, $0.title) < ($1.frontMatter.order ?? .max, $1.title)
            }
            add(sorted.map(PageKey.init), to: .folder(folder))
        }
    }

    private mutating func addParts(of domain: Domain) {
        let parts = composer.framework.relations.parts(of: domain.id)
        add(parts.volumes.map(\.key), to: .definitions(.volume, domain: domain.id))
        add(
            parts.profiles.sorted(by: Profile.chapterPrecedes).map(\.key), to: .definitions(.profile, domain: domain.id)
        )
        add(parts.transactions.map(\.key), to: .definitions(.transaction, domain: domain.id))
        add(parts.contentModules.map(\.key), to: .definitions(.contentModule, domain: domain.id))
        add(parts.supplements.map(\.key), to: .definitions(.supplement, domain: domain.id))
        add(parts.changeProposals.map(\.key), to: .definitions(.changeProposal, domain: domain.id))
        add(parts.publications.map(\.key), to: .definitions(.publication, domain: domain.id))
    }

    private mutating func add(_ keys: [DefinitionKey], to section: Section) {
        add(keys.map(PageKey.definition), to: section)
    }

    private mutating func add(_ keys: [PageKey], to section: Section) {
        guard !keys.isEmpty else { return }
        pages[section] = keys
        for (position, key) in keys.enumerated() {
            places[key] = (section, position)
            items[key] = "<li>\(link(to: key, text: label(of: key), isCurrent: false))</li>"
        }
    }

    // MARK: Menu and breadcrumbs

    func menu(on page: PageContent) -> HTML {
        let items = menu.map { entry -> HTML in "<li>\(link(to: entry.page, text: entry.title, on: page))</li>" }
        return items.isEmpty ? HTML() : "<ul>\(items.joined(separator: ""))</ul>"
    }

    func breadcrumbs(of page: PageContent) -> HTML {
        guard page.key != .home else { return HTML() }
        var html: HTML = "<ol><li>\(link(to: .home, text: "Home", on: page))</li>"
        for ancestor in page.trail where composer.addresses[ancestor] != nil {
            html += "<li>\(composer.link(to: ancestor))</li>"
        }
        html += "<li aria-current=\"page\">\(page.title)</li></ol>"
        return html
    }

    // MARK: Side navigation

    func side(on page: PageContent) -> HTML {
        let place = places[page.placeInNavigation ?? page.key]
        return
            "\(domains(place?.section, on: page))\n\(kinds(place?.section, on: page))\n\(plainPages(place?.section, on: page))"
    }

    /// The domains around the page's own, which shows its parts too.
    private func domains(_ section: Section?, on page: PageContent) -> HTML {
        let own =
            section?.domain.map { PageKey.definition(DefinitionKey(.domain, $0)) }
            ?? page.placeInNavigation ?? page.key
        let list = Section.definitions(.domain, domain: nil)
        return window(of: list, around: places[own]?.position ?? 0) { key in
            guard key == own, case .definition(let definition) = key,
                let domain = composer.framework.domains[definition.id]
            else { return items[key] ?? HTML() }
            let link = link(to: key, text: domain.name, isCurrent: key == page.key)
            return "<li>\(link)\(parts(of: domain, open: section, on: page))</li>"
        }
    }

    private func parts(of domain: Domain, open section: Section?, on page: PageContent) -> HTML {
        let parts: [(SectionID, DefinitionKind)] = [
            (.volumes, .volume), (.profiles, .profile), (.transactions, .transaction),
            (.contentModules, .contentModule), (.supplements, .supplement),
            (.changeProposals, .changeProposal), (.publications, .publication),
        ]
        guard let address = composer.addresses[domain.key] else { return HTML() }
        var html: HTML = "<ul>"
        for (id, kind) in parts {
            let part = Section.definitions(kind, domain: domain.id)
            guard let keys = pages[part] else { continue }
            html += """
                <li><a href="\(address)#\(id.rawValue)">\(kind.pluralLabel) <span class="count">\(keys.count)</span></a>
                """
            if part == section { html += window(of: part, on: page) }
            html += "</li>"
        }
        html += "</ul>"
        return html
    }

    /// The lists of all kinds; of a kind that domains share also the page's neighbors.
    private func kinds(_ section: Section?, on page: PageContent) -> HTML {
        var items: [HTML] = []
        for kind in DefinitionKind.allCases where kind != .domain && composer.addresses[.list(kind)] != nil {
            let part = Section.definitions(kind, domain: nil)
            let neighbors = part == section ? window(of: part, on: page) : HTML()
            items.append("<li>\(link(to: .list(kind), text: kind.pluralLabel, on: page))\(neighbors)</li>")
        }
        if composer.addresses[.addingUp] != nil {
            items.append("<li>\(link(to: .addingUp, text: addingUpTitle, on: page))</li>")
        }
        for register in Register.allCases where composer.addresses[.register(register, domain: nil)] != nil {
            items.append("<li>\(link(to: .register(register, domain: nil), text: register.label, on: page))</li>")
        }
        return items.isEmpty ? HTML() : "<ul>\(items.joined(separator: ""))</ul>"
    }

    private func plainPages(_ section: Section?, on page: PageContent) -> HTML {
        if case .folder = section, let section { return window(of: section, on: page) }
        return window(of: .folder(Self.mainFolder), on: page)
    }

    /// The pages of a section around a page of it; the first ones for a page of another section.
    private func window(of section: Section, on page: PageContent) -> HTML {
        let place = places[page.placeInNavigation ?? page.key].flatMap { $0.section == section ? $0.position : nil }
        return window(of: section, around: place ?? 0) { key in
            guard key == page.key else { return items[key] ?? HTML() }
            return "<li>\(link(to: key, text: label(of: key), isCurrent: true))</li>"
        }
    }

    private func window(of section: Section, around position: Int, item: (PageKey) -> HTML) -> HTML {
        guard let keys = pages[section] else { return HTML() }
        let start = max(0, min(position - Self.reach, keys.count - 2 * Self.reach - 1))
        let end = min(keys.count, start + 2 * Self.reach + 1)
        var html: HTML = "<ul>"
        if start > 0 { html += "<li class=\"more-before\">\(start) earlier</li>" }
        for key in keys[start..<end] { html += item(key) }
        if end < keys.count { html += "<li class=\"more-after\">\(keys.count - end) more</li>" }
        html += "</ul>"
        return html
    }

    private func label(of page: PageKey) -> String {
        guard case .definition(let key) = page, let definition = composer.framework[key] else {
            return composer.title(of: page)
        }
        switch definition {
        case is Transaction, is ChangeProposal: return "\(definition.id) \(definition.name)"
        case let chapter as Chapter: return "\(chapter.number) \(chapter.name)"
        case let profile as Profile where profile.acronym != profile.name: return "\(profile.acronym) \(profile.name)"
        default: return definition.name
        }
    }

    // MARK: Previous and next

    func neighbors(of page: PageContent) -> (previous: HTML, next: HTML) {
        guard let (section, position) = places[page.key], let keys = pages[section] else { return (HTML(), HTML()) }
        let previous = position > 0 ? composer.link(to: keys[position - 1]) : HTML()
        let next = position + 1 < keys.count ? composer.link(to: keys[position + 1]) : HTML()
        return (previous, next)
    }

    private func link(to target: PageKey, text: String, on page: PageContent) -> HTML {
        link(to: target, text: text, isCurrent: target == page.key)
    }

    private func link(to target: PageKey, text: String, isCurrent: Bool) -> HTML {
        guard let address = composer.addresses[target] else { return "\(text)" }
        let current: HTML = isCurrent ? " aria-current=\"page\"" : ""
        return "<a href=\"\(address)\"\(current)>\(text)</a>"
    }
}

extension MarkdownFile {
    fileprivate var title: String { frontMatter.title ?? file.path }
}
