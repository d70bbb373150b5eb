/// A glossary term (General Introduction, Appendix D).
public struct Term: Definition {
    public static let kind = DefinitionKind.term
    public let identity: Identity
    public let acronym: String?

    public var title: String { acronym.map { $0 == name ? name : "\(name) (\($0))" } ?? name }
    public var otherIdentifiers: [String] { acronym.map { [$0] } ?? [] }
}

/// A base standard that transactions and content modules refer to.
public struct Standard: Definition {
    public static let kind = DefinitionKind.standard
    public let identity: Identity
    public let organization: String?
    public let href: String?
}

/// Where the facts of definitions come from.
public struct FactSource: Definition {
    public static let kind = DefinitionKind.source
    public let identity: Identity
    /// The date of which the facts are, as in ISO 8601: a day, a month or a year.
    public let date: String
    public let href: String?
}
