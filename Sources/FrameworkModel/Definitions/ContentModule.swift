import ContentReading

/// A content module, a section of volume 3 unless its domain has it in another.
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
    /// The number of the volume.
    public let volume: String
    /// The section of the volume.
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
