import LinkResolution
import Testing

@testable import PageRendering

/// What the search is without its index: the page, and what browsers learn of it.
@Suite struct SearchPageTests {
    private let content = [
        "shared.xml": """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="clock"><name>Time Client</name></actor>
        <actor id="importer"><name>Importer</name></actor>
        <transaction id="ITI-1" domain="ITI"><name>Maintain Time</name><exchange initiator="clock" responder="clock"/></transaction>
        <transaction id="ITI-2" domain="ITI"><name>Import</name><exchange initiator="importer" responder="clock"/></transaction>
        <profile id="A" domain="ITI"><name>First</name>
        <actor ref="importer"><transaction ref="ITI-2" optionality="R"/><grouping profile="B" actor="clock"/></actor></profile>
        <profile id="B" domain="ITI" acronym="CT"><name>Second</name>
        <actor ref="clock"><transaction ref="ITI-1" optionality="R"/></actor>
        <actor ref="importer"><transaction ref="ITI-2" optionality="R"/></actor></profile>
        </definitions>
        """
    ]

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func thePageLeadsToListsWithoutScript() async throws {
        let page = try #require(await TestSite(content).composer.page(.search))
        let body = text(page.body.bytes)
        #expect(page.address.path == "search.html" && page.title == "Search")
        #expect(body.contains("<noscript>") && body.contains("<form class=\"search-form\" role=\"search\" hidden>"))
        #expect(body.contains("profiles/index.html\">Integration profiles</a>"))
        // What the site does not have is not listed.
        #expect(!body.contains("supplements/index.html"))
    }

    @Test func examplesAreWhatIsUsedTheMost() async {
        let examples = await TestSite(content).composer.searchExamples
        #expect(examples == ["ITI-2", "CT", "what must an Importer do"])
        #expect(await TestSite([:]).composer.searchExamples.isEmpty)
    }

    @Test func browsersLearnHowToSearch() {
        let xml = description(of: "Frameworks & more of it")
        #expect(xml.contains("<ShortName>Frameworks &amp;</ShortName>"))
        #expect(xml.contains("template=\"https://example.org/a/search.html?q={searchTerms}\""))
    }

    @Test func aLongWordIsCutToTheLengthThatTheFormatAllows() {
        #expect(description(of: "Gesundheitsinformationssysteme").contains("<ShortName>Gesundheitsinfor</ShortName>"))
    }

    private func description(of title: String) -> String {
        text(
            OpenSearchDescription.bytes(
                of: title, search: Address("search.html"), picture: Address("assets/favicon.svg"),
                at: "https://example.org/a/"))
    }
}
