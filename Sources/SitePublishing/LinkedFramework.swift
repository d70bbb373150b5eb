import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import PageRendering

/// A framework with its prose rendered and its references followed: all that is known before pages are composed.
struct LinkedFramework {
    let framework: Framework
    let addresses: AddressBook
    let resolver: LinkResolver
    let texts: RenderedTexts
    let library: ProseLibrary
    let amendments: Amendments
    /// What the sources report by themselves.
    let sourceProblems: [Diagnostic]
    let modelProblems: [Diagnostic]
    let addressProblems: [Diagnostic]
    /// What the forms in prose report.
    private let formProblems: [Diagnostic]

    /// What the sources and every stage since report.
    var diagnostics: [Diagnostic] {
        sourceProblems + modelProblems + addressProblems + library.diagnostics + amendments.diagnostics
            + formProblems
    }

    /// Model, addresses, prose and amendments of what was read.
    static func link(
        _ sources: ContentSources, jobs: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) async -> LinkedFramework {
        let (framework, modelProblems) = ModelBuilder.assemble(sources)
        async let checks = ModelBuilder.check(framework)
        let (addresses, addressProblems) = AddressBook.assign(
            framework, assets: sources.assets, configuration: sources.configuration)
        let resolver = await LinkResolver.make(framework, addresses: addresses)
        let texts = await RenderedTexts.render(framework, resolver: resolver, jobs: jobs, progress: progress)
        let library = await ProseLibrary.assemble(texts, of: framework, resolver: resolver, jobs: jobs)
        return LinkedFramework(
            framework, sources, addresses, resolver, texts, library, modelProblems: await modelProblems + checks,
            addressProblems: addressProblems)
    }

    private init(
        _ framework: Framework, _ sources: ContentSources, _ addresses: AddressBook, _ resolver: LinkResolver,
        _ texts: RenderedTexts, _ library: ProseLibrary, modelProblems: [Diagnostic], addressProblems: [Diagnostic]
    ) {
        self.framework = framework
        self.addresses = addresses
        self.resolver = resolver
        self.texts = texts
        self.library = library
        self.modelProblems = modelProblems
        self.addressProblems = addressProblems
        amendments = Amendments(of: library, framework, sources: sources, resolver: resolver)
        sourceProblems = sources.diagnostics
        formProblems = library.formProblems(sources.configuration)
    }

    /// The same with other text in some Markdown files.
    ///
    /// - Parameters:
    ///   - sources: The sources as they are now.
    ///   - paths: The files that have changed, by their paths in the content folder.
    /// - Returns: `nil` where more has changed than text.
    func replacingProse(in sources: ContentSources, at paths: Set<String>, jobs: Int) async -> LinkedFramework? {
        let files = sources.prose.filter { paths.contains($0.file.path) }
        guard files.count == paths.count, let (framework, owners) = framework.replacing(files) else { return nil }
        let pages = zip(files, owners).map { file, owner in
            (page: owner.map(PageKey.definition) ?? PageKey(file), file: file)
        }
        guard let texts = texts.replacing(pages, resolver: resolver),
            let library = await library.replacing(texts, in: framework, resolver: resolver, jobs: jobs)
        else { return nil }
        return LinkedFramework(
            framework, sources, addresses, resolver, texts, library, modelProblems: modelProblems,
            addressProblems: addressProblems)
    }

    /// A framework of the same definitions and pages at the same addresses.
    struct Successor {
        let framework: Framework
        let resolver: LinkResolver
        fileprivate let problems: [Diagnostic]
    }

    /// The framework with other facts of the same definitions, and other text of the same pages.
    ///
    /// - Parameter sources: The sources as they are now, with the same configuration and the same files to be published as
    ///   they are.
    /// - Returns: `nil` where pages or addresses are others.
    func successor(of sources: ContentSources) async -> Successor? {
        let (framework, problems) = ModelBuilder.assemble(sources, following: self.framework)
        guard addressProblems.isEmpty, framework.hasSameFiles(as: self.framework) else { return nil }
        async let hasSameAddresses = framework.hasSameAddresses(as: self.framework)
        let hasSameNames = framework.hasSameNames(as: self.framework)
        let resolver = hasSameNames ? self.resolver : await LinkResolver.make(framework, addresses: addresses)
        guard await hasSameAddresses else { return nil }
        return Successor(framework: framework, resolver: resolver, problems: problems)
    }

    /// The same with other facts.
    func replacingFacts(by successor: Successor, in sources: ContentSources, jobs: Int) async -> LinkedFramework {
        let (framework, resolver) = (successor.framework, successor.resolver)
        async let checks = ModelBuilder.check(framework)
        let texts = await self.texts.following(framework, resolver: resolver, previous: self.resolver, jobs: jobs)
        let previous = ProseLibrary.Predecessor(
            library, of: self.framework, renamed: resolver.renamedPages(since: self.resolver))
        let library = await ProseLibrary.assemble(
            texts, of: framework, resolver: resolver, following: previous, jobs: jobs)
        return LinkedFramework(
            framework, sources, addresses, resolver, texts, library,
            modelProblems: await successor.problems + checks, addressProblems: [])
    }
}
