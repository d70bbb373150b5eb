import Diagnostics
import LinkResolution
import Testing

@testable import PageRendering

@Suite struct PagePartsTests {
    @Test func contentsNestTheSecondLevel() {
        let headings = [(2, "a"), (3, "b"), (3, "c"), (4, "d"), (2, "e")].map { Heading(level: $0, id: $1, title: $1) }
        #expect(
            contents(of: headings).string == """
                <ol><li><a href="#a">a</a><ol><li><a href="#b">b</a></li><li><a href="#c">c</a></li></ol></li>\
                <li><a href="#e">e</a></li></ol>
                """)
    }

    @Test func contentsThatBeginWithTheSecondLevelAreWellFormed() {
        let headings = [(3, "a"), (3, "b"), (2, "c")].map { Heading(level: $0, id: $1, title: $1) }
        let html = contents(of: headings).string
        #expect(html.components(of: "<ol>") == html.components(of: "</ol>"))
        #expect(html.components(of: "<li>") == html.components(of: "</li>"))
    }

    @Test func contentsGoAsDeepAsAsked() {
        let headings = [(2, "a"), (3, "b"), (4, "c"), (5, "d"), (2, "e"), (4, "f"), (3, "g")].map {
            Heading(level: $0, id: $1, title: $1)
        }
        #expect(
            contents(of: headings, downTo: 4).string == """
                <ol><li><a href="#a">a</a><ol><li><a href="#b">b</a><ol><li><a href="#c">c</a></li></ol></li></ol></li>\
                <li><a href="#e">e</a><ol><li><a href="#f">f</a></li><li><a href="#g">g</a></li></ol></li></ol>
                """)
    }

    @Test func aShortPageNeedsNoContents() {
        #expect(contents(of: [Heading(level: 2, id: "a", title: "a")]).isEmpty)
    }

    @Test func aTableSpansTheHeaderOverItsRows() {
        var table = DataTable("T", columns: ["A", .optionality])
        table.append("one", rows: [["R"], ["O"]])
        table.append("two", rows: [], otherwise: "nothing")
        let html = table.html.string
        #expect(
            html.contains("<th scope=\"rowgroup\" rowspan=\"2\">one</th><td class=\"optionality\">R</td></tr>\n<tr><td")
        )
        #expect(
            html.contains(
                "<th scope=\"row\">two</th><td class=\"optionality\"><span class=\"empty\">nothing</span></td>"))
        #expect(html.contains("<caption>T</caption>"))
    }

    @Test func aTableWithoutRowsIsNoTable() {
        #expect(DataTable("T", columns: ["A"]).html.isEmpty)
    }
}

@Suite struct PageShellTests {
    private func shell(_ template: String) throws -> PageShell {
        PageShell(try Theme(templates: ["page": template, "foot": "<footer>{{footer_note}}</footer>"]))
    }

    @Test func variablesSectionsAndPartials() throws {
        let shell = try shell(
            "<h1>{{title}}</h1>{{#kind}}<p>{{kind}}</p>{{/kind}}{{^lead}}no lead{{/lead}}{{{body}}}{{> foot}}")
        let page = shell.assemble(
            [.title: "A & B", .body: "<p>x</p>", .footerNote: "\("<end>")"], root: "")
        #expect(
            String(decoding: page, as: UTF8.self)
                == "<h1>A & B</h1>no lead<p>x</p><footer>&lt;end&gt;</footer>")
    }

    @Test func theWayToTheRootIsFilledIn() throws {
        let address = Address("a/b.html")
        let page = try shell("<link href=\"{{{root}}}x.css\">{{{body}}}").assemble(
            [.body: "<a href=\"\(address)\"></a><a href=\"\(address)\"></a>"], root: "../../")
        #expect(
            String(decoding: page, as: UTF8.self)
                == "<link href=\"../../x.css\"><a href=\"../../a/b.html\"></a><a href=\"../../a/b.html\"></a>")
    }

    @Test func oneShellServesPagesWithOtherVariables() throws {
        let shell = try shell("{{#kind}}[{{kind}}]{{/kind}}{{title}}")
        #expect(shell.assemble([.title: "a"], root: "") == Array("a".utf8))
        #expect(shell.assemble([.title: "b", .kind: "k"], root: "") == Array("[k]b".utf8))
        #expect(shell.assemble([.title: "c"], root: "") == Array("c".utf8))
    }

    @Test func aThemeMayHaveAShellForPaper() throws {
        let shell = PageShell(try Theme(templates: ["page": "page {{title}}", "edition": "paper {{title}}"]))
        #expect(shell.assemble([.title: "a"], in: .edition, root: "") == Array("paper a".utf8))
        #expect(shell.assemble([.title: "a"], root: "") == Array("page a".utf8))
        #expect(
            try self.shell("page {{title}}").assemble([.title: "a"], in: .edition, root: "") == Array("page a".utf8))
    }

    @Test func aTemplateThatIsNoMustacheIsReportedAtItsPlace() {
        #expect {
            try Theme(templates: ["page": "<p>\n{{#kind}}<b>"])
        } throws: { error in
            guard let problem = error as? Diagnostic else { return false }
            return problem.rule == .malformedTemplate && problem.location.line == 2
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
