import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Data that scripts load: definitions for panels, and what claims entail.
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

    @Test func claimsReferToTables() async {
        let data = ScriptData(await site(profiles).composer)
        #expect(data.files.first == .claims && ScriptData.File.claims.address.path == "assets/data/claims.js")
        // CT clock, CT server, P clock, which its profile does not list, P server.
        #expect(
            text(data.bytes(of: .claims)) == """
                (self.siteData ??= {})["claims"] = {"version":1,\
                "profiles":[{"id":"CT","acronym":"Time","name":"Consistent Time","page":"ITI/profiles/CT.html"},\
                {"id":"P","acronym":"P","name":"Sharing","page":"ITI/profiles/P.html"}],\
                "actors":[{"id":"clock","name":"Time Client","page":"actors/clock.html"},\
                {"id":"server","name":"Time Server","page":"actors/server.html"}],\
                "transactions":[{"id":"ITI-1","name":"Maintain Time","page":"ITI/transactions/ITI-1.html"}],\
                "content-modules":[],"options":[{"id":"late","name":"Late","page":"options/late.html"}],\
                "claims":[{"profile":0,"actor":0,"page":"ITI/profiles/CT-clock.html","transactions":[[0,"R","i",-1,0]]},\
                {"profile":0,"actor":1,"page":"ITI/profiles/CT-server.html","transactions":[[0,"C","r",1]]},\
                {"profile":1,"actor":0},\
                {"profile":1,"actor":1,"page":"ITI/profiles/P-server.html","required":[[1,1,3,1,1]],\
                "choices":[{"alternatives":[{"claim":0,"adds":[[0,1,3,0]]},{"claim":2,"adds":[[2,1,3,0]]}]}],\
                "options":[{"option":0,"adds":[[0,1,3,0]]}]}],"texts":["Often.","By day."]};

                """)
    }

    @Test func whereNoProfileHasActorsNothingIsAddedUp() async {
        let site = await site("<profile id=\"P\" domain=\"ITI\"><name>P</name></profile>")
        #expect(site.addresses[.addingUp] == nil)
        #expect(!ScriptData(site.composer).files.contains(.claims))
    }

    @Test func thePageLeadsToThePagesOfSingleActors() async throws {
        let site = await site(profiles)
        let page = try #require(site.composer.page(.addingUp))
        #expect(page.body.string.contains("<a href=\"~/ITI/profiles/CT-clock.html\">Time Client</a>"))
        #expect(page.scripts.map(\.path).first == "assets/data/claims.js")
        let single = try #require(site.composer.page(.obligations(ActorClaim(profile: "CT", actor: "clock"))))
        #expect(single.body.string.contains("href=\"~/what-must-my-system-do/index.html?actor=CT/clock\""))
    }

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
