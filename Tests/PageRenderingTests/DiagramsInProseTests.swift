import Diagnostics
import Testing

@testable import PageRendering

/// Diagrams in prose.
@Suite struct DiagramsInProseTests {
    private func html(_ source: String, info: String = "") -> String {
        render("```plantuml\(info)\n\(source)\n```\n").finished
    }

    private func problems(_ markdown: String) -> [String] {
        render(markdown).diagnostics.sorted().map { "\($0.location.line):\($0.location.column) [\($0.rule.rawValue)]" }
    }

    @Test func aDiagramIsAFigure() {
        let html = html("A -> B : x", info: " Figure 10.4-1: Who sends")
        #expect(html.hasPrefix("<figure class=\"diagram\">\n<div class=\"diagram-scroll\""))
        #expect(html.contains("<svg class=\"diagram\" role=\"img\""))
        #expect(html.contains("<title>Who sends</title>"))
        #expect(html.contains("<desc>Participants: A, B. A to B: x.</desc>"))
        #expect(html.contains("<span class=\"caption-number\">Figure 10.4-1</span> Who sends</figcaption>"))
        #expect(!html.contains("style=") && !html.contains("url("))
    }

    @Test func aDiagramIsCalledByItsCaptionOrItsTitle() {
        let html = render("```plantuml\nA -> B\n```\n\n> ```plantuml\n> title T\n> A -> B\n> ```\n").finished
        #expect(html.contains("<title>Sequence diagram 1</title>") && html.contains("<title>T</title>"))
        #expect(!html.contains(" id="))
    }

    @Test func textIsEscaped() {
        let html = html("title <x> & \"y\" ]]>\n\"<a&b>\" -> B : <script>alert(1)</script> & ]]> \"q\"")
        #expect(html.contains("&lt;script&gt;") && html.contains("&lt;a&amp;b&gt;"))
        #expect(!html.contains("<script") && !html.contains("<x>"))
    }

    @Test func linksLeadWhereLinksMay() {
        let html = html(
            "participant R [[actor:registry]]\nA -> R : [[transaction:ITI-18 Query]] [[https://example.org/?a&b there]]"
        )
        #expect(!html.contains("role=\"img\""))
        #expect(html.contains("<a href=\"~/actors/registry.html\">R</a>"))
        #expect(html.contains("<a href=\"~/ITI/transactions/ITI-18.html\">Query</a>"))
        #expect(html.contains("<a href=\"https://example.org/?a&amp;b\">there</a>"))
    }

    @Test(arguments: [
        ("javascript:alert(1)", "unsafe-address"), ("nowhere.md", "broken-link"),
        ("actor:nobody", "unresolved-reference"),
        ("data:text/html,x", "unsafe-address"),
    ])
    func linksToNowhereAreReportedAtTheirPlace(destination: String, rule: String) {
        let markdown = "Text\n\n```plantuml\nA -> B\nA -> B : x [[\(destination) y]]\n```\n"
        #expect(problems(markdown) == ["5:14 [\(rule)]"])
        #expect(!render(markdown).finished.contains("<a "))
    }

    @Test func linesThatAreNotUnderstoodAreReportedAtTheirPlace() {
        #expect(problems("> ```plantuml\n> A -> B\n>   !define x\n> ```\n") == ["3:5 [unknown-diagram-line]"])
        #expect(problems("1. x\n\n   ```plantuml\n   A -> B\n   A ? B\n   ```\n") == ["5:4 [unknown-diagram-line]"])
    }

    @Test(arguments: ["agent A\nA -> B", "", "!x"]) func whatCannotBeDrawnIsAListing(source: String) {
        #expect(html(source).hasPrefix("<pre tabindex=\"0\"><code class=\"language-plantuml\">"))
        #expect(problems("```plantuml\n\(source)\n```\n").count == 1)
    }

    @Test func diagramsStandBesideRawHTML() {
        let html = render("<div>\n\n```plantuml Title\nA -> B\n```\n\n</div>\n").finished
        #expect(html.contains("<svg class=\"diagram\"") && html.contains("<figure class=\"diagram\">"))
    }
}
