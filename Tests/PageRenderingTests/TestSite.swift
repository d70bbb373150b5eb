import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

@testable import PageRendering

/// A site in memory, up to where its pages are composed.
struct TestSite {
    let sources: ContentSources
    let framework: Framework
    let addresses: AddressBook
    let library: ProseLibrary
    let configuration: SiteConfiguration
    let amendments: Amendments
    /// What reading, the model, prose and amendments reported.
    let diagnostics: [Diagnostic]

    /// - Parameter texts: The files of the content folder by path, without `site.yml`.
    init(_ texts: [String: String]) async {
        sources = ContentReader.read(texts.merging(["site.yml": "title: Test"]) { own, _ in own })
        let (framework, problems) = ModelBuilder.build(sources)
        let (addresses, _) = AddressBook.assign(
            framework, assets: sources.assets, configuration: sources.configuration)
        let resolver = LinkResolver(framework, addresses: addresses)
        let rendered = await RenderedTexts.render(framework, resolver: resolver, jobs: 2)
        library = await ProseLibrary.assemble(rendered, of: framework, resolver: resolver, jobs: 2)
        amendments = Amendments(of: library, framework, sources: sources, resolver: resolver)
        self.framework = framework
        self.addresses = addresses
        configuration = sources.configuration
        diagnostics = sources.diagnostics + problems + library.diagnostics + amendments.diagnostics
    }

    /// The anchors of all pages.
    var anchors: AnchorTable {
        var anchors = AnchorTable()
        for (key, address) in addresses.pages {
            guard let page = composer.page(key) else { continue }
            anchors.add(page.headings.map(\.id) + page.ids, of: address)
        }
        return anchors
    }

    var composer: PageComposer {
        PageComposer(framework, addresses: addresses, library: library, configuration: configuration)
    }
}
