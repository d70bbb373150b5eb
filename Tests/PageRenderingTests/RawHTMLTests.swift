import Foundation
import LinkResolution
import Testing

@testable import PageRendering

/// Markup of ours and raw HTML, as the renderer puts them together.
private enum Part {
    case ours(String)
    case raw(String)
}

private func fragment(_ parts: [Part]) -> HTML {
    var html = HTML()
    var index = 0
    for part in parts {
        switch part {
        case .ours(let markup):
            html.append(markup: markup.replacing("~/", with: "\u{1}").utf8)
        case .raw(let text):
            html.append(rawHTML: text.utf8, index: index)
            index += 1
        }
    }
    return html
}

/// Filters as a site does: files and the web resolve, nothing else does.
private func filter(_ parts: Part..., isTaken: (String) -> Bool = { _ in false }) -> FilteredHTML {
    RawHTMLFilter.filter(
        fragment(parts),
        resolveLink: { destination, _, _ in
            if SafeAddress.isOfTheWeb(destination) { return escaped(destination) }
            return destination.hasSuffix(".md") ? "\u{1}" + destination.replacing(".md", with: ".html") : nil
        },
        resolvePicture: { destination, _, _ in destination.hasSuffix(".png") ? "\u{1}" + destination : nil },
        isTaken: isTaken)
}

/// Filters with the worst resolver there can be: it lets everything through.
private func filterTrustingly(_ parts: [Part]) -> FilteredHTML {
    RawHTMLFilter.filter(
        fragment(parts), resolveLink: { destination, _, _ in escaped(destination) },
        resolvePicture: { destination, _, _ in escaped(destination) })
}

private func escaped(_ text: String) -> String {
    String(decoding: ("\(text)" as HTML).bytes, as: UTF8.self)
}

private func raw(_ text: String) -> String { filter(.raw(text)).html.string }

// MARK: -

@Suite struct RawHTMLConstructTests {
    @Test(arguments: [
        (
            "<table class=\"grid\"><tr><td rowspan=\"2\" colspan=3>a<br>b</td></tr></table>",
            "<table class=\"grid\"><tr><td rowspan=\"2\" colspan=\"3\">a<br>b</td></tr></table>"
        ),
        (
            "<figure>\n<img src=\"a.png\" alt=\"A\" width=\"80%\">\n<figcaption><b>Figure 1</b></figcaption></figure>",
            "<figure>\n<img src=\"~/a.png\" alt=\"A\">\n<figcaption><b>Figure 1</b></figcaption></figure>"
        ),
        ("<br clear=\"all\"/>x<BR>", "<br>x<br>"),
        ("E=mc<sup>2</sup>, H<sub>2</sub>O", "E=mc<sup>2</sup>, H<sub>2</sub>O"),
        ("<a name=\"mmn\"> </a>", "<a id=\"mmn\"> </a>"), ("<a name='x' id='y'/>z", "<a id=\"y\"></a>z"),
        ("<div style=\"clear: left\"/>\nx", "<div></div>\nx"),
        ("<div markdown=\"1\" class=\"stu-note\">x</div>", "<div class=\"admonition admonition-note\">x</div>"),
        (
            "<span class=\"imr-ref-ImagingSelection\" id=\"ImagingSelection/1\">x</span>",
            "<span id=\"ImagingSelection/1\">x</span>"
        ),
        ("<h1 id=a>A</h1><strike>s</strike><tt>t</tt>", "<h2 id=\"a\">A</h2><s>s</s><code>t</code>"),
        ("[base]/List?<query>x", "[base]/List?x"), ("<center><font color=red>x</font></center>", "x"),
        ("<details open><summary>s</summary>d</details>", "<details open><summary>s</summary>d</details>"),
        ("<ol start=3 type=a><li value=5>x<li>y</ol>", "<ol start=\"3\"><li value=\"5\">x</li><li>y</li></ol>"),
        ("<form action=x><label>Name <input name=a></label><button>Go</button></form>", "Name Go"),
        ("a < b &amp; c &lt; d &#60; &nbsp;&eacute;", "a &lt; b &amp; c &lt; d &lt; \u{A0}é"),
        ("<abbr title='\"&lt;'>x</abbr>", "<abbr title=\"&quot;&lt;\">x</abbr>"),
    ])
    func whatRealSourcesHold(source: String, result: String) {
        #expect(raw(source) == result)
    }

    @Test func aTableOfARealGuide() {
        let result = filter(
            .raw(
                """
                <table border="1" borderspacing="0" style='border: 1px solid black; border-collapse: collapse'>
                <caption>
                <b>
                Table 1:33.1-1: MHD Profile - Actors and Transactions
                </b>
                </caption>
                <thead>
                  <tr class="odd">
                    <th>Actors</th>
                  </tr>
                </thead>
                <tbody>
                  <tr>
                    <td rowspan="2">Document Source</td>
                    <td><a href="ITI-65.md">Provide [ITI-65]</a></td>
                  </tr>
                </table>
                """))
        #expect(
            result.html.string == """
                <table>
                <caption>
                <b>
                Table 1:33.1-1: MHD Profile - Actors and Transactions
                </b>
                </caption>
                <thead>
                  <tr>
                    <th>Actors</th>
                  </tr>
                </thead>
                <tbody>
                  <tr>
                    <td rowspan="2">Document Source</td>
                    <td><a href="~/ITI-65.html">Provide [ITI-65]</a></td>
                  </tr>
                </tbody></table>
                """)
        #expect(result.removals.map(\.name) == ["border", "borderspacing", "style"])
    }

    @Test func linksAndPicturesAreResolved() {
        var asked: [String] = []
        let result = RawHTMLFilter.filter(
            fragment([
                .raw("<p>x</p>"), .ours("<p>y</p>"),
                .raw("<a href=' a.md?x&amp;y '>the <em>A</em></a><img src=b.png alt='a B'><a href='c.md' id=c>C</a>"),
            ]),
            resolveLink: {
                asked.append("\($0)|\($1)|\($2)")
                return $0 == "c.md" ? nil : "\u{1}a.html?x&amp;y#z"
            },
            resolvePicture: {
                asked.append("\($0)|\($1)|\($2)")
                return nil
            })
        #expect(asked == ["a.md?x&y|the A|1", "b.png|a B|1", "c.md|C|1"])
        #expect(
            result.html.string
                == "<p>x</p><p>y</p><a href=\"~/a.html?x&amp;y#z\">the <em>A</em></a>a B<a id=\"c\">C</a>")
    }

    @Test func linksToOtherSitesAndToFragments() {
        #expect(raw("<a href=https://ihe.net>x</a>") == "<a class=\"external\" href=\"https://ihe.net\">x</a>")
        #expect(raw("<a href=\"#x\">x</a>") == "<a href=\"#x\">x</a>")
        #expect(raw("<a href=\"nowhere\">x</a>") == "x")
        #expect(raw("<a href=a.md>x<a href=b.md>y</a>") == "<a href=\"~/a.html\">x</a><a href=\"~/b.html\">y</a>")
    }

    @Test func aLinkAroundALinkOfOursIsNone() {
        let result = filter(
            .raw("<a name=x href=a.md>"), .ours("<p>b <a class=\"ref\" href=\"~/c.html\">c</a></p>"), .raw("</a>"))
        #expect(result.html.string == "<span id=\"x\"><p>b <a class=\"ref\" href=\"~/c.html\">c</a></p></span>")
        #expect(result.removals == [.init(rawIndex: 0, name: "a", kind: .element)])
    }

    @Test func identifiersAreUnique() {
        let result = filter(
            .ours("<h2 id=\"a\">A</h2>"), .raw("<a name=a></a><p id=b id=c>x</p><p id=b>y</p><p id=taken>z</p>"),
            isTaken: { $0 == "taken" })
        #expect(result.html.string == "<h2 id=\"a\">A</h2><p id=\"b\">x</p><p>y</p><p>z</p>")
        #expect(result.ids == ["a", "b"])
        #expect(result.removals.map(\.name) == ["a", "b", "taken"])
        #expect(result.removals.allSatisfy { $0.kind == .duplicateID })
    }

    @Test func whatIsRemovedIsReported() {
        let result = filter(
            .raw("<script>x</script>"), .ours("<p>"),
            .raw("<blink onclick='x' class=y>z</blink><p onclick=x onclick=y markdown=1 class='no yes'><i>"),
            .raw("</u><a href='JavaScript:x'>y</a>"))
        #expect(
            result.removals == [
                .init(rawIndex: 0, name: "script", kind: .content),
                .init(rawIndex: 1, name: "blink", kind: .element),
                .init(rawIndex: 1, name: "onclick", kind: .attribute),
                .init(rawIndex: 1, name: "no", kind: .cssClass), .init(rawIndex: 1, name: "yes", kind: .cssClass),
                .init(rawIndex: 2, name: "u", kind: .unopened),
                .init(rawIndex: 2, name: "JavaScript:x", kind: .address),
                .init(rawIndex: 1, name: "i", kind: .unclosed),
            ])
    }
}

@Suite struct RawHTMLBalanceTests {
    @Test(arguments: [
        ("<div><p>a<b>b", "<div><p>a<b>b</b></p></div>"), ("a</div></b>", "a"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"), ("<p>a<div>b</div>", "<p>a</p><div>b</div>"),
        ("<p>a<p>b<hr>c", "<p>a</p><p>b</p><hr>c"), ("<p><em>a<ul><li>b</ul>", "<p><em>a</em></p><ul><li>b</li></ul>"),
        ("<ul><li><div>a<li>b</ul>c", "<ul><li><div>a</div></li><li>b</li></ul>c"),
        ("<li>a</li><td>b</td><tr>c</tr><dd>d</dd><caption>e</caption><col><tbody>f", "abcdef"),
        (
            "<table><td>a<td>b<tr><th>c<tbody><tr><td>d</table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr><tbody><tr><td>d</td></tr></tbody></table>"
        ),
        (
            "<table><tr><td><table><tr><td>a</table>b</table>",
            "<table><tr><td><table><tr><td>a</td></tr></table>b</td></tr></table>"
        ),
        ("<table><tr><table><tr><td>a", "<table><tr></tr></table><table><tr><td>a</td></tr></table>"),
        ("<table><b><table><tr><td>a", "<table></table><table><tr><td>a</td></tr></table>"),
        ("<h3>a<h4>b</h3>c", "<h3>a</h3><h4>b</h4>c"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        (
            "<a href=#a>x<table><tr><td><a href=#b>y",
            "<a href=\"#a\">x<table><tr><td></td></tr></table></a><a href=\"#b\">y</a>"
        ),
        ("<div", "<div></div>"), ("a <!-- b", "a "),
    ])
    func tagsAreBalanced(source: String, result: String) {
        let html = filter(.raw(source)).html
        #expect(html.string == result)
        expectSafe(html.bytes)
    }

    /// Where it ends is the parser's business.
    @Test(arguments: [
        "<div title='a", "<!-->x-->y", "<![CDATA[x]]>y<?php z ?>", "<!DOCTYPE html [<!ENTITY a 'b'>]>&a;",
    ])
    func whatBelongsToNoElementIsSafe(source: String) {
        let html = filter(.ours("<p>a</p>\n"), .raw(source)).html
        #expect(html.string.hasPrefix("<p>a</p>\n"))
        expectSafe(html.bytes)
    }

    @Test func rawHTMLEndsNothingThatIsOurs() {
        let result = filter(
            .ours("<section><ul>\n<li>a "), .raw("</li></ul></section><td>"), .ours("b</li>\n</ul>\n<p>"),
            .raw("<div>"), .ours("c</p>\n</section>\n<p>d</p>"))
        #expect(
            result.html.string
                == "<section><ul>\n<li>a b</li>\n</ul>\n<p></p><div>c\n</div></section>\n<p>d</p>")
    }

    @Test func whatEndsAParagraphOfOursLeavesTheRestInOrder() {
        let result = filter(
            .ours("<blockquote><p>a <em>b "), .raw("<div>"), .ours("<strong>c</strong></em> d</p>\n"), .raw("</div>"),
            .ours("<p>e</p></blockquote><p>f</p>"))
        #expect(
            result.html.string
                == "<blockquote><p>a <em>b </em></p><div><strong>c</strong> d\n</div><p>e</p></blockquote><p>f</p>")
    }

    @Test func anElementAroundMarkdownHoldsIt() {
        let result = filter(
            .raw("<div class=\"stu-note\">"), .ours("<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n"), .raw("</div>"),
            .ours("<p>c</p>\n"))
        #expect(
            result.html.string
                == "<div class=\"admonition admonition-note\"><p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</div><p>c</p>\n")
        #expect(result.removals.isEmpty)
    }

    @Test(arguments: ["<script>", "<style>", "<iframe src=x>", "<svg>", "<title>", "<!--", "<textarea>", "<xmp>"])
    func whatNeverEndsTakesNothingWithIt(tag: String) {
        let result = filter(.ours("<p>a "), .raw(tag), .ours("b</p>\n<p>c</p>\n"))
        #expect(result.html.string == "<p>a b</p>\n<p>c</p>\n")
        #expect(!result.removals.isEmpty)
    }

    @Test func theContentOfScriptInALineIsLeftOut() {
        let result = filter(
            .ours("<p>a "), .raw("<script>"), .ours("alert(1)"), .raw("</script>"), .ours(" b</p><p>c</p>"))
        #expect(result.html.string == "<p>a  b</p><p>c</p>")
    }

    @Test func anUnendedTagIsReported() {
        let result = filter(.raw("<div title=\"x"), .ours("<p title=\"a\">b</p>"), .raw("<p>c</p>"))
        #expect(result.removals.contains(.init(rawIndex: 0, name: "<", kind: .unclosed)))
        expectSafe(result.html.bytes)
    }

    @Test func manyEndTagsAreTold() {
        let count = 1000
        let source = String(repeating: "<div><p>x</p></div>", count: count)
        #expect(raw(source) == source)
    }
}

// MARK: -

@Suite struct TrustedMarkupTests {
    @Test(arguments: [
        "", "\n", "text &amp; &lt;b&gt; &quot;q&quot; 'a' é 🎉 \u{A0}\n", "<p>a</p>\n<p>b<br>\nc</p>\n",
        "<h2 id=\"a\">A <a class=\"anchor\" href=\"#a\" aria-label=\"Link to this section: A\">#</a></h2>\n",
        "<div class=\"heading\" role=\"heading\" aria-level=\"7\" id=\"b\">B</div>\n",
        "<a class=\"ref ref-transaction\" href=\"~/ITI/x.html#y\" title=\"X &amp; Y\">[ITI-18]</a>",
        "<a class=\"external\" href=\"https://a.b/?c=d&amp;e=f\">x</a><a href=\"\">y</a><a href=\"mailto:a@b\">z</a>",
        "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n",
        "<ol start=\"0\">\n<li>\n<p>a</p>\n</li>\n</ol>\n",
        "<ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n</ul>\n",
        "<ul>\n<li><input type=\"checkbox\" disabled aria-label=\"Done\"> b</li>\n</ul>\n",
        "<pre tabindex=\"0\"><code class=\"language-xml\"><span class=\"hl-tag\">&lt;a</span>\n\n  b</code></pre>\n",
        "<pre tabindex=\"0\"><code>\n a</code></pre>\n",
        """
        <div class="table-scroll" role="region" tabindex="0" aria-label="T"><table class="data wide" id="t">
        <caption><strong>T</strong></caption>
        <thead>
        <tr><th scope="col" class="align-right">A</th><td></td></tr>
        </thead>
        <tbody>
        <tr><th scope="rowgroup" rowspan="2">a</th><td colspan="2">b<br>c</td></tr>
        </tbody>
        </table></div>

        """,
        "<img src=\"~/a%20b.png\" alt=\"A\" title=\"t\" width=\"10\" height=\"20\">",
        "<figure>\n<img src=\"~/a.png\" alt=\"\">\n<figcaption>C</figcaption>\n</figure>\n",
        "<aside class=\"note\" role=\"note\"><p>a</p></aside><dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n",
        "<p><del>a</del> <ins>b</ins> <abbr title=\"x\">y</abbr> <sup>1</sup> <sub>2</sub></p>\n",
        "<p><strong class=\"normative\">SHALL</strong></p>\n",
        "<details open>\n<summary>a</summary>\n<p>b</p>\n</details>\n",
        "<div role=\"note\" class=\"admonition admonition-note\">\n<p class=\"admonition-title\">N</p>\n</div>\n",
        "<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup>",
        """
        <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
        <ol>
        <li id="fn-1">a <a href="#fnref-1" role="doc-backlink" aria-label="Back to the text">↩</a></li>
        </ol>
        </section>

        """,
        "<p><span id=\"x\" class=\"whatever-we-need\">a</span> <em>b<em>c</em></em></p>\n",
    ])
    func passesByteForByte(markup: String) {
        for parts in [[Part.ours(markup)], [.raw("<i>x</i>"), .ours(markup)], [.ours(markup), .raw("<div>")]] {
            let result = filterTrustingly(parts)
            #expect(markup.isEmpty || result.html.string.contains(markup))
            #expect(result.removals.allSatisfy { $0.name == "div" })
        }
        #expect(filterTrustingly([.ours(markup)]).html.string == markup)
    }

    @Test func nestsDeeply() {
        let count = 100_000
        let markup =
            String(repeating: "<blockquote>\n", count: count) + String(repeating: "</blockquote>\n", count: count)
        #expect(filter(.ours(markup), .raw("<b>x</b>")).html.string == markup + "<b>x</b>")
    }
}

// MARK: -

@Suite struct SmugglingTests {
    @Test(arguments: vectors)
    func scriptDoesNotGetThrough(vector: String) {
        let places: [[Part]] = [
            [.raw(vector)],
            [
                .ours("<p>a <a class=\"ref\" href=\"~/b.html\">b</a> "), .raw(vector),
                .ours(" <em title=\"c\">c</em></p>\n"),
            ],
            [.raw("<div title='"), .ours("<p>'<a href=\"~/x.html\">x</a></p>"), .raw(vector)],
            [.raw("<table><tr><td>"), .raw(vector), .ours("<p>x</p>"), .raw("</table>")],
            [.raw("<svg>"), .raw(vector), .raw("</svg>")], [.raw("<!--"), .raw(vector), .raw("-->")],
            [.raw("<style>"), .raw(vector), .raw("</style>")], [.raw(vector), .raw(vector)],
        ]
        for parts in places {
            let bytes = filterTrustingly(parts).html.bytes
            expectSafe(bytes)
            // What is safe stays as it is: nothing in it reads otherwise the second time.
            var again = HTML()
            again.append(markup: bytes)
            let second = RawHTMLFilter.filter(
                again, resolveLink: { _, _, _ in nil }, resolvePicture: { _, _, _ in nil })
            #expect(second.html.string == String(decoding: bytes, as: UTF8.self).replacing("\u{1}", with: "~/"))
        }
    }

    /// Whether written in Markdown text, in an attribute or in raw HTML, the root marker is not an author's to write.
    @Test(arguments: [
        "<a href=\"\u{1}javascript:alert(1)\">x</a>", "<a href=\"\(standIn)javascript:alert(1)\">x</a>",
        "<a href=\"&#xFDD0;javascript:alert(1)\">x</a>", "<a href=\"&#XfDd0javascript:alert(1)\">x</a>",
        "<a href=\"&#64976;javascript:alert(1)\">x</a>", "<a href=\"&#00000064976javascript:alert(1)\">x</a>",
        "<a href=\"&#xF&#xFDD0;DD0;javascript:alert(1)\">x</a>", "<a href=\"&#x\u{1}FDD0;javascript:alert(1)\">x</a>",
        "<a href=\"&#1;x.html\">x</a>", "<img src=\"\u{1}x.png\">", "<img src=\"&#1;x.png\">",
        "<!--\u{1}/raw--><a href=x class=ours>x</a>", "<!--\(standIn)/raw--><a href=x class=ours>x</a>",
        "<!--&#xFDD0;/raw--><a href=x class=ours>x</a>", "<!--raw 7--><a href=x class=ours>x</a>",
    ])
    func marksCannotBeForged(vector: String) {
        let result = RawHTMLFilter.filter(
            fragment([.raw(vector)]), resolveLink: { destination, _, _ in "\u{1}" + destination },
            resolvePicture: { _, _, _ in nil })
        expectSafe(result.html.bytes)
        #expect(!result.html.string.contains("ours"))
        #expect(result.removals.allSatisfy { $0.rawIndex == 0 })
        let unresolved = RawHTMLFilter.filter(
            fragment([.raw(vector)]), resolveLink: { _, _, _ in nil }, resolvePicture: { _, _, _ in nil })
        #expect(!unresolved.html.bytes.contains(HTML.rootMarker))
    }

    @Test(arguments: [
        "javascript:alert(1)", "\u{1}javascript:alert(1)", "\u{1}//evil.example", "\u{1}\\evil.example",
        "//evil.example",
        "data:text/html,x", "java\tscript:alert(1)", " javascript:alert(1)", "\u{1}a\u{1}b", "../x",
        "https:\njavascript:",
        "javascript&amp;colon;x", "x\"onclick=\"alert(1)",
    ])
    func aCarelessResolverLetsNothingThrough(address: String) {
        let result = RawHTMLFilter.filter(
            fragment([.raw("<a href=x>y</a><img src=z>")]), resolveLink: { _, _, _ in address },
            resolvePicture: { _, _, _ in address })
        #expect(result.html.string == "y")
        expectSafe(result.html.bytes)
    }

    /// Pieces of markup in any order, which no list of known ways covers.
    @Test func anyOrderOfPiecesIsSafe() {
        var random = SplitMix(state: 7)
        for _ in 0..<3000 {
            var parts: [Part] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined()
                parts.append(.raw(text))
                parts.append(.ours(ours.randomElement(using: &random) ?? ""))
            }
            expectSafe(filterTrustingly(parts).html.bytes)
        }
    }
}

@Suite struct RawHTMLLimitTests {
    @Test(arguments: [
        "<div>", "</div>", "<b>", "<table><tr><td>", "<table>", "<ul><li>", "<a href=x>", "<a", "<svg>", "<svg><p>",
        "<script>", "<style></style>", "&", "&#", "&#xFDD0;", "<", "<!--", "<!", "</", "<p title='", "<p a=\"", "<x>",
        "<p>",
        "<b></i>", "<div></p>", "<li>", "<p id=a>", "<br>", "\u{0}", "\u{1}", "<em><div>", "<h2>", "<td><b>",
        "<template></svg>", "<select><p></p>",
    ])
    func muchOfAnythingTakesLinearTime(piece: String) {
        // With the square of this, a debug build would take minutes.
        let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
        var bytes: [UInt8] = []
        let time = ContinuousClock().measure {
            bytes = filter(.ours("<p>a</p>"), .raw(text), .ours("<p>b</p>")).html.bytes
        }
        #expect(time < .seconds(30))
        #expect(bytes.starts(with: Array("<p>a</p>".utf8)))
    }

    @Test func deepElementsAreFlattened() {
        let count = 100_000
        let result = filter(
            .raw(String(repeating: "<div>", count: count) + "x" + String(repeating: "</div>", count: count)),
            .ours("<p>y</p>"))
        #expect(result.html.string.hasSuffix("</div><p>y</p>"))
        #expect(result.html.string.components(separatedBy: "<div>").count == 257)
        #expect(result.removals == [.init(rawIndex: 0, name: "div", kind: .tooDeep)])
    }

    @Test func deepElementsEndAllAtOnce() {
        let source = String(repeating: "<b>", count: 200_000) + String(repeating: "</i>", count: 200_000)
        let result = filter(.raw(source))
        #expect(result.removals.map(\.kind) == [.tooDeep, .unopened, .unclosed])
    }

    @Test func tooManyAttributesAreReported() {
        let attributes = (0..<200_000).map { "a\($0)" }.joined(separator: " ")
        let result = filter(.raw("<p \(attributes)>x</p>"), .ours("<p>y</p>"))
        #expect(result.removals.contains { $0.kind == .rest })
    }

    @Test func longValuesAndCommentsAreRead() {
        let long = String(repeating: "x", count: 5_000_000)
        #expect(raw("<p title=\"\(long)\">a</p>") == "<p title=\"\(long)\">a</p>")
        #expect(raw("a<!--\(long)-->b") == "ab")
        #expect(raw("<\(long)>b") == "b")
    }

    @Test func brokenTextIsRepaired() {
        var html = HTML()
        html.append(rawHTML: [0xC0, 0xBC] + Array("a".utf8) + [0xFF, 0xED, 0xA0, 0x80, 0xE2, 0x82], index: 0)
        let result = RawHTMLFilter.filter(html, resolveLink: { _, _, _ in nil }, resolvePicture: { _, _, _ in nil })
        #expect(String(validating: result.html.bytes, as: UTF8.self)?.contains("a") == true)
        #expect(result.removals.isEmpty)
    }
}

private let standIn = String(decoding: RawHTMLMarks.standIn, as: UTF8.self)

// MARK: - What is safe

/// Checks HTML by rules of its own: nothing but known tags with known attributes, each quoted, balanced, no address
/// that a browser runs. Does not use the filter's lists.
private func expectSafe(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) {
    let problem = StrictScanner.problem(in: String(decoding: bytes, as: UTF8.self))
    #expect(problem == nil, sourceLocation: location)
}

private struct StrictScanner {
    static let elements = Set(
        """
        h2 h3 h4 h5 h6 p br hr b i u s em strong small mark q cite kbd samp var code pre blockquote ul ol li table \
        thead tbody tfoot tr th td col colgroup caption div span a img figure figcaption details summary wbr time \
        section aside dl dt dd del ins abbr sup sub input dfn bdi bdo
        """.split(separator: " ").map(String.init))
    static let voids: Set<String> = ["br", "hr", "img", "wbr", "input", "col"]
    static let attributes = Set(
        """
        id class title lang dir role tabindex colspan rowspan headers scope span start value width height href src alt \
        open datetime type disabled checked
        """.split(separator: " ").map(String.init))
    /// What may be right inside an element, since browsers would move anything else.
    static let parents: [String: Set<String>] = [
        "li": ["ul", "ol"], "dt": ["dl"], "dd": ["dl"], "td": ["tr"], "th": ["tr"],
        "tr": ["table", "thead", "tbody", "tfoot"], "thead": ["table"], "tbody": ["table"], "tfoot": ["table"],
        "caption": ["table"], "colgroup": ["table"], "col": ["table", "colgroup"],
    ]
    static let blocks: Set<String> = [
        "p", "div", "ul", "ol", "dl", "table", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section", "aside",
        "figure", "details", "hr",
    ]

    private var rest: Substring
    private var open: [String] = []

    static func problem(in html: String) -> String? {
        var scanner = StrictScanner(rest: html[...])
        do throws(Problem) {
            try scanner.scan()
            return nil
        } catch {
            return "\(error.text) in \(html.debugDescription)"
        }
    }

    private struct Problem: Error { let text: String }

    private mutating func scan() throws(Problem) {
        while let start = rest.unicodeScalars.firstIndex(of: "<") {
            try checkText(rest[..<start])
            rest = rest[start...].dropFirst()
            if rest.first == "/" { try scanEndTag() } else { try scanStartTag() }
        }
        try checkText(rest)
        if !open.isEmpty { throw Problem(text: "open: \(open)") }
    }

    private func checkText(_ text: Substring) throws(Problem) {
        for scalar in text.unicodeScalars
        where scalar == ">" || scalar == "\"" || scalar.value == 0xFDD0
            || (scalar.value < 0x20 && !"\t\n\r".unicodeScalars.contains(scalar))
        {
            throw Problem(text: "\(scalar.debugDescription) in text")
        }
    }

    private mutating func scanEndTag() throws(Problem) {
        guard let end = rest.firstIndex(of: ">") else { throw Problem(text: "an open end tag") }
        let name = String(rest[..<end].dropFirst())
        guard open.popLast() == name else { throw Problem(text: "a stray </\(name)>") }
        rest = rest[end...].dropFirst()
    }

    private mutating func scanStartTag() throws(Problem) {
        let name = take { $0.isASCII && ($0.isLowercase || $0.isNumber) }
        guard Self.elements.contains(name) else { throw Problem(text: "<\(name)>") }
        var seen: [String: String] = [:]
        while rest.first == " " {
            rest.removeFirst()
            let attribute = take { $0.isASCII && ($0.isLowercase || $0 == "-") }
            let value = try scanValue()
            guard seen.updateValue(value, forKey: attribute) == nil else { throw Problem(text: "\(attribute) twice") }
            try check(attribute, value, of: name)
        }
        guard rest.first == ">" else { throw Problem(text: "<\(name) ended by \(rest.prefix(5))") }
        rest.removeFirst()
        if name == "input", seen["type"] != "checkbox" || seen["disabled"] == nil { throw Problem(text: "an input") }
        try checkPlace(of: name)
        if !Self.voids.contains(name) { open.append(name) }
    }

    private func checkPlace(of name: String) throws(Problem) {
        if let parents = Self.parents[name], open.last.map(parents.contains) != true {
            throw Problem(text: "<\(name)> in \(open)")
        }
        let around = open.reversed().prefix { !["td", "th", "caption"].contains($0) }
        if Self.blocks.contains(name), let inner = around.first(where: { $0 == "p" || Self.blocks.contains($0) }),
            inner == "p"
        {
            throw Problem(text: "<\(name)> in a paragraph")
        }
        if name == "table", ["table", "tr", "tbody", "thead", "tfoot"].contains(around.first) {
            throw Problem(text: "a table between cells")
        }
    }

    private mutating func scanValue() throws(Problem) -> String {
        guard rest.first == "=" else { return "" }
        rest = rest.dropFirst()
        guard rest.unicodeScalars.first == "\"" else { throw Problem(text: "a value without quotes") }
        rest = Substring(rest.unicodeScalars.dropFirst())
        guard let end = rest.unicodeScalars.firstIndex(of: "\"") else { throw Problem(text: "an open value") }
        let value = String(rest[..<end])
        rest = Substring(rest.unicodeScalars[end...].dropFirst())
        if value.contains("<") || value.contains(">") { throw Problem(text: "a tag in a value") }
        return value
    }

    private func check(_ attribute: String, _ value: String, of name: String) throws(Problem) {
        let isARIA = attribute.hasPrefix("aria-")
        guard Self.attributes.contains(attribute) || isARIA else { throw Problem(text: "\(name) \(attribute)") }
        if attribute == "href" && name != "a" || attribute == "src" && name != "img" {
            throw Problem(text: "\(name) \(attribute)")
        }
        guard attribute == "href" || attribute == "src" else {
            if value.utf8.contains(1) { throw Problem(text: "a marker in \(attribute)") }
            return
        }
        try checkAddress(value)
    }

    private func checkAddress(_ value: String) throws(Problem) {
        var address = value
        // The filter writes no other entities, and an ampersand is one of these.
        for (entity, text) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
            address = address.replacing(entity, with: text)
        }
        let entities = value.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
        guard entities.allSatisfy({ $0.firstMatch(of: /^(lt|gt|quot|amp);/) != nil }) else {
            throw Problem(text: "an entity in \(value)")
        }
        if address.utf8.first == 1 { address.removeFirst() }
        if address.utf8.contains(where: { $0 < 0x20 }) { throw Problem(text: "a control in \(value)") }
        let path = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let colon = path.firstIndex(of: ":") else {
            if address.hasPrefix("//") || address.hasPrefix("\\") { throw Problem(text: "the address \(value)") }
            return
        }
        guard ["http", "https", "mailto"].contains(path[..<colon].lowercased()), value.utf8.first != 1 else {
            throw Problem(text: "the address \(value)")
        }
    }

    private mutating func take(while isPart: (Character) -> Bool) -> String {
        let taken = rest.prefix(while: isPart)
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    private init(rest: Substring) { self.rest = rest }
}

/// The same numbers each time.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

private let ours = [
    "", "x", "<p>x</p>\n", "<p>a <em>b</em></p>", "<ul>\n<li>x</li>\n</ul>\n", "<h2 id=\"q\">x</h2>",
    "<table class=\"data\"><tbody><tr><td>x</td></tr></tbody></table>", "<a class=\"ref\" href=\"\u{1}x.html\">y</a>",
    "<pre tabindex=\"0\"><code>&lt;</code></pre>", "<blockquote>\n<p>q</p></blockquote>",
]

private let pieces = [
    "<", ">", "</", "/>", "\"", "'", "`", "=", " ", "\n", "\t", "\u{0}", "\u{1}", "&", "&#", "&#x", "FDD0;", "&#xFDD0;",
    ";",
    "<!--", "-->", "--!>", "<!", "<![CDATA[", "]]>", "<?", "?>", "<a ", "href=", "href=\"", "href='", "javascript:",
    "java&#9;script:alert(1)", "x", "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<table>", "</table>", "<tr>",
    "<td>",
    "</td>", "</tr>", "<tbody>", "<caption>", "<ul>", "<li>", "</li>", "</ul>", "<dl>", "<dt>", "<svg>", "</svg>",
    "<math>",
    "<style>", "</style>", "<script>", "</script>", "<title>", "</title>", "<noscript>", "</noscript>", "<textarea>",
    "</textarea>", "<select>", "<template>", "</template>", "<img src=x onerror=alert(1)>", "<p title=\"", "<a name=n>",
    "<a href=#x>", "</a>", "<h2>", "</h3>", "<pre>", "<br/>", "<hr>", "<html>", "<body onload=x>", "</body>", "<head>",
    "<input type=checkbox disabled>", "<input>", "<iframe>", "</iframe>", "<html/>", "<head/>", "<plaintext>",
]

private let vectors = [
    // Plain
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>", "<script\u{0}>alert(1)</script>", "<script>alert(1)", "<script",
    "<script src=data:,alert(1)>",
    "<script type=module>import('//evil.example')</script>", "<<script>alert(1)//<</script>",
    "</script><script>alert(1)</script>",
    "<script>/*</div>*/alert(1)</script >", "<script>x</scriptx><img src=x onerror=alert(1)></script>",
    // Handlers
    "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<img src=x\u{C}onerror=alert(1)>",
    "<img src=x oNeRrOr=alert(1)>", "<img src=\"x\"onerror=\"alert(1)\">", "<img src=x onerror\n=\nalert(1)>",
    "<img src=`x`onerror=alert(1)>", "<img src='x' alt='``onerror=alert(1)'>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<body onload=alert(1)>", "<div onmouseover='alert(1)'>x</div>", "<p on\u{0}click=alert(1)>x</p>",
    "<p \u{0}onclick=alert(1)>x</p>", "<p =onclick=alert(1)>x</p>", "<p x:onclick=alert(1)>x</p>",
    "<p /onclick=alert(1)>x</p>",
    "<details open ontoggle=alert(1)>", "<a autofocus tabindex=1 onfocus=alert(1)>x</a>",
    "<p title='a\" onclick=\"alert(1)'>x</p>",
    "<p title=a&quot;onclick=&quot;alert(1)>x</p>", "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=checkbox disabled onclick=alert(1)>", "<video onerror=alert(1)><source></video>",
    "<audio src onerror=alert(1)>",
    // Addresses
    "<a href=javascript:alert(1)>x</a>", "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java&#09;script:alert(1)\">x</a>", "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java&#x0A;script&colon;alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>", "<a href=\"&#x6A&#x61vascript:alert(1)\">x</a>",
    "<a href=\"&#0000106avascript:alert(1)\">x</a>",
    "<a href=\"&#1;javascript:alert(1)\">x</a>", "<a href=\"&#14; javascript:alert(1)\">x</a>",
    "<a href=\"java\u{0}script:alert(1)\">x</a>",
    "<a href=\"javascript&Tab;:alert(1)\">x</a>", "<a href=\"javascript&NewLine;:alert(1)\">x</a>",
    "<a href=\"\u{FEFF}javascript:alert(1)\">x</a>",
    "<a href=\"\u{A0}javascript:alert(1)\">x</a>", "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"data&colon;text/html,x\">x</a>", "<a href=\"file:///etc/passwd\">x</a>", "<a href=\"blob:x\">x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>", "<a href=\"view-source:javascript:alert(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"\\\\evil.example\">x</a>", "<a href=\"http&#58;//javascript:alert(1)\">x</a>",
    "<a href='x' href='javascript:alert(1)'>x</a>",
    "<a href=https://x\"onclick=alert(1)>x</a>", "<a href='https://x\"onclick=\"alert(1)'>x</a>",
    "<a href=\"https://x&quot;onclick=&quot;alert(1)\">x</a>",
    "<a href=javascript:alert(1)//https://x>x</a>", "<a href=\"javascript://https://x%0aalert(1)\">x</a>",
    "<a ping=//evil.example target=_blank download href=https://x>x</a>", "<a xlink:href=javascript:alert(1)>x</a>",
    "<img src=javascript:alert(1)>", "<img src=data:image/svg+xml,x>",
    "<img srcset='x 1x, javascript:alert(1) 2x' src=x.png>",
    "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1) src=x>",
    "<img longdesc=javascript:alert(1) usemap=#m src=x>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "<table background=javascript:alert(1)><tr><td background=javascript:x>y</table>",
    "<body background=javascript:alert(1)>", "<area href=javascript:alert(1)>",
    "<a href=javas\u{200B}cript:alert(1)>x</a>",
    "<a href=javascript\u{FF1A}alert(1)>x</a>", "<a href=&#X6A;avascript:alert(1)>x</a>",
    "<a href=java\u{0D}script:alert(1)>x</a>",
    // Elements that load, run or change how the page reads
    "<base href=//evil.example>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta charset=utf-7>+ADw-script+AD4-",
    "<meta http-equiv=Content-Type content='text/html; charset=utf-16'><p>\u{3C73}</p>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=import href=data:text/html,x>", "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe srcdoc=&lt;script&gt;alert(1)&lt;/script&gt;>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<object data=javascript:alert(1)></object>", "<object><param name=src value=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x archive=//evil.example></applet>", "<portal src=javascript:alert(1)></portal>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<form action=javascript:alert(1)><input type=submit></form>", "<button formaction=javascript:alert(1)>x</button>",
    "<isindex type=image src=x onerror=alert(1)>", "<keygen autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<select><option onclick=alert(1)>x</select>", "<bgsound src=javascript:alert(1)>",
    "<xml id=x><x><![CDATA[<script>]]></x></xml>",
    "<input type=checkbox disabled formaction=javascript:alert(1) src=javascript:alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    // Styles
    "<style>@import '//evil.example'</style>", "<style>*{background:url(javascript:alert(1))}",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style=\"x:expression(alert(1))\">x</p>", "<p style='position:fixed;inset:0'>x</p>",
    "<div class='site-header'>x</div>",
    "<style></style\u{0}><img src=x onerror=alert(1)></style>",
    // SVG and MathML
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><script href=data:,alert(1) /></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1)></svg>", "<svg><use href='data:image/svg+xml,x#y'></use></svg>",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>", "<math href=javascript:alert(1)>x</math>",
    "<math><maction actiontype=statusline xlink:href=javascript:x>y</math>",
    "<svg:script>alert(1)</svg:script>", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<svg/onload=alert(1)//",
    // Markup that browsers and parsers read differently
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><a title=\"</title><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
    "<noframes><p title=\"</noframes><img src=x onerror=alert(1)>\"></noframes>",
    "<iframe><p title=\"</iframe><img src=x onerror=alert(1)>\">",
    "<template><p title=\"</template><img src=x onerror=alert(1)>\"></template>",
    "<plaintext><img src=x onerror=alert(1)>", "<select><style></select><img src=x onerror=alert(1)></style>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<pre>\n&lt;img src=x onerror=alert(1)&gt;</pre>",
    "<p title=\"&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</p>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)", "<table><td><svg></td></table><img src=x onerror=alert(1)>",
    "<a title='<!--' href='--><img src=x onerror=alert(1)>'>x</a>",
    "<p id=\"</p><script>alert(1)</script>\">", "<p class=\"</p><script>alert(1)</script>\">",
    "<p lang='\"><script>alert(1)</script>'>x</p>",
    // Comments, sections, instructions
    "<!--><img src=x onerror=alert(1)>-->", "<!---><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!--<img title=\"--><img src=x onerror=alert(1)>\">", "<!-- -- ><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<![CDATA[>]]><script>alert(1)</script>", "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![if true]><script>alert(1)</script><![endif]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>", "<?php echo '<script>alert(1)</script>' ?>",
    "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "<!ELEMENT x><script>alert(1)</script>", "</ script><img src=x onerror=alert(1)>", "<!><script>alert(1)</script>",
    "<%<script>alert(1)</script>%>",
    // Tags that don't end, and odd bytes
    "<img src=x onerror=alert(1)", "<img src=x onerror=alert(1)//", "<a href=\"javascript:alert(1)",
    "<div title=\"><script>alert(1)</script>",
    "<div title='\"><script>alert(1)</script>", "<img src=\"x\" <script>alert(1)</script>",
    "<\u{0}script>alert(1)</script>", "<s\u{0}cript>alert(1)</script>",
    "\u{0}<script>alert(1)</script>", "<script\u{B}>alert(1)</script>", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u{FEFF}<script>alert(1)</script>",
    "\u{FF1C}script\u{FF1E}alert(1)\u{FF1C}/script\u{FF1E}", "<\u{17F}cript>alert(1)</\u{17F}cript>",
    "<ımg src=x onerror=alert(1)>", "<a\u{2028}href=javascript:alert(1)>x</a>",
    "<b <script>alert(1)</script>", "<b/><script/>alert(1)", "</b onclick=alert(1)>",
    "<html onload=alert(1)><head><body onload=x></html>",
    "</td></tr></table></div></main></body></html><script>alert(1)</script>", "<table><tr><td></table></table></table>",
    "<a id=x name=y href=#><a id=x>",
]
