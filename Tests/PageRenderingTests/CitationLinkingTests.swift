import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Where citations in prose lead, by the sections of a small framework.
@Suite struct CitationLinkingTests {
    /// The links of a sentence that stands in the overview of ITI TF-1: 10, as "text→address", and its problems.
    private func links(in sentence: String) async -> (links: [String], problems: [String]) {
        let overview = "## Overview\n\n\(sentence)\n\nTable: Choices\n\n|a|\n|-|\n"
        let site = await TestSite([
            "shared.xml": shared,
            "XDS.b.xml": """
            <profile xmlns="urn:technical-framework:definitions" id="XDS.b" domain="ITI" chapter="10"><name>Sharing</name>
            <actor ref="consumer"><transaction ref="ITI-18" optionality="R"/></actor></profile>
            """, "XDS.b.md": overview,
            "ITI-18.xml": """
            <transaction xmlns="urn:technical-framework:definitions" id="ITI-18" domain="ITI"><name>Query</name>
            <exchange initiator="consumer" responder="consumer"/></transaction>
            """, "ITI-18.md": "## Scope\n\n## Messages\n\n### Request\n\n#### Message Semantics\n",
        ])
        let key = DefinitionKey(.profile, "XDS.b")
        let html = site.library.prose(of: .definition(key))?.finished ?? ""
        let paragraph = html.matches(of: #/<p>([\s\S]*?)</p>/#).first.map { String($0.output.1) } ?? ""
        let link = #/<a [^>]*href="(?<href>[^"]*)"(?: title="(?<title>[^"]*)")?>(?<text>.*?)</a>/#
        let found = paragraph.matches(of: link).map { match in
            let text = match.output.text.replacing(#/<[^>]*>/#, with: "")
            return "\(text)→\(match.output.href) (\(match.output.title ?? ""))"
        }
        let problems = site.diagnostics.filter { $0.rule == .unresolvedCitation }.map {
            "\($0.location.column) \($0.summary); \($0.help ?? "")"
        }
        return (found, problems)
    }

    /// Each would cost a walk to its place.
    @Test func ofThousandsOfProblemsATextTellsTheFirst() async {
        let problems = await links(in: String(repeating: "ITI TF-1: 99.1, ", count: 3_000)).problems
        #expect(problems.count > 900 && problems.count <= 1_001)
        #expect(problems.last?.contains("further problems of this text are not shown") == true)
    }

    @Test(arguments: [
        (
            "see ITI TF-2: 3.18.4.1.1.",
            "ITI TF-2: 3.18.4.1.1→~/ITI/transactions/ITI-18.html#3.18.4.1.1 (Message Semantics)"
        ),
        ("(ITI TF-2:3.18.1)", "ITI TF-2:3.18.1→~/ITI/transactions/ITI-18.html#3.18.1 (Scope)"),
        ("ITI TF-2b: 3.18", "ITI TF-2b: 3.18→~/ITI/transactions/ITI-18.html (Query [ITI-18])"),
        ("Section 10.4", "Section 10.4→#10.4 (Overview)"),
        ("see 2:3.18.4 there", "2:3.18.4→~/ITI/transactions/ITI-18.html#3.18.4 (Messages)"),
        ("Table 10.4-1", "Table 10.4-1→#t10.4-1 (Table 10.4-1: Choices)"),
        (
            "Table 2:3.18.2-1",
            "Table 2:3.18.2-1→~/ITI/transactions/ITI-18.html#t3.18.2-1 (Table 3.18.2-1: ITI-18 – Actor Roles)"
        ),
        ("ITI TF-2: Appendix V.3", "ITI TF-2: Appendix V.3→~/ITI/TF/Volume2/index.html#appendix-V (Web Services)"),
        ("ITI TF-2: 3", "ITI TF-2: 3→~/ITI/TF/Volume2/index.html (ITI Volume 2)"),
        ("all of ITI TF-2 applies", "ITI TF-2→~/ITI/TF/Volume2/index.html (ITI Volume 2)"),
        ("RAD TF-2: 4.5", "RAD TF-2: 4.5→~/RAD/transactions/RAD-5.html (Scheduled [RAD-5])"),
        ("Rad TF-2:4.5", "Rad TF-2:4.5→~/RAD/transactions/RAD-5.html (Scheduled [RAD-5])"),
        ("by ITI-18 and UTF-8", "ITI-18→~/ITI/transactions/ITI-18.html (Query)"),
        ("by [ITI-18] only", "[ITI-18]→~/ITI/transactions/ITI-18.html (Query)"),
    ])
    func whatResolvesIsALinkToTheVerySection(sentence: String, link: String) async {
        let (links, problems) = await links(in: sentence)
        #expect(links == [link])
        #expect(problems == [])
    }

    @Test func aListGoesOnInTheSameVolume() async {
        let (links, _) = await links(in: "ITI TF-2: 3.18.1 and 3.18.4")
        #expect(links.map { $0.prefix { $0 != "→" } } == ["ITI TF-2: 3.18.1", "3.18.4"])
    }

    @Test(arguments: [
        ("ITI TF-2: 3.18.9", "1 ITI TF-2 has no section 3.18.9 here; did you mean '3.18.1'"),
        ("one ITI TF-1: 10.9", "5 ITI TF-1 has no section 10.9 here; did you mean '10.1'"),
        ("ITI TF-1: Table 10.4-7", "1 ITI TF-1 has no Table 10.4-7 here; did you mean 'Table 10.4-1'"),
        ("ITI TF-4", "1 there is no volume 'ITI TF-4'; did you mean 'ITI TF-2'"),
        ("or ITI-81 then", "4 there is no transaction 'ITI-81'; did you mean 'ITI-18'"),
    ])
    func whatDoesNotIsAWarningWithTheNearest(sentence: String, problem: String) async {
        let (_, problems) = await links(in: sentence)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix(problem) == true, "\(problems)")
    }

    @Test(arguments: [
        "Section 9.1 of another document", "UTF-8", "CP-ITI-1297", "ITI-18.html", "IHE_ITI-18", "ITI-18x", "`ITI-18`",
        "at 2:30 pm", "`ITI TF-2: 3.18`", "RFC 7231 Section 6.4",
    ])
    func whatIsNoCitationIsText(sentence: String) async {
        let (links, problems) = await links(in: sentence)
        #expect(links == [])
        #expect(problems == [])
    }

    @Test func aLinkStaysAsTheAuthorWroteIt() async {
        let (links, _) = await links(in: "[ITI TF-2: 3.18 and ITI-18](https://example.org)")
        #expect(links == ["ITI TF-2: 3.18 and ITI-18→https://example.org ()"])
    }

    private let shared = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <domain id="RAD" transaction-section="4"><name>Radiology</name></domain>
        <volume id="ITI-TF-2" domain="ITI" number="2"><name>Volume 2</name>
        <part kind="appendix" number="V"><name>Web Services</name></part></volume>
        <actor id="consumer"><name>Consumer</name></actor>
        <transaction id="RAD-5" domain="RAD"><name>Scheduled</name>
        <exchange initiator="consumer" responder="consumer"/></transaction>
        </definitions>
        """
}
