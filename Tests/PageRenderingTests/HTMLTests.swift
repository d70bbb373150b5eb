import LinkResolution
import Testing

@testable import PageRendering

extension HTML {
    /// The bytes as text, the root marker as `~/`.
    var string: String { String(decoding: bytes, as: UTF8.self).replacing("\u{1}", with: "~/") }
}

extension RenderedProse {
    /// The HTML as it stands on a plain page, where nothing has a number.
    var finished: String {
        html.replacing(html.marks, in: html.bytes.indices) { mark in
            switch mark {
            case .headingEnd(let heading): headings[heading].anchorLink(citedAs: nil)
            case .caption(let caption): captions[caption].label?.markup ?? HTML()
            case .diagram(let diagram): diagrams[diagram]
            default: HTML()
            }
        }.string
    }
}

@Suite struct HTMLTests {
    @Test func literalsAreMarkupAndTextIsEscaped() {
        let text = "<b> & \"c\""
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(html.string == "<p title=\"&lt;b&gt; &amp; &quot;c&quot;\">&lt;b&gt; &amp; &quot;c&quot;</p>")
    }

    @Test func htmlInHTMLIsNotEscapedAgain() {
        let inner: HTML = "<b>\("&")</b>"
        #expect(("<p>\(inner)</p>" as HTML).string == "<p><b>&amp;</b></p>")
    }

    @Test func anAddressIsWrittenFromTheRoot() {
        let address = Address("a/b c.html")
        #expect(("<a href=\"\(address)\">" as HTML).string == "<a href=\"~/a/b%20c.html\">")
    }

    @Test func textCannotForgeTheMarkersOfTheShell() {
        let text = "\u{0}\u{1}\u{2}7\u{3}\u{1F}\t\n"
        #expect(("\(text)" as HTML).string == "\u{FFFD}\u{FFFD}\u{FFFD}7\u{FFFD}\u{FFFD}\t\n")
    }
}

@Suite struct SlugTableTests {
    @Test(arguments: [
        ("Search Parameters", "search-parameters"), ("2:3.78.4.1.2.1 Search Parameters", "23784121-search-parameters"),
        ("XDS.b & ITI-18: how?", "xdsb--iti-18-how"), ("Größe  über_alles", "größe--über_alles"), ("???", "section"),
    ])
    func aSlugFollowsGitHubsRule(heading: String, slug: String) {
        var table = SlugTable(reserved: [])
        #expect(table.slug(for: heading) == slug)
    }

    @Test func theSecondOfTheSameGetsANumber() {
        var table = SlugTable(reserved: ["options"])
        #expect(
            ["Options", "Scope", "Scope", "Scope 1", "Scope"].map { table.slug(for: $0) }
                == ["options-1", "scope", "scope-1", "scope-1-1", "scope-2"])
    }

    @Test func manyHeadingsOfOneNameTakeLinearTime() {
        var table = SlugTable(reserved: [])
        var last = ""
        for _ in 0..<50_000 { last = table.slug(for: "Note") }
        #expect(last == "note-49999")
    }
}

@Suite struct ParagraphTests {
    @Test(arguments: [
        ("<p>one <em>line</em></p>\n", "one <em>line</em>"), ("<p>a</p>\n<p>b</p>\n", "<p>a</p>\n<p>b</p>\n"),
        ("<ul>\n</ul>\n", "<ul>\n</ul>\n"), ("", ""),
    ])
    func aSingleParagraphGoesWithoutItsTags(html: String, inner: String) {
        #expect(HTML(stringLiteral: html).withoutParagraph.string == inner)
    }
}
