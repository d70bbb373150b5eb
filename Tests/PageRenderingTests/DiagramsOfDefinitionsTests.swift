import ContentReading
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// The diagrams that follow from definitions: actors of profiles, messages of transactions.
@Suite struct DiagramsOfDefinitionsTests {
    @Test func theActorDiagramStandsBeforeTheTable() async throws {
        let site = await site()
        let html = try #require(site.composer.page(.definition(DefinitionKey(.profile, "XDS")))).body.string
        let figure = try #require(html.firstRange(of: "Figure 10.1-1</span> XDS – Actor Diagram"))
        let table = try #require(html.firstRange(of: "Table 10.1-1</span>"))
        #expect(figure.lowerBound < table.lowerBound)
        #expect(html.contains("id=\"f10.1-1\""))
        #expect(html.contains("Consumer to Registry: [ITI-18] Query. Source to Registry: [ITI-42] Register."))
        #expect(html.contains("<a href=\"~/ITI/transactions/ITI-18.html\">[ITI-18]</a>"))
        // Only the registry lists it.
        #expect(!html.contains("[ITI-61] Other"))
    }

    @Test func theInteractionDiagramHasTheMessagesOfTheChapter() async throws {
        let site = await site(
            "## Messages\n\nText.\n\n### Query Request\n\n### Query Response\n\n#### Trigger Events\n\n## Security\n")
        let html = try #require(site.composer.page(.definition(DefinitionKey(.transaction, "ITI-18")))).body.string
        #expect(html.contains("Figure 3.18.4-1</span> ITI-18 – Interaction Diagram"))
        #expect(html.contains("Consumer to Registry: Query Request. Registry to Consumer: Query Response.</desc>"))
        #expect(html.contains("<a href=\"#query-request\">Query Request</a>"))
    }

    @Test func aTransactionThatNobodyHasDescribedHasItsDiagram() async throws {
        let site = await site()
        let html = try #require(site.composer.page(.definition(DefinitionKey(.transaction, "ITI-42")))).body.string
        #expect(html.contains("<span class=\"section-number\" id=\"3.42.4\">3.42.4</span> Messages"))
        #expect(html.contains("Source or Gateway to Registry: Register.</desc>"))
    }

    @Test func otherExchangesHaveALifelineForEachActor() async throws {
        let site = await site()
        let html = try #require(site.composer.page(.definition(DefinitionKey(.transaction, "ITI-61")))).body.string
        #expect(html.contains("Source to Registry: Other. Registry to Source: Other. Source to itself: Other.</desc>"))
    }

    @Test func inAPrintEditionLinksStayInIt() async throws {
        let site = await site()
        let html = try #require(site.composer.page(.edition(DefinitionKey(.profile, "XDS")))).body.string
        #expect(html.contains("<a href=\"#ITI-18\">[ITI-18]</a>"))
        #expect(html.contains("<span class=\"caption-number\" id=\"XDS/f10.1-1\">"))
    }

    /// The diagrams of all profiles and transactions that are shipped.
    @Test func nothingOverlapsInTheDiagramsOfTheShippedContent() async throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let sources = await ContentReader.read(folder: root + "/content", jobs: 2)
        let (framework, _) = ModelBuilder.build(sources)
        let (addresses, _) = AddressBook.assign(
            framework, assets: sources.assets, configuration: sources.configuration)
        let resolver = LinkResolver(framework, addresses: addresses)
        let rendered = await RenderedTexts.render(framework, resolver: resolver, jobs: 2)
        let library = await ProseLibrary.assemble(rendered, of: framework, resolver: resolver, jobs: 2)
        let composer = PageComposer(
            framework, addresses: addresses, library: library, configuration: sources.configuration)
        var drawn = 0
        for profile in framework.profiles {
            let diagram = composer.actorDiagram(of: profile).diagram
            #expect(SequenceLayout.layout(of: diagram).flaws == [], "\(profile.id)")
            #expect(diagram.participants.count == profile.actors.count)
            drawn += diagram.steps.isEmpty ? 0 : 1
            #expect(composer.groupingDiagram(of: profile).diagram.layout.flaws == [], "\(profile.id)")
        }
        for domain in framework.domains {
            let layout = composer.groupingDiagram(of: domain)?.diagram.layout
            #expect(layout?.flaws ?? [] == [], "\(domain.id)")
        }
        for transaction in framework.transactions {
            let outline = library.outline(of: .definition(transaction.key))
            let diagram = composer.interactionDiagram(of: transaction, outline).diagram
            #expect(SequenceLayout.layout(of: diagram).flaws == [], "\(transaction.id)")
            drawn += diagram.steps.isEmpty ? 0 : 1
        }
        #expect(drawn > 200)
    }

    private func site(_ messages: String = "## Scope\n") async -> TestSite {
        await TestSite(["framework.xml": framework, "ITI-18.xml": query, "ITI-18.md": messages])
    }

    private let framework = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <actor id="consumer"><name>Consumer</name></actor>
        <actor id="registry"><name>Registry</name></actor>
        <actor id="source"><name>Source</name></actor>
        <actor id="gateway"><name>Gateway</name></actor>
        <transaction id="ITI-42" domain="ITI"><name>Register</name>
        <exchange initiator="source" responder="registry"/><exchange initiator="gateway" responder="registry"/>
        </transaction>
        <transaction id="ITI-61" domain="ITI"><name>Other</name>
        <exchange initiator="source" responder="registry"/><exchange initiator="registry" responder="source"/>
        <exchange initiator="source" responder="source"/>
        </transaction>
        <profile id="XDS" domain="ITI" chapter="10"><name>Document Sharing</name>
        <actor ref="consumer"><transaction ref="ITI-18" optionality="R"/></actor>
        <actor ref="registry"><transaction ref="ITI-18" optionality="R"/><transaction ref="ITI-42" optionality="R"/>
        <transaction ref="ITI-61" optionality="R"/></actor>
        <actor ref="source"><transaction ref="ITI-42" optionality="R"/></actor>
        </profile>
        </definitions>
        """

    private let query = """
        <transaction xmlns="urn:technical-framework:definitions" id="ITI-18" domain="ITI"><name>Query</name>
        <exchange initiator="consumer" responder="registry"/></transaction>
        """
}
