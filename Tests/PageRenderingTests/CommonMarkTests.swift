import ContentReading
import Diagnostics
import Foundation
import FrameworkModel
import Testing

@testable import LinkResolution
@testable import PageRendering

/// The examples of the CommonMark specification 0.30, which libcmark passes, through our renderer.
@Suite struct CommonMarkTests {
    struct Example: Decodable, Sendable, CustomTestStringConvertible {
        let example: Int
        let markdown: String
        let html: String

        var testDescription: String { "example \(example)" }
    }

    static let examples: [Example] = {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let data = (try? FileSystem.read("/\(folder)/Fixtures/commonmark-0.30.json")) ?? []
        return (try? JSONDecoder().decode([Example].self, from: Data(data))) ?? []
    }()

    /// Where the dialect says something else on purpose, and why.
    static let exceptions: [Int: String] = {
        var exceptions: [Int: String] = [
            300: "headings in a list are kept below the title, whatever their level",
            63: "seven number signs are a heading of level 7",
            483: "a link without text says where it leads", 516: "a picture is asked for as a file of the site",
            605: "a mailbox in text becomes a link", 607: "an address in text becomes a link",
            610: "an address in text becomes a link", 611: "a mailbox in text becomes a link",
        ]
        let withRawHTML =
            [21, 31, 167, 169, 190, 191, 201, 308, 309, 344, 474, 475, 476, 490, 493, 523, 535, 622, 624, 642, 643]
            + Array(148...159) + Array(162...165) + Array(170...184) + [187, 188] + Array(612...616) + Array(627...631)
        for example in withRawHTML { exceptions[example] = "raw HTML goes through the allow-list" }
        for example in [519] + Array(571...577) + Array(579...585) + [587, 588, 590] {
            exceptions[example] = "a picture by itself is a figure"
        }
        return exceptions
    }()

    @Test func thereAreAllExamples() {
        #expect(Self.examples.count == 652)
    }

    @Test(arguments: examples.filter { exceptions[$0.example] == nil })
    func anExampleComesOutAsTheSpecificationSays(example: Example) {
        let prose = Prose(SourceText(path: "a.md", bytes: Array(example.markdown.utf8)))
        let result = ProseRenderer.render(
            prose, style: .chapter(reserved: []), path: "a.md", links: LinkCache(PassThroughResolver()))
        let isShifted = example.html.contains("<h1>")
        #expect(
            Self.normalized(result.finished)
                == Self.normalized(isShifted ? Self.shifted(example.html) : example.html))
    }

    /// The title of a page is its only heading of level 1: prose begins below it.
    private static func shifted(_ html: String) -> String {
        html.replacing(#/<(/?)h([1-6])>/#) { match in
            let level = (Int(match.output.2) ?? 0) + 1
            let isDeep = level > 6
            if match.output.1.isEmpty {
                return isDeep ? "<div class=\"heading\" role=\"heading\" aria-level=\"7\">" : "<h\(level)>"
            }
            return isDeep ? "</div>" : "</h\(level)>"
        }
    }

    /// What our pages have besides: anchors on headings, a class on links, focus on code; and HTML 5 has no slash in
    /// empty elements.
    private static func normalized(_ html: String) -> String {
        html.replacing(#/ <a class="anchor"[^>]*>#</a>/#, with: "")
            .replacing(#/<(h[1-6]) id="[^"]*">/#) { "<\($0.output.1)>" }
            .replacing(
                #/<div class="heading" role="heading" aria-level="7" id="[^"]*">/#,
                with: "<div class=\"heading\" role=\"heading\" aria-level=\"7\">"
            )
            .replacing("~/", with: "")
            .replacing("<a class=\"external\" ", with: "<a ")
            .replacing("<pre tabindex=\"0\">", with: "<pre>")
            .replacing(#/<!--raw \d+-->/#, with: "")
            .replacing(" />", with: ">")
            .replacing("&quot;", with: "\"")
    }
}

/// Takes every destination as it is.
private struct PassThroughResolver: ReferenceResolving {
    func transaction(_ text: Substring) throws(LinkProblem) -> ResolvedLink? { nil }

    func resolve(_ destination: String, text: String, from path: String) throws(LinkProblem) -> ResolvedLink {
        ResolvedLink(target: text.isEmpty ? .asset(Address(destination)) : .external(destination), fragment: nil)
    }

    let citations = CitationGrammar(domains: [])
    let spelling = NameSpelling(actors: [], profiles: [], names: [])

    func misnomer(of key: DefinitionKey, in text: String) -> Misnomer? { nil }

    func page(_ key: PageKey) -> SitePage? { nil }

    func label(ofPage number: Int) -> LinkLabel { LinkLabel(name: "", title: "") }
}
