import ContentReading
import Diagnostics

/// A test event, a meeting or another date.
public struct Event: Definition {
    public static let kind = DefinitionKind.event

    public enum Kind: String, Sendable, CaseIterable {
        case connectathon
        /// A deployment project that tests systems by its own specification.
        case projectathon
        /// Tests between events.
        case continuousTesting = "continuous-testing"
        case meeting, conference, training, deadline

        /// The kind as readers know it.
        public var label: String {
            switch self {
            case .connectathon: "Connectathon"
            case .projectathon: "Projectathon"
            case .continuousTesting: "Continuous testing"
            case .meeting: "Meeting"
            case .conference: "Conference"
            case .training: "Training"
            case .deadline: "Deadline"
            }
        }
    }

    /// How far a deployment project reaches.
    public enum Scope: String, Sendable {
        case regional, national
        case crossBorder = "cross-border"

        public var label: String {
            switch self {
            case .regional: "Regional"
            case .national: "National"
            case .crossBorder: "Cross-border"
            }
        }
    }

    public let identity: Identity
    public let eventKind: Kind
    /// The first and the last day; `nil` where no day is known.
    public let days: DayRange?
    /// The venue and the city.
    public let place: String?
    /// The country by its English name.
    public let country: String?
    public let scope: Scope?
    /// The domain whose committees it is of.
    public let domain: DefinitionReference?
    /// The event during which it takes place.
    public let during: DefinitionReference?
    /// The organisations that hold the event, or lead the project.
    public let organisers: [DefinitionReference]
    /// The day of the last change of the entry, an ISO 8601 date.
    public let updated: String?
    public let href: String?
    public let registration: Registration?
    /// The profiles and actors that are tested.
    public let tests: [ProfileClaim]
    /// What the test plan asks of a system that passes.
    public let criteria: [Prose]
    public let projectLabel: ProjectLabel?
    public let results: Results?

    /// When and where participants register.
    public struct Registration: Sendable {
        public let days: DayRange?
        public let href: String?
    }

    /// The label that a project gives to systems that pass.
    public struct ProjectLabel: Sendable {
        public let name: String
        public let meaning: Prose?
    }

    /// What was tested with success.
    public struct Results: Sendable {
        /// The day of their publication, an ISO 8601 date.
        public let published: String?
        /// Where they are published.
        public let href: String?
        public let systems: [System]
    }

    /// A system at an event, with what it passed as.
    public struct System: Sendable {
        public let organisation: DefinitionReference
        /// The name that it had at the event.
        public let name: String
        public let version: String?
        /// The product of the registry that it is.
        public let product: DefinitionReference?
        public let passed: [ProfileClaim]
    }

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] {
        [domain, during].compactMap { $0 } + organisers + tests.flatMap(\.references)
            + (results?.systems ?? []).flatMap { system in
                [system.organisation] + (system.product.map { [$0] } ?? []) + system.passed.flatMap(\.references)
            }
    }

    public var passages: [Prose] {
        (identity.definition.map { [$0] } ?? []) + criteria + (projectLabel?.meaning.map { [$0] } ?? [])
    }

    /// The later ones first; those without a day come last.
    public static func latestPrecedes(_ left: Event, _ right: Event) -> Bool {
        let (leftDay, rightDay) = (left.days?.from ?? "", right.days?.from ?? "")
        return leftDay == rightDay ? identifierPrecedes(left.id, right.id) : leftDay > rightDay
    }
}

/// From a day to another one.
public struct DayRange: Sendable {
    /// The first day, an ISO 8601 date.
    public let from: String
    /// The last day, an ISO 8601 date: the first one where no other is known.
    public let until: String
    /// Where the last day stands.
    let untilPlace: SourcePlace?

    /// Whether it is more than a day.
    public var isLong: Bool { from != until }
}
