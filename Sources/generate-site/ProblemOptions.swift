import ArgumentParser
import ContentReading
import Diagnostics
import Foundation
import SitePublishing

/// The options that say how problems are told.
struct ProblemOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            How problems are told: text, json, sarif, github or gitlab; without it github in GitHub Actions, \
            else text.
            """, valueName: "format"))
    var diagnostics: ReportFormat?

    @Option(
        name: .customLong("diagnostics-output"),
        help: ArgumentHelp("The file that the problems are written to, besides the terminal.", valueName: "file"))
    var diagnosticsOutput: String?

    /// As the environment reads it.
    static var usual: ProblemOptions {
        var options = ProblemOptions()
        options.diagnostics = nil
        options.diagnosticsOutput = nil
        return options
    }

    func validate() throws {
        guard let diagnosticsOutput else { return }
        if diagnosticsOutput.isEmpty { throw ValidationError("--diagnostics-output takes the path of a file.") }
        if diagnostics == nil { throw ValidationError("--diagnostics-output needs --diagnostics with a format.") }
    }

    /// Tells the problems of a run: in the file where one is named, else as asked. A document goes to standard output, what
    /// people read to standard error.
    ///
    /// - Parameters:
    ///   - known: How many problems are left out since the baseline knows them.
    ///   - isStrict: Whether warnings count as errors, which programs have to be told.
    /// - Throws: `ExitCode` where the report could not be written.
    func show(_ problems: [Diagnostic], known: Int = 0, isStrict: Bool = false) throws {
        let environment = ProcessInfo.processInfo.environment
        let usual = ReportFormat.usual(in: environment)
        let counted = isStrict ? problems.map { $0.with(.error) } : problems
        let report = ProblemReport(
            counted, known: known, version: generatorVersion, paths: .detect(environment: environment))
        let shown = diagnosticsOutput == nil ? diagnostics ?? usual : usual
        if shown == .text {
            showProblems(problems)
        } else {
            let bytes = try report.bytes(as: shown)
            let isWritten = write(bytes, to: shown.isDocument ? STDOUT_FILENO : STDERR_FILENO)
            guard isWritten || !shown.isDocument else { throw ExitCode(EX_IOERR) }
        }
        guard let diagnostics, let diagnosticsOutput else { return }
        do {
            try FileSystem.replace(diagnosticsOutput, with: report.bytes(as: diagnostics))
        } catch {
            showProblems([Diagnostic(cannotWrite: diagnosticsOutput, error)])
            throw ExitCode(EX_IOERR)
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}

extension RepositoryPaths {
    /// The repository that the command runs in: as the services that run it name it, else by its folder `.git`, else the
    /// folder that the command runs in.
    fileprivate static func detect(environment: [String: String]) -> RepositoryPaths {
        let folder = FileSystem.resolved(".") ?? "/"
        let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].compactMap { environment[$0] }.first { !$0.isEmpty }
        var root = named.flatMap(FileSystem.resolved)
        var candidate: String? = folder
        while root == nil, let current = candidate {
            if FileSystem.exists(current + "/.git") { root = current }
            candidate = FileSystem.parent(of: current)
        }
        return RepositoryPaths(root: root ?? folder, workingFolder: folder)
    }
}
