import FrameworkModel
import Testing

@testable import PageRendering

/// The graphs of groupings: what stands in them, and where.
@Suite struct DiagramsOfGroupingsTests {
    @Test func actorsThatAreGroupedAlikeShareABox() async throws {
        let diagram = try await diagram(of: "XDS")
        #expect(
            diagram.description
                == "Source, Consumer: grouped with CT Client; one of ATNA Node, ATNA Application. "
                + "Registry: grouped with CT Client (with Secured). "
                + "ATNA Node: grouped with CT Client.")
    }

    @Test func namesLeadToWhatTheActorMustDo() async throws {
        let site = await site()
        let html = try #require(site.composer.page(.definition(DefinitionKey(.profile, "XDS")))).body.string
        #expect(html.contains("Figure 10.3-1</span> XDS – Groupings"))
        #expect(html.contains("<a href=\"~/ITI/profiles/CT-client.html\">CT Client</a>"))
    }

    @Test func aProfileWithoutGroupingsHasNoGraph() async throws {
        let site = await site()
        let html = try #require(site.composer.page(.definition(DefinitionKey(.profile, "CT")))).body.string
        #expect(!html.contains("CT – Groupings"))
    }

    @Test func theGraphOfADomainTellsWhatIsRequiredFromWhatDepends() async throws {
        let site = await site()
        let domain = try #require(site.framework.domains["ITI"])
        let diagram = try #require(site.composer.groupingDiagram(of: domain)).diagram
        #expect(diagram.description == "ATNA: grouped with CT. OPT: grouped with CT. XDS: grouped with ATNA.")
        #expect(diagram.edges.map(\.isDashed) == [false, true, false])
        let html = try #require(site.composer.page(.definition(DefinitionKey(.domain, "ITI")))).body.string
        #expect(html.contains("ITI – Groupings between profiles"))
    }

    @Test func circlesAreDrawn() {
        var graph = LayeredGraph()
        let nodes = ["A", "B", "C"].map { graph.add(.own, DiagramText($0)) }
        for (from, to) in [(0, 1), (1, 2), (2, 0)] { graph.connect(nodes[from], nodes[to]) }
        #expect(graph.layout.flaws == [])
        #expect(graph.layout.tips.map(\.pointsRight) == [true, true, false])
    }

    @Test(arguments: 2...16)
    func nothingOverlapsWhateverTheNumberOfActors(count: Int) {
        var graph = LayeredGraph()
        // Arrows over several columns, between columns, back, and to words.
        let nodes = (0..<count).map {
            graph.add(.own, DiagramText(String(repeating: "Actor \($0) ", count: 1 + $0 % 4)))
        }
        for index in nodes.indices {
            graph.connect(nodes[index], nodes[(index * 7 + 3) % count], isDashed: index.isMultiple(of: 2))
            graph.connect(nodes[index], nodes[(index * 5 + 1) % count])
            let words = graph.add(.words, DiagramText("under condition \(index)"))
            graph.connect(nodes[index], words)
            graph.connect(words, nodes[(index + count / 2) % count])
        }
        #expect(graph.layout.flaws == [])
        #expect(graph.layout == graph.layout)
    }

    private func diagram(of profile: String) async throws -> LayeredGraph {
        let site = await site()
        return site.composer.groupingDiagram(of: try #require(site.framework.profiles[profile])).diagram
    }

    private func site() async -> TestSite { await TestSite(["framework.xml": framework]) }

    private let framework = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="source"><name>Source</name></actor>
        <actor id="consumer"><name>Consumer</name></actor>
        <actor id="registry"><name>Registry</name></actor>
        <actor id="alone"><name>Alone</name></actor>
        <actor id="node"><name>Node</name></actor>
        <actor id="application"><name>Application</name></actor>
        <actor id="client"><name>Client</name></actor>
        <option id="secured"><name>Secured</name></option>
        <profile id="XDS" domain="ITI" chapter="10"><name>Document Sharing</name>
        <actor ref="source"><grouping profile="CT" actor="client"/>
        <one-of><grouping profile="ATNA" actor="node"/><grouping profile="ATNA" actor="application"/></one-of></actor>
        <actor ref="consumer"><grouping profile="CT" actor="client"/>
        <one-of><grouping profile="ATNA" actor="node"/><grouping profile="ATNA" actor="application"/></one-of></actor>
        <actor ref="registry"><option ref="secured"/><grouping profile="CT" actor="client" option="secured"/></actor>
        <actor ref="alone"/>
        </profile>
        <profile id="ATNA" domain="ITI"><name>Security</name>
        <actor ref="node"><grouping profile="CT" actor="client"/></actor><actor ref="application"/></profile>
        <profile id="OPT" domain="ITI"><name>Option</name>
        <actor ref="registry"><option ref="secured"/><grouping profile="CT" actor="client" option="secured"/></actor>
        </profile>
        <profile id="CT" domain="ITI"><name>Time</name><actor ref="client"/></profile>
        </definitions>
        """
}
