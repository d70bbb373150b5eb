import ContentReading
import FrameworkModel
import LinkResolution
import PageRendering

/// Makes records of what pages say and what the model knows of it.
public struct RecordBuilder: Sendable {
    private let framework: Framework
    private let addresses: AddressBook
    private let library: ProseLibrary

    public init(_ framework: Framework, addresses: AddressBook, library: ProseLibrary) {
        self.framework = framework
        self.addresses = addresses
        self.library = library
    }

    /// The records of pages, in their order, and of the requirements that their prose states.
    ///
    /// - Parameter jobs: How many pages are read at the same time.
    public func records(of pages: [PageText], jobs: Int) async -> [SearchRecord] {
        await parallelMap(pages, jobs: jobs) { records(of: $0) }.flatMap { $0 } + requirements()
    }

    /// A record for the page and one for each section; nothing for pages that only put together what others say.
    func records(of page: PageText) -> [SearchRecord] {
        switch page.key {
        case .definition(let key):
            guard let definition = framework[key] else { return [] }
            return records(of: page, definition)
        case .obligations(let claim): return [record(of: claim, page)]
        case .home, .page:
            let record = record(of: page, names: [.init(text: page.title, rank: .name)])
            return [record] + sections(of: page, of: nil, uses: record.uses)
        case .addingUp, .list, .supplements, .view, .register:
            return [record(of: page, names: [.init(text: page.title, rank: .name)] + otherNames(of: page.key))]
        case .edition, .matrix, .consolidated, .contact, .search, .notFound: return []
        }
    }

    private func record(of page: PageText, names: [SearchRecord.Name]) -> SearchRecord {
        var domain = ""
        if case .register(_, let own?) = page.key { domain = own }
        return SearchRecord(
            address: page.address.encoded, facets: .init(kind: .page, domain: domain, status: nil), title: page.title,
            page: "", number: "", identifiers: [], path: [], names: names, text: page.introduction,
            uses: uses(of: page.key))
    }

    private func records(of page: PageText, _ definition: any Definition) -> [SearchRecord] {
        let uses = uses(of: page.key) + framework.relations.uses(of: definition)
        let (name, acronym) = parts(of: definition.name)
        var identifiers = identifiers(of: definition)
        if let acronym, !identifiers.contains(acronym) { identifiers.append(acronym) }
        let names =
            identifiers.map { SearchRecord.Name(text: $0, rank: .identifier) } + [.init(text: name, rank: .name)]
            + definition.identity.aliases.map { .init(text: $0, rank: .alias) }
            + (citation(of: definition).map { [.init(text: $0, rank: .alias)] } ?? [])
        let record = SearchRecord(
            address: page.address.encoded,
            facets: facets(.definition(definition.key.kind), definition),
            title: page.title, page: "", number: page.number, identifiers: identifiers,
            path: [kindName(of: definition), domain(of: definition)], names: names, text: page.introduction, uses: uses
        )
        return [record] + sections(of: page, of: definition, uses: uses)
    }

    private func record(of claim: ActorClaim, _ page: PageText) -> SearchRecord {
        let profile = framework.profiles[claim.profile]
        let actor = framework.name(of: DefinitionKey(.actor, claim.actor)) ?? claim.actor
        let acronym = profile?.acronym ?? claim.profile
        let text = page.sections.reduce(into: page.introduction) { text, section in
            text += [UInt8(ascii: " ")] + section.heading.title.utf8 + ": ".utf8 + section.text
        }
        return SearchRecord(
            address: page.address.encoded,
            facets: facets(.obligation, profile),
            title: page.title, page: "", number: "", identifiers: [], path: [profile?.name ?? ""],
            names: [
                .init(text: "\(acronym) \(actor)", rank: .name), .init(text: "\(actor) \(acronym)", rank: .name),
                .init(text: page.title, rank: .alias),
            ],
            text: text, uses: 0)
    }

    private func sections(of page: PageText, of definition: (any Definition)?, uses: Int) -> [SearchRecord] {
        let facets = facets(.section, definition)
        let place = definition.flatMap(framework.place)
        var path: [(level: Int, title: String)] = []
        return page.sections.map { section in
            let heading = section.heading
            while let last = path.last, last.level >= heading.level { path.removeLast() }
            let around = [page.title] + path.map(\.title)
            path.append((heading.level, heading.title))
            var names = [SearchRecord.Name(text: heading.title, rank: .heading)]
            if let number = heading.number {
                names.append(.init(text: number, rank: .alias))
                if let place { names.append(.init(text: framework.citation(of: number, in: place), rank: .alias)) }
            }
            return SearchRecord(
                address: "\(page.address.encoded)#\(urlEncoded(heading.id))",
                facets: facets, title: heading.title, page: page.title, number: heading.number ?? "", identifiers: [],
                path: around + [facets.domain], names: names,
                text: section.text, uses: uses)
        }
    }

    private func requirements() -> [SearchRecord] {
        library.requirements.compactMap { page, requirement in
            guard let address = addresses[page] else { return nil }
            let definition = page.definition.flatMap { framework[$0] }
            return SearchRecord(
                address: "\(address.encoded)#\(urlEncoded(requirement.id))",
                facets: facets(.requirement, definition),
                title: requirement.id, page: definition?.title ?? "", number: "", identifiers: [requirement.id],
                path: [definition?.title ?? ""], names: [.init(text: requirement.id, rank: .identifier)],
                text: requirement.text, uses: 0)
        }
    }

    // MARK: What the model knows

    private func facets(_ kind: SearchRecord.Kind, _ definition: (any Definition)?) -> SearchRecord.Facets {
        .init(kind: kind, domain: definition.map(domain) ?? "", status: definition.flatMap(status))
    }

    /// A name and the acronym that stands in parentheses behind it, where nobody has said otherwise what the acronym is.
    private func parts(of name: String) -> (name: String, acronym: String?) {
        guard name.hasSuffix(")"), let parenthesis = name.lastIndex(of: "("), parenthesis > name.startIndex else {
            return (name, nil)
        }
        let acronym = name[name.index(after: parenthesis)...].dropLast()
        guard !acronym.isEmpty, !acronym.contains(" "), acronym.contains(where: \.isUppercase) else {
            return (name, nil)
        }
        return (String(name[..<parenthesis]), String(acronym))
    }

    /// What kind of thing it is, in words; made-up data says so.
    private func kindName(of definition: any Definition) -> String {
        let name =
            switch definition {
            case let organisation as Organisation: organisation.organisationKind.label
            case let event as Event: event.eventKind.label
            default: definition.key.kind.label
            }
        return definition.identity.isExample ? "\(name), example data" : name
    }

    private func domain(of definition: any Definition) -> String {
        definition is Domain ? definition.id : definition.domainReference?.id ?? ""
    }

    private func status(of definition: any Definition) -> Status? {
        switch definition {
        case let supplement as Supplement: supplement.status
        case let volume as Volume: volume.edition.status
        case let publication as Publication: publication.edition.status
        default: definition.publicationStatus
        }
    }

    /// What readers know it by besides its name; identifiers that only files and addresses use are none.
    private func identifiers(of definition: any Definition) -> [String] {
        var identifiers: [String] = []
        switch definition {
        case let profile as Profile: identifiers = [profile.acronym, profile.id]
        case is Transaction, is Domain, is ChangeProposal: identifiers = [definition.id]
        default: break
        }
        identifiers += definition.otherIdentifiers
        var seen: Set<String> = [definition.name]
        return identifiers.filter { seen.insert($0).inserted }
    }

    private func citation(of definition: any Definition) -> String? {
        if let volume = definition as? Volume { return volume.domain.map { "\($0.id) TF-\(volume.number ?? "")" } }
        return framework.place(of: definition).map { framework.citation(of: $0.number, in: $0) }
    }

    /// What readers call what is looked up across chapters.
    private func otherNames(of page: PageKey) -> [SearchRecord.Name] {
        guard case .register(let register, nil) = page else { return [] }
        let names =
            switch register {
            case .index: ["Alphabetical index", "Index of all definitions"]
            case .figures: ["List of figures", "List of tables"]
            case .requirements: ["List of requirements"]
            }
        return names.map { .init(text: $0, rank: .alias) }
    }

    private func uses(of page: PageKey) -> Int {
        addresses.page(page).map { library.backlinks.pages(linkingTo: $0).count } ?? 0
    }
}

extension Relations {
    /// In how many profiles a definition is used.
    fileprivate func uses(of definition: any Definition) -> Int {
        switch definition {
        case is Profile: profilesGroupedWith[definition.id]?.count ?? 0
        case is FrameworkActor: profilesByActor[definition.id]?.count ?? 0
        case is Transaction: profilesByTransaction[definition.id]?.count ?? 0
        case is ProfileOption: profilesByOption[definition.id]?.count ?? 0
        case is ContentModule: profilesByContentModule[definition.id]?.count ?? 0
        case is Standard:
            (transactionsByStandard[definition.id]?.count ?? 0) + (contentModulesByStandard[definition.id]?.count ?? 0)
        default: 0
        }
    }
}
