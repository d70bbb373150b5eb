import ContentReading

/// The immutable model: all definitions, the prose that belongs to them, the plain pages.
public struct Framework: Sendable {
    public let domains: DefinitionTable<Domain>
    public let volumes: DefinitionTable<Volume>
    public let chapters: DefinitionTable<Chapter>
    public let profiles: DefinitionTable<Profile>
    public let actors: DefinitionTable<FrameworkActor>
    public let transactions: DefinitionTable<Transaction>
    public let options: DefinitionTable<ProfileOption>
    public let contentModules: DefinitionTable<ContentModule>
    public let supplements: DefinitionTable<Supplement>
    public let changeProposals: DefinitionTable<ChangeProposal>
    public let publications: DefinitionTable<Publication>
    public let organisations: DefinitionTable<Organisation>
    public let memberships: DefinitionTable<Membership>
    public let events: DefinitionTable<Event>
    public let tools: DefinitionTable<TestTool>
    public let products: DefinitionTable<Product>
    public let terms: DefinitionTable<Term>
    public let standards: DefinitionTable<Standard>
    public let sources: DefinitionTable<FactSource>

    /// All definitions, kind by kind.
    public let definitions: [any Definition]
    private let kindRanges: [DefinitionKind: Range<Int>]
    /// What each file says, by its path in the content folder.
    let decoded: [String: DecodedFile]

    /// The prose that stands beside a definition.
    public private(set) var prose: [DefinitionKey: MarkdownFile]
    /// The plain pages, sorted by path.
    public private(set) var pages: [MarkdownFile]
    /// The Markdown files that are left out because they are drafts, by path.
    public let drafts: Set<String>
    /// Which definitions a file holds, by its path in the content folder.
    public let definitionsByFile: [String: [DefinitionKey]]
    /// What other sites define.
    public let imports: Imports
    /// Who uses what.
    public let relations: Relations
    /// Who takes part in what: members, sponsors, tests, products.
    public let participation: Participation
    /// What of two kinds has to do with each other.
    public private(set) var matrices = Matrices()

    /// - Parameters:
    ///   - definitions: Definitions by their keys.
    ///   - previous: The framework that this one follows: where it has the same definitions, they need not be sorted.
    init(
        _ definitions: [DefinitionKey: any Definition], prose: [DefinitionKey: MarkdownFile], pages: [MarkdownFile],
        drafts: Set<String>, definitionsByFile: [String: [DefinitionKey]], decoded: [String: DecodedFile],
        imports: Imports, following previous: Framework?
    ) {
        let all = previous.flatMap { $0.inSameOrder(definitions) } ?? Self.sorted(definitions.values)
        self.definitions = all
        self.decoded = decoded
        self.imports = imports
        var ranges: [DefinitionKind: Range<Int>] = [:]
        for kind in DefinitionKind.allCases {
            let start = all.partition { $0.key.kind >= kind }
            ranges[kind] = start..<all.partition { $0.key.kind > kind }
        }
        kindRanges = ranges
        func table<Element: Definition>() -> DefinitionTable<Element> {
            DefinitionTable(sorted: all[ranges[Element.kind] ?? 0..<0].compactMap { $0 as? Element })
        }
        domains = table()
        volumes = table()
        chapters = table()
        profiles = table()
        actors = table()
        transactions = table()
        options = table()
        contentModules = table()
        supplements = table()
        changeProposals = table()
        publications = table()
        organisations = table()
        memberships = table()
        events = table()
        tools = table()
        products = table()
        terms = table()
        standards = table()
        sources = table()
        self.prose = prose
        self.pages = pages
        self.drafts = drafts
        self.definitionsByFile = definitionsByFile
        relations = Relations(
            volumes: volumes, chapters: chapters, profiles: profiles, transactions: transactions,
            contentModules: contentModules,
            supplements: supplements, changeProposals: changeProposals, publications: publications)
        participation = Participation(
            domains: domains, organisations: organisations, events: events, tools: tools, products: products)
        matrices = Matrices(of: self, following: previous.flatMap { hasSameDefinitions(as: $0) ? $0 : nil })
    }

    private func hasSameDefinitions(as other: Framework) -> Bool {
        definitions.elementsEqual(other.definitions) { $0.key == $1.key }
    }

    /// The definitions that say something else than in a framework with the same definitions.
    func changedDefinitions(since other: Framework) -> Set<DefinitionKey> {
        Set(zip(definitions, other.definitions).filter { $0.identity !== $1.identity }.map(\.0.key))
    }

    /// Tells what definitions say from what others say: those of a framework with other prose are the same.
    private let facts = Facts()

    private final class Facts: Sendable {}

    /// Whether both say the same but for prose.
    public func hasSameFacts(as other: Framework) -> Bool { facts === other.facts }

    /// The framework with other text in some Markdown files.
    ///
    /// - Parameter files: The files as they are now.
    /// - Returns: `nil` where they are not all known, or where more than their text has changed. With the framework comes
    ///   the definition that each file belongs to; `nil` for a plain page.
    public func replacing(_ files: [MarkdownFile]) -> (framework: Framework, owners: [DefinitionKey?])? {
        var framework = self
        var owners: [DefinitionKey?] = []
        for file in files {
            let owner = definitionsByFile[file.file.stem + ".xml"]?.first
            if let owner {
                guard let known = prose[owner], known.isSamePage(as: file) else { return nil }
                framework.prose[owner] = file
            } else {
                guard let page = pages.firstIndex(where: file.isSamePage) else { return nil }
                framework.pages[page] = file
            }
            owners.append(owner)
        }
        return (framework, owners)
    }

    private static func sorted(_ definitions: some Sequence<any Definition>) -> [any Definition] {
        definitions.sorted { left, right in
            left.key.kind == right.key.kind ? identifierPrecedes(left.id, right.id) : left.key.kind < right.key.kind
        }
    }

    /// Other definitions with the same keys, in the same order; `nil` where the keys are others.
    private func inSameOrder(_ others: [DefinitionKey: any Definition]) -> [any Definition]? {
        guard others.count == definitions.count else { return nil }
        let ordered = definitions.compactMap { others[$0.key] }
        return ordered.count == others.count ? ordered : nil
    }

    /// The file that holds each definition, by its path in the content folder.
    public var pathsByDefinition: [DefinitionKey: String] {
        var paths: [DefinitionKey: String] = [:]
        paths.reserveCapacity(definitions.count)
        for (path, keys) in definitionsByFile {
            for key in keys { paths[key] = path }
        }
        return paths
    }

    /// The definitions of a kind, in the order of their identifiers.
    public func definitions(of kind: DefinitionKind) -> ArraySlice<any Definition> {
        definitions[kindRanges[kind] ?? 0..<0]
    }

    /// The definition with a key.
    public subscript(key: DefinitionKey) -> (any Definition)? {
        switch key.kind {
        case .domain: domains[key.id]
        case .volume: volumes[key.id]
        case .chapter: chapters[key.id]
        case .profile: profiles[key.id]
        case .actor: actors[key.id]
        case .transaction: transactions[key.id]
        case .option: options[key.id]
        case .contentModule: contentModules[key.id]
        case .supplement: supplements[key.id]
        case .changeProposal: changeProposals[key.id]
        case .publication: publications[key.id]
        case .organisation: organisations[key.id]
        case .membership: memberships[key.id]
        case .event: events[key.id]
        case .tool: tools[key.id]
        case .product: products[key.id]
        case .term: terms[key.id]
        case .standard: standards[key.id]
        case .source: sources[key.id]
        }
    }
}

extension MarkdownFile {
    fileprivate func isSamePage(as other: MarkdownFile) -> Bool {
        file.path == other.file.path && frontMatter == other.frontMatter
    }
}
