import ContentReading
import Diagnostics

/// How writing a baseline went.
public struct BaselineUpdate: Sendable {
    public private(set) var outcome = BuildReport.Outcome.succeeded
    /// The problems that no baseline can hold, and those of writing it.
    public private(set) var diagnostics: [Diagnostic] = []
    /// How many problems are known now.
    public private(set) var known = 0
    /// The file, as the user would type it.
    public let path: String

    /// Writes the problems that there are to the baseline of a content folder; where there are none, there is none.
    ///
    /// Reports the errors that can't be known; then nothing is written.
    ///
    /// - Parameter options: What is read, and how. Nothing is published.
    public static func run(_ options: BuildOptions) async -> BaselineUpdate {
        var options = options
        options.output = nil
        options.ignoresBaseline = true
        let report = await SiteBuild.run(options)
        // A baseline that can't be read is what gets replaced.
        let problems = report.diagnostics.filter { $0.rule != .malformedBaseline }
        var update = BaselineUpdate(folder: FileSystem.withoutTrailingSlashes(options.content))
        update.diagnostics = problems.filter { !$0.canBeKnown }
        if update.diagnostics.isEmpty {
            update.write(problems)
        } else {
            update.outcome = report.outcome
        }
        return update
    }

    private let folder: String

    private init(folder: String) {
        self.folder = folder
        path = "\(folder)/\(BaselineFile.name)"
    }

    private mutating func write(_ problems: [Diagnostic]) {
        do {
            if problems.isEmpty {
                if FileSystem.exists(path) { try FileSystem.remove(path) }
            } else {
                let text = BaselineFile.text(for: problems, folder: folder)
                try FileSystem.replace(path, with: Array(text.utf8))
            }
            known = problems.count
        } catch {
            outcome = .couldNotReadOrWrite
            diagnostics = [Diagnostic(cannotWrite: path, error)]
        }
    }
}
