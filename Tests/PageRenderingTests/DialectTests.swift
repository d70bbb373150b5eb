import LinkResolution
import Testing

@testable import PageRendering

/// What the dialect adds to CommonMark, apart from tables and raw HTML.
@Suite struct DialectTests {
    private func html(_ markdown: String) -> String { render(markdown).finished }

    private func problems(_ markdown: String) -> [String] {
        render(markdown).diagnostics.sorted().map {
            "\($0.location.line):\($0.location.column) \($0.summary) [\($0.rule.rawValue)]"
        }
    }

    // MARK: Footnotes

    @Test func footnotesStandAtTheEndInTheOrderOfTheirReferences() {
        let text = html(
            "One[^b] two[^a] three[^b].\n\n[^a]: First *note*\n[^b]: Second,\n    which goes on.\n\n    And on.\n\nEnd."
        )
        #expect(
            text.hasPrefix(
                "<p>One<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> two"
            ))
        #expect(text.contains("<p>End.</p>\n<section class=\"footnotes\""))
        #expect(
            text.contains("<li id=\"fn-1\">\n<p>Second,\nwhich goes on.</p>\n<p>And on.</p>\n <a href=\"#fnref-1\""))
        #expect(text.contains("<a href=\"#fnref-1-2\""))
        #expect(text.contains("<li id=\"fn-2\">\n<p>First <em>note</em></p>"))
    }

    @Test func aOneWordFootnoteIsNoLinkReference() {
        #expect(html("a[^1]\n\n[^1]: word").contains("<p>word</p>"))
    }

    @Test func footnotesThatAreMissingOrUnused() {
        #expect(
            problems("a[^1]\n\n[^2]: x") == [
                "1:2 there is no footnote '1' [unresolved-reference]",
                "3:1 nothing refers to the footnote '2' [unused-footnote]",
            ])
    }

    @Test func footnotesThatReferToEachOtherEnd() {
        #expect(html("a[^1]\n\n[^1]: b[^2]\n[^2]: c[^1]").ranges(of: "<li id=").count == 2)
    }

    // MARK: Definition lists

    @Test func aTermAndItsDefinitions() {
        #expect(
            html("Actor\n: A *role*\n: Another\ncontinued\n\nOption\n: A choice")
                == """
                <dl>
                <dt>Actor</dt>
                <dd>A <em>role</em></dd>
                <dd>Another
                continued</dd>
                <dt>Option</dt>
                <dd>A choice</dd>
                </dl>

                """)
    }

    // MARK: Task lists, deletions and insertions

    @Test(arguments: [
        (
            "- [ ] foo\n- [x] bar",
            "<ul>\n<li><input type=\"checkbox\" disabled aria-label=\"Done\"> foo</li>\n<li><input type=\"checkbox\" disabled checked aria-label=\"Done\"> bar</li>\n</ul>\n"
        ),
        ("- [x]foo\n- a [ ] b", "<ul>\n<li>[x]foo</li>\n<li>a [ ] b</li>\n</ul>\n"),
        ("[ ] foo", "<p>[ ] foo</p>\n"),
    ])
    func taskLists(markdown: String, expected: String) {
        #expect(html(markdown) == expected)
    }

    @Test(arguments: [
        ("~~Hi~~ Hello, ~there~ world!", "<p><del>Hi</del> Hello, <del>there</del> world!</p>\n"),
        ("++new++ and ~~old **bold**~~", "<p><ins>new</ins> and <del>old <strong>bold</strong></del></p>\n"),
        ("will ~~~not~~~ strike", "<p>will ~~~not~~~ strike</p>\n"),
        ("This ~~has a\n\nnew paragraph~~.", "<p>This ~~has a</p>\n<p>new paragraph~~.</p>\n"),
        ("C++ and a ++ b, 1~2, ~10 ms", "<p>C++ and a ++ b, 1~2, ~10 ms</p>\n"),
        ("`~~code~~` **~~x~~**", "<p><code>~~code~~</code> <strong><del>x</del></strong></p>\n"),
        ("*~~a* b~~", "<p><em>~~a</em> b~~</p>\n"),
        ("\u{4}forged\u{5} ~~x~~", "<p>?forged? <del>x</del></p>\n"),
    ])
    func deletionsAndInsertions(markdown: String, expected: String) {
        #expect(html(markdown) == expected)
    }

    // MARK: Autolinks

    @Test(arguments: [
        (
            "www.commonmark.org/help a",
            "<a class=\"external\" href=\"http://www.commonmark.org/help\">www.commonmark.org/help</a> a"
        ),
        (
            "Visit www.commonmark.org.",
            "Visit <a class=\"external\" href=\"http://www.commonmark.org\">www.commonmark.org</a>."
        ),
        (
            "(www.google.com/search?q=(business))",
            "(<a class=\"external\" href=\"http://www.google.com/search?q=(business)\">www.google.com/search?q=(business)</a>)"
        ),
        (
            "www.google.com/search?q=a&hl;",
            "<a class=\"external\" href=\"http://www.google.com/search?q=a\">www.google.com/search?q=a</a>&amp;hl;"
        ),
        (
            "https://encrypted.google.com/x?y",
            "<a class=\"external\" href=\"https://encrypted.google.com/x?y\">https://encrypted.google.com/x?y</a>"
        ),
        ("foo@bar.baz.", "<a class=\"external\" href=\"mailto:foo@bar.baz\">foo@bar.baz</a>."),
        ("a.b-c_d@a.b-", "a.b-c_d@a.b-"), ("xhttps://a.b", "xhttps://a.b"), ("http://a", "http://a"), ("www.", "www."),
        ("ITI: https://", "ITI: https://"), ("@ : w", "@ : w"),
    ])
    func addressesInText(markdown: String, expected: String) {
        #expect(html(markdown) == "<p>\(expected)</p>\n")
    }

    @Test func addressesWithinLinksAreLeftAlone() {
        #expect(
            html("[https://a.org](https://b.org)")
                == "<p><a class=\"external\" href=\"https://b.org\">https://a.org</a></p>\n")
    }

    // MARK: Admonitions and directives

    @Test func aDirectiveIsABlock() {
        #expect(
            html("before\n::: note\nText *here*\n:::\nafter")
                == """
                <p>before</p>
                <div role="note" class="admonition admonition-note">
                <p class="admonition-title">Note</p>
                <p>Text <em>here</em></p>
                </div>
                <p>after</p>

                """)
    }

    @Test func directivesNestAndHaveTitlesAndIdentifiers() {
        let result = render("::: warning Mind the gap {#gap}\n\n- a\n\n  ::: tip\n  b\n  :::\n:::\n")
        #expect(result.diagnostics.isEmpty)
        #expect(result.ids == ["gap"])
        #expect(
            result.finished.contains(
                "class=\"admonition admonition-warning\" id=\"gap\">\n<p class=\"admonition-title\">Mind the gap</p>"))
        #expect(result.finished.hasSuffix("<p>b</p>\n</div>\n</li>\n</ul>\n</div>\n"))
    }

    @Test(arguments: [
        ("a\n\n::: notes\nb\n:::", "3:5 there is no directive 'notes' [unknown-directive]"),
        ("::: note\n\nb", "1:1 the directive 'note' has no end [unclosed-directive]"),
        ("a\n:::\n", "2:1 this closes no directive [unclosed-directive]"),
        ("- ::: note\n  b\n\n:::", "1:3 the directive 'note' has no end [unclosed-directive]"),
        ("::: requirement\nb\n:::", "1:5 a requirement has no id [missing-key]"),
        (
            "::: requirement {#A}\n- ::: note\n  ::: requirement {#B}\n  b\n  :::\n  :::\n:::",
            "3:7 the requirement stands in another one [unclosed-directive]"
        ),
    ])
    func aDirectiveThatIsWrong(markdown: String, problem: String) {
        #expect(problems(markdown).contains(problem))
    }

    @Test func codeIsNoDirective() {
        #expect(html("```\n::: note\n[^1]: x\n```") == "<pre tabindex=\"0\"><code>::: note\n[^1]: x\n</code></pre>\n")
    }

    @Test func requirementsAreCollected() throws {
        let result = render("::: requirement {#XDS-R1}\nThe source SHALL send [ITI-18].\n:::")
        let requirement = try #require(result.requirements.first)
        #expect(requirement.id == "XDS-R1")
        #expect(requirement.html.string.hasPrefix("<p>The source <strong class=\"normative\">SHALL</strong> send <a"))
        #expect(result.finished.hasPrefix("<div class=\"requirement\" id=\"XDS-R1\">"))
        #expect(requirement.location.line == 1)
    }

    @Test func rawHTMLInARequirementIsFilteredWhereverItIsShown() throws {
        let result = render("::: requirement {#R}\nIt <script>x()</script> <b onclick=\"x()\">SHALL <i>do\n:::")
        let requirement = try #require(result.requirements.first)
        #expect(requirement.html.string == "<p>It  <b><strong class=\"normative\">SHALL</strong> <i>do</i></b></p>\n")
    }

    @Test func aRequirementIsQuotedWithoutItsAnchors() throws {
        let result = render("::: requirement {#R}\n## In\n\n[in](#in) it[^a] \"id=\"\n:::\n\n[^a]: b\n")
        let requirement = try #require(result.requirements.first)
        #expect(
            requirement.html.withoutMarks.quoted(from: Address("a.html")).string == """
                <h2>In</h2>
                <p><a href="~/a.html#in">in</a> it<sup class="footnote-ref"><a href="~/a.html#fn-1" \
                role="doc-noteref">1</a></sup> &quot;id=&quot;</p>

                """)
    }

    @Test(arguments: [
        "| [X \t y] |\n|---|\n| b |\n\n[x Y]: https://a.b\n", "a[^f]\n\n[^f]: see [X y]\n\n[x Y]: https://a.b\n",
    ])
    func piecesKnowTheLinkDefinitionsTheyUse(markdown: String) {
        #expect(html(markdown).contains("href=\"https://a.b\""))
        #expect(problems(markdown).isEmpty)
    }

    @Test func aQuotationMarkedAsANote() {
        #expect(
            html("> [!WARNING]\n> Take *care*\n>\n> - one")
                == """
                <div role="note" class="admonition admonition-warning">
                <p class="admonition-title">Warning</p>
                <p>Take <em>care</em></p>
                <ul>
                <li>one</li>
                </ul>
                </div>

                """)
    }

    // MARK: Obligations

    @Test(arguments: [
        ("The actor SHALL NOT do it; it MAY.", ["SHALL NOT", "MAY"]),
        ("MUST, REQUIRED and NOT RECOMMENDED", ["MUST", "REQUIRED", "NOT RECOMMENDED"]),
        ("SHALLOW MAYBE _SHALL shall MUSTER RE-REQUIRED", []), ("`SHALL`", []), ("**SHALL**", ["SHALL"]),
    ])
    func obligationsAreMarked(markdown: String, words: [String]) {
        let found = html(markdown).matches(of: #/class="normative">([A-Z ]+)</#).map { String($0.output.1) }
        #expect(found == words)
    }

    @Test func headingsStateNoObligations() {
        #expect(!html("## What it SHALL do").contains("normative"))
    }

    // MARK: Headings and attribute lists

    @Test func aHeadingWithAnIdentifierOfItsOwn() {
        let result = render("## Scope {#3.18.1}\n\n### Scope\n{: #own}")
        #expect(result.headings.map(\.id) == ["3.18.1", "own"])
        #expect(result.finished.hasPrefix("<h2 id=\"3.18.1\">Scope <a"))
        #expect(!result.finished.contains("{"))
    }

    @Test func headingsOfLevelSevenAndEight() {
        let result = render("text\n####### Seven\n######## Eight\n######### nine")
        #expect(result.headings.map(\.level) == [7, 8])
        #expect(result.finished.contains("role=\"heading\" aria-level=\"8\" id=\"eight\">Eight <a"))
        #expect(result.finished.hasSuffix("<p>######### nine</p>\n"))
    }

    @Test func attributeListsOnBlocks() {
        #expect(html("text\n{: #a .wide}") == "<p id=\"a\" class=\"wide\">text</p>\n")
        #expect(html("- a\n- b\n{: .compact}\n\nc").contains("<ul class=\"compact\">"))
        #expect(html("> a\n\n{: .x}") == "<blockquote>\n<p>a</p>\n</blockquote>\n")
    }

    @Test func anUnknownClassIsDroppedWithANote() {
        #expect(html("text\n{: .evil .wide}") == "<p class=\"wide\">text</p>\n")
        #expect(problems("text\n{: .evil .wide}") == ["2:4 no theme knows the class 'evil' [unknown-class]"])
    }

    // MARK: Figures

    @Test func aPictureByItselfIsAFigure() {
        #expect(
            html("![A dot](../c.png \"Figure 1: The dot\")\n{: width=\"300\" height=\"x\"}")
                == "<figure>\n<img src=\"~/c.png\" alt=\"A dot\" width=\"300\">\n<figcaption><span class=\"caption-number\">Figure 1</span> The dot</figcaption>\n</figure>\n"
        )
        #expect(problems("![](../c.png)") == ["1:5 the picture has no text for those who don't see it [missing-alt]"])
    }

    @Test func boldTextWithTheLabelOfAFigureIsItsCaption() {
        #expect(
            html("**Figure 1:33.1-1b: MHD *Actors***\n")
                == "<p class=\"figure-caption\"><span class=\"caption-number\">Figure 33.1-1b</span> MHD <em>Actors</em></p>\n"
        )
        #expect(html("**Figure out what to do**\n") == "<p><strong>Figure out what to do</strong></p>\n")
        #expect(render("**Figure 33.1-1: A**\n").captions.map(\.text) == ["A"])
    }

    // MARK: Sources as they come

    @Test(arguments: ["\r\n", "\n"]) func anyLineBreakWillDo(lineBreak: String) {
        let markdown = ["::: note", "a[^1]", ":::", "", "| a |", "|---|", "| b |", "{: .grid}", "", "[^1]: c", ""]
            .joined(separator: lineBreak)
        let result = render(markdown)
        #expect(result.diagnostics.isEmpty)
        #expect(result.finished.contains("<table class=\"data grid\">"))
        #expect(!result.finished.contains("{:"))
    }

    @Test func deepAndLongInputsEnd() {
        #expect(html(String(repeating: "> ", count: 100_000) + "x").contains("x"))
        #expect(html(String(repeating: "[", count: 100_000)).count > 100_000)
        #expect(
            html(String(repeating: "| a ", count: 50_000) + "\n" + String(repeating: "|---", count: 50_000)).contains(
                "<table"))
        #expect(html(String(repeating: "~~a ", count: 50_000)).contains("~~a"))
        #expect(html(String(repeating: "::: note\n", count: 2_000)).contains("admonition"))
        #expect(html("\u{0}a\u{0}").contains("a"))
    }
}
