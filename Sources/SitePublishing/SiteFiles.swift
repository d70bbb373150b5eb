import ContentReading
import Diagnostics
import LinkResolution
import PageRendering
import SearchIndexing

/// A file of a site that is no page, and does not stand beside one.
enum SiteFile: Sendable {
    /// A file of the content folder, by its path on disk.
    case copied(String)
    /// A file of the theme.
    case asset(ThemeAssets.Asset)
    case scriptData(ScriptData.File)
    /// All definitions, for programs.
    case framework
    /// What other sites can link to.
    case inventory
    /// What tells browsers how to search the site.
    case openSearch
    case redirect(Redirect)
    /// What hosts and search engines read.
    case host(HostFiles.File)
}

/// What comes of making pages besides their files.
struct PageYield: Sendable {
    /// The anchors on the page.
    let anchors: [String]
    let text: PageText
    /// What the page's tags name, where that is asked for.
    let scan: PageScan?
}

extension Site {
    /// The files besides pages and the index of the search, by where they stand.
    var files: [(path: String, file: SiteFile)] {
        var files = theme.assets.all.map { ($0.address.path, SiteFile.asset($0)) }
        files += sources.assets.map { ($0.path, .copied($0.displayPath)) }
        files += writer.scriptData.files.map { ($0.address.path, .scriptData($0)) }
        files.append((Address.framework.path, .framework))
        files.append((Address.inventory.path, .inventory))
        if sources.configuration.baseURL != nil { files.append((Address.openSearch.path, .openSearch)) }
        files += frame.redirects.map { ($0.address.path, .redirect($0)) }
        files += hostFiles.all.map { ($0.path, .host($0)) }
        return files
    }

    private var hostFiles: HostFiles {
        HostFiles(sources.configuration, assets: theme.assets, redirects: frame.redirects, pages: writer.listedPages) {
            [addresses] path in addresses.asset(path) != nil
        }
    }

    /// The bytes of a file.
    ///
    /// - Throws: A `Diagnostic` of rule `unreadable-file`.
    func bytes(of file: SiteFile) throws(Diagnostic) -> [UInt8] {
        switch file {
        case .copied(let path): return try SourceText.read(path).bytes
        case .asset(let asset): return asset.bytes
        case .host(let file): return hostFiles.bytes(of: file)
        case .scriptData(let data): return writer.scriptData.bytes(of: data)
        case .framework: return writer.dataOfFramework()
        case .inventory: return writer.inventory()
        case .openSearch: return writer.openSearchDescription(theme) ?? []
        case .redirect(let redirect):
            let configuration = sources.configuration
            return RedirectPage.bytes(
                for: redirect, baseURL: configuration.baseURL, language: configuration.language)
        }
    }

    /// Makes pages, and calls for each with its file and those beside it.
    ///
    /// - Parameters:
    ///   - map: What the site has, where what the pages' tags name is to be looked at.
    ///   - listsExternals: Whether addresses of other sites are wanted.
    ///   - isCancellable: Whether nobody waits for the outcome once the task is cancelled.
    ///   - take: Called from several tasks.
    /// - Returns: What else came of the pages, in the order of their keys; less where it was cancelled.
    func makePages(
        _ keys: [PageKey], jobs: Int, scannedBy map: SiteMap? = nil, listsExternals: Bool = false,
        isCancellable: Bool = false, progress: (@Sendable (Int) -> Void)? = nil,
        take: @Sendable @escaping (Address, [UInt8]) throws -> Void
    ) async throws -> [PageYield] {
        let results = await parallelMap(
            keys, jobs: jobs,
            worker: { (PageShell(theme), map.map { PageScanner($0, listsExternals: listsExternals) }) },
            progress: progress,
            step: { worker, key in
                Result {
                    let (shell, scanner) = worker
                    if isCancellable, Task.isCancelled { return nil as PageYield? }
                    guard let file = writer.file(for: key, shell: shell) else { return nil as PageYield? }
                    try take(file.address, file.bytes)
                    for data in file.data { try take(data.address, data.bytes) }
                    let scan = scanner?.scan(file.bytes, of: file.address, root: writer.root(of: key, at: file.address))
                    return PageYield(anchors: file.anchors, text: file.text, scan: scan)
                }
            })
        return try results.compactMap { try $0.get() }
    }

    /// The index of the search over pages.
    ///
    /// - Parameter texts: What all pages say.
    func searchIndex(of texts: [PageText], jobs: Int) async -> SearchIndex {
        let framework = linked.framework
        let builder = RecordBuilder(framework, addresses: addresses, library: linked.library)
        return await SearchIndex.build(
            builder.records(of: texts, jobs: jobs), domains: framework.domains.map { ($0.id, $0.name) }, jobs: jobs)
    }

    /// Checks the anchors that links and redirects lead to: reports `broken-anchor`.
    ///
    /// - Parameter pages: The pages that they lead to, at least.
    func anchorProblems(in pages: [PageYield]) -> [Diagnostic] {
        var table = AnchorTable()
        for page in pages { table.add(page.anchors, of: page.text.address) }
        return linked.library.checkAnchors(table, addresses: addresses) + table.check(frame.redirects)
    }
}

extension Site {
    /// A file of a page or beside one.
    ///
    /// - Parameter path: The path in the site.
    /// - Returns: `nil` for what belongs to no page.
    public func pageFile(at path: String) -> [UInt8]? {
        guard let page = page(for: path), let file = writer.file(for: page, shell: PageShell(theme)) else { return nil }
        return file.address.path == path ? file.bytes : file.data.first { $0.address.path == path }?.bytes
    }

    /// The page that a host shows for addresses that the site does not have.
    ///
    /// - Parameter root: What leads from any depth to the root of the site.
    public func pageForMissing(root: String) -> [UInt8]? {
        writer.file(for: .notFound, shell: PageShell(theme), root: root)?.bytes
    }

    /// Makes the pages that links to anchors lead to, and checks the anchors: reports `broken-anchor`, or nothing where the
    /// task is cancelled.
    public func anchorProblems(jobs: Int) async -> [Diagnostic] {
        var pages = linked.library.pagesWithLinkedAnchors(addresses)
        for case .page(let page) in frame.redirects.map(\.target.target) { pages.insert(page.address) }
        let keys = pages.sorted().compactMap { addresses.page(at: $0.path) }
        let made = try? await makePages(keys, jobs: jobs, isCancellable: true) { _, _ in }
        return Task.isCancelled ? [] : anchorProblems(in: made ?? [])
    }

    /// Checks what finished pages and stylesheets name: reports `broken-output-link` and `duplicate-anchor`.
    ///
    /// - Parameter pages: All pages, with what their tags name.
    func outputProblems(in pages: [PageYield], _ map: SiteMap, jobs: Int) async -> [Diagnostic] {
        let styles = files.compactMap { path, file -> (String, SourceText)? in
            switch file {
            case .asset(let asset) where asset.name.hasSuffix(".css"): (asset.name, asset.source)
            // What can't be read is reported where it is copied.
            case .copied(let source) where path.hasSuffix(".css"): (try? SourceText.read(source)).map { (path, $0) }
            default: nil
            }
        }
        return await OutputCheck(site: self, map: map).problems(in: pages.compactMap(\.scan), jobs: jobs)
            + StyleCheck(map: map, assets: theme.assets).problems(in: styles)
    }

    /// Makes all pages and checks what they name, as `outputProblems(in:)`; reports nothing where the task is cancelled.
    public func outputProblems(jobs: Int) async -> [Diagnostic] {
        let map = SiteMap(self)
        let made = try? await makePages(
            addresses.pages.map(\.key), jobs: jobs, scannedBy: map, isCancellable: true
        ) { _, _ in }
        return Task.isCancelled ? [] : await outputProblems(in: made ?? [], map, jobs: jobs)
    }

    /// The files of the index of the search, by path.
    public func searchFiles(jobs: Int) async -> [String: [UInt8]] {
        let pages = try? await makePages(addresses.pages.map(\.key), jobs: jobs) { _, _ in }
        let index = await searchIndex(of: (pages ?? []).map(\.text), jobs: jobs)
        return Dictionary(index.files.map { ($0.address.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Site {
    /// A file that is no page, does not stand beside one and is not of the index of the search.
    ///
    /// - Parameter path: The path in the site.
    /// - Returns: `nil` where there is none, or where it can't be read.
    public func otherFile(at path: String) -> [UInt8]? {
        // A page loads many of these, and other files are told of by the whole site.
        if let asset = theme.assets.all.first(where: { $0.address.path == path }) { return asset.bytes }
        return files.first { $0.path == path }.flatMap { try? bytes(of: $0.file) }
    }
}
