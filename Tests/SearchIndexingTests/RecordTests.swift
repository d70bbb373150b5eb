import FrameworkModel
import Testing

@testable import SearchIndexing

/// What pages become for the search.
@Suite struct RecordTests {
    private static let content = [
        "shared.xml": """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="reader" keyword="DOC_READER"><name>Document Reader</name><definition>Reads 5 &lt; 6 &amp; more.</definition></actor>
        <actor id="writer"><name>Writer</name><alias>Scribe</alias></actor>
        <term id="ap"><name>Acknowledged Paper (AP)</name><definition>It is paper.</definition></term>
        <transaction id="ITI-1" domain="ITI" section="3.1" status="final-text"><name>Fetch</name>
        <exchange initiator="reader" responder="writer"/></transaction>
        </definitions>
        """,
        "P.b.xml": """
        <profile xmlns="urn:technical-framework:definitions" id="P.b" domain="ITI" chapter="10" status="final-text">
        <name>Paper</name><definition>About paper.</definition>
        <actor ref="reader"><transaction ref="ITI-1" optionality="R"/></actor>
        <actor ref="writer"><transaction ref="ITI-1" optionality="O"/></actor>
        </profile>
        """,
        "P.b.md": """
        Before all.

        ## Security Considerations

        ::: requirement {#P-R1}
        A [reader](actor:) SHALL read.
        :::

        ### Deep *inside*

        Text of `code`.
        """,
        "pages/about.md": "---\ntitle: About\n---\n\nHello.\n\n## Why\n\nBecause.\n\n::: list actors\n:::\n",
    ]

    private func record(_ address: String) async -> SearchRecord? {
        await records(of: Self.content).first { $0.address == address }
    }

    @Test func thereIsOneForEachDefinitionAndSection() async {
        let records = await records(of: Self.content)
        let addresses = records.map(\.address)
        #expect(Set(addresses).count == addresses.count)
        for address in [
            "ITI/index.html", "actors/reader.html", "ITI/profiles/P.b.html", "ITI/profiles/P.b-reader.html",
            "about.html", "about.html#why", "ITI/profiles/P.b.html#security-considerations",
            "ITI/profiles/P.b.html#deep-inside", "ITI/profiles/P.b.html#P-R1", "actors/index.html",
        ] {
            #expect(addresses.contains(address), "\(address)")
        }
        // What only repeats what other pages say.
        #expect(!addresses.contains { $0.contains("print") || $0.contains("matrix") || $0.hasPrefix("404") })
        #expect(!addresses.contains { $0.hasSuffix("#used-by") || $0.hasSuffix("#mentioned-in") })
    }

    @Test func aDefinitionIsFoundByAllItsNames() async throws {
        let profile = try #require(await record("ITI/profiles/P.b.html"))
        #expect(profile.facets == .init(kind: .definition(.profile), domain: "ITI", status: .finalText))
        #expect(profile.identifiers == ["P.b"] && profile.number == "10" && profile.title == "Paper (P.b)")
        #expect(String(decoding: profile.text, as: UTF8.self) == "About paper. Before all.")
        #expect(
            profile.names == [
                .init(text: "P.b", rank: .identifier), .init(text: "Paper", rank: .name),
                .init(text: "ITI TF-1: 10", rank: .alias),
            ])
        let reader = try #require(await record("actors/reader.html"))
        #expect(reader.identifiers == ["DOC_READER"])
        #expect(String(decoding: reader.text, as: UTF8.self) == "Reads 5 < 6 & more.")
        #expect(reader.uses == 2)
        let writer = try #require(await record("actors/writer.html"))
        #expect(writer.names.contains(.init(text: "Scribe", rank: .alias)))
        // An acronym in parentheses is one.
        let term = try #require(await record("glossary/ap.html"))
        #expect(term.identifiers == ["AP"] && term.names.contains(.init(text: "Acknowledged Paper ", rank: .name)))
    }

    @Test func aSectionKnowsWhereItStands() async throws {
        let section = try #require(await record("ITI/profiles/P.b.html#deep-inside"))
        #expect(section.facets == .init(kind: .section, domain: "ITI", status: .finalText))
        #expect(section.title == "Deep inside" && section.page == "Paper (P.b)")
        #expect(section.path == ["Paper (P.b)", "Security Considerations", "ITI"])
        #expect(section.number == "10.5.1")
        #expect(section.names.contains(.init(text: "ITI TF-1: 10.5.1", rank: .alias)))
        #expect(String(decoding: section.text, as: UTF8.self) == "Text of code.")
        let table = try #require(await record("ITI/profiles/P.b.html#actors-transactions-and-content-modules"))
        #expect(String(decoding: table.text, as: UTF8.self).contains("Document Reader"))
    }

    @Test func listsOfWhatHasPagesAreNoText() async throws {
        let section = try #require(await record("about.html#why"))
        #expect(String(decoding: section.text, as: UTF8.self) == "Because.")
        #expect(section.facets.kind == .section)
    }

    @Test func whatAnActorMustDoIsOneRecord() async throws {
        let claim = try #require(await record("ITI/profiles/P.b-reader.html"))
        #expect(claim.facets.kind == .obligation && claim.facets.status == .finalText)
        #expect(claim.names.first == .init(text: "P.b Document Reader", rank: .name))
        #expect(String(decoding: claim.text, as: UTF8.self).contains("Transactions: "))
        let requirement = try #require(await record("ITI/profiles/P.b.html#P-R1"))
        #expect(requirement.facets.kind == .requirement && requirement.identifiers == ["P-R1"])
        #expect(String(decoding: requirement.text, as: UTF8.self) == "A reader SHALL read.")
    }
}
