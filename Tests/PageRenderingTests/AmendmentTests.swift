import ContentReading
import Diagnostics
import FrameworkModel
import Testing

@testable import PageRendering

/// What amendments do to the source files of a framework, and what is told of those that can't be applied.
@Suite struct AmendmentTests {
    private static let overview = """
        ## Overview

        Documents are kept and
        found again. They stay.

        ### Late arrivals

        A late document comes late.

        Table: Choices

        | Choice | Meaning |
        |---|---|
        | [Early](actor:consumer) | In time |
        | `Late` | Not in time |

        ## Security Considerations

        None.

        [^1]: A note.

        """

    private static let profile = """
        <profile xmlns="urn:technical-framework:definitions" id="XDS.b" domain="ITI" chapter="10">
          <name>Sharing</name>
          <actor ref="consumer">
            <transaction ref="ITI-1" optionality="O"/>
            <option ref="late"/>
          </actor>
          <actor ref="source"/>
        </profile>

        """

    private func site(
        _ amendments: String, second: String? = nil, revision: String = "2", status: String = "trial-implementation"
    ) async -> TestSite {
        func supplement(_ id: String) -> String {
            """
            <supplement xmlns="urn:technical-framework:definitions" id="\(id)" domain="ITI" status="\(status)">
            <name>\(id)</name><affects volume="ITI-TF-1" revision="\(revision)"/></supplement>
            """
        }
        var files = [
            "shared.xml": """
            <definitions xmlns="urn:technical-framework:definitions">
            <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
            <volume id="ITI-TF-1" domain="ITI" number="1" revision="2"><name>Volume 1</name></volume>
            <actor id="consumer"><name>Consumer</name></actor><actor id="source"><name>Source</name></actor>
            <option id="late"><name>Late</name></option><option id="early"><name>Early</name></option>
            <transaction id="ITI-1" domain="ITI"><name>Find</name>
            <exchange initiator="consumer" responder="source"/></transaction>
            </definitions>
            """,
            "XDS.b.xml": Self.profile, "XDS.b.md": Self.overview,
            "First/First.xml": supplement("First"), "First/First.md": amendments,
        ]
        if let second {
            files["Second/Second.xml"] = supplement("Second")
            files["Second/Second.md"] = second
        }
        return await TestSite(files)
    }

    private func amended(_ path: String, _ amendments: String) async throws -> String {
        let site = await site(amendments)
        #expect(site.amendments.diagnostics == [])
        let amended = AmendedSources(site.sources, amendedBy: ["First"], site.amendments)
        return String(decoding: try #require(amended.changes[path]), as: UTF8.self)
    }

    private func amendment(_ change: String, _ content: String = "") -> String {
        "Text.\n\n::: amendment \(change)\n\(content)\n:::\n"
    }

    private func problems(_ amendments: String, second: String? = nil, revision: String = "2") async -> [String] {
        await site(amendments, second: second, revision: revision).amendments.diagnostics.map {
            "\($0.location.line):\($0.location.column) \($0.rule.rawValue): \($0.summary)"
                + ($0.help.map { " (\($0))" } ?? "")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let change: String
        let content: String
        let old: String
        let new: String
        var testDescription: String { change }
    }

    // MARK: Sections, rows, words

    @Test(arguments: [
        Case(
            change: "add-after ITI TF-1: 10.4.1", content: "### More\n\nText.",
            old: "| `Late` | Not in time |\n\n", new: "| `Late` | Not in time |\n\n### More\n\nText.\n\n"),
        Case(
            change: "add-before ITI TF-1: 10.5", content: "### More",
            old: "## Security", new: "### More\n\n## Security"),
        Case(
            change: "add-after ITI TF-1: 10.5", content: "## Last",
            old: "None.\n\n[^1]", new: "None.\n\n## Last\n\n[^1]"),
        Case(
            change: "replace ITI TF-1: 10.5", content: "## Security Considerations\n\nSome.",
            old: "## Security Considerations\n\nNone.\n\n", new: "## Security Considerations\n\nSome.\n\n"),
        Case(change: "delete ITI TF-1: 10.5", content: "", old: "## Security Considerations\n\nNone.\n\n", new: ""),
        Case(
            change: "replace ITI TF-1: 10.4 {text=\"and found again.\"}", content: "and\nlost.",
            old: "and\nfound again.", new: "and lost."),
        Case(change: "delete ITI TF-1: 10.4 {text=\"They stay.\"}", content: "", old: " They stay.", new: ""),
        Case(
            change: "insert-text ITI TF-1: 10.4 {after=\"kept and found\"}", content: "once",
            old: "and\nfound again", new: "and\nfound once again"),
        Case(
            change: "insert-text ITI TF-1: 10.4 {after=\"again\"}", content: ", mostly",
            old: "again.", new: "again, mostly."),
        Case(
            change: "insert-text ITI TF-1: 10.4.1 {before=\"comes late\"}", content: "often",
            old: "document comes", new: "document often comes"),
        Case(
            change: "add-after ITI TF-1: 10.4.1 {row=\"Early\"}",
            content: "| Choice | Meaning |\n|---|---|\n| Soon | So |",
            old: "| In time |\n", new: "| In time |\n| Soon | So |\n"),
        Case(
            change: "replace ITI TF-1: Table 10.4.1-1 {row=\"Late\"}",
            content: "|Choice|Meaning|\n|-|-|\n|`Late`|Too late|",
            old: "| `Late` | Not in time |", new: "|`Late`|Too late|"),
        Case(
            change: "delete ITI TF-1: 10.4.1 {row=\"late\"}", content: "", old: "| `Late` | Not in time |\n", new: ""),
    ]) func proseChanges(_ test: Case) async throws {
        let text = try await amended("XDS.b.md", amendment(test.change, test.content))
        #expect(text == Self.overview.replacing(test.old, with: test.new))
        #expect(Self.overview.contains(test.old))
    }

    @Test func whatSeveralAmendmentsAddStaysInTheirOrder() async throws {
        let text = try await amended(
            "XDS.b.md",
            amendment("add-after ITI TF-1: 10.5", "## One") + "\n" + amendment("add-after ITI TF-1: 10.5", "## Two"))
        #expect(text.contains("None.\n\n## One\n\n## Two\n\n[^1]"))
    }

    @Test func anInstructionIsNoText() async throws {
        let text = try await amended(
            "XDS.b.md",
            """
            ::: amendment add-after ITI TF-1: 10.5
            ::: instruction
            Add this.
            :::

            ## Audit

            ::: note
            Text.
            :::
            :::

            """)
        #expect(text.contains("None.\n\n## Audit\n\n::: note\nText.\n:::\n\n[^1]"))
        #expect(!text.contains("Add this."))
    }

    // MARK: Definitions

    @Test(arguments: [
        Case(
            change: "add-after profile:XDS.b {element=\"actor consumer / option late\"}",
            content: "<option ref=\"early\">\n  <note>N.</note>\n</option>", old: "<option ref=\"late\"/>",
            new: "<option ref=\"late\"/>\n    <option ref=\"early\">\n      <note>N.</note>\n    </option>"),
        Case(
            change: "add-before profile:XDS.b {element=\"actor consumer / option late\"}",
            content: "<option ref=\"early\"/>", old: "    <option ref=\"late\"/>",
            new: "    <option ref=\"early\"/>\n    <option ref=\"late\"/>"),
        Case(
            change: "add-in profile:XDS.b {element=\"actor source\"}", content: "<option ref=\"early\"/>",
            old: "<actor ref=\"source\"/>", new: "<actor ref=\"source\">\n    <option ref=\"early\"/>\n  </actor>"),
        Case(
            change: "add-in profile:XDS.b {element=\"actor consumer\"}", content: "<option ref=\"early\"/>",
            old: "<option ref=\"late\"/>\n", new: "<option ref=\"late\"/>\n    <option ref=\"early\"/>\n"),
        Case(
            change: "replace profile:XDS.b {element=\"actor consumer / transaction ITI-1\"}",
            content: "<transaction ref=\"ITI-1\" optionality=\"R\"/>", old: "optionality=\"O\"",
            new: "optionality=\"R\""),
        Case(
            change: "delete profile:XDS.b {element=\"actor consumer / option late\"}", content: "",
            old: "\n    <option ref=\"late\"/>", new: ""),
    ]) func definitionChanges(_ test: Case) async throws {
        let content = test.content.isEmpty ? "" : "```xml\n\(test.content)\n```"
        let text = try await amended("XDS.b.xml", amendment(test.change, content))
        #expect(text == Self.profile.replacing(test.old, with: test.new))
        #expect(Self.profile.contains(test.old))
    }

    // MARK: Problems

    @Test(arguments: [
        (
            "add-after ITI TF-1: 10.44", "Text.",
            "3:25 amendment-target: ITI TF-1 has no section 10.44 here (did you mean '10.4'?)"
        ),
        ("delete profile:XDS.c", "", "3:22 amendment-target: there is no profile 'XDS.c' (did you mean 'XDS.b'?)"),
        (
            "replace ITI TF-1: 10.1", "Text.",
            "3:23 amendment-target: 'Actors, Transactions, and Content Modules' follows from the definition (amend the definition: 'profile:XDS.b')"
        ),
        (
            "replace 10.4", "Text.",
            "3:23 amendment-target: '10.4' names no section or definition (cite a section with its volume, as in 'ITI TF-2: 3.18.4.1', or write 'profile:XDS.b')"
        ),
        (
            "delete ITI TF-1: 10.4 {text=\"late\"}", "",
            "3:22 amendment-target: 'Overview' says 'late' 2 times (take more words, so that they stand there once)"
        ),
        (
            "delete ITI TF-1: 10.4 {text=\"never\"}", "",
            "3:22 amendment-target: 'Overview' does not say 'never' (copy the words from the source of the section)"
        ),
        (
            "delete ITI TF-1: 10.4 {row=\"Latest\"}", "",
            "3:22 amendment-target: no table of 'Overview' has a row 'Latest' (did you mean 'Late'?)"
        ),
        (
            "delete profile:XDS.b {element=\"actor consumr\"}", "",
            "3:22 amendment-target: 'Sharing (XDS.b)' has no single element 'actor consumr' (did you mean 'actor consumer'?)"
        ),
        (
            "add-after ITI TF-1: 10.4", "",
            "3:25 invalid-amendment: the amendment adds nothing (write the text before the line ':::', or 'delete')"
        ),
        (
            "delete ITI TF-1: 10.4", "Text.",
            "3:22 invalid-amendment: what is deleted gets no other text (write 'replace', or take the text out)"
        ),
        (
            "add-in profile:XDS.b", "Text.",
            "3:22 invalid-amendment: the amendment of a definition has no XML (write the elements between '```xml' and '```', and nothing else)"
        ),
        (
            "delete profile:XDS.b", "",
            "3:22 invalid-amendment: a definition is changed by its elements (add {element=\"...\"} with the element that is meant, or write 'add-in')"
        ),
        (
            "delete ITI TF-1: 10", "",
            "3:22 invalid-amendment: a chapter can't be deleted as a whole (give its definition the status 'retired', or delete its sections)"
        ),
    ]) func problem(change: String, content: String, report: String) async {
        #expect(await problems(amendment(change, content)) == [report])
    }

    @Test(arguments: [
        ("", "3:5 invalid-amendment: the amendment does not say what it does"),
        ("add ITI TF-1: 10.4", "3:15 invalid-amendment: no amendment does 'add'"),
        ("replace", "3:5 invalid-amendment: the amendment does not say where"),
        ("replace ITI TF-1: 10.4 {words=\"x\"}", "3:39 invalid-amendment: an amendment has no attribute 'words'"),
        ("insert-text ITI TF-1: 10.4", "3:15 invalid-amendment: the amendment does not say where in the text"),
    ]) func slip(line: String, report: String) async {
        let reports = await site(amendment(line, "Text.")).library.diagnostics
            .filter { $0.rule == .invalidAmendment }
            .map { "\($0.location.line):\($0.location.column) \($0.rule.rawValue): \($0.summary)" }
        #expect(reports == [report])
    }

    @Test func twoThatChangeTheSameTextAreReported() async {
        let reports = await problems(
            amendment("replace ITI TF-1: 10.4", "## Overview\n\nOther."),
            second: amendment("delete ITI TF-1: 10.4.1") + amendment("delete ITI TF-1: 10.5"))
        #expect(
            reports == [
                "3:22 amendment-conflict: First changes the same text of 'Overview' (only one of the two can be merged: agree on one text, or amend another place)"
            ])
    }

    @Test func twoThatAddAtTheSamePlaceAreWarnedOf() async {
        let site = await site(
            amendment("add-after ITI TF-1: 10.4.1", "### One"), second: amendment("add-after ITI TF-1: 10.4", "## Two"))
        #expect(
            site.amendments.diagnostics.map(\.summary) == ["First adds something at the same place of 'Late arrivals'"])
        #expect(site.amendments.diagnostics.map(\.severity) == [.warning])
    }

    @Test func aVolumeThatHasMovedOnIsWarnedOf() async {
        let reports = await problems(amendment("delete ITI TF-1: 10.5"), revision: "1")
        #expect(
            reports == [
                "3:22 outdated-amendment: this was written for revision 1 of ITI-TF-1, which is at 2 (see whether it still fits, then set revision=\"2\" in the supplement's 'affects')"
            ])
    }

    @Test func whatIsMergedIsNotLookedForAnyMore() async {
        let site = await site(amendment("delete ITI TF-1: 10.44"), revision: "1", status: "final-text")
        #expect(site.amendments.diagnostics == [])
        #expect(site.amendments.edits(of: "First").isEmpty)
    }

    @Test func onlySupplementsHaveAmendments() async {
        let site = await TestSite(["page.md": "---\ntitle: Page\n---\n\n" + amendment("delete ITI TF-1: 10.44")])
        #expect(site.amendments.diagnostics.map(\.rule) == [.invalidAmendment])
    }
}
