import ContentReading

/// The immutable model: all definitions, the prose that belongs to them, the plain pages.
public struct Framework: Sendable {
    public let domains: DefinitionTable<Domain>
    public let volumes: DefinitionTable<Volume>
    public let profiles: DefinitionTable<Profile>
    public let actors: DefinitionTable<FrameworkActor>
    public let transactions: DefinitionTable<Transaction>
    public let options: DefinitionTable<ProfileOption>
    public let contentModules: DefinitionTable<ContentModule>
    public let supplements: DefinitionTable<Supplement>
    public let publications: DefinitionTable<Publication>
    public let terms: DefinitionTable<Term>
    public let standards: DefinitionTable<Standard>
    public let sources: DefinitionTable<FactSource>

    /// The prose that stands beside a definition.
    public let prose: [DefinitionKey: MarkdownFile]
    /// The plain pages, sorted by path.
    public let pages: [MarkdownFile]
    /// Which definitions a file holds, by its path in the content folder.
    public let definitionsByFile: [String: [DefinitionKey]]
    /// Who uses what.
    public let relations: Relations

    /// The file that holds each definition, by its path in the content folder.
    public var pathsByDefinition: [DefinitionKey: String] {
        var paths: [DefinitionKey: String] = [:]
        for (path, keys) in definitionsByFile {
            for key in keys { paths[key] = path }
        }
        return paths
    }

    /// All definitions of all kinds, kind by kind.
    public var definitions: [any Definition] {
        var all: [any Definition] = []
        all += domains.map { $0 as any Definition }
        all += volumes.map { $0 as any Definition }
        all += profiles.map { $0 as any Definition }
        all += actors.map { $0 as any Definition }
        all += transactions.map { $0 as any Definition }
        all += options.map { $0 as any Definition }
        all += contentModules.map { $0 as any Definition }
        all += supplements.map { $0 as any Definition }
        all += publications.map { $0 as any Definition }
        all += terms.map { $0 as any Definition }
        all += standards.map { $0 as any Definition }
        all += sources.map { $0 as any Definition }
        return all
    }

    /// The definition with a key.
    public subscript(key: DefinitionKey) -> (any Definition)? {
        switch key.kind {
        case .domain: domains[key.id]
        case .volume: volumes[key.id]
        case .profile: profiles[key.id]
        case .actor: actors[key.id]
        case .transaction: transactions[key.id]
        case .option: options[key.id]
        case .contentModule: contentModules[key.id]
        case .supplement: supplements[key.id]
        case .publication: publications[key.id]
        case .term: terms[key.id]
        case .standard: standards[key.id]
        case .source: sources[key.id]
        }
    }
}
