import LinkResolution
import Testing

@testable import PageRendering

/// `A` and `B` are two supplements that change a chapter one after the other.
@Suite struct ChangeMarkingTests {
    private let ins = "<ins cite=\"~/a.html\">"
    private let del = "<del cite=\"~/a.html\">"

    private func mark(_ states: String...) -> (html: String, changes: [Marked.Change]) {
        let origins = ["A", "B"].prefix(states.count - 1).map { name in
            ChangeMarking.Origin(label: name, address: Address("\(name.lowercased()).html"), fragment: nil)
        }
        let marked = ChangeMarking.mark(
            states.map { HTML(markup: $0.replacing("~/", with: "\u{1}").utf8) }, by: Array(origins))
        return (marked.html.string, marked.changes)
    }

    private func label(_ text: String, _ name: String = "a") -> String {
        " <span class=\"change-label\"><a href=\"~/\(name).html\">\(text)</a></span>"
    }

    // MARK: Words

    @Test func wordsOfAParagraphAreMarkedInPlace() {
        let (html, changes) = mark(
            "<p>The registry shall answer within a minute.</p>",
            "<p>The registry should answer within a minute, or at once.</p>")
        #expect(
            html == """
                <p class="amended">The registry <del id="change-1" cite="~/a.html">shall</del>\
                <ins cite="~/a.html">should</ins> answer within a minute\(ins), or at once</ins>.\(label("Changed by A"))</p>
                """)
        #expect(changes.map(\.kind) == [.replaced])
        #expect(changes.map(\.anchor) == ["change-1"])
    }

    @Test func whatStaysTheSameHasNoMarks() {
        let html = "<h2 id=\"a\">A</h2>\n<p>One <a href=\"#b\">two</a>.</p>\n<ul>\n<li>x</li>\n</ul>\n<hr>\n"
        #expect(mark(html, html).html == html)
        #expect(mark(html, html).changes.isEmpty)
    }

    @Test func aLinkThatMovesToAnEarlierMentionIsNoChange() {
        let (html, _) = mark(
            "<p>Every <a class=\"ref\" href=\"~/x.html\">Document Source</a> waits, said the source.</p>",
            "<p>Every Document Source waits, said the <a href=\"~/x.html\">source</a>.</p>")
        #expect(html == "<p>Every Document Source waits, said the <a href=\"~/x.html\">source</a>.</p>")
    }

    @Test func anotherAddressOutsideOfTheSiteIsAChange() {
        let (html, _) = mark(
            "<p>See <a href=\"https://a.example\">this page</a> for all of the rest.</p>",
            "<p>See <a href=\"https://b.example\">this page</a> for all of the rest.</p>")
        #expect(
            html.contains(
                "<del id=\"change-1\" cite=\"~/a.html\"><a href=\"https://a.example\">this page</a></del>"))
        #expect(html.contains("\(ins)<a href=\"https://b.example\">this page</a></ins>"))
    }

    @Test func wordsInALinkStayInIt() {
        let (html, _) = mark(
            "<p>See <a href=\"#x\">the old page</a> for more.</p>",
            "<p>See <a href=\"#x\">the new page</a> for more.</p>")
        #expect(
            html.contains(
                "See <a href=\"#x\">the <del id=\"change-1\" cite=\"~/a.html\">old</del>\(ins)new</ins> page</a> for"))
    }

    @Test func aWordAtTheBeginningTakesItsSpaceAlong() {
        #expect(mark("<p>One two three</p>", "<p>two three</p>").html.contains(">One </del>two three"))
        #expect(mark("<p>two three</p>", "<p>One two three</p>").html.contains(">One </ins>two three"))
    }

    @Test func aFootnoteThatGetsAnotherNumberIsNoChange() {
        let note = { (number: Int) in
            "<sup class=\"footnote-ref\"><a href=\"#fn-\(number)\" id=\"fnref-\(number)\" role=\"doc-noteref\">\(number)</a></sup>"
        }
        let (html, changes) = mark(
            "<p>First words here.</p><p>Second words\(note(1)) here.</p><p id=\"fn-1\">x</p>",
            "<p>First words\(note(1)) here.</p><p>Second words\(note(2)) here.</p><p id=\"fn-1\">x</p>")
        #expect(changes.count == 1)
        #expect(
            html.contains(
                """
                <p>Second words<sup class="footnote-ref">\(del)<a>1</a></del>\
                \(ins)<a href="#fn-2" id="fnref-2" role="doc-noteref">2</a></ins></sup> here.</p>
                """))
    }

    // MARK: Blocks

    @Test func aParagraphThatHasLittleInCommonIsReplacedAsAWhole() {
        let (html, changes) = mark(
            "<p>Same.</p>\n<p>The gateway keeps a list of communities.</p>\n",
            "<p>Same.</p>\n<p>Clients look up addresses in a directory.</p>\n")
        #expect(
            html == """
                <p>Same.</p>
                <div class="amended amended-replaced" id="change-1">
                <p class="change-label"><a href="~/a.html">Replaced by A</a></p>
                \(del)<p>The gateway keeps a list of communities.</p></del>\
                \(ins)<p>Clients look up addresses in a directory.</p></ins>
                </div>

                """)
        #expect(changes.map(\.kind) == [.replaced])
    }

    private func heading(_ number: String, _ title: String, level: Int = 2) -> String {
        """
        <h\(level) id="\(title)"><span class="section-number" id="\(number)">\(number)</span> \(title) \
        <a class="anchor" href="#\(number)" aria-label="Link to this section: \(title)">#</a></h\(level)>

        """
    }

    @Test func anInsertedSectionIsOneChangeAndOthersKeepTheirHeadings() {
        let (html, changes) = mark(
            heading("1.1", "Scope") + "<p>All.</p>\n" + heading("1.2", "Roles") + "<p>Two.</p>\n",
            heading("1.1", "Scope") + "<p>All.</p>\n" + heading("1.2", "Events") + "<p>None.</p>\n"
                + heading("1.3", "Roles") + "<p>Two.</p>\n")
        #expect(changes.map(\.kind) == [.inserted])
        #expect(changes.map(\.heading) == ["1.2 Events"])
        #expect(changes.map(\.headingAnchor) == ["Events"])
        #expect(html.contains("\(ins)\(heading("1.2", "Events"))<p>None.</p></ins>\n</div>\n<h2 id=\"Roles\">"))
        // The number of the next section is marked, though nobody changed it.
        #expect(
            html.contains(
                """
                <span class="section-number" id="1.3">\(del)1.2</del>\(ins)1.3</ins></span> Roles \
                <a class="anchor" href="#1.3" aria-label="Link to this section: Roles">#</a></h2>
                """))
    }

    @Test func sectionsOfTheSameNameAreToldApartByThoseAbove() {
        let message = { (number: Int, name: String) in
            heading("1.\(number)", name) + heading("1.\(number).1", "Semantics", level: 3) + "<p>About \(name).</p>\n"
        }
        let (html, changes) = mark(
            message(1, "Query") + message(2, "Reply"), message(1, "Query") + message(2, "Retry") + message(3, "Reply"))
        #expect(changes.map(\.heading) == ["1.2 Retry"])
        #expect(html.contains("<p>About Retry.</p></ins>\n</div>"))
    }

    @Test func aDeletedSectionKeepsItsAnchorUnlessAnotherHasIt() {
        let (html, changes) = mark(
            heading("1.1", "Scope") + heading("1.2", "Events") + "<p>None.</p>\n" + heading("1.3", "Roles"),
            heading("1.1", "Scope") + heading("1.2", "Roles"))
        #expect(changes.map(\.kind) == [.deleted])
        #expect(changes.map(\.heading) == ["1.2 Events"])
        #expect(html.contains("\(del)<h2 id=\"Events\"><span class=\"section-number\">1.2</span> Events </h2>"))
    }

    @Test func aHeadingHasItsLabelBehindIt() {
        let (html, changes) = mark("<h2 id=\"x\">Old title</h2>\n", "<h2 id=\"x\">New title</h2>\n")
        #expect(
            html == """
                <h2 class="amended" id="x"><del id="change-1" cite="~/a.html">Old</del>\(ins)New</ins> title</h2>
                <p class="change-label"><a href="~/a.html">Changed by A</a></p>

                """)
        #expect(changes.map(\.heading) == ["New title"])
    }

    // MARK: Tables and lists

    @Test func rowsThatCameOrWentAreMarkedInTheirCells() {
        let table = { (rows: String) in
            "<table>\n<thead><tr><th>Actor</th><th>Use</th></tr></thead>\n<tbody>\n\(rows)</tbody>\n</table>\n"
        }
        let row = { (name: String, use: String) in "<tr><td>\(name)</td><td>\(use)</td></tr>\n" }
        let (html, changes) = mark(
            table(row("Source", "R") + row("Consumer", "R")), table(row("Source", "O") + row("Gateway", "O")))
        #expect(
            html
                == table(
                    """
                    <tr><td>Source</td><td class="amended"><del id="change-1" cite="~/a.html">R</del>\(ins)O</ins>\
                    \(label("Changed by A"))</td></tr>
                    <tr class="amended-deleted"><td>\(del)Consumer</del></td>\
                    <td><del id="change-2" cite="~/a.html">R</del>\(label("Replaced by A"))</td></tr>
                    <tr class="amended-inserted"><td>\(ins)Gateway</ins></td><td>\(ins)O</ins></td></tr>

                    """))
        #expect(changes.map(\.kind) == [.replaced, .replaced])
    }

    @Test func itemsOfListsAreMarkedInside() {
        let (html, changes) = mark(
            "<ul>\n<li>one</li>\n<li>two\n<ul>\n<li>deep</li>\n</ul>\n</li>\n</ul>\n",
            "<ul>\n<li>one</li>\n<li>new</li>\n<li>two\n<ul>\n<li>deep</li>\n<li>deeper</li>\n</ul>\n</li>\n</ul>\n")
        #expect(
            html == """
                <ul>
                <li>one</li>
                <li class="amended-inserted"><ins id="change-1" cite="~/a.html">new</ins>\(label("Inserted by A"))</li>
                <li>two
                <ul>
                <li>deep</li>
                <li class="amended-inserted"><ins id="change-2" cite="~/a.html">deeper</ins>\(label("Inserted by A"))</li>
                </ul>
                </li>
                </ul>

                """)
        #expect(changes.count == 2)
    }

    @Test func twoSupplementsChangeOneTable() {
        let table = { (rows: String...) in
            "<table><tbody>\(rows.map { "<tr><td>\($0)</td></tr>" }.joined())</tbody></table>"
        }
        let (html, changes) = mark(table("one", "three"), table("one", "two", "three"), table("two", "three", "four"))
        #expect(changes.map(\.kind) == [.deleted, .inserted, .inserted])
        #expect(changes.map(\.origin.label) == ["B", "A", "B"])
        #expect(html.contains("<tr class=\"amended-deleted\"><td><del id=\"change-1\" cite=\"~/b.html\">one</del>"))
        #expect(html.contains("<tr class=\"amended-inserted\"><td><ins id=\"change-2\" cite=\"~/a.html\">two</ins>"))
        #expect(html.contains("<tr class=\"amended-inserted\"><td><ins id=\"change-3\" cite=\"~/b.html\">four</ins>"))
    }

    @Test func whatOneInsertsAndTheNextDeletesIsGone() {
        let (html, changes) = mark("<p>a b c d</p>", "<p>a b X c d</p><p>New.</p>", "<p>a b c d</p>")
        #expect(html == "<p>a b c d</p>")
        #expect(changes.isEmpty)
    }

    @Test func cellsStayInTheirColumnsBesideDeletedRows() {
        let old = """
            <table><tbody><tr><th rowspan="3">A</th><td>1 x</td></tr><tr><td>2 x</td></tr><tr><td>3 x</td></tr>\
            </tbody></table>
            """
        let new = "<table><tbody><tr><th rowspan=\"2\">A</th><td>1 x</td></tr><tr><td>3 x</td></tr></tbody></table>"
        #expect(mark(old, new).html.contains("<th rowspan=\"3\">A</th>"))
        #expect(mark(new, old).html.contains("<th rowspan=\"3\">A</th>"))
    }

    // MARK: Figures and nested blocks

    @Test func ofADiagramOnlyTheNewOneIsShown() {
        let figure = { (name: String) in
            """
            <figure class="diagram">
            <div class="diagram-scroll"><svg><text>\(name)</text></svg></div>
            <figcaption><span class="caption-number">Figure 1-1</span> Actors</figcaption>
            </figure>

            """
        }
        let (html, changes) = mark(figure("old"), figure("new"))
        #expect(
            html == """
                <div class="amended amended-redrawn" id="change-1">
                <p class="change-label"><a href="~/a.html">Diagram changed by A</a></p>
                \(figure("new").dropLast())
                </div>

                """)
        #expect(changes.map(\.kind) == [.replaced])
    }

    @Test func changesInNestedBlocksStayInTheirPlace() {
        let note = { (text: String) in
            "<blockquote>\n<div role=\"note\" class=\"admonition\">\n<p>Title</p>\n\(text)</div>\n</blockquote>\n"
        }
        let (html, _) = mark(note("<p>Same.</p>\n"), note("<p>Same.</p>\n<pre>code</pre>\n"))
        #expect(
            html
                == note(
                    """
                    <p>Same.</p>
                    <div class="amended amended-inserted" id="change-1">
                    <p class="change-label"><a href="~/a.html">Inserted by A</a></p>
                    \(ins)<pre>code</pre></ins>
                    </div>

                    """))
    }

    @Test func referencesOfDeletedTextLeadNowhereElse() {
        let (html, _) = mark(
            "<div id=\"t\" role=\"region\" aria-labelledby=\"c\">Entirely different words</div><p id=\"c\">x</p>",
            "<section id=\"t\">Nothing of it stayed here</section><p id=\"c\">x</p>")
        #expect(html.contains("\(del)<div role=\"group\">Entirely"))
    }
}
