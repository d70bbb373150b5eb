import ContentReading
import FrameworkModel
import LinkResolution

/// Puts pages together from the model, the rendered prose and the parts that follow from definitions.
/// Each kind of page has a file of its own in `Pages`.
public struct PageComposer: Sendable {
    private(set) var framework: Framework
    public let addresses: AddressBook
    private(set) var library: ProseLibrary
    let configuration: SiteConfiguration
    /// What supplements change, and the chapters with these changes.
    private(set) var amendments: Amendments
    private(set) var consolidation: Consolidation
    /// The plain pages by path.
    let pages: [String: MarkdownFile]
    let homePage: MarkdownFile?
    /// What other pages say of a page, worked out once for all of them.
    let titles: [PageKey: String]
    let pageLinks: [PageKey: HTML]
    /// Links to definitions, called by their names.
    let nameLinks: [DefinitionKey: HTML]

    public init(
        _ framework: Framework, addresses: AddressBook, library: ProseLibrary, configuration: SiteConfiguration,
        amendments: Amendments = Amendments(), consolidation: Consolidation = Consolidation()
    ) {
        self.framework = framework
        self.addresses = addresses
        self.library = library
        self.configuration = configuration
        self.amendments = amendments
        self.consolidation = consolidation
        pages = Dictionary(framework.pages.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        homePage = framework.pages.first { PageKey($0) == .home }
        var titles: [PageKey: String] = [:]
        var links: [PageKey: HTML] = [:]
        for (key, address) in addresses.pages {
            let title = Self.title(of: key, framework, pages, home: homePage?.frontMatter.title ?? configuration.title)
            titles[key] = title
            links[key] = "<a href=\"\(address)\">\(title)</a>"
        }
        self.titles = titles
        pageLinks = links
        nameLinks = Dictionary(
            framework.definitions.map { ($0.key, Self.link(to: $0, text: $0.name, addresses)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The composer with other prose of the same definitions and pages, at the same addresses.
    public func with(
        _ framework: Framework, _ library: ProseLibrary, amendments: Amendments = Amendments(),
        consolidation: Consolidation = Consolidation()
    ) -> PageComposer {
        var composer = self
        composer.framework = framework
        composer.library = library
        composer.amendments = amendments
        composer.consolidation = consolidation
        return composer
    }

    private static func title(
        of page: PageKey, _ framework: Framework, _ pages: [String: MarkdownFile], home: String
    ) -> String {
        switch page {
        case .home: home
        case .page(let path): pages[path]?.frontMatter.title ?? path
        case .definition(let key), .edition(let key): framework[key]?.title ?? key.id
        case .obligations(let claim): obligationsTitle(claim, in: framework)
        case .addingUp: addingUpTitle
        case .matrix(let matrix): matrixTitle(matrix, in: framework)
        case .list(let kind): kind.pluralLabel
        case .supplements(let status): "\(DefinitionKind.supplement.pluralLabel): \(status.label)"
        case .consolidated(let view, let key): "\(framework[key]?.title ?? key.id), \(view.label.lowercased())"
        case .view(let view): "The framework \(view.label.lowercased())"
        case .register(let register, let domain):
            domain.map { "\(register.label): \(framework.domains[$0]?.name ?? $0)" } ?? register.label
        case .contact(let domain): "Contact: \(framework.domains[domain]?.name ?? domain)"
        case .search: "Search"
        case .notFound: "Page not found"
        }
    }

    /// The page with a key; `nil` for what the site does not have.
    public func page(_ key: PageKey) -> PageContent? {
        guard let address = addresses[key] else { return nil }
        var page = PageContent(key, address, title: title(of: key))
        switch key {
        case .home: composeHome(&page)
        case .page(let path): composePlainPage(path, &page)
        case .list(.supplement): composeBoard(of: nil, &page)
        case .list(.organisation): composeOrganisations(&page)
        case .list(.event): composeCalendar(&page)
        case .list(.tool): composeTools(&page)
        case .list(.product): composeRegistry(&page)
        case .list(let kind): composeList(of: kind, &page)
        case .supplements(let status): composeBoard(of: status, &page)
        case .consolidated(let view, let definition): composeChapter(of: definition, in: view, &page)
        case .view(let view): compose(view, &page)
        case .register(let register, let domain): compose(register, of: domain, &page)
        case .contact(let domain): composeContact(of: domain, &page)
        case .search: composeSearch(&page)
        case .notFound: composeNotFound(&page)
        case .definition(let definition):
            guard let definition = framework[definition] else { return nil }
            compose(definition, &page)
        case .edition(let definition):
            guard let definition = framework[definition] else { return nil }
            composeEdition(of: definition, &page)
        case .obligations(let claim): composeObligations(of: claim, &page)
        case .addingUp: composeAddingUp(&page)
        case .matrix(let matrix): compose(matrix, &page)
        }
        addScripts(ofProseOn: &page)
        return page
    }

    /// The scripts for what authors place in prose.
    private func addScripts(ofProseOn page: inout PageContent) {
        guard let prose = library.prose(of: page.key) else { return }
        if prose.lists.contains(where: \.hasDates), !page.scripts.contains(Self.commentScript) {
            page.scripts.append(Self.commentScript)
        }
        if !prose.forms.isEmpty { page.scripts.append(Self.formScript) }
    }

    private func compose(_ definition: any Definition, _ page: inout PageContent) {
        let kind = definition.key.kind
        page.kind = kind.label
        page.cssClass = "page-\(kind.rawValue)"
        page.lead = library.html(definition.identity.definition)
        page.description = description(of: definition)
        page.trail = [.list(kind)]
        if let place = framework.place(of: definition), !place.isAppendix { page.number = place.number }
        var body = PageBody()
        body.append(aside: exampleNote(definition))
        switch definition {
        case let domain as Domain: compose(domain, &page, &body)
        case let volume as Volume: compose(volume, &page, &body)
        case let chapter as Chapter: compose(chapter, &page, &body)
        case let profile as Profile: compose(profile, &page, &body)
        case let actor as FrameworkActor: compose(actor, &page, &body)
        case let transaction as Transaction: compose(transaction, &page, &body)
        case let option as ProfileOption: compose(option, &page, &body)
        case let module as ContentModule: compose(module, &page, &body)
        case let supplement as Supplement: compose(supplement, &page, &body)
        case let proposal as ChangeProposal: compose(proposal, &page, &body)
        case let publication as Publication: compose(publication, &page, &body)
        case let organisation as Organisation: compose(organisation, &page, &body)
        case let membership as Membership: compose(membership, &page, &body)
        case let event as Event: compose(event, &page, &body)
        case let tool as TestTool: compose(tool, &page, &body)
        case let product as Product: compose(product, &page, &body)
        case let term as Term: compose(term, &page, &body)
        case let standard as Standard: compose(standard, &page, &body)
        case let source as FactSource: compose(source, &page, &body)
        default: break
        }
        body.append(.changeProposals, "Change proposals", changeProposals(changing: definition))
        body.append(.mentionedIn, "Mentioned in", class: "backlinks", mentions(of: page.key))
        body.append(aside: sources(of: definition))
        if definition.identity.isExample { page.badges = badges(exampleBadge, page.badges) }
        page.data[.json] = data(of: definition)
        page.take(body)
    }

    /// The definition as plain text, or what can be said without one.
    func description(of definition: any Definition) -> String {
        let summary = library.summary(definition.identity.definition)
        return summary.isEmpty ? "\(definition.key.kind.label): \(definition.title)" : summary
    }
}
