/// Two kinds of definitions held against each other, in one profile or in all profiles of a domain: what stands on one
/// page.
public struct Matrix: Sendable, Hashable {
    /// What is held against what.
    public enum Subject: String, Sendable, CaseIterable {
        case actorsAndTransactions = "actors-transactions"
        case profilesAndActors = "profiles-actors"
        case profilesAndOptions = "profiles-options"

        public var label: String {
            switch self {
            case .actorsAndTransactions: "Actors and transactions"
            case .profilesAndActors: "Profiles and actors"
            case .profilesAndOptions: "Profiles and options"
            }
        }
    }

    /// What is shown of the whole.
    public enum Filter: Sendable, Hashable {
        /// What profiles of a status ask.
        case status(Status)
        /// What is required without a condition.
        case required

        /// The name in addresses.
        public var name: String {
            switch self {
            case .status(let status): status.rawValue
            case .required: "required"
            }
        }

        public var label: String {
            switch self {
            case .status(let status): status.label
            case .required: "Required only"
            }
        }

        static let all = Status.allCases.map(Filter.status) + [.required]

        func shows(_ use: MatrixUse) -> Bool {
            switch self {
            case .status(let status): use.status == status
            case .required: use.transaction?.optionality == .required
            }
        }
    }

    /// The profile or domain.
    public let owner: DefinitionKey
    public let subject: Subject
    /// `nil` for the whole.
    public let filter: Filter?
    /// Which rows are shown where there are too many for one page, counted from 1.
    public let part: Int

    public init(of owner: DefinitionKey, _ subject: Subject, filter: Filter? = nil, part: Int = 1) {
        self.owner = owner
        self.subject = subject
        self.filter = filter
        self.part = part
    }

    /// The matrix without a filter.
    public var whole: Matrix { Matrix(of: owner, subject) }

    /// The name in addresses, behind that of the page of the profile or domain.
    public var name: String {
        let subject = owner.kind == .profile ? [] : [subject.rawValue]
        let names = ["matrix"] + subject + (filter.map { [$0.name] } ?? []) + (part > 1 ? ["\(part)"] : [])
        return names.joined(separator: "-")
    }
}

extension Matrix: Comparable {
    public static func < (left: Matrix, right: Matrix) -> Bool {
        left.owner != right.owner ? left.owner < right.owner : left.name < right.name
    }
}
