import Testing

@testable import Diagnostics

@Suite struct TerminalReportTests {
    private func place(_ line: Int, _ column: Int, _ length: Int, _ excerpt: String) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(path: "content/a.xml", line: line, column: column, length: length, excerpt: excerpt)
    }

    @Test func aProblemIsShownWithItsLineACaretAndTheWayOut() {
        let problem = Diagnostic(
            .unknownIdentifier, at: place(3, 10, 4, "  <a ref=\"ITI-\"/>"), "there is no transaction 'ITI-'",
            help: "define it")
        #expect(
            TerminalReport(colored: false).text(for: [problem]) == """
                content/a.xml:3:10: error: there is no transaction 'ITI-' [unknown-id]
                    <a ref="ITI-"/>
                           ^~~~
                  help: define it

                """)
    }

    @Test func problemsAreSortedByFileAndPosition() {
        let report = TerminalReport(colored: false).text(for: [
            Diagnostic(.brokenLink, at: place(9, 1, 1, "x"), "third"),
            Diagnostic(.roleMismatch, at: place(2, 7, 1, "x"), "second"),
            Diagnostic(.brokenLink, at: place(2, 3, 1, "x"), "first"),
        ])
        let summaries = report.split(separator: "\n").filter { $0.hasPrefix("content") }.map {
            $0.split(separator: ":")[4]
        }
        #expect(summaries == [" first [broken-link]", " second [role-mismatch]", " third [broken-link]"])
    }

    @Test func tabsKeepTheCaretInItsPlace() {
        let problem = Diagnostic(.brokenLink, at: place(1, 3, 1, "\t\tx"), "broken")
        #expect(TerminalReport(colored: false).text(for: [problem]).contains("  \t\tx\n  \t\t^\n"))
    }

    @Test func aLongLineIsCutAroundThePlace() {
        let excerpt = String(repeating: "a", count: 10_000) + "HERE" + String(repeating: "b", count: 10_000)
        let report = TerminalReport(colored: false).text(for: [
            Diagnostic(.brokenLink, at: place(1, 10_001, 4, excerpt), "broken")
        ])
        #expect(report.contains("HERE"))
        #expect(report.utf8.count < 500)
    }

    @Test func controlCharactersOfTheContentDoNotReachTheTerminal() {
        let problem = Diagnostic(.brokenLink, at: place(1, 1, 1, "\u{1B}[2Jx"), "there is no '\u{1B}[31m'")
        #expect(!TerminalReport(colored: false).text(for: [problem]).contains("\u{1B}"))
    }

    @Test func aFileAsAWholeHasNoPosition() {
        let report = TerminalReport(colored: false).text(for: [
            Diagnostic(.emptyFile, at: Diagnostics.SourceLocation(path: "content/a.xml"), "this file is empty")
        ])
        #expect(report == "content/a.xml: error: this file is empty [empty-file]\n")
    }
}
