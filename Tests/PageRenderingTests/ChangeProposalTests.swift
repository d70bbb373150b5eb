import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Change proposals at the sections that they change, in the list and in prose.
@Suite struct ChangeProposalTests {
    private func site(_ proposals: String, overview: String = "Text.") async -> TestSite {
        await TestSite([
            "shared.xml": """
            <definitions xmlns="urn:technical-framework:definitions">
            <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
            <volume id="ITI-TF-1" domain="ITI" number="1"><name>Volume 1</name></volume>
            <actor id="consumer"><name>Consumer</name></actor>
            \(proposals)
            </definitions>
            """,
            "XDS.b.xml": """
            <profile xmlns="urn:technical-framework:definitions" id="XDS.b" domain="ITI" chapter="10"><name>Sharing</name>
            <actor ref="consumer"/></profile>
            """,
            "XDS.b.md": "## Overview\n\n\(overview)\n\n### Late arrivals\n\nTable: Choices\n\n|a|\n|-|\n",
        ])
    }

    private func proposal(_ changes: String, status: String = "ballot") -> String {
        """
        <change-proposal id="CP-ITI-1297" domain="ITI" status="\(status)"><name>Sex and gender</name>\(changes)
        </change-proposal>
        """
    }

    private func html(of site: TestSite, _ kind: DefinitionKind, _ id: String) -> String {
        String(decoding: site.composer.page(.definition(DefinitionKey(kind, id)))?.body.bytes ?? [], as: UTF8.self)
    }

    @Test func aNoteStandsRightBelowTheHeading() async {
        let site = await site(proposal("<changes section=\"ITI TF-1: 10.4.1\"/>"))
        let page = html(of: site, .profile, "XDS.b")
        let note =
            #/Late arrivals <a [^>]*>#</a></h3>\n<p class="change-note">Change proposal <a [^>]*CP-ITI-1297.html/#
        #expect(page.contains(note))
        #expect(page.matches(of: #/class="change-note"/#).count == 1)
        #expect(page.contains("href=\"\u{1}ITI/profiles/XDS.b.html#10.4.1\""))
        let own = html(of: site, .changeProposal, "CP-ITI-1297")
        #expect(own.contains(#/<a [^>]*XDS.b.html#10.4.1" title="Late arrivals">ITI TF-1: 10.4.1</a>/#))
    }

    @Test func aSectionThatDefinitionsGiveHasItsNoteToo() async {
        let site = await site(proposal("<changes section=\"ITI TF-1: 10.1\"/>"))
        let page = html(of: site, .profile, "XDS.b")
        #expect(page.contains(#/#</a></h2>\n<p class="change-note">/#))
    }

    @Test func whatHasBeenDroppedStandsInTheListOnly() async {
        let site = await site(proposal("<changes section=\"ITI TF-1: 10.4.1\"/>", status: "rejected"))
        let page = html(of: site, .profile, "XDS.b")
        #expect(!page.contains("change-note"))
        #expect(page.contains("Change proposals") && page.contains("CP-ITI-1297"))
    }

    @Test(arguments: [
        "<changes section=\"ITI TF-1: 10\"/>", "<changes section=\"ITI TF-1: Table 10.4.1-1\"/>",
        "<changes profile=\"XDS.b\"/>",
    ])
    func whatIsNoSectionIsListedAtTheEnd(changes: String) async {
        let site = await site(proposal(changes))
        let page = html(of: site, .profile, "XDS.b")
        #expect(!site.diagnostics.contains { $0.rule == .unresolvedCitation })
        #expect(!page.contains("change-note") && page.contains("CP-ITI-1297"))
    }

    @Test(arguments: [
        ("ITI TF-1: 10.4.11", "ITI TF-1 has no section 10.4.11 here", "did you mean '10.4.1'?"),
        ("Late arrivals", "'Late arrivals' cites no section", nil),
        ("Section 10.4", "'Section 10.4' does not tell the volume", nil),
        ("ITI TF-7: 1", "ITI TF-7 has no section 1 here", nil),
    ])
    func aSectionThatThereIsNotIsReported(section: String, summary: String, help: String?) async {
        let site = await site(proposal("\n<changes section=\"\(section)\"/>"))
        let problems = site.diagnostics.filter { $0.rule == .unresolvedCitation }
        #expect(problems.map(\.summary) == [summary])
        #expect(problems.first?.location.line == 6 && problems.first?.location.column == 19)
        if let help { #expect(problems.first?.help == help) }
    }

    @Test(arguments: [
        ("as in CP-ITI-1297.", "CP-ITI-1297"), ("(CP-ITI-1297-03)", "CP-ITI-1297-03"), ("of CP-ITI-1298", nil),
        ("of XCP-ITI-1297", nil), ("of CP-ITI-1297x", nil), ("`CP-ITI-1297`", nil), ("CP-ITI-12970", nil),
    ])
    func aMentionIsALinkWhereThereIsARecord(text: String, shown: String?) async {
        let site = await site(proposal(""), overview: text)
        let page = html(of: site, .profile, "XDS.b")
        let link = page.firstMatch(of: #/<a class="ref ref-change-proposal"[^>]*><span class="id">([^<]*)</span></a>/#)
        #expect(link.map { String($0.output.1) } == shown)
        #expect(!site.diagnostics.contains { $0.rule == .unresolvedCitation || $0.rule == .unresolvedReference })
    }

    @Test func aDomainListsItsProposals() async {
        let other = "<change-proposal id=\"CP-ITI-9\" domain=\"ITI\"><name>Older</name></change-proposal>"
        let site = await site(proposal("<changes actor=\"consumer\"/>") + other)
        let page = html(of: site, .domain, "ITI")
        let ids = page.matches(of: #/change-proposals/(CP-ITI-\d+).html/#).map { String($0.output.1) }
        #expect(ids == ["CP-ITI-1297", "CP-ITI-9"])
        #expect(html(of: site, .actor, "consumer").contains("CP-ITI-1297"))
    }
}
