/// A system's role, shared by all domains (General Introduction, Appendix A).
public struct FrameworkActor: Definition {
    public static let kind = DefinitionKind.actor
    public let identity: Identity
    /// The identifier in test tools, such as `DOC_CONSUMER`.
    public let keyword: String?

    public var otherIdentifiers: [String] { keyword.map { [$0] } ?? [] }
}

/// An option of one profile or of several.
public struct ProfileOption: Definition {
    public static let kind = DefinitionKind.option
    public let identity: Identity
    /// The identifier in test tools.
    public let keyword: String?
    /// The section that defines the option, as its source cites it.
    public let citation: String?

    public var otherIdentifiers: [String] { keyword.map { [$0] } ?? [] }
}
