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
    public let terms: DefinitionTable<Term>
    public let standards: DefinitionTable<Standard>
    public let sources: DefinitionTable<FactSource>

    /// All definitions, kind by kind.
    public let definitions: [any Definition]
    private let kindRanges: [DefinitionKind: Range<Int>]

    /// The prose that stands beside a definition.
    public let prose: [DefinitionKey: MarkdownFile]
    /// The plain pages, sorted by path.
    public let pages: [MarkdownFile]
    /// Which definitions a file holds, by its path in the content folder.
    public let definitionsByFile: [String: [DefinitionKey]]
    /// Who uses what.
    public let relations: Relations
    /// What of two kinds has to do with each other.
    public private(set) var matrices = Matrices()

    /// - Parameters:
    ///   - definitions: Definitions with unique keys.
    init(
        _ definitions: some Sequence<any Definition>, prose: [DefinitionKey: MarkdownFile], pages: [MarkdownFile],
        definitionsByFile: [String: [DefinitionKey]]
    ) {
        let byKind = Dictionary(grouping: definitions, by: \.key.kind)
        var all: [any Definition] = []
        var ranges: [DefinitionKind: Range<Int>] = [:]
        for kind in DefinitionKind.allCases {
            let sorted = (byKind[kind] ?? []).sorted { identifierPrecedes($0.id, $1.id) }
            ranges[kind] = all.count..<(all.count + sorted.count)
            all += sorted
        }
        self.definitions = all
        kindRanges = ranges
        func table<Element: Definition>() -> DefinitionTable<Element> {
            DefinitionTable((byKind[Element.kind] ?? []).compactMap { $0 as? Element })
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
        terms = table()
        standards = table()
        sources = table()
        self.prose = prose
        self.pages = pages
        self.definitionsByFile = definitionsByFile
        relations = Relations(
            volumes: volumes, chapters: chapters, profiles: profiles, transactions: transactions,
            contentModules: contentModules,
            supplements: supplements, changeProposals: changeProposals, publications: publications)
        matrices = Matrices(of: self)
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
        case .term: terms[key.id]
        case .standard: standards[key.id]
        case .source: sources[key.id]
        }
    }
}
