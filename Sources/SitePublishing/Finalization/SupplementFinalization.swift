import ContentReading
import Diagnostics
import FrameworkModel

/// How merging a supplement went.
public struct FinalizationReport: Sendable {
    public internal(set) var outcome = BuildReport.Outcome.succeeded
    /// Why nothing was merged.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// The files that were written, as the user would type them.
    public internal(set) var written: [String] = []
    /// The files that are gone.
    public internal(set) var removed: [String] = []
    /// The volumes whose text changed: their revisions are the editor's to raise.
    public internal(set) var volumes: [String] = []
}

/// Merges a supplement into the source files of the volumes.
///
/// ```
/// read → checked → merged in memory → checked again → written
/// ```
///
/// What can't be merged cleanly is refused, and nothing is changed.
public struct SupplementFinalization {
    private let id: String
    private let options: BuildOptions

    /// Merges a supplement.
    ///
    /// Reports `unknown-id` for a supplement that does not exist, `invalid-amendment` for one that has been merged, every
    /// error of the content before, and every error that it would have afterwards.
    ///
    /// - Parameter options: What is read, and how. Nothing is published.
    public static func run(_ id: String, _ options: BuildOptions) async -> FinalizationReport {
        var options = options
        options.output = nil
        var report = FinalizationReport()
        do {
            report = try await SupplementFinalization(id: id, options: options).run()
        } catch let diagnostic as Diagnostic {
            report.diagnostics = [diagnostic]
        } catch {
            report.diagnostics = [Diagnostic(cannotWrite: options.content, error, help: "nothing was changed")]
        }
        if !report.diagnostics.isEmpty {
            let isOfTheSystem = report.diagnostics.contains { $0.rule.isOfTheSystem }
            report.outcome = isOfTheSystem ? .couldNotReadOrWrite : .contentHasErrors
        }
        return report
    }

    private func run() async throws -> FinalizationReport {
        var report = FinalizationReport()
        let sources = await ContentReader.read(folder: options.content, jobs: options.jobs)
        let linked = await LinkedFramework.link(sources, jobs: options.jobs)
        let supplement = try pendingSupplement(in: linked.framework)
        report.diagnostics = await errors(of: sources)
        guard report.diagnostics.isEmpty else { return report }

        let merge = SupplementMerge(of: supplement, in: sources, linked)
        let merged = ContentReader.reading(merge.writes, without: merge.removals, in: sources)
        report.diagnostics = merge.diagnostics
        if report.diagnostics.isEmpty { report.diagnostics = await errors(of: merged) }
        guard report.diagnostics.isEmpty else { return report }

        let folder = FileSystem.withoutTrailingSlashes(options.content)
        try FileReplacement.run(merge.writes, removing: merge.removals, in: folder)
        report.written = merge.writes.keys.sorted().map { "\(folder)/\($0)" }
        report.removed = merge.removals.filter { merge.writes[$0] == nil }.sorted().map { "\(folder)/\($0)" }
        report.volumes = supplement.baseRevisions.map(\.volume.id)
        return report
    }

    private func pendingSupplement(in framework: Framework) throws -> Supplement {
        guard let supplement = framework.supplements[id] else {
            throw Diagnostic(
                .unknownIdentifier, at: SourceLocation(path: options.content), "there is no supplement '\(id)'",
                name: id,
                among: framework.supplements.map(\.id))
        }
        guard supplement.isPending else {
            throw Diagnostic(
                .invalidAmendment, at: supplement.identity.place.location,
                "'\(id)' is \(supplement.status.map { "in the status \($0.label)" } ?? "of no status")",
                help: "only a supplement in public comment or trial implementation can be merged")
        }
        return supplement
    }

    /// The errors that a build of the sources would report.
    private func errors(of sources: ContentSources) async -> [Diagnostic] {
        await SiteBuild.run(options, sources: sources).diagnostics.filter { $0.severity == .error }
    }
}
