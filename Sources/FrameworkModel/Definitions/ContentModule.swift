import ContentReading

/// A content module, a section of volume 3.
public struct ContentModule: Definition {
    public static let kind = DefinitionKind.contentModule
    public enum Kind: String, Sendable {
        case document, header, section, entry
        case valueSet = "value-set"
        case metadata, dicom
    }

    public let identity: Identity
    public let domain: DefinitionReference
    public let moduleKind: Kind?
    /// The section of volume 3.
    public let section: String?
    public let status: Status?
    public let standards: [StandardUse]
    public let namespaces: [Namespace]

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { [domain] + standards.map(\.standard) }
    public var passages: [Prose] {
        (identity.definition.map { [$0] } ?? []) + standards.compactMap(\.note) + namespaces.compactMap(\.meaning)
    }
}
