import Diagnostics

/// How a run went.
public struct BuildReport: Sendable {
    /// How a run ended, as the command's exit code tells it.
    public enum Outcome: Sendable {
        /// The site is published, or (in a check) could be.
        case succeeded
        /// The content has errors; nothing was published.
        case contentHasErrors
        /// The system refused to read or write; nothing was published.
        case couldNotReadOrWrite
    }

    public internal(set) var outcome = Outcome.succeeded
    /// All problems that the baseline does not know, sorted by file and position.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// How many problems the baseline knows.
    public internal(set) var known = 0
    /// How many entries of the baseline stand for more problems than there are.
    public internal(set) var mendedEntries = 0
    public internal(set) var pages = 0
    /// How many files of the published site are new, have other bytes or are gone; `nil` where nothing was published.
    public internal(set) var changedFiles: Int?
    /// Links of the prose to pages of the site.
    public internal(set) var links = 0

    public var errors: Int { diagnostics.count { $0.severity == .error } }
    public var warnings: Int { diagnostics.count { $0.severity == .warning } }
}
