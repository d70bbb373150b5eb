import ArgumentParser
import Diagnostics
import Foundation
import SitePublishing
import Synchronization

/// A run of the pipeline as a person sees it: progress, problems, one line at the end, an exit code.
struct TerminalRun {
    private let options: BuildOptions
    private let done: String

    /// - Parameter done: What a good run has done, for its last line.
    init(_ options: BuildOptions, done: String) {
        self.options = options
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

        showProblems(report.diagnostics)
        writeToTerminal(summary(of: report, seconds: seconds) + "\n")
        switch report.outcome {
        case .succeeded: return
        case .contentHasErrors: throw ExitCode(1)
        case .couldNotReadOrWrite: throw ExitCode(EX_IOERR)
        }
    }

    private func summary(of report: BuildReport, seconds: Double) -> String {
        let problems = "\(count(report.errors, "error")), \(count(report.warnings, "warning"))"
        let time = String(format: "%.2f s", seconds)
        guard report.outcome == .succeeded else { return "nothing published: \(problems) in \(time)" }
        let changes = report.changedFiles.map { ", \(count($0, "file")) changed" } ?? ""
        let pages = count(report.pages, "page") + changes
        return "\(done): \(pages), \(count(report.links, "link")), \(problems) in \(time)"
    }
}

/// A number of things in words.
func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

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
