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
    let library: ProseLibrary
    let amendments: Amendments
    /// What the sources and every stage since report.
    let diagnostics: [Diagnostic]

    /// Model, addresses, prose and amendments of what was read.
    static func link(
        _ sources: ContentSources, jobs: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) async -> LinkedFramework {
        let (framework, modelProblems) = ModelBuilder.build(sources)
        let (addresses, addressProblems) = AddressBook.assign(
            framework, assets: sources.assets, configuration: sources.configuration)
        let resolver = LinkResolver(framework, addresses: addresses)
        let texts = await RenderedTexts.render(framework, resolver: resolver, jobs: jobs, progress: progress)
        let library = await ProseLibrary.assemble(texts, of: framework, resolver: resolver, jobs: jobs)
        let amendments = Amendments(of: library, framework, sources: sources, resolver: resolver)
        return LinkedFramework(
            framework: framework, addresses: addresses, resolver: resolver, library: library, amendments: amendments,
            diagnostics: sources.diagnostics + modelProblems + addressProblems + library.diagnostics
                + amendments.diagnostics)
    }
}
