/// A document that adds to or changes a Technical Framework.
public struct Supplement: Definition {
    public static let kind = DefinitionKind.supplement
    public let identity: Identity
    public let domain: DefinitionReference
    public let edition: Edition
    /// The volumes and definitions that it adds or changes.
    public let affects: [DefinitionReference]
    public let releases: [Release]

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { [domain] + affects }
}

/// A document of a domain that is neither a volume nor a supplement, such as a white paper.
public struct Publication: Definition {
    public static let kind = DefinitionKind.publication
    public enum Kind: String, Sendable, CaseIterable {
        case whitePaper = "white-paper"
        case handbook
        case implementationGuide = "implementation-guide"
        case attachment

        public var label: String {
            switch self {
            case .whitePaper: "White paper"
            case .handbook: "Handbook"
            case .implementationGuide: "Implementation guide"
            case .attachment: "Attachment"
            }
        }
    }

    public let identity: Identity
    public let domain: DefinitionReference
    public let publicationKind: Kind
    public let edition: Edition
    public let releases: [Release]

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { [domain] }
}
