import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// The site with some supplements applied, as far as the chapters that they amend need it.
struct AmendedState {
    let composer: PageComposer
    /// What the amended sources break, and what breaks because of them.
    let diagnostics: [Diagnostic]

    /// - Parameter plain: The site without amendments.
    init(_ amended: AmendedSources, of plain: PageComposer, jobs: Int) async {
        let (framework, problems) = ModelBuilder.build(amended.sources, following: plain.framework)
        let resolver = LinkResolver(framework, addresses: plain.addresses)
        let definitions = Self.definitions(in: Set(amended.changes.keys), of: framework)
        let texts = await RenderedTexts.render(definitions, of: framework, resolver: resolver, jobs: jobs)
        let library = await plain.library.replacing(
            texts, of: definitions, in: framework, resolver: resolver, jobs: jobs)
        composer = PageComposer(
            framework, addresses: plain.addresses, library: library, configuration: plain.configuration)
        diagnostics = amended.sources.diagnostics + problems + library.diagnostics
    }

    /// The definitions that files hold, or whose prose they are.
    private static func definitions(in paths: Set<String>, of framework: Framework) -> [any Definition] {
        var keys = Set(paths.flatMap { framework.definitionsByFile[$0] ?? [] })
        for (key, file) in framework.prose where paths.contains(file.file.path) { keys.insert(key) }
        return keys.sorted().compactMap { framework[$0] }
    }
}
