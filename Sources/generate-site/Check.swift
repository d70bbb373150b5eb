import ArgumentParser

/// `generate-site check`.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read and check everything, write nothing.")

    @OptionGroup var site: SiteOptions
    @OptionGroup var flags: BuildFlags
    @OptionGroup var problems: ProblemOptions

    func run() async throws {
        try await TerminalRun(flags.applied(to: site, output: nil), problems, done: "checked").run()
    }
}
