import Diagnostics
import Testing

@testable import ContentReading

@Suite struct ProseTests {
    private func prose(_ xml: String) throws -> Prose {
        let source = SourceText(path: "a.xml", bytes: Array(xml.utf8))
        let root = try #require(XMLReader().read(source).root)
        let definition = try #require(root.child(named: "definition"))
        return Prose(definition.text, in: source)
    }

    @Test func theIndentationOfTheElementIsNoPartOfTheMarkdown() throws {
        let prose = try prose(
            """
            <term xmlns="urn:technical-framework:definitions" id="a">
              <name>A</name>
              <definition>
                One

                    code
                two
              </definition>
            </term>
            """)
        let text = String(decoding: prose.markdown, as: UTF8.self)
        #expect(text.contains("\nOne\n\n    code\ntwo\n"))
    }

    @Test func aPlaceInTheMarkdownIsFoundInTheFile() throws {
        let prose = try prose(
            """
            <term xmlns="urn:technical-framework:definitions" id="a">
              <name>A</name>
              <definition>
                One &amp; [two](x.md)
              </definition>
            </term>
            """)
        let markdown = Array(prose.markdown)
        let offset = try #require(markdown.firstIndex(of: UInt8(ascii: "[")))
        let place = prose.location(at: offset)
        #expect((place.line, place.column) == (4, 15))
    }

    @Test func proseOfOtherElementsIsOtherProse() throws {
        let xml = """
            <profile xmlns="urn:technical-framework:definitions" id="a" domain="b"><name>A</name>
            <definition>Same</definition><actor ref="c"><description>Same</description></actor></profile>
            """
        let source = SourceText(path: "a.xml", bytes: Array(xml.utf8))
        let root = try #require(XMLReader().read(source).root)
        let one = Prose(try #require(root.child(named: "definition")).text, in: source)
        let other = Prose(try #require(root.child(named: "actor")?.child(named: "description")).text, in: source)
        #expect(one.id != other.id)
    }
}

@Suite struct ParallelMapTests {
    @Test(arguments: [1, 2, 7]) func resultsStandInTheOrderOfTheItems(jobs: Int) async {
        let results = await parallelMap(Array(0..<1000), jobs: jobs) { $0 * 2 }
        #expect(results == (0..<1000).map { $0 * 2 })
    }

    @Test func nothingComesOfNothing() async {
        #expect(await parallelMap([Int](), jobs: 4) { $0 }.isEmpty)
    }
}
