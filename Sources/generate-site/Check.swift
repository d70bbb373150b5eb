import ArgumentParser

/// `generate-site check`.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read and check everything, write nothing.")

    @OptionGroup var site: SiteOptions

    func run() async throws {
        try await TerminalRun(site.buildOptions(output: nil), done: "checked").run()
    }
}
