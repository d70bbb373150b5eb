import ContentReading
import FrameworkModel
import LinkResolution

/// Turns a page into the bytes of its file: composed, with navigation, in the theme's shell.
public struct PageWriter: Sendable {
    public private(set) var composer: PageComposer
    private var navigation: Navigation
    private let configuration: SiteConfiguration
    private let version: String
    /// What the theme's scripts load.
    public private(set) var scriptData: ScriptData
    /// Titles that several pages have, which need more words to be told apart.
    private let sharedTitles: Set<String>
    private let searchExamples: String

    /// - Parameter version: The generator's version, for the foot of the page.
    public init(_ composer: PageComposer, menu: [(title: String, page: PageKey)], version: String) {
        self.composer = composer
        self.version = version
        configuration = composer.configuration
        navigation = Navigation(composer, menu: menu)
        scriptData = ScriptData(composer)
        searchExamples = composer.searchExamples.joined(separator: "|")
        var titles: Set<String> = []
        var shared: Set<String> = []
        for (key, _) in composer.addresses.pages {
            let title = Self.windowTitle(key, composer)
            if !titles.insert(title).inserted { shared.insert(title) }
        }
        sharedTitles = shared
    }

    /// The writer of pages that are composed anew from other prose of the same definitions and pages, see
    /// `PageComposer.with`.
    public func with(_ composer: PageComposer) -> PageWriter {
        var writer = self
        writer.composer = composer
        writer.navigation.composer = composer
        writer.scriptData.composer = composer
        return writer
    }

    /// A finished page.
    public struct File: Sendable {
        public let address: Address
        public let bytes: [UInt8]
        /// The anchors on the page.
        public let anchors: [String]
        /// What the page says, for programs: the files beside it.
        public let data: [(address: Address, bytes: [UInt8])]
        /// What the page says, section by section, for search.
        public let text: PageText
    }

    /// All definitions in one file, for programs.
    public func dataOfFramework() -> [UInt8] { composer.dataOfFramework() }

    /// Everything that other sites can link to.
    public func inventory() -> [UInt8] { composer.inventory() }

    /// What tells browsers how to search the site; `nil` where the site does not know its own address.
    public func openSearchDescription(_ theme: Theme) -> [UInt8]? {
        guard let baseURL = configuration.baseURL, let search = composer.addresses[.search] else { return nil }
        let picture = theme.assets.published(Address("assets/favicon.svg"))
        return OpenSearchDescription.bytes(of: configuration.title, search: search, picture: picture, at: baseURL)
    }

    /// The pages that search engines are to list, and when each was last changed where the content tells.
    public func listedPages() -> [(address: Address, lastChange: String?)] {
        composer.addresses.pages.filter { $0.key.isForSearchEngines }.map {
            ($0.address, composer.lastChange(of: $0.key))
        }
    }

    /// What tells social networks and search engines what a page is.
    private func metadata(of page: PageContent) -> HTML {
        guard page.template == .page, page.key != .notFound else { return HTML() }
        var html = SocialMetadata.elements(for: page, configuration)
        html += LinkedData.element(for: page, in: composer)
        return html
    }

    /// The file of a page; `nil` for what the site does not have.
    ///
    /// - Parameter root: What leads from the page to the root of the site, where it is not `root(of:at:)`.
    public func file(for key: PageKey, shell: PageShell, root: String? = nil) -> File? {
        guard let page = composer.page(key) else { return nil }
        let root = root ?? self.root(of: page.key, at: page.address)
        let bytes = shell.assemble(values(for: page, in: shell), in: page.template, root: root)
        return File(
            address: page.address, bytes: bytes, anchors: page.headings.map(\.id) + page.ids,
            data: page.dataFiles.map { (page.address.data($0.format), $0.bytes) }, text: PageText(page))
    }

    /// What leads from a page to the root of the site.
    ///
    /// A host shows the page for missing addresses at any depth, so its links can't be relative where it is published.
    public func root(of page: PageKey, at address: Address) -> String {
        if page == .notFound, let baseURL = configuration.baseURL { return baseURL }
        return address.root
    }

    private func values(for page: PageContent, in shell: PageShell) -> [PageShell.Variable: HTML] {
        var values: [PageShell.Variable: HTML] = [:]
        func set(_ variable: PageShell.Variable, _ value: HTML) {
            if !value.isEmpty { values[variable] = value }
        }
        set(.language, "\(configuration.language)")
        set(.siteTitle, "\(configuration.title)")
        set(.siteTagline, "\(configuration.tagline)")
        set(.footerNote, "\(configuration.footer)")
        set(.version, "\(version)")
        set(.number, "\(page.number)")
        set(.title, "\(page.title)")
        set(.fullTitle, "\(fullTitle(of: page))")
        set(.description, "\(page.description)")
        set(.kind, "\(page.kind)")
        set(.pageClass, "\(page.cssClass)")
        if let baseURL = configuration.baseURL { set(.canonical, "\(baseURL + page.canonical.encoded)") }
        set(.alternates, alternates(of: page))
        set(.metadata, metadata(of: page))
        set(.badges, page.badges)
        set(.lead, page.lead)
        set(.body, page.body)
        // On paper there are no ways around the site.
        if page.template == .edition { return values }
        if !scriptData.panels.indices.isEmpty { set(.definitionShards, "\(scriptData.panels.indices.count)") }
        let scripts = page.scripts.filter(shell.hasScript).map(shell.theme.assets.published)
        set(.scripts, scripts.map { "<script src=\"\($0)\" defer></script>" }.joined(separator: "\n"))
        set(.searchExamples, "\(searchExamples)")
        set(.menu, navigation.menu(on: page))
        set(.breadcrumbs, navigation.breadcrumbs(of: page))
        set(.navigation, navigation.side(on: page))
        if page.showsContents { set(.contents, contents(of: page.headings)) }
        let (previous, next) = navigation.neighbors(of: page)
        set(.previous, previous)
        set(.next, next)
        return values
    }

    /// What names the files beside the page to programs.
    private func alternates(of page: PageContent) -> HTML {
        var links = page.dataFiles.filter { $0.format != .atom }.map { format, _ -> HTML in
            "<link rel=\"alternate\" type=\"\(format.mediaType)\" href=\"\(page.address.data(format))\">"
        }
        if let feed = page.feed.flatMap(composer.feedLink) {
            links.append(
                """
                <link rel="alternate" type="\(DataFormat.atom.mediaType)" title="\(feed.title)" href="\(feed.address)">
                """)
        }
        if page.template == .page, configuration.baseURL != nil, composer.addresses[.search] != nil {
            links.append(
                """
                <link rel="search" type="\(OpenSearchDescription.mediaType)" title="\(configuration.title)" href="\(Address.openSearch)">
                """)
        }
        return links.joined(separator: "\n")
    }

    /// The title of the browser's window or tab: no two pages share it.
    private func fullTitle(of page: PageContent) -> String {
        var title = Self.windowTitle(page.key, composer)
        if sharedTitles.contains(title) { title += " – \(page.address.path)" }
        return title == configuration.title ? title : "\(title) – \(configuration.title)"
    }

    private static func windowTitle(_ key: PageKey, _ composer: PageComposer) -> String {
        let title = composer.title(of: key)
        return switch key {
        case .definition(let definition): "\(title) – \(definition.kind.label)"
        case .edition: "\(title) – Print edition"
        default: title
        }
    }
}
