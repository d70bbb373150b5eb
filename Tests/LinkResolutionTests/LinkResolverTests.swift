import ContentReading
import Diagnostics
import FrameworkModel
import Testing

@testable import LinkResolution

@Suite struct LinkResolverTests {
    private let resolver = TestSite().resolver

    private func resolve(_ destination: String, text: String = "", from path: String = "pages/about.md") -> String {
        do throws(LinkProblem) {
            let link = try resolver.resolve(destination, text: text, from: path)
            let fragment = link.fragment.map { "#\($0)" } ?? ""
            switch link.target {
            case .page(let page): return page.address.path + fragment
            case .asset(let address): return address.path + fragment
            case .samePage: return "same page" + fragment
            case .imported(let definition): return definition.url + fragment
            case .external(let url): return url
            }
        } catch {
            return error.rule.rawValue
        }
    }

    @Test(arguments: [
        ("actor:consumer", "", "actors/consumer.html"),
        ("actor:", "Document Consumer", "actors/consumer.html"),
        ("actor:", "document  consumer", "actors/consumer.html"),
        ("actor:DOC_CONSUMER", "the consumer", "actors/consumer.html"),
        ("actor:Document%20Consumer", "", "actors/consumer.html"),
        ("profile:", "XDS.b", "ITI/profiles/XDS.b.html"),
        ("profile:Document%20Sharing", "", "ITI/profiles/XDS.b.html"),
        ("transaction:ITI-18", "", "ITI/transactions/ITI-18.html"),
        ("term:", "affinity domain", "glossary/affinity-domain.html"),
        ("domain:ITI", "", "ITI/index.html"),
        ("profile:XDS.b#options", "", "ITI/profiles/XDS.b.html#options"),
    ])
    func aDefinitionIsFoundByIdentifierAndByName(destination: String, text: String, address: String) {
        #expect(resolve(destination, text: text) == address)
    }

    @Test(arguments: [
        ("contact.md", "contact.html"), ("./contact.md#how", "contact.html#how"),
        ("../profiles/XDS.b.md", "ITI/profiles/XDS.b.html"),
        ("../profiles/XDS.b.xml#options", "ITI/profiles/XDS.b.html#options"), ("#here", "same page#here"),
        ("../test.xml#consumer", "actors/consumer.html"), ("../pictures/a%20b.png", "pictures/a b.png"),
        ("index.md", "index.html"), ("#gr%C3%B6%C3%9Fe", "same page#größe"),
    ])
    func aLinkToASourceFileLeadsToItsPage(destination: String, address: String) {
        #expect(resolve(destination) == address)
    }

    @Test(arguments: ["https://example.org/a?b=c#d", "http://example.org", "mailto:iti@example.org"])
    func otherSitesAreLeftAsTheyAre(destination: String) {
        #expect(resolve(destination) == destination)
    }

    @Test(arguments: [
        ("actor:nobody", "unresolved-reference"), ("actor:", "unresolved-reference"), ("nowhere.md", "broken-link"),
        ("../../outside.md", "broken-link"), ("/pages/contact.md", "broken-link"), ("../test.xml", "broken-link"),
        ("../test.xml#nobody", "broken-link"), ("", "broken-link"), ("javascript:alert(1)", "unsafe-address"),
        ("JavaScript:alert(1)", "unsafe-address"), ("data:text/html,x", "unsafe-address"),
        ("vbscript:x", "unsafe-address"),
        ("file:///etc/passwd", "unsafe-address"), ("actr:consumer", "unsafe-address"),
        ("profile:Twin", "ambiguous-reference"),
    ])
    func whatLeadsNowhereIsAProblem(destination: String, rule: String) {
        #expect(resolve(destination) == rule)
    }

    @Test func anIdentifierComesBeforeTheAcronymOfAnother() {
        #expect(resolve("profile:T1") == "ITI/profiles/T1.html")
    }

    @Test func aProblemNamesTheNearest() throws {
        let problem = #expect(throws: LinkProblem.self) {
            try resolver.resolve("actor:consumr", text: "", from: "pages/about.md")
        }
        let diagnostic = try #require(problem).diagnostic(at: Diagnostics.SourceLocation(path: "a.md"))
        #expect(diagnostic.help == "did you mean 'consumer'?")
    }

    @Test(arguments: ["UTF-8", "ISO-8859", "A-1", "ITI", "ITI-", "ITI-18-2"]) func otherBracketsAreNoTransactions(
        text: String
    ) throws {
        #expect(try resolver.transaction(text[...]) == nil)
    }

    @Test func aTransactionThatIsNotThereIsAProblem() throws {
        #expect(try resolver.transaction("ITI-18") != nil)
        #expect(throws: LinkProblem.self) { try resolver.transaction("ITI-99") }
    }
}
