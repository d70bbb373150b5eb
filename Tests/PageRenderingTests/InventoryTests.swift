import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// One site tells what can be linked to, another links to it by the same references as to its own.
@Suite struct InventoryTests {
    private static let international = [
        "site.yml": "title: International\nbase-url: https://int.example.org/tf/",
        "shared.xml": """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <volume id="ITI-TF-1" domain="ITI" number="1"><name>Volume 1</name></volume>
        <actor id="consumer" keyword="DOC_CONSUMER"><name>Document Consumer</name></actor>
        <actor id="registry"><name>Document Registry &lt;b&gt;</name></actor>
        <option id="late"><name>Late Documents</name></option>
        <term id="affinity"><name>Affinity domain</name></term>
        <transaction id="ITI-18" domain="ITI"><name>Stored Query</name>
        <exchange initiator="consumer" responder="registry"/></transaction>
        </definitions>
        """,
        "XDS.b.xml": """
        <profile xmlns="urn:technical-framework:definitions" id="XDS.b" domain="ITI" chapter="10" status="deprecated">
        <name>Document Sharing</name><actor ref="consumer"><transaction ref="ITI-18" optionality="R"/></actor></profile>
        """,
        "XDS.b.md": "## Overview\n\n### Use Cases\n\nTable: A table\n\n| A |\n|---|\n| 1 |\n",
        "pages/about.md": "---\ntitle: About\n---\nText.",
    ]

    private static let national = [
        "shared.xml": """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="UK"><name>United Kingdom</name></domain>
        <profile id="UK.X" domain="UK" chapter="1"><name>National Sharing</name>
        <actor ref="consumer"><transaction ref="ITI-18" optionality="R"/><option ref="late"/>
        <grouping profile="XDS.b" actor="registry"/></actor></profile>
        </definitions>
        """
    ]

    private func inventory() async -> String {
        String(decoding: await TestSite(Self.international).composer.inventory(), as: UTF8.self)
    }

    /// A site that links to the international one.
    ///
    /// - Parameters:
    ///   - prose: A page at `page.html`.
    ///   - base: Where that is, in the place of what it tells itself.
    private func site(
        _ prose: String = "Text.", besides files: [String: String] = [:], base: String? = nil
    ) async -> TestSite {
        var texts = Self.national.merging(files) { _, own in own }
        let address = base.map { "    base-url: \($0)\n" } ?? ""
        texts["site.yml"] = "title: National\ninventories:\n  - file: inventories/int.json\n" + address
        texts["inventories/int.json"] = await inventory()
        texts["page.md"] = "---\ntitle: Page\n---\n" + prose
        return await TestSite(texts)
    }

    private func html(of page: PageKey, in site: TestSite) -> String {
        String(decoding: site.composer.page(page)?.body.bytes ?? [], as: UTF8.self)
    }

    private func link(_ reference: String) async -> String {
        let site = await site(reference)
        #expect(site.diagnostics.filter { $0.severity == .error }.isEmpty)
        let html = html(of: .page("page.md"), in: site)
        guard let start = html.firstRange(of: "href=\""), let end = html[start.upperBound...].firstIndex(of: "\"")
        else {
            return html
        }
        return String(html[start.upperBound..<end])
    }

    @Test func theInventoryHasALineForEachEntry() async {
        let inventory = await inventory()
        let lines = inventory.split(separator: "\n")
        #expect(lines.first == "{" && lines.last == "}" && inventory.hasSuffix("\n}\n"))
        #expect(lines.contains(#""base-url":"https://int.example.org/tf/","#))
        let consumer =
            #"{"kind":"actor","id":"consumer","name":"Document Consumer","aliases":["DOC_CONSUMER"],"address":"actors/consumer.html"},"#
        #expect(lines.contains { $0 == consumer })
        #expect(
            lines.contains {
                $0.hasPrefix(#"{"kind":"profile","id":"XDS.b""#) && $0.contains(#""status":"deprecated""#)
            })
        #expect(lines.contains { $0 == #"["10.4.1","Use Cases","10.4.1"],"# })
        #expect(lines.contains { $0.hasPrefix(#"["Table 10.4.1-1","#) })
        #expect(lines.contains { $0 == #"{"id":"pages/about","name":"About","address":"about.html"}],"# })
        #expect(inventory == String(decoding: await TestSite(Self.international).composer.inventory(), as: UTF8.self))
    }

    @Test(arguments: [
        ("[ITI-18]", "ITI/transactions/ITI-18.html"), ("See ITI-18 there.", "ITI/transactions/ITI-18.html"),
        ("[Document Consumer](actor:)", "actors/consumer.html"),
        ("[the consumer](actor:DOC_CONSUMER)", "actors/consumer.html"),
        ("[XDS.b](profile:)", "ITI/profiles/XDS.b.html"), ("[affinity domain](term:)", "glossary/affinity.html"),
        ("[](domain:ITI)", "ITI/index.html"), ("[options](profile:XDS.b#options)", "ITI/profiles/XDS.b.html#options"),
        ("As ITI TF-1: 10.4.1 says.", "ITI/profiles/XDS.b.html#10.4.1"),
        ("See ITI TF-1: 10.", "ITI/profiles/XDS.b.html"),
        ("See ITI TF-2: 3.18.4.1.2.", "ITI/transactions/ITI-18.html#3.18.4"),
        ("See ITI TF-1: Table 10.4.1-1.", "ITI/profiles/XDS.b.html#t10.4.1-1"),
        ("See ITI TF-1 there.", "ITI/TF/Volume1/index.html"),
    ])
    func aReferenceLeadsToTheOtherSite(reference: String, address: String) async {
        #expect(await link(reference) == "https://int.example.org/tf/" + address)
    }

    @Test func aLinkTellsThatItLeadsToAnotherSite() async {
        let html = html(of: .page("page.md"), in: await site("[it](actor:registry) and [](transaction:ITI-18)"))
        #expect(
            html.contains(
                #"<a class="ref ref-actor external" href="https://int.example.org/tf/actors/registry.html" title="Document Registry &lt;b&gt; (International)">it</a>"#
            ))
        #expect(html.contains(">Stored Query [ITI-18]</a>"))
    }

    @Test func aSiteBesideIsLedToFromTheRoot() async {
        let site = await site("[ITI-18], ITI TF-1: 10.4.1", base: "../../int")
        let page = html(of: .page("page.md"), in: site)
        let profile = html(of: .definition(DefinitionKey(.profile, "UK.X")), in: site)
        let links = (page + profile).matches(of: /href="([^"]*int\/[^"]*)"/).map { String($0.output.1) }
        #expect(links.allSatisfy { $0.hasPrefix("\u{1}../../int/") })
        let expected = [
            "ITI/transactions/ITI-18.html", "ITI/profiles/XDS.b.html#10.4.1", "actors/consumer.html",
            "options/late.html",
        ]
        #expect(Set(links).isSuperset(of: expected.map { "\u{1}../../int/" + $0 }))
    }

    @Test func whatTheSiteDefinesComesFirst() async {
        let own = """
            <actor xmlns="urn:technical-framework:definitions" id="own"><name>Document Consumer</name></actor>
            """
        let html = html(
            of: .page("page.md"), in: await site("[Document Consumer](actor:)", besides: ["own.xml": own]))
        #expect(html.contains("\u{1}actors/own.html"))
    }

    @Test func whatNeitherSiteHasIsTold() async throws {
        let site = await site("[Document Consumr](actor:) [RAD-5] [ITI-19] ITI TF-1: 10.9 and ITI TF-1: 99.1")
        let problems = site.diagnostics.filter { $0.location.path == "content/page.md" }
        #expect(
            problems.map(\.rule) == [
                .unresolvedReference, .unresolvedReference, .misspelledName, .unresolvedCitation, .unresolvedCitation,
            ])
        #expect(problems.first?.help == "did you mean 'Document Consumer'?")
        // The chapter that is there, without the section.
        #expect(html(of: .page("page.md"), in: site).contains("https://int.example.org/tf/ITI/profiles/XDS.b.html"))
    }

    @Test func definitionsNameThoseOfTheOtherSite() async throws {
        let site = await site()
        #expect(site.diagnostics.filter { $0.severity == .error }.isEmpty)
        let profile = html(of: .definition(DefinitionKey(.profile, "UK.X")), in: site)
        for (address, name) in [
            ("actors/consumer", "Document Consumer"), ("ITI/transactions/ITI-18", "Stored Query"),
            ("options/late", "Late Documents"), ("ITI/profiles/XDS.b", "XDS.b"),
            ("actors/registry", "Document Registry &lt;b&gt;"),
        ] {
            let start = "href=\"https://int.example.org/tf/\(address).html\""
            #expect(profile.contains(start), "\(address)")
            #expect(profile.contains(">\(name)</a>"), "\(name)")
        }
        #expect(profile.contains("<figure class=\"diagram\">") && profile.contains("<td>International</td>"))
        let claim = ActorClaim(profile: "UK.X", actor: "consumer")
        #expect(site.composer.title(of: .obligations(claim)) == "What a Document Consumer of UK.X must do")
    }

    @Test func theSiteHasNoPageOfWhatItImports() async {
        let site = await site()
        #expect(site.addresses[DefinitionKey(.actor, "consumer")] == nil)
        #expect(site.addresses[.list(.actor)] == nil && site.addresses[.list(.transaction)] == nil)
        let own = String(decoding: site.composer.inventory(), as: UTF8.self)
        #expect(!own.contains("\"actor\"") && own.contains("\"UK.X\""))
    }

    @Test func anUnknownIdentifierIsToldWithTheNamesOfTheOtherSite() async throws {
        let wrong = Self.national.mapValues { $0.replacing("\"registry\"", with: "\"registri\"") }
        let problem = try #require(await site(besides: wrong).diagnostics.first { $0.rule == .unknownIdentifier })
        #expect(problem.help == "did you mean 'registry'?")
    }

    @Test func aNameOfTheOtherSiteThatIsMisspelledIsTold() async {
        let site = await site("The Document Comsumer asks.")
        #expect(site.diagnostics.contains { $0.rule == .misspelledName })
    }

    @Test func anAmendmentCannotChangeTheOtherSite() async {
        let supplement = """
            <supplement xmlns="urn:technical-framework:definitions" id="S" domain="UK" status="trial-implementation">
            <name>S</name></supplement>
            """
        let site = await site(
            besides: ["S.xml": supplement, "S.md": "::: amendment add-after ITI TF-1: 10.4.1\n### New\n:::\n"])
        #expect(site.diagnostics.contains { $0.rule == .amendmentTarget && $0.summary.contains("another site") })
    }
}
