import ContentReading
import Diagnostics

/// An exchange between actors, a section of volume 2.
public struct Transaction: Definition {
    public static let kind = DefinitionKind.transaction
    public let identity: Identity
    public let domain: DefinitionReference
    /// The section of volume 2, such as `3.18`.
    public internal(set) var section: String?
    /// Where the section is named; `nil` where it follows from the domain.
    let sectionPlace: SourcePlace?
    public let status: Status?
    public let href: String?
    public let exchanges: [Exchange]
    /// What actors do in the transaction.
    public let roles: [RoleDescription]
    public let standards: [StandardUse]
    public let namespaces: [Namespace]

    /// As cited in brackets (General Introduction 7.5).
    public var label: String { "[\(id)]" }
    public var title: String { "\(name) [\(id)]" }

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] {
        [domain] + exchanges.flatMap { [$0.initiator, $0.responder] } + roles.map(\.actor) + standards.map(\.standard)
    }

    public var passages: [Prose] {
        (identity.definition.map { [$0] } ?? []) + roles.compactMap(\.description) + standards.compactMap(\.note)
            + namespaces.compactMap(\.meaning)
    }

    /// What stands behind the domain in the identifier: `18` of `ITI-18`.
    var number: Substring? { id.lastIndex(of: "-").map { id[id.index(after: $0)...] } }

    /// The parts that an actor can take.
    public func roles(of actor: String) -> Set<ExchangeRole> {
        var roles: Set<ExchangeRole> = []
        for exchange in exchanges {
            if exchange.initiator.id == actor { roles.insert(.initiator) }
            if exchange.responder.id == actor { roles.insert(.responder) }
        }
        return roles
    }
}

/// The part an actor takes in a transaction.
public enum ExchangeRole: String, Sendable, CaseIterable {
    case initiator, responder

    public var label: String {
        switch self {
        case .initiator: "Initiator"
        case .responder: "Responder"
        }
    }
}

/// Who starts a transaction and who answers it.
public struct Exchange: Sendable {
    public let initiator: DefinitionReference
    public let responder: DefinitionReference
}

/// What an actor does in a transaction.
public struct RoleDescription: Sendable {
    public let actor: DefinitionReference
    public let description: Prose?
}

/// A standard that a transaction or content module refers to.
public struct StandardUse: Sendable {
    public let standard: DefinitionReference
    /// What of the standard is used.
    public let note: Prose?
}
