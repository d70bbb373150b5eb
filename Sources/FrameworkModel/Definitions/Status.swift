/// How far a document has come in the publication process (General Introduction, chapter 8). The cases are in the order in
/// which documents go through them.
public enum Status: String, Sendable, CaseIterable, Comparable {
    case preview
    case publicComment = "public-comment"
    case trialImplementation = "trial-implementation"
    case finalText = "final-text"
    case published
    case deprecated
    case retired

    /// The status as readers know it.
    public var label: String {
        switch self {
        case .preview: "Preview"
        case .publicComment: "Public Comment"
        case .trialImplementation: "Trial Implementation"
        case .finalText: "Final Text"
        case .published: "Published"
        case .deprecated: "Deprecated"
        case .retired: "Retired"
        }
    }

    /// The status that a word stands for: its own name, or what packages and file names call it.
    ///
    /// - Returns: `nil` for a word that stands for none.
    public init?(word: String) {
        switch word {
        case "comment", "ballot", "PC": self = .publicComment
        case "trial-use", "TI": self = .trialImplementation
        case "FT": self = .finalText
        default: self.init(rawValue: word)
        }
    }

    /// The status that a version tells by the word behind its number, as `1.0.0-comment-2` does.
    ///
    /// - Returns: `nil` for a version without such a word.
    init?(version: String) {
        guard let hyphen = version.firstIndex(of: "-") else { return nil }
        var word = version[version.index(after: hyphen)...]
        if let last = word.lastIndex(of: "-"), word[word.index(after: last)...].allSatisfy(\.isNumber) {
            word = word[..<last]
        }
        self.init(word: String(word))
    }

    public static func < (left: Status, right: Status) -> Bool { left.rank < right.rank }

    /// The place among the cases.
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether systems are no longer to be built to it.
    public var isWithdrawn: Bool { self == .deprecated || self == .retired }
}

extension Definition {
    /// How far the chapter has come.
    public var publicationStatus: Status? {
        switch self {
        case let profile as Profile: profile.status
        case let transaction as Transaction: transaction.status
        case let module as ContentModule: module.status
        case let chapter as Chapter: chapter.status
        default: nil
        }
    }
}
