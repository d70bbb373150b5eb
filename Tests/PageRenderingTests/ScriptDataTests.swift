import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Data that scripts load: definitions for panels.
@Suite struct ScriptDataTests {
    private func site(_ definitions: String) async -> TestSite {
        await TestSite([
            "shared.xml": """
            <definitions xmlns="urn:technical-framework:definitions">
            <domain id="ITI"><name>IT Infrastructure</name></domain>
            <actor id="clock"><name>Time Client</name><definition>Asks the [server](actor:) for "now".</definition></actor>
            <actor id="server"><name>Time Server</name></actor>
            <transaction id="ITI-1" domain="ITI"><name>Maintain Time</name>
            <exchange initiator="clock" responder="server"/></transaction>
            \(definitions)</definitions>
            """
        ])
    }

    private let profiles = """
        <option id="late"><name>Late</name></option>
        <profile id="CT" domain="ITI" acronym="Time" status="final-text"><name>Consistent Time</name>
        <actor ref="clock"><transaction ref="ITI-1" optionality="R"><note>Often.</note></transaction></actor>
        <actor ref="server"><transaction ref="ITI-1" optionality="C"><condition>By day.</condition></transaction></actor>
        </profile>
        <profile id="P" domain="ITI"><name>Sharing</name>
        <actor ref="server"><option ref="late"/>
        <grouping profile="CT" actor="server"><condition>By day.</condition></grouping>
        <grouping profile="CT" actor="clock" option="late"/>
        <one-of><grouping profile="CT" actor="clock"/><grouping profile="P" actor="clock"/></one-of></actor></profile>
        """

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func aPanelSaysKindNameAndDefinition() async {
        let composer = await site(profiles).composer
        func panel(_ kind: DefinitionKind, _ id: String) -> String? {
            let key = DefinitionKey(kind, id)
            guard let definition = composer.framework[key], let address = composer.addresses[key] else { return nil }
            return composer.panel(of: definition, at: address).string
        }
        #expect(
            panel(.actor, "clock") == """
                <p class="panel-kind">Actor </p><p class="panel-title">Time Client</p>\
                <p>Asks the <a class="ref ref-actor" href="~/actors/server.html" title="Time Server">server</a> \
                for &quot;now&quot;.</p>

                """)
        #expect(
            panel(.transaction, "ITI-1") == """
                <p class="panel-kind">Transaction </p><p class="panel-title">Maintain Time [ITI-1]</p>\
                <p class="panel-exchanges"><a class="ref ref-actor" href="~/actors/clock.html">Time Client</a> \
                <span aria-hidden="true">→</span><span class="visually-hidden"> to</span> \
                <a class="ref ref-actor" href="~/actors/server.html">Time Server</a></p>
                """)
        #expect(
            panel(.profile, "CT")?.contains("Final Text</span></p><p class=\"panel-title\">Consistent Time (Time)")
                == true)
        // The link says no less.
        #expect(panel(.actor, "server") == "")
    }

    @Test func manyExchangesAreCounted() async {
        let exchanges = String(repeating: "<exchange initiator=\"clock\" responder=\"server\"/>", count: 6)
        let composer = await site(
            "<transaction id=\"ITI-2\" domain=\"ITI\"><name>Many</name>\(exchanges)</transaction>"
        ).composer
        let panel = composer.framework.transactions["ITI-2"].map { composer.panel(of: $0, at: Address("x.html")) }
        #expect(panel?.string.contains("<br>and 2 more</p>") == true)
    }

    /// Test vectors of the authors of the hash, http://www.isthe.com/chongo/tech/comp/fnv/
    @Test(arguments: [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)])
    func theAddressTellsTheShard(path: String, hash: Int) {
        #expect(DefinitionShards.shard(of: Address(path), among: 1000) == hash % 1000)
    }

    @Test func definitionsAreDealtOut() async {
        let terms = (1...90).map { "<term id=\"t\($0)\"><name>T\($0)</name><definition>Text</definition></term>" }
        let data = ScriptData(await site(terms.joined()).composer)
        #expect(data.panels.indices.count == 6 && data.files.count == 6)
        let texts = data.files.map { text(data.bytes(of: $0)) }
        #expect(texts.allSatisfy { $0.hasPrefix("(self.siteData ??= {})[\"definitions-") && $0.hasSuffix("};\n") })
        #expect(texts.joined().ranges(of: "\"glossary/t").count == 90)
        #expect(texts.map(\.utf8.count).max() ?? 0 < 4_000)
    }
}
