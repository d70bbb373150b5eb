import ContentReading
import Diagnostics

/// An integration profile: which actors take part, which transactions each must support, options and groupings.
public struct Profile: Definition {
    public static let kind = DefinitionKind.profile
    public enum Kind: String, Sendable { case workflow, transport, content }

    public let identity: Identity
    public let domain: DefinitionReference
    /// The acronym readers know; often the identifier itself.
    public let acronym: String
    public let profileKind: Kind?
    /// The chapter of volume 1.
    public let chapter: String?
    public let status: Status?
    public let href: String?
    public let actors: [ProfileActor]
    public let namespaces: [Namespace]

    public var label: String { acronym }
    public var title: String { acronym == name ? name : "\(name) (\(acronym))" }
    public var otherIdentifiers: [String] { acronym == id ? [] : [acronym] }

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] {
        var references = [domain]
        for actor in actors {
            references.append(actor.actor)
            references += actor.transactions.map(\.transaction)
            references += actor.contentModules.map(\.contentModule)
            references += actor.options.map(\.option)
            for grouping in actor.groupings.flatMap(\.alternatives) {
                references += [grouping.profile, grouping.actor]
                if let option = grouping.option { references.append(option) }
            }
        }
        return references
    }

    public var passages: [Prose] {
        var passages = identity.definition.map { [$0] } ?? []
        for actor in actors {
            if let description = actor.description { passages.append(description) }
            passages += actor.transactions.flatMap(\.qualification.passages)
            passages += actor.contentModules.flatMap(\.qualification.passages)
            passages += actor.options.flatMap(\.qualification.passages)
            passages += actor.groupings.flatMap(\.alternatives).flatMap(\.qualification.passages)
        }
        passages += namespaces.compactMap(\.meaning)
        return passages
    }

    /// The part that an actor takes; `nil` for an actor that is not in the profile.
    public func actor(_ id: String) -> ProfileActor? { actors.first { $0.actor.id == id } }

    /// The order of a framework's first volume: by chapters, then those without one.
    public static func chapterPrecedes(_ left: Profile, _ right: Profile) -> Bool {
        switch (left.chapter, right.chapter) {
        case (let left?, let right?) where left != right: identifierPrecedes(left, right)
        case (_?, nil): true
        case (nil, _?): false
        default: identifierPrecedes(left.id, right.id)
        }
    }
}

/// An actor in a profile.
public struct ProfileActor: Sendable {
    public let actor: DefinitionReference
    /// What the actor does in this profile.
    public let description: Prose?
    public let transactions: [TransactionUse]
    public let contentModules: [ContentModuleUse]
    public let options: [OptionUse]
    public let groupings: [RequiredGrouping]
}

/// Whether an actor must support something.
public enum Optionality: String, Sendable, CaseIterable {
    case required = "R"
    case optional = "O"
    case conditional = "C"

    /// The word that the letter stands for.
    public var label: String {
        switch self {
        case .required: "Required"
        case .optional: "Optional"
        case .conditional: "Conditional"
        }
    }
}

/// A condition and notes that qualify a row of a profile's tables.
public struct Qualification: Sendable {
    public let condition: Prose?
    public let notes: [Prose]

    var passages: [Prose] { (condition.map { [$0] } ?? []) + notes }
}

/// A transaction that an actor supports in a profile.
public struct TransactionUse: Sendable {
    public let transaction: DefinitionReference
    public let optionality: Optionality
    /// The part the actor takes, where the profile restricts it to one.
    public let role: ExchangeRole?
    public let qualification: Qualification
}

/// A content module that an actor creates or reads in a profile.
public struct ContentModuleUse: Sendable {
    public let contentModule: DefinitionReference
    public let optionality: Optionality
    public let qualification: Qualification
}

/// An option that an actor may claim in a profile.
public struct OptionUse: Sendable {
    public let option: DefinitionReference
    public let qualification: Qualification
}

/// A required grouping: the actor must be grouped with one of the alternatives.
public struct RequiredGrouping: Sendable {
    /// One grouping, or several of which one is enough.
    public let alternatives: [Grouping]
}

/// An actor of a profile with which another must be grouped.
public struct Grouping: Sendable {
    public let profile: DefinitionReference
    public let actor: DefinitionReference
    /// The option under which the grouping is required.
    public let option: DefinitionReference?
    public let qualification: Qualification
}
