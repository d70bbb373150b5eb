import Diagnostics

/// A document that adds to or changes a Technical Framework.
public struct Supplement: Definition {
    public static let kind = DefinitionKind.supplement
    public let identity: Identity
    public let domain: DefinitionReference
    public let edition: Edition
    /// When and where the committee takes comments on the draft.
    public let commentPeriod: CommentPeriod?
    /// The volumes and definitions that it adds or changes.
    public let affects: [DefinitionReference]
    /// The revisions of the volumes that it was written for.
    public let baseRevisions: [BaseRevision]
    public let releases: [Release]

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { [domain] + affects }

    /// The revision of a volume that the amendments of a supplement were written for.
    public struct BaseRevision: Sendable {
        public let volume: DefinitionReference
        public let revision: String
    }

    /// Whether what it changes is still to be merged into the volumes: it is in public comment or trial implementation.
    public var isPending: Bool { status == .publicComment || status == .trialImplementation }

    /// A version of the document, as far as it is known.
    public struct Version: Sendable {
        public let number: String?
        public let status: Status?
        /// An ISO 8601 date.
        public let date: String?
        /// Whether it may be older than its date.
        public let isLatestDate: Bool
    }

    /// The newest version by date: the supplement's own where no release is newer.
    public var latest: Version {
        let own = Version(number: edition.revision, status: edition.status, date: edition.date, isLatestDate: false)
        return releases.reduce(own) { latest, release in
            guard let date = release.date, date > latest.date ?? "" else { return latest }
            return Version(
                number: release.version, status: release.status, date: date, isLatestDate: release.isLatestDate)
        }
    }

    /// How far it has come: as its latest version, unless it has been merged or withdrawn, which no version tells.
    public var status: Status? {
        let isOver = edition.status == .finalText || edition.status?.isWithdrawn == true
        return isOver ? edition.status : latest.status ?? edition.status
    }

    /// The order of a board: by the steps of the lifecycle, the latest first; those without a status or date come last.
    public static func boardPrecedes(_ left: Supplement, _ right: Supplement) -> Bool {
        if left.status != right.status {
            guard let leftStatus = left.status else { return false }
            return right.status.map { leftStatus < $0 } ?? true
        }
        return newestPrecedes(left, right)
    }

    /// The latest first; those of the same day by their identifiers.
    public static func newestPrecedes(_ left: Supplement, _ right: Supplement) -> Bool {
        let (leftDate, rightDate) = (left.latest.date ?? "", right.latest.date ?? "")
        return leftDate == rightDate ? identifierPrecedes(left.id, right.id) : leftDate > rightDate
    }
}

/// When and where a committee takes comments on a draft.
public struct CommentPeriod: Sendable {
    /// The first day, an ISO 8601 date.
    public let from: String?
    /// The last day, an ISO 8601 date.
    public let until: String?
    /// Where to comment.
    public let href: String?
    /// Where the last day stands.
    let untilPlace: SourcePlace?
}

extension Framework {
    /// The supplements of a status, or all, in the order of a board.
    public func board(of status: Status? = nil) -> [Supplement] {
        supplements.filter { status == nil || $0.status == status }.sorted(by: Supplement.boardPrecedes)
    }

    /// The statuses that some supplements have and others have not, in the order of the lifecycle.
    public var boardStatuses: [Status] {
        let statuses = Dictionary(grouping: supplements.compactMap(\.status), by: { $0 })
        return statuses.filter { $0.value.count < supplements.count }.keys.sorted()
    }
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
