import Testing

@testable import Diagnostics

@Suite struct BaselineTests {
    private func problem(
        _ rule: Rule = .brokenLink, line: Int = 1, _ excerpt: String = "[a](b.md)", path: String = "content/a.md",
        _ summary: String = "there is no file"
    ) -> Diagnostic {
        Diagnostic(
            rule, at: .init(path: path, line: line, column: 1, length: 1, excerpt: excerpt), summary)
    }

    private func baseline(of diagnostics: Diagnostic...) -> Baseline {
        var baseline = Baseline(folder: "content/")
        for diagnostic in diagnostics { baseline.add(baseline.entry(for: diagnostic)) }
        return baseline
    }

    @Test func aProblemIsKnownWhereverItsLineHasMoved() {
        let comparison = baseline(of: problem(line: 3)).compare([problem(line: 70, "   [a](b.md)")])
        #expect(comparison.new.isEmpty)
        #expect(comparison.known == 1)
        #expect(comparison.gone.isEmpty)
    }

    @Test(arguments: [
        Diagnostic(.brokenAnchor, at: .init(path: "content/a.md", line: 1, column: 1, length: 1, excerpt: "x"), "s"),
        Diagnostic(.brokenLink, at: .init(path: "content/b.md", line: 1, column: 1, length: 1, excerpt: "x"), "s"),
        Diagnostic(.brokenLink, at: .init(path: "content/a.md", line: 1, column: 1, length: 1, excerpt: "y"), "s"),
        Diagnostic(.brokenLink, at: .init(path: "content/a.md", line: 1, column: 1, length: 1, excerpt: "x"), "t"),
    ])
    func anotherProblemIsNew(other: Diagnostic) {
        let comparison = baseline(of: problem("x", "s")).compare([other])
        #expect(comparison.new == [other])
        #expect(comparison.gone.count == 1)
    }

    private func problem(_ excerpt: String, _ summary: String) -> Diagnostic {
        problem(.brokenLink, line: 1, excerpt, path: "content/a.md", summary)
    }

    @Test func whatStandsThereOnceMoreIsNew() {
        let two = baseline(of: problem(line: 1), problem(line: 2))
        #expect(two.counts.values.sorted() == [2])
        let more = two.compare([problem(line: 1), problem(line: 2), problem(line: 3)])
        #expect(more.new.map(\.location.line) == [3])
        #expect(more.known == 2)
        let less = two.compare([problem(line: 1)])
        #expect(less.new.isEmpty)
        #expect(less.gone.map(\.path) == ["a.md"])
    }

    @Test func theFolderMayBeNamedInAnyWay() {
        var elsewhere = Baseline(folder: "/work/content")
        elsewhere.add(baseline(of: problem()).entry(for: problem()))
        #expect(elsewhere.compare([problem(path: "/work/content/a.md")]).known == 1)
    }

    @Test func whatKeepsASiteFromBeingMadeIsNeverKnown() {
        let comparison = baseline(of: problem(.malformedXML)).compare([problem(.malformedXML)])
        #expect(comparison.new.count == 1)
        #expect(Rule.allCases.filter { $0.severity == .warning && !$0.canBeKnown }.isEmpty)
        for rule in [Rule.unreadableFile, .schemaViolation, .malformedYAML, .unwritableOutput, .unreadableHTML] {
            #expect(!rule.canBeKnown)
        }
    }

    @Test func aWarningIsKnownWhateverItCountsFor() {
        let warning = problem(.repeatedWord)
        #expect(baseline(of: warning).compare([warning.with(.error)]).known == 1)
        // Where two supplements add at the same place, a conflict is only warned of.
        let conflict = problem(.amendmentConflict)
        #expect(baseline(of: conflict).compare([conflict]).known == 0)
        #expect(baseline(of: conflict).compare([conflict.with(.warning)]).known == 1)
    }
}
