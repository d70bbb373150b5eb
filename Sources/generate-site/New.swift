import ArgumentParser
import Foundation
import SitePublishing

extension StartKind: ExpressibleByArgument {}

/// `generate-site new`.
struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a definition or a page.",
        discussion: """
            Writes a file that can be built at once, into the folder where others of its kind lie, and says what to do next. \
            Nothing is ever written over. A statement is a product with its Integration Statement.

            Exit codes: 0 written; 1 nothing was, for the reason that is told; 64 wrong usage; 74 could not read or write.
            """)

    @Argument(help: "What to start.")
    var kind: StartKind

    @Argument(help: "Its identifier, such as ITI-200; of a page, its path below pages.")
    var id: String

    @Option(help: ArgumentHelp("The domain that it belongs to.", valueName: "id"))
    var domain: String?

    @Option(help: ArgumentHelp("The content folder.", valueName: "folder"))
    var content = "content"

    func run() async throws {
        let report = await ContentStart.run(kind, id, domain: domain, in: content)
        for path in report.written { writeToTerminal("written: \(path)\n") }
        for reason in report.refusals { writeToTerminal("nothing is started: \(reason)\n") }
        if report.couldNotReadOrWrite { throw ExitCode(EX_IOERR) }
        guard report.refusals.isEmpty else { throw ExitCode(1) }
        for step in report.next { writeToTerminal("next: \(step)\n") }
    }
}
