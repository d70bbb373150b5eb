import ArgumentParser
import SitePublishing

/// `generate-site baseline`.
struct BaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Make the problems that there are known ones, so that only new ones count.",
        discussion: """
            Writes them to baseline.tsv in the content folder. Builds, checks and previews leave them out, until their line \
            or what is wrong with it changes.

            Exit codes: 0 written; 1 there are errors that can't be left out, nothing written; 64 wrong usage; 74 could \
            not read or write.
            """)

    @OptionGroup var site: SiteOptions

    @Flag(help: "Include drafts.")
    var drafts = false

    func run() async throws {
        var options = site.buildOptions(output: nil)
        options.includesDrafts = drafts
        let update = await BaselineUpdate.run(options)
        try ProblemOptions.usual.show(update.diagnostics)
        if update.outcome == .contentHasErrors {
            writeToTerminal("nothing written: no baseline can hold \(count(update.diagnostics.count, "error"))\n")
        }
        try update.outcome.exit()
        let what = update.known == 0 ? "there is no problem to be known" : "written to \(update.path)"
        writeToTerminal("\(what): \(count(update.known, "known problem"))\n")
    }
}
