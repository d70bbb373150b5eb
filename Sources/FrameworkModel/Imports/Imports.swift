import ContentReading

/// What other sites define, by their inventories. What the site itself defines comes before, and of two other sites the one
/// that `site.yml` names first.
public struct Imports: Sendable {
    /// The other sites, in the order in which they are asked.
    public let sites: [ImportedSite]
    private let definitions: [DefinitionKey: ImportedDefinition]
    private let inventories: [NamedInventory]

    /// What one other site defines.
    public struct ImportedSite: Sendable {
        public let name: String
        public let baseURL: String
        /// In the order of the inventory.
        public let definitions: [ImportedDefinition]
        /// What can be cited there.
        public let chapters: [Inventory.Chapter]
    }

    public init() {
        self.init(of: [])
    }

    private init(of inventories: [NamedInventory]) {
        self.inventories = inventories
        sites = inventories.map(ImportedSite.init)
        definitions = Dictionary(
            sites.flatMap(\.definitions).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What inventories tell.
    ///
    /// - Parameter previous: What was known before: where the inventories are the same, nothing has to be worked out.
    init(of inventories: [NamedInventory], following previous: Imports?) {
        if let previous, previous.inventories.elementsEqual(inventories, by: { $0.isSame(as: $1) }) {
            self = previous
        } else {
            self.init(of: inventories)
        }
    }

    /// The definition with a key that the first of the sites has.
    public subscript(key: DefinitionKey) -> ImportedDefinition? { definitions[key] }

    /// The identifiers of a kind, for suggestions.
    public func identifiers(of kind: DefinitionKind) -> [String] {
        sites.flatMap { $0.definitions.lazy.filter { $0.key.kind == kind }.map(\.key.id) }
    }
}

extension Imports.ImportedSite {
    /// Kinds that are not known here are those of a newer generator, or are of no use here.
    fileprivate init(_ named: NamedInventory) {
        let (name, baseURL) = (named.name, named.baseURL)
        self.name = name
        self.baseURL = baseURL
        chapters = named.inventory.chapters
        definitions = named.inventory.entries.compactMap { entry in
            DefinitionKind(rawValue: entry.kind).map { kind in
                ImportedDefinition(
                    key: DefinitionKey(kind, entry.id), name: entry.name, label: entry.label, title: entry.title,
                    otherNames: entry.aliases, url: baseURL + entry.address, site: name)
            }
        }
    }
}

extension NamedInventory {
    fileprivate func isSame(as other: NamedInventory) -> Bool {
        inventory === other.inventory && name == other.name && baseURL == other.baseURL
    }
}
