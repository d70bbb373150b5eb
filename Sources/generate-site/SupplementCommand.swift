import ArgumentParser
import ContentReading
import Foundation
import SitePublishing

/// `generate-site supplement`.
struct SupplementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supplement", abstract: "Take a supplement through its lifecycle.", subcommands: [Finalize.self])
}

/// `generate-site supplement finalize`.
struct Finalize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Merge a supplement into the source files of the volumes.",
        discussion: """
            Applies its amendments, moves the definitions that it introduces to those of their kind, and makes all of them \
            final text. What can't be merged cleanly is refused with reasons, and nothing is changed.

            Exit codes: 0 merged; 1 the content has errors, or would have; 64 wrong usage; 74 could not read or write.
            """)

    @Argument(help: "The identifier of the supplement.")
    var id: String

    @OptionGroup var site: SiteOptions
    @OptionGroup var problems: ProblemOptions

    func run() async throws {
        let report = await SupplementFinalization.run(id, site.buildOptions(output: nil))
        try problems.show(report.diagnostics)
        if report.outcome == .contentHasErrors { writeToTerminal("\(id) is not merged, and nothing was changed\n") }
        try report.outcome.exit()
        for path in report.written { writeToTerminal("written: \(path)\n") }
        for path in report.removed { writeToTerminal("removed: \(path)\n") }
        let volumes = report.volumes.isEmpty ? "the volumes" : report.volumes.joined(separator: ", ")
        writeToTerminal("\(id) is merged: review the difference, and raise the revision of \(volumes)\n")
    }
}
