import ContentReading
import Diagnostics
import LinkResolution
import PageRendering

/// The pipeline, from a content folder to a published site. Read this first.
///
/// ```
/// read → model → addresses → prose → pages → search index → published
///        └──────── Site.compose ───────┘
/// ```
///
/// Every stage reports its problems as diagnostics and goes on, so that one run tells all of them.
public struct SiteBuild {
    private let options: BuildOptions
    /// What is built, in the place of what the content folder holds.
    private let given: ContentSources?
    private let progress: (any ProgressReport)?
    private var report = BuildReport()
    private var configuration = SiteConfiguration()
    private var baseline = Baseline()
    /// What has been reported so far, whether or not the baseline knows it.
    private var found: [Diagnostic] = []

    /// Builds and publishes a site, or checks it where the options name no output.
    ///
    /// - Parameter sources: What is built, in the place of what the content folder holds.
    public static func run(
        _ options: BuildOptions, sources: ContentSources? = nil, progress: (any ProgressReport)? = nil
    ) async -> BuildReport {
        var build = SiteBuild(options, sources, progress: progress)
        do {
            try await build.run()
        } catch {
            build.fail(error)
        }
        build.report.diagnostics.sort()
        return build.report
    }

    private init(_ options: BuildOptions, _ sources: ContentSources?, progress: (any ProgressReport)?) {
        self.options = options
        given = sources
        self.progress = progress
    }

    private mutating func run() async throws {
        // Refused before any work: a folder that the generator did not make.
        let output = try options.output.map { try OutputFolder($0, inputs: [options.content]) }
        // Before anything is read: of two builds, the one that was started later reads later and publishes later.
        let staged = await stage(output)
        defer { staged?.discard() }

        let all = if let given { given } else { await ContentReader.read(folder: options.content, jobs: options.jobs) }
        var sources = options.includesDrafts ? all : all.published
        if let baseURL = options.baseURL { sources.configuration.baseURL = baseURL }
        configuration = sources.configuration
        if options.ignoresBaseline { sources.baseline = Baseline() }
        baseline = sources.baseline

        for folder in options.themeFolders(for: configuration) { try output?.checkApart(from: folder) }
        let theme = Result { [options, configuration] () throws(Diagnostic) in
            try options.loadTheme(for: configuration)
        }
        let site = await Site.compose(
            sources, theme: (try? theme.get()) ?? .empty, version: options.version, jobs: options.jobs,
            progress: progress(of: "Rendering prose", sources.definitions.count))
        add(site.theme.diagnostics + site.diagnostics)
        report.links = site.links
        // What is wrong with anchors is told all the same.
        if case .failure(let problem) = theme { fail(problem) }
        try await publish(site, by: staged, hasTheme: (try? theme.get()) != nil)
    }

    /// A place to build at, until which it waits for other builds.
    ///
    /// - Returns: `nil` where there is none, which is reported: what is wrong with the content is told all the same.
    private mutating func stage(_ output: OutputFolder?) async -> StagedSite? {
        do {
            return try await output?.stage { [progress] seconds in
                progress?.report(
                    "Waiting for another build, seconds", done: seconds,
                    total: Int(OutputFolder.patience.components.seconds))
            }
        } catch {
            fail(error)
            return nil
        }
    }

    /// Writes the pages and the files they load, checks what only finished pages can tell, and publishes.
    private mutating func publish(_ site: Site, by staged: StagedSite?, hasTheme: Bool) async throws {
        // Pages of content with errors are composed for their anchors, but not written.
        let staging = hasErrors ? nil : staged
        let keys = site.addresses.pages.map(\.key)
        // Pages without a shell would say nothing.
        let map = hasTheme ? SiteMap(site) : nil
        let pages = try await site.makePages(
            keys, jobs: options.jobs, scannedBy: map, progress: progress(of: "Writing pages", keys.count)
        ) { address, bytes in try staging?.write(bytes, to: address.path) }
        report.pages = keys.count
        add(site.anchorProblems(in: pages))
        if let map { add(await site.outputProblems(in: pages, map, jobs: options.jobs)) }
        report.mendedEntries = baseline.compare(found).gone.count { !site.isDraft($0.path) }
        if hasErrors {
            let isOfTheSystem = report.diagnostics.contains { $0.rule.isOfTheSystem }
            report.outcome = isOfTheSystem ? .couldNotReadOrWrite : .contentHasErrors
        }
        guard let staging, !hasErrors else { return }
        try await write(site.files, to: staging) { try site.bytes(of: $0) }
        let index = await site.searchIndex(of: pages.map(\.text), jobs: options.jobs)
        try await write(index.files.map { ($0.address.path, $0.bytes) }, to: staging) { $0 }
        let changes = try staging.publish()
        report.changedFiles = changes.written + changes.removed
    }

    private func write<File: Sendable>(
        _ files: [(path: String, file: File)], to site: StagedSite,
        bytes: @Sendable @escaping (File) throws -> [UInt8]
    ) async throws {
        let results = await parallelMap(files, jobs: options.jobs) { path, file in
            Result { try site.write(bytes(file), to: path) }
        }
        for result in results { try result.get() }
    }

    /// Adds problems to the report, as the site wants to have them told.
    private mutating func add(_ diagnostics: [Diagnostic]) {
        found += configuration.leveled(diagnostics)
        (report.diagnostics, report.known, _) = baseline.compare(found)
    }

    private var hasErrors: Bool { report.errors > 0 || (options.isStrict && report.warnings > 0) }

    private mutating func fail(_ error: any Error) {
        let diagnostic =
            error as? Diagnostic
            ?? Diagnostic(
                cannotWrite: options.output ?? "", error, help: "the last published site is untouched")
        add([diagnostic])
        report.outcome = diagnostic.rule.isOfTheSystem ? .couldNotReadOrWrite : .contentHasErrors
    }

    private func progress(of step: String, _ total: Int) -> (@Sendable (Int) -> Void)? {
        guard let progress else { return nil }
        return { done in progress.report(step, done: done, total: total) }
    }
}

extension Rule {
    /// Whether a problem lies in files that can't be read or written rather than in what they say.
    var isOfTheSystem: Bool {
        switch self {
        case .unreadableFile, .unwritableOutput, .foreignOutput, .missingTheme: true
        default: false
        }
    }
}
