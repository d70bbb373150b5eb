import Diagnostics
import Testing

@testable import ContentReading

private let identifierForm =
    "write letters, digits, '.', '_', '+' and '-', the first a letter or digit, such as 'XDS.b'"
private let definitions =
    "'domain', 'volume', 'chapter', 'profile', 'actor', 'transaction', 'option', 'content-module', 'supplement', "
    + "'change-proposal', 'publication', 'organisation', 'membership', 'event', 'tool', 'product', 'term', "
    + "'standard', 'source'"

@Suite("What the schema rejects")
struct SchemaExplanationTests {
    @Test(arguments: [
        ProblemCase("▸<profil \(xmlns)/>", "unknown element 'profil'", help: "did you mean 'profile'?", length: 7),
        ProblemCase(
            "▸<zebra \(xmlns)/>", "unknown element 'zebra'",
            help: "a file begins with one of 'definitions', \(definitions)"),
        ProblemCase(
            "▸<name \(xmlns)>n</name>", "'name' can't be the root element",
            help: "a file begins with one of 'definitions', \(definitions)"),
        ProblemCase(
            "<actor \(xmlns) id='x'>▸<naem>n</naem></actor>", "unknown element 'naem'", help: "did you mean 'name'?",
            length: 5),
        ProblemCase(
            "<actor \(xmlns) id='x'><name>n</name>▸<zebra/></actor>", "unknown element 'zebra'",
            help: "'actor' holds 'name', 'alias', 'definition'"),
        ProblemCase(
            "<definitions \(xmlns)>\n  ▸<grouping/>\n</definitions>", "'grouping' can't stand in 'definitions'",
            help: "'definitions' holds \(definitions)"),
        ProblemCase(
            "<actor \(xmlns) id='x'><name>n</name><definition>ä ▸<b>b</b></definition></actor>", "unknown element 'b'",
            help: "'definition' holds text alone; write '&lt;' for the character '<'"),
        ProblemCase(
            "<transaction \(xmlns) id='x' domain='ITI'><name>n</name><exchange initiator='a' responder='b'>▸<zebra/>"
                + "</exchange></transaction>", "unknown element 'zebra'", help: "'exchange' stays empty"),
    ])
    func unknownElements(_ problem: ProblemCase) { expect(problem) }

    @Test(arguments: [
        ProblemCase(
            "▸<actor \(xmlns) id='x'><definition>d</definition></actor>", "'actor' has no 'name'",
            help: "add '<name>' before 'definition': the name in full", length: 6),
        ProblemCase(
            "▸<actor \(xmlns) id='x'/>", "'actor' has no 'name'", help: "add '<name>': the name in full"),
        ProblemCase(
            "<actor \(xmlns) id='x'>▸<definition>d</definition><name>n</name></actor>",
            "'definition' stands at the wrong place in 'actor'", help: "the order is 'name', 'alias', 'definition'"),
        ProblemCase(
            "<actor \(xmlns) id='x'><name>n</name><definition>d</definition>\n▸<alias>a</alias></actor>",
            "'alias' stands at the wrong place in 'actor'", help: "the order is 'name', 'alias', 'definition'"),
        ProblemCase(
            "<profile \(xmlns) id='x' domain='ITI'><name>n</name><actor ref='a'>▸<one-of/></actor></profile>",
            "'one-of' has no 'grouping'",
            help: "add '<grouping>': an actor of another profile with which this one must be grouped"),
        ProblemCase(
            "<actor \(xmlns) id='x'>▸hallo<name>n</name></actor>", "'actor' can't hold text",
            help: "it holds 'name', 'alias', 'definition'; prose goes into a Markdown file", length: 5),
        ProblemCase(
            "<actor \(xmlns) id='x'><name>n</name> ▸&amp; ü </actor>", "'actor' can't hold text",
            help: "it holds 'name', 'alias', 'definition'; prose goes into a Markdown file", length: 7),
        ProblemCase(
            "<transaction \(xmlns) id='x' domain='ITI'><name>n</name><exchange initiator='a' responder='b'>▸x</exchange>"
                + "</transaction>", "'exchange' can't hold text", help: "leave it empty"),
    ])
    func children(_ problem: ProblemCase) { expect(problem) }

    @Test func repeatedElementPointsAtTheFirst() throws {
        let marked = MarkedXML("<actor \(xmlns) id='x'>\n  ▸<name>n</name>\n  ▸<name>m</name></actor>")
        let diagnostic = try #require(XMLReader().read(marked.source).diagnostics.first)
        #expect(diagnostic.summary == "'actor' has a second 'name'")
        #expect(diagnostic.help == "keep one of them")
        #expect(diagnostic.place == marked.places[1])
        #expect(diagnostic.related?.location.line == 2)
    }

    @Test(arguments: [
        ProblemCase(
            "<actor \(xmlns)\n  ▸idd = 'x'><name>n</name></actor>", "unknown attribute 'idd' of 'actor'",
            help: "did you mean 'id'?", length: 3),
        ProblemCase(
            "<actor \(xmlns) id='x' ▸xml:lang='en'><name>n</name></actor>",
            "unknown attribute 'xml:lang' of 'actor'", help: "'actor' has 'id', 'sources', 'keyword'", length: 8),
        ProblemCase(
            "<actor \(xmlns) id='x'><name ▸zebra='&amp;'>n</name></actor>", "unknown attribute 'zebra' of 'name'",
            help: "'name' has no attributes"),
        ProblemCase(
            "▸<profile \(xmlns) id='x'><name>n</name></profile>", "'profile' has no attribute 'domain'",
            help: "add domain=\"...\"; \(identifierForm)", length: 8),
        ProblemCase(
            "<profile \(xmlns) id='x' domain='ITI'><name>n</name><actor ref='a'>▸<transaction ref='t'/></actor>"
                + "</profile>",
            "'transaction' has no attribute 'optionality'", help: "add optionality=\"...\"; write 'R', 'O' or 'C'"),
        ProblemCase(
            "<supplement \(xmlns) id='x' domain='ITI'><name>n</name>▸<affects/></supplement>",
            "'affects' has none of its attributes",
            help: "add one of 'profile', 'transaction', 'actor', 'option', 'content-module', 'volume'"),
        ProblemCase(
            "<supplement \(xmlns) id='x' domain='ITI'><name>n</name><affects profile='a' ▸actor='b'/></supplement>",
            "'affects' has both 'profile' and 'actor'", help: "write one 'affects' for each"),
    ])
    func attributes(_ problem: ProblemCase) { expect(problem) }

    @Test(arguments: [
        ProblemCase(
            "<profile \(xmlns) id='x' domain='ITI' kind=\"▸kontent\"><name>n</name></profile>",
            "'kind' can't be 'kontent'",
            help: "write 'workflow', 'transport' or 'content'", length: 7),
        ProblemCase(
            "<actor \(xmlns) id='▸x y'><name>n</name></actor>", "'x y' is not an identifier", help: identifierForm,
            length: 3),
        ProblemCase(
            "<actor \(xmlns) id='▸x&amp;ä'><name>n</name></actor>", "'x&ä' is not an identifier", help: identifierForm,
            length: 7),
        ProblemCase("<actor \(xmlns) id='▸'><name>n</name></actor>", "'id' is empty", help: identifierForm),
        ProblemCase(
            "<actor \(xmlns) id='▸\(String(repeating: "x", count: 101))'><name>n</name></actor>",
            "'\(String(repeating: "x", count: 60))…' is longer than 100 characters", length: 101),
        ProblemCase(
            "<actor \(xmlns) id='x' sources='a\n  ▸b! c'><name>n</name></actor>", "'b!' is not an identifier",
            help: identifierForm, length: 2),
        ProblemCase(
            "<actor \(xmlns) id='x' sources='▸'><name>n</name></actor>", "'sources' is empty", help: identifierForm),
        ProblemCase(
            "<profile \(xmlns) id='x' domain='ITI' chapter='▸3..1'><name>n</name></profile>",
            "'3..1' is not a section number",
            help: "write letters and digits with full stops in between, such as '3.18' or 'A.1'"),
        ProblemCase(
            "<source \(xmlns) id='x' date='▸2026-02-30'><name>n</name></source>", "'2026-02-30' is not a date",
            help: "write year, month and day of a date that exists, such as '2026-01-31'", length: 10),
        ProblemCase(
            "<source \(xmlns) id='x' date='▸2009-21-06'><name>n</name></source>", "'2009-21-06' is not a date",
            help: "write year, month and day of a date that exists, such as '2026-01-31'", length: 10),
        ProblemCase(
            "<source \(xmlns) id='x' date='▸May'><name>n</name></source>", "'May' is not a date",
            help: "write year, month and day of a date that exists, such as '2026-01-31'"),
        ProblemCase(
            "<profile \(xmlns) id='x' domain='ITI' href='▸www.example.org'><name>n</name></profile>",
            "'www.example.org' is not a web address", help: "write a whole address, such as 'https://example.org/page'"),
        ProblemCase(
            "<actor \(xmlns) id='x' keyword='▸ '><name>n</name></actor>", "'keyword' is empty",
            help: "write at least one character"),
        ProblemCase(
            "<actor \(xmlns) id='x'>▸<name> </name></actor>", "'name' is empty", help: "write at least one character",
            length: 5),
    ])
    func values(_ problem: ProblemCase) { expect(problem) }

    @Test(arguments: [
        ProblemCase(
            "▸<actor id='x'><name>n</name></actor>", "'actor' is in no namespace", help: "add \(xmlns)", length: 6),
        ProblemCase(
            "<actor id='x' xmlns='▸urn:other:one'><name>n</name></actor>",
            "'urn:other:one' is not the namespace of definition files",
            help: "write 'urn:technical-framework:definitions'", length: 13),
        ProblemCase(
            "<t:actor xmlns:t='▸urn:other:one' id='x'><t:name>n</t:name></t:actor>",
            "'urn:other:one' is not the namespace of definition files",
            help: "write 'urn:technical-framework:definitions'"),
        ProblemCase(
            "<actor \(xmlns) id='x'>▸<name xmlns=''>n</name></actor>", "'name' is in no namespace", help: "add \(xmlns)"
        ),
        ProblemCase(
            "<actor \(xmlns) id='x'><name>n</name><o:x xmlns:o='▸urn:other:one'/></actor>",
            "'urn:other:one' is not the namespace of definition files",
            help: "write 'urn:technical-framework:definitions'"),
    ])
    func namespaces(_ problem: ProblemCase) { expect(problem) }

    @Test func allProblemsAreToldInOrder() {
        let marked = MarkedXML(
            """
            <definitions \(xmlns)>
              <profile id="▸a b" domain="ITI" ▸zebra="1">
                <name>n</name>
                <actor ref="a">
                  <transaction ref="t" optionality="▸r"/>
                  ▸<grouping profile="p"/>
                  ▸<zebra/>
                </actor>
              </profile>
              ▸<actor id="x"/>
            </definitions>
            """)
        let diagnostics = XMLReader().read(marked.source).diagnostics
        #expect(diagnostics.map(\.place) == marked.places)
        #expect(diagnostics.allSatisfy { $0.rule == .schemaViolation && $0.severity == .error })
    }

    @Test func veryManyProblemsAreCounted() {
        let text = "<definitions \(xmlns)>" + String(repeating: "<zebra/>", count: 120) + "</definitions>"
        let diagnostics = read(text).diagnostics
        #expect(diagnostics.count == 101)
        #expect(diagnostics.contains { $0.summary == "20 further problems are not shown" })
    }

    @Test func theTreeIsReturnedAllTheSame() {
        let root = read("<actor \(xmlns) id='x' zebra='1'><name>n</name></actor>").root
        #expect(root?.attribute(named: "id")?.value == "x")
        #expect(root?.child(named: "name")?.line == "n")
    }

    private func expect(_ problem: ProblemCase, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        let marked = MarkedXML(problem.input)
        let (root, diagnostics) = XMLReader().read(marked.source)
        #expect(root != nil, sourceLocation: sourceLocation)
        #expect(diagnostics.map(\.summary) == [problem.summary], sourceLocation: sourceLocation)
        #expect(diagnostics.map(\.place) == marked.places, sourceLocation: sourceLocation)
        #expect(diagnostics.first?.help == problem.help, sourceLocation: sourceLocation)
        #expect(diagnostics.first?.rule == .schemaViolation, sourceLocation: sourceLocation)
        if let length = problem.length {
            #expect(diagnostics.first?.location.length == length, sourceLocation: sourceLocation)
        }
    }
}
