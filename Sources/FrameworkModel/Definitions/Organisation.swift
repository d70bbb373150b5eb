import ContentReading
import Diagnostics

/// An organisation that takes part: a vendor, a professional society, a national deployment committee.
public struct Organisation: Definition {
    public static let kind = DefinitionKind.organisation

    /// What an organisation is. The cases are in the order in which lists show them.
    public enum Kind: String, Sendable, CaseIterable {
        /// A national or regional deployment committee.
        case affiliate
        case society, vendor, provider, authority, laboratory, research, consulting
        case standardsBody = "standards-body"
        case other

        /// The kind as readers know it.
        public var label: String {
            switch self {
            case .affiliate: "National or regional deployment committee"
            case .society: "Professional society"
            case .vendor: "Vendor"
            case .provider: "Provider of care"
            case .authority: "Public authority"
            case .laboratory: "Test laboratory"
            case .research: "Research and education"
            case .consulting: "Consulting"
            case .standardsBody: "Standards body"
            case .other: "Other"
            }
        }
    }

    public let identity: Identity
    public let organisationKind: Kind
    /// The country by its English name; `nil` for what is international.
    public let country: String?
    /// The category of its membership; `nil` for an organisation that is no member.
    public let membership: DefinitionReference?
    /// Its own site.
    public let href: String?
    /// Where to write: the address of a form, or `mailto:` and an address.
    public let contact: String?
    /// Its main activities.
    public let activities: [Prose]
    /// The chapters with its national extensions.
    public let extensions: [DefinitionReference]

    public var references: [DefinitionReference] { (membership.map { [$0] } ?? []) + extensions }
    public var passages: [Prose] { (identity.definition.map { [$0] } ?? []) + activities }
}

/// A category of membership.
public struct Membership: Definition {
    public static let kind = DefinitionKind.membership
    public let identity: Identity
    /// What members of the category may do.
    public let rights: [Prose]

    public var passages: [Prose] { (identity.definition.map { [$0] } ?? []) + rights }
}
