import Diagnostics

/// What a comparison is asked to do.
public struct ComparisonOptions: Sendable {
    /// The form of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// For a terminal.
        case text
        /// For programs.
        case json
        /// A folder with a page in the theme's look.
        case html
    }

    /// The two versions: content folders, or revisions where there is no such folder.
    public var old = ""
    public var new = ""
    /// The content folder whose repository knows the revisions.
    public var content = "content"
    public var format = Format.text
    /// The file that the report is written to, or the folder for a page; `nil` for none.
    public var output: String?
    /// The theme of a page, in the place of the one that `site.yml` names: a name, or a path with a slash.
    public var theme: String?
    /// How many tasks work at the same time.
    public var jobs = 1
    /// The generator's version, for the foot of a page.
    public var version = ""

    public init() {}
}

/// How a comparison went.
public struct ComparisonOutcome: Sendable {
    public internal(set) var outcome = BuildReport.Outcome.succeeded
    /// What is wrong with the versions; nothing was compared where there is an error among them.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// Whether anything differs.
    public internal(set) var hasDifferences = false
    /// The report, where it is not written to files.
    public internal(set) var report: [UInt8] = []
}
