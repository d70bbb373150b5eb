import ArgumentParser
import Foundation
import SitePublishing

/// `generate-site diff`.
struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what changed between two versions of the content.",
        discussion: """
            A version is a content folder or, where there is no such folder, a revision of the git repository that \
            holds the one that --content names.

            Exit codes: 0 compared, whether or not anything differs; 1 a file of a version is unreadable, or \
            something differs and --exit-code is given; 64 wrong usage; 74 could not read or write.
            """)

    @Argument(help: "The old version.")
    var old: String

    @Argument(help: "The new version; the content folder without it.")
    var new: String?

    @Option(help: ArgumentHelp("The content folder.", valueName: "folder"))
    var content = "content"

    @Option(
        help: ArgumentHelp("What to write: text, json or html, which is a folder with a page.", valueName: "format"))
    var format = ComparisonOptions.Format.text

    @Option(help: ArgumentHelp("The file that is written, for html the folder.", valueName: "path"))
    var output: String?

    @Option(help: ArgumentHelp("The theme of a page, by name or by a path with a slash.", valueName: "theme"))
    var theme: String?

    @Flag(name: .customLong("exit-code"), help: "Exit with 1 where something differs.")
    var exitCode = false

    @Option(help: ArgumentHelp("How many tasks work at the same time.", valueName: "number"))
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...1_024).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 1024.") }
        if content.isEmpty { throw ValidationError("--content takes the path of a folder.") }
        if output?.isEmpty == true { throw ValidationError("--output takes a path.") }
        if theme?.isEmpty == true { throw ValidationError("--theme takes a name or a path.") }
        if format == .html, output == nil { throw ValidationError("--format html needs --output with a folder.") }
        for version in [old, new].compactMap({ $0 }) where version.isEmpty || version.hasPrefix("-") {
            throw ValidationError("A version is a folder or a revision; neither begins with a hyphen.")
        }
    }

    func run() async throws {
        var options = ComparisonOptions()
        options.old = old
        options.new = new ?? content
        options.content = content
        options.format = format
        options.output = output
        options.theme = theme
        options.jobs = jobs
        options.version = generatorVersion
        let outcome = await ComparisonRun.run(options)
        try ProblemOptions.usual.show(outcome.diagnostics)
        try outcome.outcome.exit()
        guard write(outcome.report, to: STDOUT_FILENO) else { throw ExitCode(EX_IOERR) }
        if exitCode, outcome.hasDifferences { throw ExitCode(1) }
    }
}

extension ComparisonOptions.Format: ExpressibleByArgument {}
