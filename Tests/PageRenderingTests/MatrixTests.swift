import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

@Suite struct MatrixTests {
    private static let definitions = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI"><name>IT</name></domain>
        <actor id="a"><name>=A1, "quoted"</name></actor><actor id="b"><name>B</name></actor>
        <transaction id="ITI-1" domain="ITI"><name>One</name><exchange initiator="a" responder="b"/></transaction>
        <transaction id="ITI-2" domain="ITI"><name>Two</name><exchange initiator="b" responder="b"/></transaction>
        <profile id="P" domain="ITI" status="final-text"><name>P</name>
        <actor ref="a"><transaction ref="ITI-1" optionality="R"/></actor>
        <actor ref="b"><transaction ref="ITI-1" optionality="C"><condition>If.</condition></transaction>
        <transaction ref="ITI-2" optionality="O"/></actor></profile>
        <profile id="Q" domain="ITI"><name>Q</name>
        <actor ref="b"><transaction ref="ITI-1" optionality="R"/></actor></profile>
        </definitions>
        """
    private let domain = DefinitionKey(.domain, "ITI")

    private func page(_ matrix: Matrix) async throws -> PageContent {
        try #require(await TestSite(["a.xml": Self.definitions]).composer.page(.matrix(matrix)))
    }

    @Test func aCellSaysWhatIsAskedByWhomAndLeadsToIt() async throws {
        let html = try await page(Matrix(of: domain, .actorsAndTransactions)).body.string
        #expect(html.contains("<th scope=\"col\"><span><a class=\"ref ref-transaction\""))
        // One profile: what its actor must do. Several: the page of the transaction.
        #expect(html.contains("<td data-uses=\"final-text:R\"><a href=\"~/ITI/profiles/P-a.html\" title=\"P\">"))
        #expect(
            html.contains(
                "<td data-uses=\"final-text:C unknown:R\"><a href=\"~/ITI/transactions/ITI-1.html#used-by\" title=\"P, Q\">"
            ))
        #expect(html.contains("aria-label=\"Initiator, Responder\" title=\"Initiator, Responder\">↔</span>"))
        #expect(html.contains("<td></td>"))
    }

    @Test func aFilterHasAPageThatGivesWayToTheWhole() async throws {
        let whole = Matrix(of: domain, .actorsAndTransactions)
        let page = try await page(Matrix(of: domain, .actorsAndTransactions, filter: .required))
        #expect(page.canonical.path == "ITI/matrix-actors-transactions.html")
        #expect(page.trail.last == .matrix(whole))
        #expect(page.data.isEmpty)
        let html = page.body.string
        #expect(html.contains("required.html\" aria-current=\"page\">Required only</a>"))
        #expect(html.contains("transactions.html\">All</a>"))
        // Only what is required is told of a cell, and only one profile asks it.
        #expect(html.contains("<td data-uses=\"unknown:R\">") && !html.contains("final-text:C"))
    }

    @Test func theMatrixAsCSV() async throws {
        let page = try await page(Matrix(of: DefinitionKey(.profile, "P"), .actorsAndTransactions))
        #expect(
            page.data[.csv].map { String(decoding: $0, as: UTF8.self) }
                == "Actor,Name,One [ITI-1],Two [ITI-2]\r\na,\"'=A1, \"\"quoted\"\"\",R,\r\nb,B,C,O\r\n")
    }

    @Test func theMatrixAsJSON() async throws {
        let page = try await page(Matrix(of: domain, .actorsAndTransactions))
        let json = String(decoding: page.data[.json] ?? [], as: UTF8.self)
        #expect(json.contains("\"subject\": \"actors-transactions\",\n  \"domain\": \"ITI\","))
        #expect(
            json.contains(
                """
                      "row": "b",
                      "column": "ITI-1",
                      "optionality": "R",
                      "uses": [
                        {
                          "profile": "P",
                          "actor": "b",
                          "status": "final-text",
                          "page": "ITI/profiles/P-b.html",
                          "roles": [
                            "responder"
                          ],
                          "optionality": "C",
                          "condition": "If."
                        },
                """))
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"), ("a=1", "a=1"),
        ("a\nb", "\"a\nb\""), ("", ""),
    ])
    func fieldsOfCSV(field: String, written: String) {
        var csv = CSVWriter()
        csv.line([field, "x"])
        #expect(String(decoding: csv.bytes, as: UTF8.self) == written + ",x\r\n")
    }
}
