import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Chapters by the committees' templates: which section stands where, and its number.
@Suite struct ChapterOutlineTests {
    /// A chapter of each kind; `prose` stands beside the definition.
    private func outline(_ definition: String, prose: String? = nil, key: DefinitionKey) async -> (
        outline: ChapterOutline, problems: [String]
    ) {
        var texts = ["shared.xml": shared, "chapter.xml": definition]
        if let prose { texts["chapter.md"] = prose }
        let site = await TestSite(texts)
        let problems = site.diagnostics.map {
            "\($0.location.path):\($0.location.line) \($0.summary) [\($0.rule.rawValue)]"
        }
        return (site.library.outline(of: .definition(key)), problems)
    }

    private func profile(_ prose: String?, chapter: String = "chapter=\"10\"") async -> (
        outline: ChapterOutline, problems: [String]
    ) {
        await outline(
            """
            <profile xmlns="urn:technical-framework:definitions" id="XDS.b" domain="ITI" \(chapter)>
            <name>Document Sharing</name>
            <actor ref="consumer"><description>Finds.</description><transaction ref="ITI-18" optionality="R"/>
            <option ref="on-demand"/></actor>
            </profile>
            """, prose: prose, key: DefinitionKey(.profile, "XDS.b"))
    }

    private func transaction(_ prose: String?, section: String = "section=\"3.41\"") async -> (
        outline: ChapterOutline, problems: [String]
    ) {
        await outline(
            """
            <transaction xmlns="urn:technical-framework:definitions" id="ITI-41" domain="ITI" \(section)>
            <name>Provide</name><exchange initiator="consumer" responder="consumer"/>
            </transaction>
            """, prose: prose, key: DefinitionKey(.transaction, "ITI-41"))
    }

    private func lines(_ outline: ChapterOutline) -> [String] {
        outline.sections.map { "\($0.level) \($0.number ?? "-") \($0.title)" }
    }

    private let complete = """
        The introduction.

        ## Security considerations
        ## XDS.b Overview
        ### Concepts
        #### Document
        ### Use Cases
        ## Actors/Transactions
        ## Cross Profile Considerations
        ## Deployment
        ## Required Groupings
        ## Options
        """

    // MARK: Sections

    /// It would stand behind the end of the text, where sections are cut from.
    @Test func aHeadingInAFootnoteIsNoSection() async {
        let (outline, _) = await profile("Text[^a].\n\n## Overview\n\nMore.\n\n[^a]: # Heading\n")
        #expect(lines(outline).contains { $0.hasSuffix("Overview") })
        #expect(!lines(outline).contains { $0.hasSuffix("Heading") })
    }

    @Test func sectionsStandWhereTheTemplateHasThem() async {
        let (outline, problems) = await profile(complete)
        #expect(
            lines(outline) == [
                "2 10.1 Actors/Transactions", "3 10.1.1 Actor Descriptions and Actor Profile Requirements",
                "4 10.1.1.1 Consumer", "2 10.2 Options", "3 10.2.1 On-Demand Option", "2 10.3 Required Groupings",
                "2 10.4 XDS.b Overview", "3 10.4.1 Concepts", "4 10.4.1.1 Document", "3 10.4.2 Use Cases",
                "2 10.5 Security considerations", "2 10.6 Cross Profile Considerations", "2 10.7 Deployment",
            ])
        #expect(problems == [])
    }

    @Test func definitionsFillAChapterWithoutProse() async {
        let (outline, problems) = await profile(nil)
        #expect(
            lines(outline) == [
                "2 10.1 Actors, Transactions, and Content Modules",
                "3 10.1.1 Actor Descriptions and Actor Profile Requirements", "4 10.1.1.1 Consumer",
                "2 10.2 Actor Options", "3 10.2.1 On-Demand Option",
            ])
        #expect(problems == [])
    }

    @Test func whatTheTemplateRequiresIsMissedAndKeepsItsNumber() async {
        let (outline, problems) = await profile("## Security Considerations\n\nNot applicable.\n")
        #expect(lines(outline).last == "2 10.5 Security Considerations")
        #expect(
            problems == [
                "content/chapter.md:1 the integration profile has no section '10.3 Required Actor Groupings' [missing-section]",
                "content/chapter.md:1 the integration profile has no section '10.4 Overview' [missing-section]",
                "content/chapter.md:1 the integration profile has no section '10.6 Cross-Profile Considerations' [missing-section]",
            ])
    }

    @Test(arguments: ["Actor Roles", "Actors Roles", "Use Case Roles", "actor roles"])
    func aliasesOccurInTheWild(title: String) async {
        let (outline, _) = await transaction("## Scope\n\n## \(title)\n")
        #expect(lines(outline) == ["2 3.41.1 Scope", "2 3.41.2 \(title)", "2 3.41.4 Messages"])
        #expect(outline.sections[1].parts == [.actorRoles])
    }

    @Test func eachMessageHasItsThreeSections() async {
        let (outline, problems) = await transaction(
            """
            ## Scope
            ## Referenced Standards
            ## Messages
            ### Request
            #### Trigger Events
            #### Message Semantics
            #### Expected Actions
            ### Response
            #### Trigger Event
            ## Security Considerations
            ### Security Audit Considerations
            """)
        #expect(
            lines(outline) == [
                "2 3.41.1 Scope", "2 3.41.2 Actor Roles", "2 3.41.3 Referenced Standards", "2 3.41.4 Messages",
                "3 3.41.4.1 Request", "4 3.41.4.1.1 Trigger Events", "4 3.41.4.1.2 Message Semantics",
                "4 3.41.4.1.3 Expected Actions", "3 3.41.4.2 Response", "4 3.41.4.2.1 Trigger Event",
                "2 3.41.5 Security Considerations", "3 3.41.5.1 Security Audit Considerations",
            ])
        #expect(
            problems == [
                "content/chapter.md:8 the message 'Response' has no section 'Message Semantics' [missing-section]",
                "content/chapter.md:8 the message 'Response' has no section 'Expected Actions' [missing-section]",
            ])
    }

    @Test func protocolRequirementsComeBeforeSecurity() async {
        let (outline, _) = await transaction("## Security Considerations\n## Protocol Requirements\n")
        #expect(
            lines(outline).suffix(2) == ["2 3.41.5 Protocol Requirements", "2 3.41.6 Security Considerations"])
    }

    // MARK: Numbers

    @Test func anAuthorsNumberWinsAndOthersCountOnFromIt() async {
        let (outline, problems) = await profile(
            """
            ## Overview
            ### 10.4.7 Late arrivals
            ### Later ones
            ### 1:10.4.7 The same again
            #### Below
            """)
        #expect(
            lines(outline).suffix(5) == [
                "2 10.4 Overview", "3 10.4.7 Late arrivals", "3 10.4.8 Later ones", "3 10.4.7 The same again",
                "4 10.4.7.1 Below",
            ])
        #expect(problems.contains("content/chapter.md:4 the chapter has another section 10.4.7 [duplicate-number]"))
    }

    @Test(arguments: [("chapter=\"X\"", "X.5"), ("chapter=\"3.YY4\"", "3.YY4.5")])
    func draftsHaveLetters(chapter: String, number: String) async {
        let (outline, _) = await profile("## Security Considerations", chapter: chapter)
        #expect(outline.sections.last?.number == number)
    }

    @Test func aChapterWithoutANumberHasOnlyTheAuthorsNumbers() async {
        let (outline, _) = await profile("## Overview\n### 33.4.1 Concepts\n", chapter: "")
        #expect(lines(outline).suffix(2) == ["2 - Overview", "3 33.4.1 Concepts"])
    }

    @Test func theNumberOfATransactionFollowsFromItsDomain() async {
        let (outline, _) = await transaction("## Scope", section: "")
        #expect(outline.sections.first?.number == "3.41.1")
    }

    @Test(arguments: [
        ("2:3.78.4.1.2 Search", "3.78", "3.78.4.1.2", 12), ("10.1 Actors", "10", "10.1", 4), ("10 XDS", "10", "10", 2),
        ("X.2 Options", "X", "X.2", 3), ("3.YY4.4.1 Request", "3.YY4", "3.YY4.4.1", 9), ("10.4. Slip", "10", "10.4", 5),
    ])
    func numbersThatAuthorsWrite(heading: String, chapter: String, number: String, length: Int) {
        let prefix = SectionNumber.prefix(of: heading, in: chapter)
        #expect(prefix?.number == number)
        #expect(prefix?.length == length)
    }

    @Test(arguments: [
        "2026 plans", "U.S. Realm", "10x faster", "1:1 meetings", "A case", "3.18a Query", "", "10.1.1foo",
    ])
    func whatIsNoNumber(heading: String) {
        #expect(SectionNumber.prefix(of: heading, in: "10") == nil)
    }

    // MARK: Figures and tables

    @Test func captionsAreNumberedByTheirSection() async {
        let (outline, problems) = await profile(
            """
            Table: Before all

            |a|
            |-|

            ## Overview

            **Table 1:10.4-3b: The author's**

            |a|
            |-|

            Table: The next

            |a|
            |-|

            ### Concepts

            Table: Of concepts

            |a|
            |-|

            ## Actors and Transactions

            Table: Prose comes first

            |a|
            |-|
            """)
        #expect(
            outline.figuresAndTables.map { "\($0.label.text) \($0.text)" } == [
                "Table 10-1 Before all", "Table 10.1-1 Prose comes first",
                "Figure 10.1-1 XDS.b – Actor Diagram", "Table 10.1-2 XDS.b – Actors and Transactions",
                "Table 10.2-1 XDS.b – Actors and Options", "Table 10.4-3b The author's", "Table 10.4-4 The next",
                "Table 10.4.1-1 Of concepts",
            ])
        #expect(outline.figuresAndTables[5].label.id == "t10.4-3b")
        #expect(problems.filter { $0.contains("duplicate") } == [])
    }

    @Test func twoCaptionsWithOneNumberAreReported() async {
        let table = "**Table 10.4-1: A**\n\n|a|\n|-|\n\n"
        let (outline, problems) = await profile("## Overview\n\n" + table + table)
        #expect(outline.figuresAndTables.suffix(2).map(\.label.id) == ["t10.4-1", nil])
        #expect(problems.contains("content/chapter.md:8 the chapter has another Table 10.4-1 [duplicate-number]"))
    }

    private let shared = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <actor id="consumer"><name>Consumer</name></actor>
        <option id="on-demand"><name>On-Demand</name><definition>Made when asked for.</definition></option>
        <transaction id="ITI-18" domain="ITI"><name>Query</name>
        <exchange initiator="consumer" responder="consumer"/></transaction>
        <profile id="USE" domain="ITI"><name>Use</name><actor ref="consumer"/></profile>
        </definitions>
        """
}
