import Diagnostics
import FrameworkModel
import LinkResolution

@testable import ContentReading

/// Reads the same text as the front matter of a page and as the settings of a site, and gives addresses by these.
final class FrontMatterTarget: FuzzTarget {
    private let sources = ContentReader.read([
        "site.yml": "title: Fuzz\n", "pages/fuzz.md": "Text\n",
        "framework.xml": """
        <definitions xmlns="urn:technical-framework:definitions">
          <domain id="ITI"><name>IT Infrastructure</name></domain>
          <actor id="consumer"><name>Document Consumer</name></actor>
          <profile id="XDS" domain="ITI" chapter="10" status="final-text"><name>Document Sharing</name>
            <actor ref="consumer"/></profile>
        </definitions>
        """,
    ])
    private let framework: Framework

    init() { framework = ModelBuilder.build(sources).0 }

    func run(_ input: [UInt8]) {
        // What is no UTF-8 is refused before anything reads it.
        guard String(validating: input, as: UTF8.self) != nil else { return }
        readPage(Array("---\n".utf8) + input)
        let (configuration, diagnostics) = SiteConfiguration.read(SourceText(path: "content/site.yml", bytes: input))
        requirePlaces(of: diagnostics, in: input)
        require(
            !configuration.theme.contains("/") && !configuration.theme.hasPrefix("."),
            "the content names a theme by its path: \(configuration.theme)")
        let (book, problems) = AddressBook.assign(framework, assets: [], configuration: configuration)
        requirePlaces(of: problems.filter { $0.location.path == "content/site.yml" }, in: input)
        for (_, address) in book.pages { requireInside(address) }
        let resolver = LinkResolver(framework, addresses: book)
        let (redirects, targets) = resolver.redirects(configuration.redirects)
        requirePlaces(of: targets, in: input)
        // A redirect whose old address is refused is an error, and nothing is published then.
        if problems.isEmpty { for redirect in redirects { requireInside(redirect.address) } }
    }

    private func readPage(_ bytes: [UInt8]) {
        let source = SourceText(path: "content/pages/fuzz.md", bytes: bytes).withLineFeeds
        let (matter, offset, diagnostics) = FrontMatter.read(source)
        requirePlaces(of: diagnostics, in: source.bytes)
        require(offset >= 0 && offset <= bytes.count, "the text begins outside the file: \(offset)")
        let (again, _, same) = FrontMatter.read(source)
        require(matter == again && diagnostics == same, "the same front matter says something else")
        require(matter.isReadable || !diagnostics.isEmpty, "front matter can't be read, and nothing is said of it")
    }

    private func requireInside(_ address: Address) {
        let parts = address.path.split(separator: "/", omittingEmptySubsequences: false)
        require(
            !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
                && !address.path.unicodeScalars.contains { $0.value < 0x20 || "\\:".unicodeScalars.contains($0) },
            "an address that leaves the site: \(address.path)")
    }
}
