import Diagnostics
import Testing

@testable import ContentReading

@Suite struct BaselineFileTests {
    private let head = "path\trule\tcount\tfingerprint\tsummary\n"
    private let entry = "pages/a.md\tbroken-link\t1\t0123456789abcdef\tthere is no file\n"

    private func sources(_ baseline: String) -> ContentSources {
        ContentReader.read(["site.yml": "title: T\n", "baseline.tsv": baseline])
    }

    private func problem(path: String, excerpt: String = "x", _ summary: String = "broken") -> Diagnostic {
        Diagnostic(
            .brokenLink, at: .init(path: path, line: 4, column: 1, length: 1, excerpt: excerpt), summary)
    }

    @Test func whatIsWrittenIsReadAgain() {
        let names = ["content/a.md", "content/b/ü x.md", "content/tab\tand%41\n.md", "themes/x"]
        let problems =
            names.map { problem(path: $0) } + [problem(path: names[0]), problem(path: names[0], excerpt: "y")]
        let text = BaselineFile.text(for: problems, folder: "content")
        let read = sources(text)
        #expect(read.diagnostics.isEmpty)
        #expect(read.baseline.counts.values.sorted() == [1, 1, 1, 1, 2])
        #expect(read.told(problems).isEmpty)
        #expect(read.told(problems + [problem(path: names[0])]).count == 1)
    }

    @Test func anEntryIsALineInAnOrderThatStays() {
        let problems = [
            problem(path: "content/b.md", "no\tfile\n\u{1B}"), problem(path: "content/a.md", "x"),
            problem(path: "content/a.md", "a"),
        ]
        let text = BaselineFile.text(for: problems, folder: "content")
        #expect(text == BaselineFile.text(for: problems.reversed(), folder: "content"))
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(lines.map(\.first) == ["path", "a.md", "a.md", "b.md"])
        #expect(lines.map(\.last) == ["summary", "a", "x", "no file\u{FFFD}\u{FFFD}"])
    }

    @Test func problemsAreToldAsTheSiteWants() {
        let warning = Diagnostic(.repeatedWord, at: .init(path: "content/a.md"), "twice")
        var sources = sources(BaselineFile.text(for: [warning], folder: "content"))
        sources.configuration.checks[.repeatedWord] = .error
        #expect(sources.told([warning]).isEmpty)
        #expect(sources.told([warning, warning]).map(\.severity) == [.error])
    }

    @Test func lineEndsAndEmptyLinesDoNotMatter() {
        let read = sources("\u{FEFF}" + (head + "\n" + entry).replacing("\n", with: "\r\n"))
        #expect(read.diagnostics.isEmpty)
        #expect(read.baseline.counts.count == 1)
    }

    @Test(arguments: [
        ("x\n", 1, 1, "its first line does not name the columns"),
        ("HEAD<<<<<<< ours\n", 2, 1, "an entry has 5 values"),
        ("HEADENTRYa.md\tbroken-lnk\t1\t0123456789abcdef\tx\n", 3, 6, "there is no rule 'broken-lnk'"),
        ("HEADa.md\tmalformed-xml\t1\t0123456789abcdef\tx\n", 2, 6, "keeps the site from being made"),
        ("HEADa.md\tbroken-link\t0\t0123456789abcdef\tx\n", 2, 18, "'0' is no number"),
        ("HEADa.md\tbroken-link\t1\t0123\tx\n", 2, 20, "'0123' is no fingerprint"),
        ("HEADa%zz.md\tbroken-link\t1\t0123456789abcdef\tx\n", 2, 1, "'a%zz.md' is no path"),
        ("HEAD\tbroken-link\t1\t0123456789abcdef\tx\n", 2, 1, "'' is no path"),
    ])
    func whatIsNoEntryIsReportedAtItsPlace(text: String, line: Int, column: Int, summary: String) {
        let diagnostics = sources(text.replacing("HEAD", with: head).replacing("ENTRY", with: entry)).diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.rule == .malformedBaseline)
        #expect(diagnostics.first?.location.path == "content/baseline.tsv")
        #expect(diagnostics.first?.location.line == line)
        #expect(diagnostics.first?.location.column == column)
        #expect(diagnostics.first?.summary.contains(summary) == true, "\(diagnostics)")
        #expect(diagnostics.first?.help != nil)
    }

    @Test func thousandsOfWrongLinesAreOneMistakeOfAHundred() {
        #expect(sources(head + String(repeating: "x\n", count: 5_000)).diagnostics.count == 100)
    }
}
