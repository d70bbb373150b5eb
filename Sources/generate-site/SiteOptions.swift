import ArgumentParser
import ContentReading
import Foundation
import SitePublishing

/// The options that reading a site takes, whatever is done with it.
struct SiteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The content folder.", valueName: "folder"))
    var content = "content"

    @Option(help: ArgumentHelp("The theme, by name or by a path with a slash.", valueName: "theme"))
    var theme: String?

    @Option(
        name: .customLong("base-url"),
        help: ArgumentHelp("Where the site is published, such as https://example.org/tf/.", valueName: "address"))
    var baseURL: String?

    @Option(help: ArgumentHelp("How many tasks work at the same time.", valueName: "number"))
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...1_024).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 1024.") }
        if content.isEmpty { throw ValidationError("--content takes the path of a folder.") }
        if theme?.isEmpty == true { throw ValidationError("--theme takes a name or a path.") }
        if let baseURL, SiteConfiguration.normalizedBaseURL(baseURL) == nil {
            throw ValidationError("--base-url takes an address that begins with https:// or http://.")
        }
    }

    /// The options as the pipeline takes them.
    func buildOptions(output: String?) -> BuildOptions {
        var options = BuildOptions()
        options.content = content
        options.output = output
        options.theme = theme
        options.baseURL = baseURL.flatMap(SiteConfiguration.normalizedBaseURL)
        options.jobs = jobs
        options.version = generatorVersion
        return options
    }
}

/// The options of a build and of its check.
struct BuildFlags: ParsableArguments {
    @Flag(help: "Take warnings for errors.")
    var strict = false

    @Flag(help: "Include drafts.")
    var drafts = false

    @Flag(name: .customLong("no-baseline"), help: "Tell and count the problems that the baseline knows as well.")
    var ignoresBaseline = false

    /// The options of a build.
    func applied(to site: SiteOptions, output: String?) -> BuildOptions {
        var options = site.buildOptions(output: output)
        options.isStrict = strict
        options.includesDrafts = drafts
        options.ignoresBaseline = ignoresBaseline
        return options
    }
}
