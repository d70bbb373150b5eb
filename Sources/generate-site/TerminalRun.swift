import ArgumentParser
import Diagnostics
import Foundation
import SitePublishing
import Synchronization

/// A run of the pipeline as a person sees it: progress, problems, one line at the end, an exit code.
struct TerminalRun {
    private let options: BuildOptions
    private let problems: ProblemOptions
    private let done: String

    /// - Parameter done: What a good run has done, for its last line.
    init(_ options: BuildOptions, _ problems: ProblemOptions, done: String) {
        self.options = options
        self.problems = problems
        self.done = done
    }

    /// - Throws: `ExitCode` for a run that did not succeed.
    func run() async throws {
        let isTerminal = isatty(STDERR_FILENO) == 1
        let progress = isTerminal ? TerminalProgress() : nil
        let start = ContinuousClock.now
        let report = await SiteBuild.run(options, progress: progress)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        progress?.clear()

        let shown = Result { try problems.show(report.diagnostics, known: report.known, isStrict: options.isStrict) }
        if report.mendedEntries > 0 {
            let entries = count(report.mendedEntries, "entry", plural: "entries")
            writeToTerminal(
                "note: the baseline has \(entries) for problems that are gone; write it anew: generate-site baseline\n")
        }
        writeToTerminal(summary(of: report, seconds: seconds) + "\n")
        try report.outcome.exit()
        try shown.get()
    }

    private func summary(of report: BuildReport, seconds: Double) -> String {
        var problems = "\(count(report.errors, "error")), \(count(report.warnings, "warning"))"
        if report.known > 0 { problems += ", \(count(report.known, "known problem"))" }
        let time = String(format: "%.2f s", seconds)
        guard report.outcome == .succeeded else { return "nothing published: \(problems) in \(time)" }
        let changes = report.changedFiles.map { ", \(count($0, "file")) changed" } ?? ""
        let pages = count(report.pages, "page") + changes
        return "\(done): \(pages), \(count(report.links, "link")), \(problems) in \(time)"
    }
}

extension BuildReport.Outcome {
    /// Ends the command as the outcome asks for.
    ///
    /// - Throws: `ExitCode` for a run that did not succeed.
    func exit() throws {
        switch self {
        case .succeeded: return
        case .contentHasErrors: throw ExitCode(1)
        case .couldNotReadOrWrite: throw ExitCode(EX_IOERR)
        }
    }
}

/// A number of things in words.
func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(plural ?? noun + "s")"
}

/// One line that a long run keeps up to date on a terminal.
final class TerminalProgress: ProgressReport {
    private let start = ContinuousClock.now
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    func report(_ step: String, done: Int, total: Int) {
        let now = ContinuousClock.now
        // A run that is over at once needs no progress, and a terminal no more than ten lines a second.
        guard now - start > .seconds(1) else { return }
        lastShown.withLock { last in
            if let last, now - last < .milliseconds(100) { return }
            last = now
            writeToTerminal("\r\u{1B}[K\(step): \(done) of \(total)")
        }
    }

    /// Removes the line.
    func clear() {
        lastShown.withLock { if $0 != nil { writeToTerminal("\r\u{1B}[K") } }
    }
}
