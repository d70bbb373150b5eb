import Foundation
import Testing

@testable import Diagnostics

@Suite struct MachineReportTests {
    private let paths = RepositoryPaths(root: "/work", workingFolder: "/work/site")

    private func place(
        _ line: Int, _ column: Int, _ length: Int, _ excerpt: String, path: String = "content/a.md", from: Int = 1
    ) -> Diagnostics.SourceLocation {
        .init(path: path, line: line, column: column, length: length, excerpt: excerpt, excerptColumn: from)
    }

    private func report(_ diagnostics: Diagnostic..., known: Int = 0) -> ProblemReport {
        ProblemReport(diagnostics, known: known, version: "1.2.3", paths: paths)
    }

    private func text(_ report: ProblemReport, as format: ReportFormat) throws -> String {
        String(decoding: try report.bytes(as: format), as: UTF8.self)
    }

    private func object(_ report: ProblemReport, as format: ReportFormat) throws -> [String: Any] {
        let json = try JSONSerialization.jsonObject(with: Data(report.bytes(as: format)))
        return try #require(json as? [String: Any])
    }

    private func run(_ report: ProblemReport) throws -> [String: Any] {
        let runs = try #require(try object(report, as: .sarif)["runs"] as? [[String: Any]])
        return try #require(runs.first)
    }

    private func results(_ report: ProblemReport) throws -> [[String: Any]] {
        try #require(try run(report)["results"] as? [[String: Any]])
    }

    // MARK: JSON

    @Test func jsonTellsAllThatATerminalShows() throws {
        let related = Diagnostic.Related("the first is here", at: place(1, 2, 3, "first"))
        let problem = Diagnostic(
            .duplicateIdentifier, at: place(7, 3, 2, "a \u{1B}b\u{1F600}"), "there is another", help: "rename it",
            related: related)
        #expect(
            try text(report(problem, known: 4), as: .json) == """
                {
                  "errors" : 1,
                  "generator" : {
                    "name" : "generate-site",
                    "version" : "1.2.3"
                  },
                  "known" : 4,
                  "problems" : [
                    {
                      "help" : "rename it",
                      "place" : {
                        "column" : 3,
                        "endColumn" : 5,
                        "excerpt" : "a \\u001bb\u{1F600}",
                        "excerptColumn" : 1,
                        "line" : 7,
                        "path" : "content/a.md"
                      },
                      "related" : {
                        "message" : "the first is here",
                        "place" : {
                          "column" : 2,
                          "endColumn" : 5,
                          "excerpt" : "first",
                          "excerptColumn" : 1,
                          "line" : 1,
                          "path" : "content/a.md"
                        }
                      },
                      "rule" : "duplicate-id",
                      "severity" : "error",
                      "summary" : "there is another"
                    }
                  ],
                  "version" : 1,
                  "warnings" : 0
                }

                """)
    }

    @Test func aFileAsAWholeHasNoPositionInJSON() throws {
        let problem = Diagnostic(.emptyFile, at: .init(path: "content/a.xml"), "this file is empty")
        let problems = try #require(try object(report(problem), as: .json)["problems"] as? [[String: Any]])
        #expect(problems[0]["place"] as? [String: String] == ["path": "content/a.xml"])
        #expect(problems[0]["help"] == nil)
    }

    // MARK: GitHub

    @Test func annotationsNamePlacesFromTheRootOfTheRepository() throws {
        let problem = Diagnostic(
            .brokenLink, at: place(3, 10, 4, "see [x](y.md)"), "there is no file", help: "write it")
        #expect(
            try text(report(problem), as: .github) == """
                ::error file=site/content/a.md,line=3,endLine=3,col=10,endColumn=14,title=broken-link::\
                site/content/a.md:3:10: there is no file [broken-link]%0Ahelp: write it

                """)
    }

    @Test func nothingOfTheContentBecomesACommand() throws {
        let problem = Diagnostic(
            .unresolvedReference, at: place(1, 1, 1, "::stop-commands::x", path: "content/a,b:c\n::x::%.md"),
            "there is no '100%\r\n::error::x\u{1B}'")
        let lines = try text(report(problem), as: .github).split(whereSeparator: \.isNewline)
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("::error file=site/content/a%2Cb%3Ac%0A%3A%3Ax%3A%3A%25.md,line=1,"))
        #expect(lines[0].hasSuffix("there is no '100%25\u{FFFD}\u{FFFD}::error::x\u{FFFD}' [unresolved-reference]"))
    }

    @Test func errorsComeFirstAsGitHubShowsFew() throws {
        let warnings = (1...11).map { Diagnostic(.repeatedWord, at: place($0, 1, 1, "x"), "twice") }
        let error = Diagnostic(.brokenLink, at: place(99, 1, 1, "x"), "broken")
        let report = ProblemReport(warnings + [error], known: 0, version: "1", paths: paths)
        let lines = try text(report, as: .github).split(separator: "\n")
        #expect(lines.count == 13)
        #expect(lines[0].hasPrefix("::error "))
        #expect(lines[1...11].allSatisfy { $0.hasPrefix("::warning ") })
        #expect(lines[12] == "GitHub shows 10 annotations of a kind; errors: 1, warnings: 11")
    }

    // MARK: GitLab

    @Test func gitLabGetsPathsFromTheRootAndFingerprintsOfTheirOwn() throws {
        let problems = [1, 2].map { Diagnostic(.repeatedWord, at: place($0, 1, 1, "the the"), "twice", help: "mend") }
        let file = Diagnostic(.emptyFile, at: .init(path: "content/b.xml"), "empty")
        let bytes = try ProblemReport(problems + [file], known: 0, version: "1", paths: paths).bytes(as: .gitlab)
        let issues = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
        #expect(issues.map { $0["check_name"] as? String } == ["repeated-word", "repeated-word", "empty-file"])
        #expect(issues.map { $0["severity"] as? String } == ["minor", "minor", "blocker"])
        #expect(issues[0]["description"] as? String == "twice\nmend")
        #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == 3)
        let locations = issues.compactMap { $0["location"] as? [String: Any] }
        #expect(
            locations.map { $0["path"] as? String } == ["site/content/a.md", "site/content/a.md", "site/content/b.xml"])
        #expect(locations.map { ($0["lines"] as? [String: Int])?["begin"] } == [1, 2, 1])
    }

    // MARK: SARIF

    @Test func sarifExplainsTheRulesThatAreBroken() throws {
        let run = try run(
            report(
                Diagnostic(.unusedActor, at: place(1, 1, 1, "x"), "unused"),
                Diagnostic(.brokenLink, at: place(2, 1, 1, "x"), "broken")))
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(driver["version"] as? String == "1.2.3")
        #expect(rules.map { $0["id"] as? String } == ["broken-link", "unused-actor"])
        for (rule, texts) in zip([Rule.brokenLink, .unusedActor], rules) {
            let explanation = try #require(RuleExplanation.of(rule))
            #expect((texts["shortDescription"] as? [String: String])?["text"] == explanation.summary)
            #expect((texts["fullDescription"] as? [String: String])?["text"] == explanation.about)
            #expect((texts["help"] as? [String: String])?["text"] == explanation.wayOut)
            #expect((texts["defaultConfiguration"] as? [String: String])?["level"] == rule.severity.rawValue)
        }
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["ruleIndex"] as? Int } == [1, 0])
        #expect(results.map { $0["level"] as? String } == ["warning", "error"])
    }

    @Test func regionsCountScalarsAndStayWithinTheLine() throws {
        // A flag is one character of two scalars; the place reaches beyond the end of the line.
        let result = try results(
            report(Diagnostic(.brokenLink, at: place(5, 4, 9, "\u{1F1E9}\u{1F1EA} ab"), "broken")))[0]
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        let region = try #require(physical["region"] as? [String: Any])
        #expect(["startLine", "startColumn", "endLine", "endColumn"].map { region[$0] as? Int } == [5, 4, 5, 6])
        #expect(region["snippet"] as? [String: String] == ["text": "ab"])
        let context = try #require(physical["contextRegion"] as? [String: Any])
        #expect(["startColumn", "endColumn"].map { context[$0] as? Int } == [1, 6])
        #expect(context["snippet"] as? [String: String] == ["text": "\u{1F1E9}\u{1F1EA} ab"])
        #expect(try run(report())["columnKind"] as? String == "unicodeCodePoints")
    }

    @Test func aPartOfALongLineKeepsItsColumns() throws {
        let result = try results(report(Diagnostic(.brokenLink, at: place(1, 1_004, 2, "abcdefg", from: 1_001), "x")))[
            0]
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        #expect((physical["region"] as? [String: Any])?["snippet"] as? [String: String] == ["text": "de"])
        let context = try #require(physical["contextRegion"] as? [String: Any])
        #expect(["startColumn", "endColumn"].map { context[$0] as? Int } == [1_001, 1_008])
    }

    @Test(arguments: [
        ("content/a b.md", "site/content/a%20b.md", true), ("../x/ü#?%.md", "x/%C3%BC%23%3F%25.md", true),
        ("./content//c:d.md", "site/content/c%3Ad.md", true), ("/etc/a b", "file:///etc/a%20b", false),
        ("../../other/x.md", "file:///other/x.md", false),
    ])
    func filesAreNamedByURIs(path: String, uri: String, isInRepository: Bool) throws {
        let result = try results(report(Diagnostic(.emptyFile, at: .init(path: path), "empty")))[0]
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        let expected = isInRepository ? ["uri": uri, "uriBaseId": "%SRCROOT%"] : ["uri": uri]
        #expect(physical["artifactLocation"] as? [String: String] == expected)
        #expect(physical["region"] == nil)
    }

    @Test func fingerprintsStayWhenLinesMoveAndDifferWhenTheyChange() throws {
        func fingerprints(_ diagnostics: Diagnostic...) throws -> [String] {
            try results(ProblemReport(diagnostics, known: 0, version: "1", paths: paths)).compactMap {
                ($0["partialFingerprints"] as? [String: String])?["problem/v1"]
            }
        }
        let before = try fingerprints(
            Diagnostic(.brokenLink, at: place(5, 3, 1, "  [a](b.md)"), "broken"),
            Diagnostic(.brokenLink, at: place(6, 1, 1, "[a](b.md)"), "broken"))
        let moved = try fingerprints(
            Diagnostic(.brokenLink, at: place(50, 1, 1, "[a](b.md)"), "broken"),
            Diagnostic(.brokenLink, at: place(60, 1, 1, "[a](b.md)"), "broken"))
        let others = try fingerprints(
            Diagnostic(.brokenLink, at: place(5, 3, 1, "  [a](c.md)"), "broken"),
            Diagnostic(.brokenAnchor, at: place(5, 3, 1, "  [a](b.md)"), "broken"),
            Diagnostic(.brokenLink, at: place(5, 3, 1, "  [a](b.md)", path: "content/b.md"), "broken"),
            Diagnostic(.brokenLink, at: place(5, 3, 1, "  [a](b.md)"), "broken too"))
        #expect(before == moved)
        #expect(Set(before + others).count == 6)
    }

    @Test func noProblemsAreAReportToo() throws {
        #expect(try results(report()).isEmpty)
        #expect(try text(report(), as: .gitlab) == "[\n\n]\n")
        #expect(try text(report(), as: .github).isEmpty)
    }

    @Test func theEnvironmentTellsTheFormat() {
        #expect(ReportFormat.usual(in: [:]) == .text)
        #expect(ReportFormat.usual(in: ["GITHUB_ACTIONS": "true"]) == .github)
        #expect(ReportFormat.usual(in: ["GITHUB_ACTIONS": "false", "GITLAB_CI": "true"]) == .text)
    }
}
