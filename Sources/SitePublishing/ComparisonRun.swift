import ContentReading
import Diagnostics
import FrameworkModel
import ModelComparison
import PageRendering

/// Compares two versions of a content folder, and writes the report.
///
/// ```
/// read both → models → compared → report
/// ```
public struct ComparisonRun {
    private let options: ComparisonOptions

    /// Compares what the options name. What a file says that can't be read would look as if it were gone, so that is an
    /// error. What else a build would refuse is told as a warning: rules and schema grow, and old versions don't.
    public static func run(_ options: ComparisonOptions) async -> ComparisonOutcome {
        var outcome = ComparisonOutcome()
        do {
            outcome = try await ComparisonRun(options: options).run()
        } catch let diagnostic as Diagnostic {
            outcome.diagnostics = [diagnostic]
        } catch {
            outcome.diagnostics = [
                Diagnostic(cannotWrite: options.output ?? "", error, help: "name another place with --output")
            ]
        }
        let errors = outcome.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty {
            let isOfTheSystem = errors.contains { $0.rule.isOfTheSystem }
            outcome.outcome = isOfTheSystem ? .couldNotReadOrWrite : .contentHasErrors
        }
        return outcome
    }

    private func run() async throws -> ComparisonOutcome {
        // Refused before any work: a folder that the generator did not make.
        let folder = try outputFolder()
        let old = try await version(options.old)
        let new = try await version(options.new)
        var outcome = ComparisonOutcome()
        outcome.diagnostics = (old.problems + new.problems).sorted()
        guard outcome.diagnostics.allSatisfy({ $0.severity == .warning }) else { return outcome }
        let comparison = FrameworkComparison(from: old.framework, to: new.framework)
        outcome.hasDifferences = !comparison.changes.isEmpty
        let report = ComparisonReport(comparison, from: options.old, to: options.new)
        if let folder {
            try await publish(report, new.configuration, to: folder)
        } else {
            let bytes = options.format == .json ? report.json : Array(report.text.utf8)
            if let output = options.output { try FileSystem.write(bytes, to: output) } else { outcome.report = bytes }
        }
        return outcome
    }

    // MARK: Reading

    private struct Version {
        let framework: Framework
        let configuration: SiteConfiguration
        let problems: [Diagnostic]
    }

    /// A version by its name: a content folder, or a revision where there is no such folder.
    private func version(_ name: String) async throws -> Version {
        let isFolder = (try? FileSystem.status(of: name, followsLink: true))?.kind == .folder
        let sources =
            isFolder
            ? await ContentReader.read(folder: name, jobs: options.jobs)
            : try await GitRepository(holding: options.content).content(of: name, jobs: options.jobs)
        let (framework, problems) = ModelBuilder.build(sources)
        return Version(
            framework: framework, configuration: sources.configuration,
            problems: (sources.diagnostics + problems).filter { $0.severity == .error }
                .map { $0.rule.leavesFileUnread ? $0 : $0.with(.warning) })
    }

    // MARK: Writing

    /// The folder for a page; `nil` for other forms.
    private func outputFolder() throws(Diagnostic) -> OutputFolder? {
        guard options.format == .html, let output = options.output else { return nil }
        let folders = [options.old, options.new, options.content].filter(FileSystem.exists)
        return try OutputFolder(output, inputs: folders)
    }

    private func publish(
        _ report: ComparisonReport, _ configuration: SiteConfiguration, to folder: OutputFolder
    ) async throws {
        let themeFolder = Theme.folder(options.theme ?? configuration.theme, content: options.content)
        for part in ThemeFolders(themeFolder).paths { try folder.checkApart(from: part) }
        let theme = try Theme.load(themeFolder)
        let site = try await folder.stage()
        defer { site.discard() }
        for file in report.files(theme, configuration, version: options.version) {
            try site.write(file.bytes, to: file.address)
        }
        for asset in theme.assets.all { try site.write(asset.bytes, to: asset.address.path) }
        _ = try site.publish()
    }
}

extension Rule {
    /// Whether what a file says is not known, or only in part.
    fileprivate var leavesFileUnread: Bool {
        switch self {
        case .unreadableFile, .notAFile, .notAFolder, .symbolicLink, .invalidUTF8, .malformedXML, .documentType,
            .xmlEncoding, .malformedYAML, .unclosedFrontMatter:
            true
        default: false
        }
    }
}
