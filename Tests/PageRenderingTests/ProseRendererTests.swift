import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

@Suite struct ProseRendererTests {
    private func html(_ markdown: String) -> String { render(markdown).finished }

    private func problems(_ markdown: String) -> [String] {
        render(markdown).diagnostics.map {
            "\($0.location.line):\($0.location.column) \($0.summary) [\($0.rule.rawValue)]"
        }
    }

    @Test(arguments: [
        ("a *b* **c** `d <e>`", "<p>a <em>b</em> <strong>c</strong> <code>d &lt;e&gt;</code></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
        ("> a\nb", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
        (
            "```text\n<a>&</a>\n```",
            "<pre tabindex=\"0\"><code class=\"language-text\">&lt;a&gt;&amp;&lt;/a&gt;\n</code></pre>\n"
        ),
        (
            "<https://example.org/?a&b>",
            "<p><a class=\"external\" href=\"https://example.org/?a&amp;b\">https://example.org/?a&amp;b</a></p>\n"
        ),
    ])
    func commonMark(markdown: String, expected: String) {
        #expect(html(markdown) == expected)
    }

    @Test(arguments: [
        (
            "see [ITI-18], please",
            "<p>see <a class=\"ref ref-transaction\" href=\"~/ITI/transactions/ITI-18.html\" title=\"Query\"><span class=\"id\">[ITI-18]</span></a>, please</p>\n"
        ),
        (
            "\\[ITI-18\\]",
            "<p><a class=\"ref ref-transaction\" href=\"~/ITI/transactions/ITI-18.html\" title=\"Query\"><span class=\"id\">[ITI-18]</span></a></p>\n"
        ),
        (
            "[Consumer](actor:)",
            "<p><a class=\"ref ref-actor\" href=\"~/actors/consumer.html\" title=\"Consumer\">Consumer</a></p>\n"
        ),
        (
            "[](domain:ITI)",
            "<p><a class=\"ref ref-domain\" href=\"~/ITI/index.html\" title=\"IT Infrastructure\">IT Infrastructure</a></p>\n"
        ),
        ("[UTF-8] [a] [[b]", "<p>[UTF-8] [a] [[b]</p>\n"),
        ("`[ITI-18]`", "<p><code>[ITI-18]</code></p>\n"),
        ("[see [ITI-18]](https://x.org)", "<p><a class=\"external\" href=\"https://x.org\">see [ITI-18]</a></p>\n"),
        ("x ![a *b*](../c.png \"t\")", "<p>x <img src=\"~/c.png\" alt=\"a b\" title=\"t\"></p>\n"),
    ])
    func references(markdown: String, expected: String) {
        #expect(html(markdown) == expected)
    }

    @Test(arguments: [
        ("one\ntwo [ITI-99] three", "2:6 there is no transaction 'ITI-99' [unresolved-reference]"),
        ("- > one\n  > [x](actor:nobody)", "2:9 there is no actor 'nobody' [unresolved-reference]"),
        ("ä [x](javascript:alert) y", "1:7 links to 'javascript:' are not published [unsafe-address]"),
        ("a <u onclick=\"x\">c</u>", "1:6 the attribute 'onclick' is left out of the page [raw-html]"),
        (
            "a\n\n<script>alert(1)</script>\n",
            "3:2 the element 'script' is left out of the page with its content [raw-html]"
        ),
        ("![x](b.md)", "1:6 there is no file 'pages/b.md' in the content folder [broken-link]"),
        (
            "![x](https://example.org/x.png)",
            "1:6 'https://example.org/x.png' is no picture of the content folder [broken-link]"
        ),
        ("[]()", "1:1 this link leads nowhere [broken-link]"),
    ])
    func aProblemIsReportedAtItsPlace(markdown: String, problem: String) {
        #expect(problems(markdown) == [problem])
    }

    @Test func theSameMistakeTwiceIsReportedAtBothPlaces() {
        #expect(
            problems("[ITI-99] and [ITI-99]").map { $0.prefix(4) } == ["1:2 ", "1:15"])
    }

    @Test func whatIsUnresolvedLeavesItsText() {
        #expect(html("a [b](actor:nobody) c") == "<p>a b c</p>\n")
    }

    @Test func headingsGetAnchors() {
        let result = render("## One\n\n### Two *three*\n\n## One", .chapter(reserved: ["two-three"]))
        #expect(result.headings.map(\.level) == [2, 3, 2])
        #expect(result.headings.map(\.id) == ["one", "two-three-1", "one-1"])
        #expect(result.headings.map(\.title) == ["One", "Two three", "One"])
        #expect(result.finished.contains("<h2 id=\"one\">One <a class=\"anchor\" href=\"#one\""))
    }

    @Test func proseThatBeginsWithLevelOneIsMovedDown() {
        #expect(render("# A\n\n###### B").headings.map(\.level) == [2, 7])
        #expect(html("# A\n\n###### B").contains("<div class=\"heading\" role=\"heading\" aria-level=\"7\" id=\"b\">B"))
    }

    @Test func headingsOfAPassageHaveNoAnchors() {
        let result = render("## One", .passage)
        #expect(result.headings.isEmpty)
        #expect(result.finished == "<p><strong>One</strong></p>\n")
    }

    @Test func linksAreCollected() {
        let result = render("[ITI-18] [a](actor:consumer#used-by) [b](#here) [c](https://x.org) [ITI-18]")
        #expect(
            Set(result.links.map(\.key)) == [
                .definition(DefinitionKey(.transaction, "ITI-18")), .definition(DefinitionKey(.actor, "consumer")),
            ])
        #expect(result.linkCount == 3)
        #expect(result.anchors.map(\.fragment) == ["used-by", "here"])
        #expect(result.anchors.map(\.location.column) == [28, 42])
    }

    @Test func aTokenTakesNoTextThatAnotherHas() {
        #expect(html("MUST@example.org") == "<p><strong class=\"normative\">MUST</strong>@example.org</p>\n")
    }

    @Test func anEntityForgesNoMarkOfAChange() {
        #expect(html("a &#4;b") == "<p>a \u{FFFD}b</p>\n")
    }

    @Test func aCachedLinkIsThatOfItsOwnText() {
        let links = LinkCache(testResolver)
        func render(_ markdown: String, from path: String) -> String {
            let prose = Prose(SourceText(path: path, bytes: Array(markdown.utf8)))
            return ProseRenderer.render(prose, style: .passage, path: path, links: links).html.string
        }
        for _ in 0..<2 {
            #expect(render("[Consumer](actor:)", from: "a.md").contains("actors/consumer.html"))
            #expect(render("[Registry](actor:)", from: "a.md").contains("actors/registry.html"))
            #expect(render("[x](c.png)", from: "a.md").contains("href=\"~/c.png\""))
            #expect(render("[x](c.png)", from: "pages/a.md").contains("href=\"~/pages/c.png\""))
        }
    }

    @Test(arguments: ["- ", "1. ", "> - * ", "12) > "])
    func aConstructIsToldBehindTheMarkOfAList(mark: String) {
        let indentation = String(repeating: " ", count: mark.count)
        #expect(html("\(mark)::: note\n\(indentation)a\n\(indentation):::").contains("admonition-note"))
    }

    @Test func deepNestingIsRenderedInFull() {
        let depth = 20_000
        let result = html(String(repeating: "> ", count: depth) + "x")
        #expect(result.hasSuffix(String(repeating: "</blockquote>\n", count: depth)))
    }
}

/// Renders Markdown that stands in `pages/a.md`.
func render(_ markdown: String, _ style: ProseRenderer.Style = .chapter(reserved: [])) -> RenderedProse {
    let prose = Prose(SourceText(path: "a.md", bytes: Array(markdown.utf8)))
    var rendered = ProseRenderer.render(prose, style: style, path: "pages/a.md", links: LinkCache(testResolver))
    rendered.html = rendered.html.named(testResolver.label)
    rendered.requirements = rendered.requirements.map { $0.withHTML($0.html.named(testResolver.label)) }
    return rendered
}

/// A resolver over a few definitions.
let testResolver: LinkResolver = {
    let sources = ContentReader.read([
        "site.yml": "title: Test",
        "test.xml": """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="consumer"><name>Consumer</name><alias>Document Consumer</alias></actor>
        <actor id="registry"><name>Registry</name></actor>
        <transaction id="ITI-18" domain="ITI"><name>Query</name>
        <exchange initiator="consumer" responder="consumer"/></transaction>
        </definitions>
        """,
        "c.png": "", "pages/c.png": "", "pages/about.md": "---\ntitle: About\n---\n## Who",
    ])
    let (framework, _) = ModelBuilder.build(sources)
    let (addresses, _) = AddressBook.assign(
        framework, assets: sources.assets, configuration: sources.configuration)
    return LinkResolver(framework, addresses: addresses)
}()
