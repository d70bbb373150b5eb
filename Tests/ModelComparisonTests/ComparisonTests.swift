import ContentReading
import FrameworkModel
import Testing

@testable import ModelComparison

/// What changes between two frameworks, each kind of change in a case of its own.
struct ComparisonTests {
    private static let base = """
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="source"><name>Document Source</name></actor>
        <actor id="consumer"><name>Document Consumer</name></actor>
        <transaction id="ITI-1" domain="ITI" status="trial-implementation"><name>Send</name>\
        <exchange initiator="source" responder="consumer"/></transaction>
        <profile id="XDS" domain="ITI"><name>Sharing</name><definition>Shares documents between sites.</definition>
        <actor ref="source"><transaction ref="ITI-1" optionality="R"/></actor>
        <actor ref="consumer"><transaction ref="ITI-1" optionality="O"/></actor>
        </profile>
        """

    private func framework(_ definitions: String, _ files: [String: String] = [:]) -> Framework {
        var files = files
        files["site.yml"] = "title: Test"
        files["test.xml"] = "<definitions xmlns=\"urn:technical-framework:definitions\">\(definitions)</definitions>"
        return ModelBuilder.build(ContentReader.read(files)).framework
    }

    /// The changes in short, after one replacement in the base.
    private func changes(_ text: String, _ replacement: String) -> [String] {
        #expect(Self.base.contains(text), "nothing to replace")
        let old = framework(Self.base)
        let new = framework(Self.base.replacingOccurrences(of: text, with: replacement))
        let forward = FrameworkComparison(from: old, to: new).changes.flatMap(brief)
        let backward = FrameworkComparison(from: new, to: old).changes.flatMap(brief)
        #expect(forward.count == backward.count)
        return forward
    }

    private func brief(_ change: SubjectChange) -> [String] {
        let subject =
            switch change.subject {
            case .definition(let key): "\(key)"
            case .page(let path): path
            }
        guard change.kind == .changed else { return ["\(subject) \(change.kind.rawValue)"] }
        return change.facts.map { "\(subject) \(brief($0))" } + change.sections.map { "\(subject) \(brief($0))" }
    }

    private func brief(_ fact: FactChange) -> String {
        let values = fact.runs.isEmpty ? "\(fact.old ?? "–") > \(fact.new ?? "–")" : marked(fact.runs)
        return "\(fact.label): \(values)" + (fact.obligation.map { " (\($0.rawValue))" } ?? "")
    }

    private func brief(_ section: SectionChange) -> String {
        let moved = section.isMoved ? " moved" : ""
        let renamed = section.oldHeading.map { " from '\($0)'" } ?? ""
        return "§\(section.heading) \(section.kind.rawValue)\(moved)\(renamed): \(marked(section.runs))"
    }

    // MARK: Definitions

    @Test func sameDefinitionsHaveNoChanges() {
        #expect(FrameworkComparison(from: framework(Self.base), to: framework(Self.base)).changes.isEmpty)
        #expect(changes("between sites.", "between\n      sites.") == [])
    }

    @Test func definitionsAreAddedAndRemoved() {
        let term = "<term id=\"site\"><name>Site</name></term>"
        #expect(changes("<actor id=\"source\">", term + "<actor id=\"source\">") == ["term:site added"])
        let old = framework(Self.base + term)
        #expect(
            FrameworkComparison(from: old, to: framework(Self.base)).changes.flatMap(brief) == ["term:site removed"])
    }

    @Test func aRenamedDefinitionKeepsItsOldName() {
        let new = framework(Self.base.replacingOccurrences(of: "Document Consumer", with: "Reader"))
        let comparison = FrameworkComparison(from: framework(Self.base), to: new)
        // Definitions that name it have not changed.
        #expect(comparison.changes.flatMap(brief) == ["actor:consumer Name: Document Consumer > Reader"])
        #expect(comparison.changes.map(\.oldName) == ["Document Consumer"])
    }

    @Test func factsAndDefinitionsChange() {
        #expect(
            changes("status=\"trial-implementation\"", "status=\"final-text\"")
                == ["transaction:ITI-1 Status: Trial Implementation > Final Text"])
        #expect(
            changes("between sites", "across sites") == [
                "profile:XDS Definition: Shares documents [-between-] {+across+} sites."
            ])
        #expect(
            changes("<exchange initiator=\"source\" responder=\"consumer\"/>", "")
                == ["transaction:ITI-1 Exchange: Document Source to Document Consumer > –"])
    }

    @Test func volumesHaveRevisions() {
        let old = "<volume id=\"V\" revision=\"2.0\"><name>V</name></volume>"
        let new =
            "<volume id=\"V\" revision=\"3.0\"><name>V</name><revision number=\"2.0\" date=\"2020-01-02\">Adds X.</revision></volume>"
        let comparison = FrameworkComparison(from: framework(old), to: framework(new))
        #expect(
            comparison.changes.flatMap(brief) == [
                "volume:V Revision: 2.0 > 3.0", "volume:V Revision 2.0: – > 2020-01-02",
                "volume:V What revision 2.0 changed: {+Adds X.+}",
            ])
    }

    @Test func supplementsHaveCommentPeriods() {
        func supplement(_ until: String) -> Framework {
            framework(
                "<supplement id=\"S\" domain=\"ITI\"><name>S</name><public-comment until=\"\(until)\"/></supplement>")
        }
        let comparison = FrameworkComparison(from: supplement("2026-01-31"), to: supplement("2026-02-28"))
        #expect(comparison.changes.flatMap(brief) == ["supplement:S Comments until: 2026-01-31 > 2026-02-28"])
    }

    // MARK: Obligations

    @Test(arguments: [
        ("O", "R", "added"), ("R", "O", "removed"), ("O", "C", "added"), ("C", "R", "added"), ("R", "C", "removed"),
        ("C", "O", "removed"),
    ])
    func optionalityChanges(old: String, new: String, obligation: String) {
        let definitions = { (letter: String) in
            Self.base.replacingOccurrences(of: "optionality=\"O\"", with: "optionality=\"\(letter)\"")
        }
        let comparison = FrameworkComparison(from: framework(definitions(old)), to: framework(definitions(new)))
        #expect(
            comparison.changes.flatMap(brief)
                == ["profile:XDS Document Consumer: Send [ITI-1]: \(old) > \(new) (\(obligation))"])
        #expect(comparison.obligations.count == 1)
    }

    @Test func transactionsOptionsAndGroupingsOfActorsChange() {
        #expect(
            changes("<transaction ref=\"ITI-1\" optionality=\"R\"/>", "")
                == ["profile:XDS Document Source: Send [ITI-1]: R > – (removed)"])
        let optional = "<transaction ref=\"ITI-1\" optionality=\"O\"/>"
        #expect(changes(optional, "") == ["profile:XDS Document Consumer: Send [ITI-1]: O > –"])
        #expect(
            changes(optional, optional + "<grouping profile=\"XDS\" actor=\"source\"/>")
                == ["profile:XDS Document Consumer: grouping: – > Document Source of XDS (added)"])
        #expect(
            changes(
                optional, "<transaction ref=\"ITI-1\" optionality=\"O\"><condition>At night.</condition></transaction>")
                == ["profile:XDS Document Consumer: Send [ITI-1], condition: {+At night.+}"])
    }

    @Test func aNewActorOfAProfileIsNoObligation() {
        let consumer = "<actor ref=\"consumer\"><transaction ref=\"ITI-1\" optionality=\"R\"/></actor>"
        let old = framework(Self.base)
        let start = Self.base.replacingOccurrences(
            of: "<actor ref=\"consumer\"><transaction ref=\"ITI-1\" optionality=\"O\"/></actor>", with: "")
        let new = framework(start)
        #expect(FrameworkComparison(from: new, to: old).obligations.isEmpty)
        #expect(
            FrameworkComparison(
                from: new, to: framework(start.replacingOccurrences(of: "</profile>", with: consumer + "</profile>"))
            )
            .changes.flatMap(brief) == [
                "profile:XDS Actor: – > Document Consumer", "profile:XDS Document Consumer: Send [ITI-1]: – > R",
            ])
    }

    // MARK: Prose and pages

    @Test func pagesChange() {
        let old = framework(Self.base, ["a.md": "---\ntitle: A\n---\nOne two.", "b.md": "---\ntitle: B\n---\nB."])
        let new = framework(Self.base, ["a.md": "---\ntitle: Ah\n---\nOne three.", "c.md": "---\ntitle: C\n---\nC."])
        #expect(
            FrameworkComparison(from: old, to: new).changes.flatMap(brief) == [
                "a.md Title: A > Ah", "a.md § changed: One [-two.-] {+three.+}", "b.md removed", "c.md added",
            ])
    }

    private func sections(_ old: String, _ new: String) -> [String] {
        SectionComparison.changes(from: old.utf8.map { $0 }, to: new.utf8.map { $0 }).map(brief)
    }

    @Test func sectionsAreAddedRemovedAndChanged() {
        let old = "Intro.\n\n## One\n\nFirst text.\n\n## Two\n\nSecond.\n"
        #expect(sections(old, old + "\n### Deep\n\nMore.\n") == ["§Deep added: {+More.+}"])
        #expect(sections(old + "\n### Deep\n\nMore.\n", old) == ["§Deep removed: [-More.-]"])
        #expect(
            sections(old, old.replacingOccurrences(of: "First text", with: "First new text"))
                == ["§One changed: First {+new+} text."])
    }

    @Test func sectionsMoveAndAreRenamed() {
        let old = "## One\n\nFirst.\n\n## Two\n\nSecond.\n\n## Three\n\nThird.\n"
        let moved = "## Three\n\nThird.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"
        #expect(sections(old, moved) == ["§Three changed moved: "])
        #expect(sections(moved, old) == ["§Three changed moved: "])
        #expect(sections(old, old.replacingOccurrences(of: "## Two", with: "### Two")) == ["§Two changed moved: "])
        #expect(
            sections(old, old.replacingOccurrences(of: "## Two", with: "## The second"))
                == ["§The second changed from 'Two': "])
        #expect(
            sections("## 10.4 Late\n\nOne two.\n", "## 10.4 Early\n\nOne three.\n")
                == ["§10.4 Early changed from '10.4 Late': One [-two.-] {+three.+}"])
        #expect(
            sections("## 10.4 Late\n\nOne.\n", "## 10.5 Late\n\nOne.\n") == ["§10.5 Late changed from '10.4 Late': "])
    }

    @Test func headingsInCodeAreNone() {
        #expect(sections("```\n## One\n```\n", "```\n## Two\n```\n") == ["§ changed: ``` ⏎ ## [-One-] {+Two+}  ⏎ ```"])
    }

    @Test(arguments: [
        ("One two\nthree.", "One\ntwo three."), ("One.\n\n\n\nTwo.", "One.\n\nTwo.\n"),
        ("| a | b |\n|---|---|\n| c | d |", "|a  |  b|\n|:-----|-|\n|c|d|".replacingOccurrences(of: ":", with: "")),
        ("One.\r\nTwo.", "One.\nTwo."), ("- a\n- b", "- a\n- b\n\n"),
    ])
    func whiteSpaceThatMeansNothingIsNoChange(old: String, new: String) {
        #expect(sections(old, new) == [])
    }

    @Test(arguments: [
        ("One.\nTwo.", "One.\n\nTwo."), ("- a\n- b", "- a\n  - b"), ("```\na  b\n```", "```\na b\n```"),
        ("One\ntwo", "One  \ntwo"), ("Text\n- a", "Text - a"),
    ])
    func whiteSpaceThatMeansSomethingIsAChange(old: String, new: String) {
        #expect(sections(old, new).count == 1)
        #expect(sections(new, old).count == 1)
    }
}

/// Runs in one line: deletions as `[-so-]`, insertions as `{+so+}`.
func marked(_ runs: [MarkedRun]) -> String {
    runs.map { run in
        let text = run.text.replacingOccurrences(of: "\n\n", with: " ¶ ").replacingOccurrences(of: "\n", with: " ⏎ ")
        return switch run.kind {
        case .kept: text
        case .deleted: "[-\(text)-]"
        case .inserted: "{+\(text)+}"
        case .omitted: "…\(run.count)…"
        }
    }.joined(separator: " ")
}
