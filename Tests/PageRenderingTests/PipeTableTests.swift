import Testing

@testable import PageRendering

/// The rules are those of the GitHub Flavored Markdown specification, section 4.10, sentence by sentence.
@Suite struct PipeTableTests {
    private func html(_ markdown: String) -> String { render(markdown).html.string }

    /// The rows of the only table as text: cells between pipes, header cells in brackets.
    private func rows(_ markdown: String) -> [String] {
        html(markdown).split(separator: "<tr>").dropFirst().map { row in
            String(row.split(separator: "</tr>")[0]).replacing("</td>", with: "|").replacing("</th>", with: "]|")
                .replacing(#/<th[^>]*>/#, with: "[").replacing(#/<td[^>]*>/#, with: "")
        }
    }

    @Test func aHeaderADelimiterRowAndRows() {
        #expect(rows("| foo | bar |\n| --- | --- |\n| baz | bim |") == ["[foo]|[bar]|", "baz|bim|"])
    }

    @Test func cellsNeedNotBeAlignedAndTheOuterPipesMayLack() {
        #expect(rows("abc | defghi\n:-: | -----------:\nbar | baz") == ["[abc]|[defghi]|", "bar|baz|"])
    }

    @Test func alignmentIsAClass() {
        let table = html("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |")
        #expect(
            table.contains(
                "<th scope=\"col\" class=\"align-left\">a</th><th scope=\"col\" class=\"align-center\">b</th>"))
        #expect(table.contains("<td class=\"align-right\">3</td><td>4</td>"))
    }

    @Test func aPipeInACellIsEscapedAlsoInCode() {
        #expect(
            rows("| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |")
                == ["[f|oo]|", "b <code>|</code> az|", "b <strong>|</strong> im|"])
    }

    @Test func aTableEndsAtABlankLineOrAnotherBlock() {
        let text = html("| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n\nmore")
        #expect(text.contains("<td>baz</td></tr>\n</tbody>\n</table></div>\n<blockquote>\n<p>bar</p>"))
        #expect(
            html("| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar").contains(
                "<td>bar</td><td></td></tr>\n</tbody>"))
    }

    @Test func aDelimiterRowOfAnotherLengthMakesNoTable() {
        #expect(html("| abc | def |\n| --- |\n| bar |").hasPrefix("<p>| abc | def |\n| --- |"))
    }

    @Test func missingCellsAreEmptyAndSurplusCellsIgnored() {
        #expect(
            rows("| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |")
                == ["[abc]|[def]|", "bar||", "bar|baz|"])
    }

    @Test func aTableWithoutRowsHasNoBody() {
        let table = html("| abc | def |\n| --- | --- |")
        #expect(table.contains("<thead>") && !table.contains("<tbody>"))
    }

    @Test func withTheDelimiterRowFirstThereIsNoHeader() {
        #expect(rows("|---|\n| Editor, add this |\n{:.grid .bg-info}") == ["Editor, add this|"])
        #expect(html("|---|\n| a |\n{:.grid .bg-info}").contains("<table class=\"data grid bg-info\">"))
    }

    @Test(arguments: [
        "- a\n\n  | b | c |\n  |---|---|\n  | 1 | 2 |", "> | b | c |\n> |---|---|\n> | 1 | 2 |",
        "- > b | c\n  > - | -\n  > 1 | 2",
    ])
    func inListsAndQuotations(markdown: String) {
        #expect(rows(markdown) == ["[b]|[c]|", "1|2|"])
    }

    @Test func aParagraphRightAboveStaysOne() {
        let text = html("Some text\n| a | b |\n|---|---|\n| 1 | 2 |")
        #expect(text.hasPrefix("<p>Some text</p>\n<div class=\"table-scroll\""))
    }

    @Test(arguments: [
        "Table: The **roles**\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "**Table 1.1-1: The roles**\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    ])
    func theLineAboveIsTheCaption(markdown: String) {
        let text = html(markdown)
        #expect(text.hasPrefix("<div class=\"table-scroll\""))
        #expect(text.contains("<caption>"))
        #expect(text.contains("oles</") && text.contains("roles\"><table"))
    }

    @Test func cellsHaveInlinesAndNoBlocks() {
        #expect(
            rows("| # a | - b |\n|---|---|\n| *c* [ITI-18] | 1. d |\n| > e | ``` |")
                == [
                    "[# a]|[- b]|",
                    "<em>c</em> <a class=\"ref ref-transaction\" href=\"~/ITI/transactions/ITI-18.html\" title=\"Query\"><span class=\"id\">[ITI-18]</span></a>|1. d|",
                    "&gt; e|```|",
                ])
    }

    @Test func linkReferencesReachCells() {
        #expect(
            rows("| [a][x] |\n|---|\n| b |\n\n[x]: https://example.org/") == [
                "[<a class=\"external\" href=\"https://example.org/\">a</a>]|", "b|",
            ])
    }

    @Test func anEmptyFirstHeaderMakesRowHeaders() {
        let table = html("| | A |\n|---|---|\n| one | x |")
        #expect(table.contains("<tr><td></td><th scope=\"col\">A</th></tr>"))
        #expect(table.contains("<tr><th scope=\"row\">one</th><td>x</td></tr>"))
    }

    @Test func aProblemInACellIsReportedOnItsLine() {
        let problems = render("| a |\n|---|\n| b |\n| [ITI-99] |").diagnostics
        #expect(problems.map { "\($0.location.line):\($0.location.column)" } == ["4:4"])
    }

    @Test func otherTextIsNoTable() {
        #expect(html("a | b\n\n---\n\nc | d") == "<p>a | b</p>\n<hr>\n<p>c | d</p>\n")
        #expect(html("Heading\n---").contains("<h2"))
    }
}
