import Diagnostics

/// A small record that corrects a published text, such as CP-ITI-1297 (General Introduction, chapter 8).
public struct ChangeProposal: Definition {
    public static let kind = DefinitionKind.changeProposal

    /// How far a change proposal has come. From `finalText` on, it has the weight of published text.
    public enum Status: String, Sendable, CaseIterable {
        case submitted, assigned, completed, ballot
        case finalText = "final-text"
        case integrated, rejected, cancelled

        /// The status as readers know it.
        public var label: String { self == .finalText ? "Final Text" : rawValue.capitalized }

        /// Whether it changes nothing.
        public var isDropped: Bool { self == .rejected || self == .cancelled }
    }

    public let identity: Identity
    public let domain: DefinitionReference
    public let status: Status?
    /// Since when it has had its status, an ISO 8601 date.
    public let date: String?
    /// Where it is published.
    public let href: String?
    /// What it changes, in the author's order.
    public let changes: [Change]

    /// What a change proposal changes.
    public enum Change: Sendable {
        /// A section, table or figure as it is cited, such as `ITI TF-2: 3.18.4.1`, and where that stands.
        case section(String, SourcePlace)
        case definition(DefinitionReference)
    }

    public var label: String { id }
    public var title: String { id == name ? id : "\(id): \(name)" }

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { [domain] + changedDefinitions }

    /// The definitions that it changes, besides sections.
    public var changedDefinitions: [DefinitionReference] {
        changes.compactMap { change in
            if case .definition(let reference) = change { reference } else { nil }
        }
    }
}
