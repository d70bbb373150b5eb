/// How far a document has come in the publication process (General Introduction, chapter 8).
public enum Status: String, Sendable, CaseIterable {
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

    /// Whether systems are no longer to be built to it.
    public var isWithdrawn: Bool { self == .deprecated || self == .retired }
}
