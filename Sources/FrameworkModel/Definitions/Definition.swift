import ContentReading
import Diagnostics

/// The kinds of definitions. The raw value is the name of the XML element and of the scheme in references.
public enum DefinitionKind: String, Sendable, CaseIterable, Comparable {
    case domain, volume, chapter, profile, actor, transaction, option
    case contentModule = "content-module"
    case supplement
    case changeProposal = "change-proposal"
    case publication, organisation, membership, event, tool, product, term, standard, source

    public static func < (left: DefinitionKind, right: DefinitionKind) -> Bool {
        left.rank < right.rank
    }

    /// The order of the cases above. Keys are compared and hashed so often that neither may go by the name of a kind.
    private var rank: Int {
        switch self {
        case .domain: 0
        case .volume: 1
        case .chapter: 2
        case .profile: 3
        case .actor: 4
        case .transaction: 5
        case .option: 6
        case .contentModule: 7
        case .supplement: 8
        case .changeProposal: 9
        case .publication: 10
        case .organisation: 11
        case .membership: 12
        case .event: 13
        case .tool: 14
        case .product: 15
        case .term: 16
        case .standard: 17
        case .source: 18
        }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(rank) }
}

/// What identifies a definition: identifiers are unique among those of a kind.
public struct DefinitionKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let kind: DefinitionKind
    public let id: String

    public init(_ kind: DefinitionKind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    public static func < (left: DefinitionKey, right: DefinitionKey) -> Bool {
        left.kind != right.kind ? left.kind < right.kind : left.id < right.id
    }

    public var description: String { "\(kind.rawValue):\(id)" }
}

/// What every definition says of itself. A class, since definitions are copied often.
public final class Identity: Sendable {
    public let id: String
    /// The name in full.
    public let name: String
    /// Other names and identifiers under which references find the definition.
    public let aliases: [String]
    /// Where the facts come from.
    public let sources: [DefinitionReference]
    /// One to three sentences: what it does, in which situation.
    public let definition: Prose?
    /// Whether it is made up to show what such data looks like.
    public let isExample: Bool
    /// Where the definition begins.
    public let place: SourcePlace

    init(
        id: String, name: String, aliases: [String], sources: [DefinitionReference], definition: Prose?,
        isExample: Bool, place: SourcePlace
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.sources = sources
        self.definition = definition
        self.isExample = isExample
        self.place = place
    }
}

/// A definition of any kind.
public protocol Definition: Sendable {
    static var kind: DefinitionKind { get }
    var identity: Identity { get }
    /// The definitions that this one names, apart from its sources.
    var references: [DefinitionReference] { get }
    /// The domain that the definition belongs to; `nil` where domains share it.
    var domainReference: DefinitionReference? { get }
    /// The Markdown inside the definition's element.
    var passages: [Prose] { get }
    /// What readers call it where space is short: an identifier or acronym they know, else the name.
    var label: String { get }
    /// The name, with the identifier that readers know it by.
    var title: String { get }
    /// The namespaces that the definition introduces.
    var namespaces: [Namespace] { get }
    /// Identifiers besides `id` under which references find the definition, such as a keyword of test tools.
    var otherIdentifiers: [String] { get }
}

extension Definition {
    public var id: String { identity.id }
    public var name: String { identity.name }
    public var key: DefinitionKey { DefinitionKey(Self.kind, identity.id) }
    public var label: String { identity.name }
    public var title: String { identity.name }
    public var domainReference: DefinitionReference? { nil }
    public var references: [DefinitionReference] { [] }
    public var namespaces: [Namespace] { [] }
    public var otherIdentifiers: [String] { [] }
    public var passages: [Prose] { identity.definition.map { [$0] } ?? [] }
}

/// An identifier that a definition names, and where it does.
public struct DefinitionReference: Sendable {
    public let key: DefinitionKey
    public let place: SourcePlace

    public var id: String { key.id }
}

/// The definitions of a kind, in the order of their identifiers.
public struct DefinitionTable<Element: Definition>: Sendable, RandomAccessCollection {
    private let elements: [Element]
    private let positions: [String: Int]

    /// - Parameter elements: Definitions with unique identifiers, in their order.
    init(sorted elements: [Element]) {
        self.elements = elements
        self.positions = Dictionary(
            self.elements.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(id: String) -> Element? { positions[id].map { elements[$0] } }

    public var startIndex: Int { elements.startIndex }
    public var endIndex: Int { elements.endIndex }
    public subscript(position: Int) -> Element { elements[position] }
}
