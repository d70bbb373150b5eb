import ArgumentParser

/// `generate-site build`, and plain `generate-site`.
struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Build the site and publish it to a folder.")

    @OptionGroup var site: SiteOptions
    @OptionGroup var flags: BuildFlags
    @OptionGroup var problems: ProblemOptions

    @Option(help: ArgumentHelp("The folder that the site is published to.", valueName: "folder"))
    var output = "public"

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output takes the path of a folder.") }
    }

    func run() async throws {
        let options = flags.applied(to: site, output: output)
        try await TerminalRun(options, problems, done: "published to \(output)").run()
    }
}
