import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import PageRendering
import SearchIndexing

/// The pipeline, from a content folder to a published site. Read this first.
///
/// ```
/// read → model → addresses → prose → pages → search index → published
/// ```
///
/// Every stage reports its problems as diagnostics and goes on, so that one run tells all of them.
public struct SiteBuild {
    private let options: BuildOptions
    /// What is built, in the place of what the content folder holds.
    private let given: ContentSources?
    private let progress: (any ProgressReport)?
    private var report = BuildReport()
    private var checks: [Rule: SiteConfiguration.CheckLevel] = [:]

    /// Builds and publishes a site, or checks it where the options name no output.
    ///
    /// - Parameter sources: What is built, in the place of what the content folder holds.
    public static func run(
        _ options: BuildOptions, sources: ContentSources? = nil, progress: (any ProgressReport)? = nil
    ) async -> BuildReport {
        var build = SiteBuild(options, sources, progress: progress)
        do {
            try await build.run()
        } catch let diagnostic as Diagnostic {
            build.fail(diagnostic)
        } catch let error as FileSystemError {
            build.fail(
                Diagnostic(
                    .unwritableOutput, at: SourceLocation(path: error.path), "can't be written: \(error.reason)",
                    help: "the last published site is untouched"))
        } catch {
            build.fail(Diagnostic(.unwritableOutput, at: SourceLocation(path: options.output ?? ""), "\(error)"))
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

        var sources =
            if let given { given } else { await ContentReader.read(folder: options.content, jobs: options.jobs) }
        if let baseURL = options.baseURL { sources.configuration.baseURL = baseURL }
        let configuration = sources.configuration
        checks = configuration.checks

        let linked = await LinkedFramework.link(
            sources, jobs: options.jobs, progress: progress(of: "Rendering prose", sources.definitions.count))
        let (framework, library, resolver) = (linked.framework, linked.library, linked.resolver)
        let (menu, menuProblems) = resolver.menu(configuration.menu)
        let (redirects, redirectProblems) = resolver.redirects(configuration.redirects)
        add(linked.diagnostics + menuProblems + redirectProblems)
        report.links = library.linkCount

        let themeFolder = Theme.folder(options.theme ?? configuration.theme, content: options.content)
        try output?.checkApart(from: themeFolder)
        let theme = try Theme.load(themeFolder, namedAt: options.theme == nil ? configuration.themeLocation : nil)
        let registers = library.registers(of: framework)
        let plain = PageComposer(
            framework, addresses: linked.addresses.with(registers), library: library, configuration: configuration)
        let consolidation = await Consolidation(
            linked.amendments, of: plain, sources: sources, known: report.diagnostics, jobs: options.jobs)
        add(consolidation.diagnostics)
        let pages = linked.addresses.with(registers, consolidated: consolidation.pages)
        let composer = PageComposer(
            framework, addresses: pages, library: library, configuration: configuration, amendments: linked.amendments,
            consolidation: consolidation)
        let writer = PageWriter(composer, menu: menu, version: options.version)
        let site = ComposedSite(
            writer: writer, theme: theme, addresses: pages, library: library, assets: sources.assets,
            redirects: redirects, configuration: configuration, framework: framework)
        try await publish(site, to: output)
    }

    /// All that is known before pages are written.
    private struct ComposedSite {
        let writer: PageWriter
        let theme: Theme
        let addresses: AddressBook
        let library: ProseLibrary
        let assets: [ContentFile]
        let redirects: [Redirect]
        let configuration: SiteConfiguration
        let framework: Framework
    }

    /// Writes the pages and the files they load, checks what only finished pages can tell, and publishes.
    private mutating func publish(_ site: ComposedSite, to output: OutputFolder?) async throws {
        // Pages of content with errors are composed for their anchors, but not written.
        let staging = hasErrors ? nil : output
        defer { staging?.discard() }
        try staging?.stage()
        let (anchors, texts) = try await writePages(site, to: staging)
        add(site.library.checkAnchors(anchors, addresses: site.addresses) + anchors.check(site.redirects))
        if hasErrors {
            let isOfTheSystem = report.diagnostics.contains { $0.rule.isOfTheSystem }
            report.outcome = isOfTheSystem ? .couldNotReadOrWrite : .contentHasErrors
        }
        guard let staging, !hasErrors else { return }
        for asset in site.theme.assets { try copy(asset.path, to: asset.address, of: staging) }
        for asset in site.assets { try copy(asset.displayPath, to: asset.path, of: staging) }
        try await writeScriptData(site.writer.scriptData, to: staging)
        try await writeSearchIndex(of: texts, site, to: staging)
        try staging.write(site.writer.dataOfFramework(), to: Address.framework.path)
        if let description = site.writer.openSearchDescription() {
            try staging.write(description, to: Address.openSearch.path)
        }
        for redirect in site.redirects {
            let page = RedirectPage.bytes(
                for: redirect, baseURL: site.configuration.baseURL, language: site.configuration.language)
            try staging.write(page, to: redirect.address.path)
        }
        try staging.publish()
    }

    private mutating func writePages(
        _ site: ComposedSite, to output: OutputFolder?
    ) async throws -> (AnchorTable, [PageText]) {
        let writer = site.writer
        let theme = site.theme
        let results = await parallelMap(
            site.addresses.pages.map(\.key), jobs: options.jobs, worker: { PageShell(theme) },
            progress: progress(of: "Writing pages", site.addresses.pages.count),
            step: { shell, key in
                Result {
                    guard let file = writer.file(for: key, shell: shell) else { return nil as WrittenPage? }
                    try output?.write(file.bytes, to: file.address.path)
                    for data in file.data { try output?.write(data.bytes, to: data.address.path) }
                    return WrittenPage(ids: file.anchors, text: file.text)
                }
            })
        var table = AnchorTable()
        let pages = try results.compactMap { try $0.get() }
        for page in pages { table.add(page.ids, of: page.text.address) }
        report.pages = results.count
        return (table, pages.map(\.text))
    }

    private func writeSearchIndex(of texts: [PageText], _ site: ComposedSite, to output: OutputFolder) async throws {
        let framework = site.framework
        let builder = RecordBuilder(framework, addresses: site.addresses, library: site.library)
        let index = await SearchIndex.build(
            builder.records(of: texts, jobs: options.jobs), domains: framework.domains.map { ($0.id, $0.name) },
            jobs: options.jobs)
        let results = await parallelMap(index.files, jobs: options.jobs) { file in
            Result { try output.write(file.bytes, to: file.address.path) }
        }
        for result in results { try result.get() }
    }

    private func writeScriptData(_ data: ScriptData, to output: OutputFolder) async throws {
        let results = await parallelMap(data.files, jobs: options.jobs) { file in
            Result { try output.write(data.bytes(of: file), to: file.address.path) }
        }
        for result in results { try result.get() }
    }

    private struct WrittenPage: Sendable {
        /// The anchors on the page.
        let ids: [String]
        let text: PageText
    }

    private func copy(_ path: String, to address: String, of output: OutputFolder) throws {
        try output.write(SourceText.read(path).bytes, to: address)
    }

    /// Adds problems to the report, as the site wants to have them told.
    private mutating func add(_ diagnostics: [Diagnostic]) {
        report.diagnostics += diagnostics.compactMap { diagnostic in
            switch checks[diagnostic.rule] {
            case .off: nil
            case .warning, nil: diagnostic
            case .error: diagnostic.with(.error)
            }
        }
    }

    private var hasErrors: Bool { report.errors > 0 || (options.isStrict && report.warnings > 0) }

    private mutating func fail(_ diagnostic: Diagnostic) {
        report.diagnostics.append(diagnostic)
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
