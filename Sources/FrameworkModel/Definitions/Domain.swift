import Diagnostics

/// A committee's area, such as IT Infrastructure.
public struct Domain: Definition {
    public static let kind = DefinitionKind.domain
    public let identity: Identity
    /// The section of volume 2 under which the transactions stand: 3, or 4 in Radiology.
    public let transactionSection: String?
    /// The domain's page at its publisher.
    public let href: String?

    public var label: String { id }
}
