import ContentReading
import Diagnostics
import PageRendering
import SitePublishing

/// The site as its sources are now: put together anew after each change, in memory.
///
/// Pages are made when they are asked for, so a change costs what it changes of the whole (see `Site.following`) and
/// the pages in view.
public actor PreviewedSite: ServedSite {
    private let options: BuildOptions
    private let editor: EditorLink?
    private var folder: ContentFolder
    private var theme = Result<Theme, Diagnostic>.success(.empty)
    /// The folders of the theme as they were when it was loaded.
    private var themeFolders: [String]
    /// The site as the sources are.
    private var site: Site?
    /// The last site without errors: what it shows stays where sources have errors.
    private var lastGood: Site?
    private var state = PreviewState()
    /// The site before: to let go of it takes long enough to be noticed, and has time until the page in view is served.
    private var retired: Site?
    /// Files of the present site that took long to make.
    private var searchFiles: Task<[String: [UInt8]], Never>?
    private var anchorCheck: Task<Void, Never>?
    private var listeners: [Int: AsyncStream<BuiltSite>.Continuation] = [:]
    private var listenerCount = 0
    /// How long a browser has to fetch the page in view.
    private static let pauseBeforeAnchors = Duration.milliseconds(100)
    private var last = BuiltSite(number: 0)
    private var lastChangeOfAssets = 0

    /// - Parameters:
    ///   - options: What is previewed; there is no output.
    ///   - editor: How links open files in the editor's program.
    public init(_ options: BuildOptions, editor: EditorLink?) {
        self.options = options
        self.editor = editor
        folder = ContentFolder(options.content, jobs: options.jobs)
        themeFolders = options.themeFolders(for: folder.sources.configuration)
    }

    // MARK: Building

    /// The folders whose changes matter.
    public var watchedFolders: [String] { [options.content] + themeFolders }

    /// What a build reports.
    public struct Report: Sendable {
        /// All problems, sorted by file and position.
        public let diagnostics: [Diagnostic]
        public let pages: Int
        public let milliseconds: Double

        public var errors: Int { diagnostics.count { $0.severity == .error } }
        public var warnings: Int { diagnostics.count { $0.severity == .warning } }
    }

    /// Builds the site after a change.
    ///
    /// - Parameter paths: The paths of files that may have changed, below the watched folders as these are named; `nil`
    ///   where nobody knows.
    @discardableResult
    public func update(_ paths: Set<String>? = nil) async -> Report {
        let start = ContinuousClock.now
        // It is of a site that is no more, and would take one of the processors.
        anchorCheck?.cancel()
        let changes = await read(paths)
        await compose(changes)
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        let number = last.number + 1
        state.build(
            number, milliseconds: milliseconds, site: site, lastGood: lastGood, diagnostics: diagnostics,
            editor: editor)
        if changes.hasAssets || !changes.styles.isEmpty { lastChangeOfAssets = number }
        tell(
            BuiltSite(
                number: number, changedStyles: changes.styles, hasChangedAssets: changes.hasAssets,
                lastChangeOfAssets: lastChangeOfAssets))
        checkAnchors(number)
        return Report(
            diagnostics: state.diagnostics, pages: site?.addresses.pages.count ?? 0, milliseconds: milliseconds)
    }

    /// Waits for what a build leaves for later: the anchors that links lead to.
    ///
    /// - Returns: What the last build reports when all is known.
    public func finish() async -> [Diagnostic] {
        await anchorCheck?.value
        return state.diagnostics
    }

    /// What has changed of the sources.
    private struct Changes {
        var content: Set<String> = []
        var styles: [String] = []
        var hasAssets = false
    }

    private func read(_ paths: Set<String>?) async -> Changes {
        var changes = Changes()
        let content = FileSystem.withoutTrailingSlashes(options.content)
        var folder = folder
        changes.content = await folder.update(paths.map { $0.below(content) })
        self.folder = folder
        let oldAssets = ((try? theme.get()) ?? .empty).assets
        let newFolders = options.themeFolders(for: folder.sources.configuration)
        let hasThemeChanged = paths.map { paths in themeFolders.contains { !paths.below($0).isEmpty } } ?? true
        if site == nil || hasThemeChanged || newFolders != themeFolders {
            theme = Result { [options, folder] () throws(Diagnostic) in
                try options.loadTheme(for: folder.sources.configuration)
            }
        }
        themeFolders = newFolders
        let changed = ((try? theme.get())?.assets ?? oldAssets).changed(since: oldAssets)
        changes.styles = changed.map(\.path).filter { $0.hasSuffix(".css") }
        changes.hasAssets =
            changed.count > changes.styles.count || paths == nil || changes.content.contains(where: \.isAsset)
        return changes
    }

    private func compose(_ changes: Changes) async {
        var sources = folder.sources
        if let baseURL = options.baseURL { sources.configuration.baseURL = baseURL }
        let theme = (try? theme.get()) ?? site?.theme ?? .empty
        let old = site
        let text = changes.content.filter { !$0.isAsset || !hasAsset($0) || site?.hasAsset(at: $0) != true }
        if let site, text.isEmpty {
            self.site = site.with(theme)
        } else if let site {
            self.site = await site.following(
                sources, changed: text, version: options.version, jobs: options.jobs
            ).with(theme)
        } else {
            site = await Site.compose(sources, theme: theme, version: options.version, jobs: options.jobs)
        }
        retired = old
        searchFiles?.cancel()
        searchFiles = nil
        if !diagnostics.contains(where: { $0.severity == .error }) { lastGood = site }
    }

    private func hasAsset(_ path: String) -> Bool { folder.sources.assets.contains { $0.path == path } }

    /// What is known to be wrong before anchors are checked.
    private var diagnostics: [Diagnostic] {
        var diagnostics = folder.sources.told((site?.diagnostics ?? []) + ((try? theme.get())?.diagnostics ?? []))
        if case .failure(let problem) = theme { diagnostics.append(problem) }
        return diagnostics
    }

    /// Checks anchors when all else is done and nobody waits for a page: many pages have to be made for it.
    private func checkAnchors(_ number: Int) {
        guard let site else { return }
        let hasTheme = (try? theme.get()) != nil
        anchorCheck = Task(priority: .utility) { [folder] in
            try? await Task.sleep(for: Self.pauseBeforeAnchors)
            guard !Task.isCancelled else { return }
            retired = nil
            let anchors = await site.anchorProblems(jobs: 1)
            take(folder.sources.told(anchors), of: number)
            guard hasTheme else { return }
            // All pages have to be made for this one: what is wrong with links of the prose is told before.
            take(folder.sources.told(anchors + (await site.outputProblems(jobs: 1))), of: number)
        }
    }

    /// Takes over what is wrong with finished pages, and tells where that is news.
    private func take(_ problems: [Diagnostic], of number: Int) {
        guard !Task.isCancelled, number == last.number, state.takeAnchors(problems) else { return }
        tell(BuiltSite(number: number, lastChangeOfAssets: lastChangeOfAssets))
    }

    private func tell(_ build: BuiltSite) {
        last = build
        for listener in listeners.values { listener.yield(build) }
    }

    // MARK: Serving

    public var number: Int { last.number }

    public nonisolated func builds() -> AsyncStream<BuiltSite> {
        let (stream, continuation) = AsyncStream.makeStream(of: BuiltSite.self, bufferingPolicy: .bufferingNewest(16))
        Task { await listen(continuation) }
        return stream
    }

    private func listen(_ listener: AsyncStream<BuiltSite>.Continuation) {
        let number = listenerCount
        listenerCount += 1
        listeners[number] = listener
        listener.onTermination = { [weak self] _ in Task { await self?.forget(number) } }
        listener.yield(BuiltSite(number: last.number, lastChangeOfAssets: lastChangeOfAssets))
    }

    private func forget(_ listener: Int) { listeners[listener] = nil }

    public func file(at path: String) async -> [UInt8]? {
        guard let site else { return nil }
        let shown = state.isStale(path) ? lastGood ?? site : site
        if let bytes = await Self.make(path, of: shown) { return bytes }
        guard path.hasPrefix("assets/data/") else { return nil }
        let files = searchFiles ?? Task { [options] in await site.searchFiles(jobs: options.jobs) }
        searchFiles = files
        return await files.value[path]
    }

    /// The preview has a host to itself.
    public func pageForMissing() async -> [UInt8]? { site?.pageForMissing(root: "/") }

    /// Away from the actor: a page that takes long must not hold up others.
    @concurrent
    private static func make(_ path: String, of site: Site) async -> [UInt8]? {
        site.pageFile(at: path) ?? site.otherFile(at: path)
    }

    public func state(of page: String?) async -> [UInt8] { state.json(of: page) }
}

extension Set<String> {
    /// The paths that lie in a folder, from there on.
    fileprivate func below(_ folder: String) -> Set<String> {
        Set(lazy.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) })
    }
}

extension String {
    /// Whether a file of the content folder is published as it is.
    fileprivate var isAsset: Bool { ContentFile(path: self, folder: "")?.kind == .asset }
}
