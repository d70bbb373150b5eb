import Foundation

/// A form in which problems are told.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// For a person at a terminal, see `TerminalReport`.
    case text
    /// For programs, see `JSONReport`.
    case json
    /// The Static Analysis Results Interchange Format, see `SARIFReport`.
    case sarif
    /// Annotations of GitHub Actions, see `GitHubReport`.
    case github
    /// Code quality of GitLab, see `GitLabReport`.
    case gitlab

    /// Whether it is a document that is worth something as a whole only, and may not be mixed with other output.
    public var isDocument: Bool { self == .json || self == .sarif || self == .gitlab }

    /// The format that is read where a command runs: that of GitHub Actions there, else text.
    ///
    /// - Parameter environment: The environment's variables.
    public static func usual(in environment: [String: String]) -> ReportFormat {
        environment["GITHUB_ACTIONS"] == "true" ? .github : .text
    }
}

/// The problems of a run, for all forms of a report.
public struct ProblemReport: Sendable {
    /// The problems, sorted by file and position.
    let diagnostics: [Diagnostic]
    /// How many problems are left out since the baseline knows them.
    let known: Int
    /// The generator's version.
    let version: String
    let paths: RepositoryPaths

    /// - Parameters:
    ///   - diagnostics: The problems, in any order.
    ///   - known: How many problems are left out since the baseline knows them.
    ///   - version: The generator's version.
    public init(_ diagnostics: [Diagnostic], known: Int, version: String, paths: RepositoryPaths) {
        self.diagnostics = diagnostics.sorted()
        self.known = known
        self.version = version
        self.paths = paths
    }

    /// The report in a format; the text without colours.
    ///
    /// - Throws: What `JSONEncoder` throws.
    public func bytes(as format: ReportFormat) throws -> [UInt8] {
        switch format {
        case .text: Array(TerminalReport(colored: false).text(for: diagnostics).utf8)
        case .json: try Self.encode(JSONReport(self))
        case .sarif: try Self.encode(SARIFReport(self).log)
        case .github: Array(GitHubReport(self).text.utf8)
        case .gitlab: try Self.encode(GitLabReport(self).issues)
        }
    }

    /// Keys are sorted, so that the same problems give the same bytes.
    private static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}

extension Diagnostic {
    /// What is wrong, and on a second line what to do about it.
    var message: String { help.map { "\(summary)\n\($0)" } ?? summary }
}

extension SourceLocation {
    /// The column after the last one, at most that after the end of the line as far as it is shown.
    var endColumn: Int {
        column + min(length, max(0, excerpt.unicodeScalars.count - (column - excerptColumn)))
    }
}
