import ArgumentParser
import Foundation
import SitePublishing

/// `generate-site check-links`.
struct CheckLinks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-links", abstract: "Ask other sites whether what the site links to is there.",
        discussion: """
            Asks by curl, each host for one address after the other, and keeps the answers in a file: good ones for a week, \
            bad ones for a day. A build never asks anybody.

            Exit codes: 0 checked; 1 the content has errors, or a link has a problem and --strict is given; 64 wrong usage; \
            74 could not read or write, or there is no curl.
            """)

    @OptionGroup var site: SiteOptions
    @OptionGroup var flags: BuildFlags

    @Option(help: ArgumentHelp("The file that answers are kept in.", valueName: "file"))
    var cache = ".link-cache.json"

    @Option(help: ArgumentHelp("Seconds that a server has to answer.", valueName: "seconds"))
    var timeout = 20

    @Option(help: ArgumentHelp("How often a busy server is asked again.", valueName: "number"))
    var retries = 2

    @Option(help: ArgumentHelp("Seconds between two questions to one host.", valueName: "seconds"))
    var delay = 0.5

    @Option(help: ArgumentHelp("How many hosts are asked at the same time.", valueName: "number"))
    var hosts = 8

    @Flag(
        name: .customLong("allow-private"),
        help: "Ask this machine and its network too. Not for content of people whom you don't trust.")
    var allowsPrivate = false

    func validate() throws {
        if cache.isEmpty { throw ValidationError("--cache takes the path of a file.") }
        guard (1...600).contains(timeout) else { throw ValidationError("--timeout takes a number from 1 to 600.") }
        guard (0...10).contains(retries) else { throw ValidationError("--retries takes a number from 0 to 10.") }
        guard (0...60).contains(delay) else { throw ValidationError("--delay takes a number from 0 to 60.") }
        guard (1...64).contains(hosts) else { throw ValidationError("--hosts takes a number from 1 to 64.") }
    }

    func run() async throws {
        var options = ExternalLinkOptions(flags.applied(to: site, output: nil))
        options.cache = cache
        options.timeout = timeout
        options.retries = retries
        options.delay = delay
        options.hosts = hosts
        options.allowsPrivate = allowsPrivate
        let progress = isatty(STDERR_FILENO) == 1 ? TerminalProgress() : nil
        let report = await ExternalLinkCheck.run(options, progress: progress)
        progress?.clear()
        showProblems(report.diagnostics)
        if report.outcome != .couldNotReadOrWrite {
            let refused = report.refused > 0 ? ", \(report.refused) not open to programs" : ""
            writeToTerminal(
                "\(count(report.links, "link")) to other sites, \(report.asked) asked for\(refused): "
                    + "\(count(report.diagnostics.count, "problem"))\n")
        }
        switch report.outcome {
        case .succeeded: return
        case .contentHasErrors: throw ExitCode(1)
        case .couldNotReadOrWrite: throw ExitCode(EX_IOERR)
        }
    }
}
