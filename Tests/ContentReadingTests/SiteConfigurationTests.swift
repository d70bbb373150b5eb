import Diagnostics
import Testing

@testable import ContentReading

@Suite struct SiteConfigurationTests {
    private func read(_ yaml: String) -> (SiteConfiguration, [String]) {
        let (configuration, diagnostics) = SiteConfiguration.read(
            SourceText(path: "site.yml", bytes: Array(yaml.utf8)))
        return (configuration, diagnostics.map(brief))
    }

    @Test func allSettingsAreRead() {
        let (configuration, problems) = read(
            """
            title: A Framework
            tagline: For everyone
            language: de
            theme: plain
            base-url: https://example.org/tf
            footer: The end
            menu:
              - title: Actors
                list: actors
              - title: About
                page: pages/about.md
            permalinks:
              actor: "a/{id}.html"
              profile: ["{domain}/{chapter}.html", "p/{id}.html"]
            hosts: nginx
            checks:
              unused-actor: off
              role-mismatch: error
            """)
        #expect(configuration.hosts == [.nginx])
        #expect(problems.isEmpty)
        #expect(configuration.title == "A Framework")
        #expect(configuration.language == "de")
        #expect(configuration.baseURL == "https://example.org/tf/")
        #expect(configuration.menu.map(\.title) == ["Actors", "About"])
        #expect(configuration.permalinks["actor"]?.map(\.value) == ["a/{id}.html"])
        #expect(configuration.permalinks["profile"]?.count == 2)
        #expect(configuration.checks == [.unusedActor: .off, .roleMismatch: .error])
    }

    @Test(arguments: [
        ("title: [a, b]", "1:8 'title' takes text, not a list [wrong-type]"),
        ("title: A\nmenu: yes", "2:7 'menu' takes a list, not 'yes' [wrong-type]"),
        ("title: A\nmenu:\n  - text", "3:5 'menu' takes keys with values, not 'text' [wrong-type]"),
        ("title: A\npermalinks: x", "2:13 'permalinks' takes keys with values, not 'x' [wrong-type]"),
        ("title:", "1:7 'title' takes text, not nothing [wrong-type]"),
        ("theme: plain", "1:1 the key 'title' is missing [missing-key]"),
        ("title: A\ntitel: B", "2:1 nothing reads the key 'titel' [unknown-key]"),
        ("title: A\ntitle: B", "2:1 the key 'title' stands here twice [malformed-yaml]"),
        ("a: 1\n? {b: c}\n: d\na: 2\n? {b: c}\n: e", "4:1 the key 'a' stands here twice [malformed-yaml]"),
        ("title: A\n? {b: c}\n: d\n? {b: c}\n: e", "1:1 a key stands here twice [malformed-yaml]"),
        (
            "title: A\nchecks:\n  unused-actor: no",
            "3:17 'unused-actor' takes 'off', 'warning' or 'error', not 'no' [wrong-type]"
        ),
        ("title: A\nchecks:\n  unused-actr: off", "3:3 nothing reads the key 'unused-actr' [unknown-key]"),
        ("title: A\nchecks:\n  unknown-id: off", "3:3 nothing reads the key 'unknown-id' [unknown-key]"),
        ("- a\n- b", "1:1 expected keys with values, found a list [wrong-type]"),
        (
            "title: A\nbase-url: ftp://x",
            "2:11 'base-url' takes an address that begins with https:// or http://, not 'ftp://x' [wrong-type]"
        ),
        ("title: A\nas-of: May", "2:8 'as-of' takes a day such as 2026-01-31, not 'May' [wrong-type]"),
        ("title: A\ncontact:\n  topics: [B]", "3:3 the key 'endpoint' is missing [missing-key]"),
        (
            "title: A\ncontact:\n  endpoint: javascript:x",
            "3:13 'endpoint' takes an address that begins with https://, or a path such as /contact, not 'javascript:x' "
                + "[wrong-type]"
        ),
        ("title: A\nnewsletter:\n  mail: a b", "3:9 'mail' takes a mail address, not 'a b' [wrong-type]"),
        ("title: A\nnewsletter:\n  mail: a@b.c\n  topics: [B]", "4:3 nothing reads the key 'topics' [unknown-key]"),
    ])
    func aSlipIsReportedAtItsPlace(yaml: String, problem: String) {
        #expect(read(yaml).1 == [problem])
    }

    @Test func malformedYAMLIsReportedAtItsPlace() {
        let (_, problems) = read("title: A\nmenu: [a\nfooter: b")
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("3:") == true)
        #expect(problems.first?.hasSuffix("[malformed-yaml]") == true)
    }

    @Test func aMistypedKeySuggestsTheRightOne() {
        let (_, diagnostics) = SiteConfiguration.read(
            SourceText(path: "site.yml", bytes: Array("title: A\nthem: x".utf8)))
        #expect(diagnostics.first?.help == "did you mean 'theme'?")
        let (_, checks) = SiteConfiguration.read(
            SourceText(path: "site.yml", bytes: Array("title: A\nchecks:\n  unused-actr: off".utf8)))
        #expect(checks.first?.help == "did you mean 'unused-actor'?")
    }
}

/// A diagnostic in one line, for comparisons.
func brief(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.location.line):\(diagnostic.location.column) \(diagnostic.summary) [\(diagnostic.rule.rawValue)]"
}
