import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import PageRendering
import SearchIndexing

/// A site, linked and composed: every file of it can be made, in any order and at any time, and none is made yet.
///
/// So a site that changes while it is looked at costs what is looked at.
public struct Site: Sendable {
    /// Where the pages stand.
    public var addresses: AddressBook { composer.addresses }
    /// What is wrong with it, as far as it can be told before pages are made, see `anchorProblems`.
    public let diagnostics: [Diagnostic]
    /// Links of the prose to pages of the site.
    public var links: Int { linked.library.linkCount }

    let linked: LinkedFramework
    let sources: ContentSources
    /// What the pages look like.
    public let theme: Theme
    let writer: PageWriter
    let composer: PageComposer
    let frame: Frame
    /// Composes the pages as they would be without supplements.
    private let plain: PageComposer
    private let consolidation: Consolidation

    /// What does not change with the text of files.
    struct Frame {
        let menu: [(title: String, page: PageKey)]
        let redirects: [Redirect]
        /// What menu and redirects report.
        let problems: [Diagnostic]
        let registers: [(register: Register, domain: String?)]
        /// Where the pages stand that files are sources of, by the paths of the files as the user would type them.
        let addressesBySource: [String: Address]
    }

    /// Puts a site together.
    ///
    /// - Parameters:
    ///   - sources: What the content folder says.
    ///   - version: The generator's version, for the foot of the pages.
    ///   - progress: Called with the number of texts rendered so far, from any task.
    public static func compose(
        _ sources: ContentSources, theme: Theme, version: String, jobs: Int,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async -> Site {
        let linked = await LinkedFramework.link(sources, jobs: jobs, progress: progress)
        return await compose(linked, sources, theme: theme, version: version, jobs: jobs)
    }

    private static func compose(
        _ linked: LinkedFramework, _ sources: ContentSources, theme: Theme, version: String, jobs: Int
    ) async -> Site {
        let frame = Frame(linked, sources.configuration)
        let plain = PageComposer(
            linked.framework, addresses: linked.addresses.with(frame.registers), library: linked.library,
            configuration: sources.configuration)
        let consolidation = await Consolidation(linked.amendments, of: plain, sources: sources, jobs: jobs)
        let composer =
            consolidation.pages.isEmpty
            ? plain.with(linked.framework, linked.library, amendments: linked.amendments)
            : PageComposer(
                linked.framework, addresses: linked.addresses.with(frame.registers, consolidated: consolidation.pages),
                library: linked.library, configuration: sources.configuration, amendments: linked.amendments,
                consolidation: consolidation)
        return Site(
            linked, sources, theme, frame, plain: plain, composer: composer,
            writer: PageWriter(composer, menu: frame.menu, version: version), consolidation: consolidation)
    }

    private init(
        _ linked: LinkedFramework, _ sources: ContentSources, _ theme: Theme, _ frame: Frame, plain: PageComposer,
        composer: PageComposer, writer: PageWriter, consolidation: Consolidation
    ) {
        self.linked = linked
        self.sources = sources
        self.theme = theme
        self.frame = frame
        self.plain = plain
        self.composer = composer
        self.writer = writer
        self.consolidation = consolidation
        let known = linked.diagnostics + frame.problems
        diagnostics = known + consolidation.diagnostics(besides: known)
    }

    /// The site with changed sources. What it shows is what a site composed from these would show, but nothing is worked out
    /// that can be taken over.
    ///
    /// - Parameters:
    ///   - sources: The sources as they are now.
    ///   - paths: The files that have changed, by their paths in the content folder.
    ///   - version: The generator's version.
    public func following(
        _ sources: ContentSources, changed paths: Set<String>, version: String, jobs: Int
    ) async -> Site {
        if let site = await replacingProse(in: sources, at: paths, jobs: jobs) { return site }
        let isOfDefinitions = paths.allSatisfy { $0.hasSuffix(".xml") || $0.hasSuffix(".md") }
        if isOfDefinitions, let successor = await linked.successor(of: sources) {
            return await replacingFacts(by: successor, in: sources, version: version, jobs: jobs)
        }
        return await Self.compose(sources, theme: theme, version: version, jobs: jobs)
    }

    /// The site with other facts of the same definitions, at the same addresses.
    private func replacingFacts(
        by successor: LinkedFramework.Successor, in sources: ContentSources, version: String, jobs: Int
    ) async -> Site {
        // What pages are called does not wait for prose.
        async let namedWriter = PageWriter(
            PageComposer(
                successor.framework, addresses: addresses, library: self.linked.library,
                configuration: sources.configuration),
            menu: frame.menu, version: version)
        let linked = await linked.replacingFacts(by: successor, in: sources, jobs: jobs)
        let frame = Frame(linked, sources.configuration)
        guard frame.registers.elementsEqual(self.frame.registers, by: ==) else {
            return await Self.compose(linked, sources, theme: theme, version: version, jobs: jobs)
        }
        let writer = await namedWriter
        let plain =
            self.consolidation.pages.isEmpty
            ? writer.composer.with(linked.framework, linked.library)
            : PageComposer(
                linked.framework, addresses: self.plain.addresses, library: linked.library,
                configuration: sources.configuration)
        let consolidation = await Consolidation(linked.amendments, of: plain, sources: sources, jobs: jobs)
        guard consolidation.pages.elementsEqual(self.consolidation.pages, by: ==) else {
            return await Self.compose(linked, sources, theme: theme, version: version, jobs: jobs)
        }
        let composer = writer.composer.with(
            linked.framework, linked.library, amendments: linked.amendments, consolidation: consolidation)
        return Site(
            linked, sources, theme, frame, plain: plain, composer: composer, writer: writer.with(composer),
            consolidation: consolidation)
    }

    /// The site with other text in some Markdown files.
    ///
    /// - Returns: `nil` where more has changed than text.
    private func replacingProse(in sources: ContentSources, at paths: Set<String>, jobs: Int) async -> Site? {
        guard let linked = await linked.replacingProse(in: sources, at: paths, jobs: jobs) else { return nil }
        if !linked.library.hasSameRegisters {
            let registers = linked.library.registers(of: linked.framework)
            guard registers.elementsEqual(frame.registers, by: ==) else { return nil }
        }
        let plain = plain.with(linked.framework, linked.library)
        var consolidation = consolidation
        if !linked.library.hasSameSections || !consolidation.isIndependent(of: paths)
            || linked.library.hasChangedAmendments
        {
            consolidation = await Consolidation(linked.amendments, of: plain, sources: sources, jobs: jobs)
            guard consolidation.pages.elementsEqual(self.consolidation.pages, by: ==) else { return nil }
        }
        let composer = composer.with(
            linked.framework, linked.library, amendments: linked.amendments, consolidation: consolidation)
        return Site(
            linked, sources, theme, frame, plain: plain, composer: composer, writer: writer.with(composer),
            consolidation: consolidation)
    }

    /// The site in another theme.
    public func with(_ theme: Theme) -> Site {
        Site(
            linked, sources, theme, frame, plain: plain, composer: composer, writer: writer,
            consolidation: consolidation)
    }
}

extension Site.Frame {
    fileprivate init(_ linked: LinkedFramework, _ configuration: SiteConfiguration) {
        let (menu, menuProblems) = linked.resolver.menu(configuration.menu)
        let (redirects, redirectProblems) = linked.resolver.redirects(configuration.redirects)
        self.menu = menu
        self.redirects = redirects
        problems = menuProblems + redirectProblems
        registers = linked.library.registers(of: linked.framework)
        addressesBySource = Self.addressesBySource(of: linked.framework, linked.addresses)
    }

    private static func addressesBySource(of framework: Framework, _ addresses: AddressBook) -> [String: Address] {
        var pages: [String: Address] = [:]
        for page in framework.pages { pages[page.file.displayPath] = addresses[PageKey(page)] }
        for (key, file) in framework.prose { pages[file.file.displayPath] = addresses[key] }
        for keys in framework.definitionsByFile.values where keys.count == 1 {
            guard let path = framework[keys[0]]?.identity.place.path else { continue }
            pages[path] = addresses[keys[0]]
        }
        return pages
    }
}
