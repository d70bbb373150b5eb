import ContentReading
import Diagnostics

/// A committee's area, such as IT Infrastructure.
public struct Domain: Definition {
    public static let kind = DefinitionKind.domain
    public let identity: Identity
    /// The section of volume 2 under which the transactions stand: 3, or 4 in Radiology.
    public let transactionSection: String?
    /// The domain's page at its publisher.
    public let href: String?
    /// Where to write: the address of a form, or `mailto:` and an address.
    public let contact: String?
    public let committees: [Committee]
    /// The organisations that sponsor it.
    public let sponsors: [DefinitionReference]

    /// A committee of a domain.
    public struct Committee: Sendable {
        public enum Kind: String, Sendable {
            case planning, technical
        }

        public let kind: Kind
        /// Its page at its publisher.
        public let href: String?
        /// What it does.
        public let work: Prose?
    }

    public var label: String { id }
    public var references: [DefinitionReference] { sponsors }
    public var passages: [Prose] { (identity.definition.map { [$0] } ?? []) + committees.compactMap(\.work) }
}
