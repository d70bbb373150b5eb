import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Print editions: chapters in the order of the document, with anchors and links that hold on one page.
@Suite struct EditionTests {
    private func edition(
        _ key: DefinitionKey, _ more: [String: String] = [:]
    ) async throws -> (page: PageContent, html: String) {
        var texts = ["framework.xml": framework, "XDS.xml": sharing, "ITI-18.xml": query]
        texts.merge(more) { _, new in new }
        let site = await TestSite(texts)
        #expect(site.diagnostics.filter { $0.severity == .error }.isEmpty)
        let page = try #require(site.composer.page(.edition(key)))
        return (page, page.body.string)
    }

    private func profile(_ prose: String, query: String = "Text.") async throws -> String {
        try await edition(DefinitionKey(.profile, "XDS"), ["XDS.md": prose, "ITI-18.md": query]).html
    }

    private func values(of attribute: String, in html: String) -> [String] {
        html.ranges(of: " \(attribute)=\"").map { range in
            String(html[range.upperBound...].prefix { $0 != "\"" })
        }
    }

    // MARK: What stands where

    @Test func aVolumeHoldsItsChaptersInTheOrderOfTheirNumbers() async throws {
        let (page, html) = try await edition(DefinitionKey(.volume, "ITI-TF-1"))
        let titles = html.split(separator: "<h2 id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(titles == ["CT", "XDS", "ITI-A"])
        #expect(html.contains("<h2 id=\"ITI-A\"><span class=\"section-number\">Appendix A</span> Actors</h2>"))
        #expect(page.address.path == "ITI/TF/Volume1/print.html")
        #expect(page.canonical.path == "ITI/TF/Volume1/index.html")
    }

    @Test func aProfileIsFollowedByItsTransactionsAndContentModules() async throws {
        let (page, html) = try await edition(DefinitionKey(.profile, "XDS"))
        let titles = html.split(separator: "<h2 id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(titles == ["XDS", "ITI-3", "ITI-18", "content-module:XDS"])
        #expect(page.address.path == "ITI/profiles/XDS-print.html")
    }

    @Test func aVolumeSaysOfItselfWhatItsPageSays() async throws {
        let html = try await edition(DefinitionKey(.volume, "ITI-TF-1")).html
        #expect(!html.contains("About this volume"))
        let volume = "<volume \(namespace) id=\"ITI-TF-9\" domain=\"ITI\" number=\"2\"><name>Volume 2</name></volume>"
        let written = try await edition(
            DefinitionKey(.volume, "ITI-TF-9"),
            ["ITI-TF-9.xml": volume, "ITI-TF-9.md": "All of it. See [](volume:ITI-TF-9)."]
        ).html
        #expect(written.contains("<h2 id=\"ITI-TF-9\">About this volume</h2>"))
        #expect(written.contains("href=\"#ITI-TF-9\""))
    }

    @Test func whatLeadsAroundTheSiteStaysThere() async throws {
        let html = try await profile("## Overview\n")
        for apparatus in ["Used by", "Mentioned in", "class=\"anchor\"", "class=\"facts\""] {
            #expect(!html.contains(apparatus), "\(apparatus)")
        }
    }

    @Test func aTableThatIsNotThereIsNotListed() async throws {
        let html = try await edition(DefinitionKey(.volume, "ITI-TF-1")).html
        #expect(html.contains("The actors of this profile are not known here."))
        #expect(html.contains("Table 10.1-1") && !html.contains("Table 7.1-1"))
    }

    // MARK: Anchors and links

    @Test func anchorsAreUniqueAndLinksLeadToThem() async throws {
        let text = "## Overview\n\nSee [above](#overview) and [^1].\n\n[^1]: Note.\n"
        let html = try await profile(text, query: text)
        let ids = values(of: "id", in: html)
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("XDS/overview") && ids.contains("ITI-18/overview") && ids.contains("ITI-18/fn-1"))
        let inner = values(of: "href", in: html).filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
        #expect(inner.filter { !ids.contains($0) } == [])
        #expect(inner.contains("XDS/overview") && inner.contains("ITI-18/overview"))
    }

    @Test(arguments: [
        ("[](transaction:ITI-18)", "#ITI-18"), ("[x](transaction:ITI-18#scope)", "#ITI-18/scope"),
        ("[x](transaction:ITI-18#3.18.1)", "#ITI-18/3.18.1"),
        ("[x](transaction:ITI-18#used-by)", "~/ITI/transactions/ITI-18.html#used-by"),
        ("[x](#mentioned-in)", "~/ITI/profiles/XDS.html#mentioned-in"),
        ("[](profile:CT)", "~/ITI/profiles/CT.html"), ("[](actor:consumer)", "~/actors/consumer.html"),
        ("[x](https://example.org/#a)", "https://example.org/#a"), ("[x](#maß)", "#XDS/maß"),
    ])
    func aLinkStaysInTheEditionWhereItCan(link: String, href: String) async throws {
        let html = try await profile("## Overview\n\nBEGIN \(link) END\n\n## Maß\n", query: "## Scope\n")
        let text = try #require(html.split(separator: "BEGIN").last?.split(separator: "END").first)
        #expect(values(of: "href", in: String(text)) == [href])
    }

    // MARK: Tags

    @Test func headingsAreALevelLower() async throws {
        let html = try await profile(
            "## Overview\n\n### A\n\n#### B\n\n##### C\n\n###### D\n\n<h6 role=\"heading\">E</h6>\n")
        #expect(html.contains("<h3 id=\"XDS/overview\">") && html.contains("<h6 id=\"XDS/c\">"))
        #expect(html.contains("<div role=\"heading\" aria-level=\"7\" id=\"XDS/d\">"))
        #expect(html.contains("<div role=\"heading\" aria-level=\"7\""))
        #expect(html.ranges(of: "<div role=\"heading\"").count == 2)
        #expect(html.ranges(of: "role=\"heading\"").count == 2)
        #expect(html.contains("<span class=\"section-number\" id=\"XDS/10.4\">10.4</span> Overview"))
        #expect(html.ranges(of: "<div").count == html.ranges(of: "</div>").count)
        #expect(html.ranges(of: "<h").count == html.ranges(of: "</h").count)
    }

    @Test func attributesThatNameAnchorsFollow() async throws {
        let html = try await profile(
            "<table><tr><th id=\"a\">A</th><th id=\"b\">B</th></tr><tr><td headers=\"a b\">1</td></tr></table>\n")
        #expect(html.contains("headers=\"XDS/a XDS/b\""))
    }

    @Test func longWordsInTablesMayBreak() async throws {
        let word = "GetDocumentsAndAssociations"
        let hash = String(repeating: "a1", count: 20)
        let html = try await profile(
            "\(word)\n\n|urn:oasis:names:tc|\(word) x|\n|-|-|\n|short|AT&amp;T|\n|\(hash)|ü|\n")
        #expect(html.contains("<td>\(hash.prefix(24))<wbr>\(hash.suffix(16))</td>"))
        #expect(html.contains("<p>\(word)</p>"))
        #expect(html.contains("Get<wbr>Documents<wbr>And<wbr>Associations x"))
        #expect(html.contains("urn:<wbr>oasis:<wbr>names:<wbr>tc"))
        #expect(html.contains(">short<") && html.contains("AT&amp;T"))
    }

    @Test func timeIsLinear() async throws {
        let html = try await profile("## Overview\n\n" + String(repeating: "[a](#overview) `b`\n\n", count: 5_000))
        #expect(values(of: "href", in: html).count { $0 == "#XDS/overview" } > 5_000)
    }

    private let namespace = "xmlns=\"urn:technical-framework:definitions\""

    private let framework = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <volume id="ITI-TF-1" domain="ITI" number="1"><name>Volume 1</name></volume>
        <chapter id="ITI-A" volume="ITI-TF-1" number="A" kind="appendix"><name>Actors</name></chapter>
        <actor id="consumer"><name>Consumer</name></actor>
        <transaction id="ITI-3" domain="ITI"><name>Fetch</name></transaction>
        <content-module id="XDS" domain="ITI"><name>Manifest</name></content-module>
        <profile id="CT" domain="ITI" chapter="7"><name>Consistent Time</name></profile>
        </definitions>
        """

    private let sharing = """
        <profile xmlns="urn:technical-framework:definitions" id="XDS" domain="ITI" chapter="10">
        <name>Document Sharing</name>
        <actor ref="consumer"><transaction ref="ITI-18" optionality="R"/><transaction ref="ITI-3" optionality="R"/>
        <content-module ref="XDS" optionality="R"/></actor>
        </profile>
        """

    private let query = """
        <transaction xmlns="urn:technical-framework:definitions" id="ITI-18" domain="ITI"><name>Query</name>
        <exchange initiator="consumer" responder="consumer"/></transaction>
        """
}
