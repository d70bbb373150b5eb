import ArgumentParser

/// The `generate-site` command. Each verb has a file of its own.
@main
struct GenerateSite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-site",
        abstract: "Generates the web site of a Technical Framework.",
        discussion: """
            Plain 'generate-site' builds content/ into public/.

            Exit codes: 0 published; 1 the content has errors, nothing published, the last good site untouched; \
            64 wrong usage; 74 could not read or write.
            """,
        version: generatorVersion,
        subcommands: [
            BaselineCommand.self, Build.self, Check.self, CheckLinks.self, Diff.self, Explain.self, New.self,
            PreviewCommand.self, Schema.self, SupplementCommand.self,
        ],
        defaultSubcommand: Build.self)
}

/// The version of the generator.
let generatorVersion = "0.1.0"
