import Diagnostics
import Testing

@testable import ContentReading

@Suite("Malformed XML")
struct XMLMalformedTests {
    @Test(arguments: [
        ProblemCase("<a>A ▸& B</a>", "'&' stands by itself", help: "write '&amp;'"),
        ProblemCase("<a b='x ▸& y'/>", "'&' stands by itself", help: "write '&amp;'"),
        ProblemCase(
            "<a>\n ▸&foo bar</a>", "'&foo' has no ';' at its end", help: "write '&amp;' for the character '&'",
            length: 4),
        ProblemCase(
            "<a>ä▸&nbsp;</a>", "the entity '&nbsp;' is not defined",
            help: "write the character itself; XML has only '&amp;', '&lt;', '&gt;', '&quot;' and '&apos;'", length: 6),
        ProblemCase("<a>▸&#0;</a>", "'&#0;' is no character that XML allows", length: 4),
        ProblemCase(
            "<a>▸&#zz;</a>", "'&#' begins no character's number",
            help: "write '&amp;#', or a number such as '&#228;'"),
        ProblemCase("<a>x▸\u{1}</a>", "the character U+0001 is not allowed in XML", help: "delete it"),
        ProblemCase("<a><![CDATA[x▸\u{1}]]></a>", "the character U+0001 is not allowed in XML", help: "delete it"),
        ProblemCase("<a><!-- ▸\u{1} --></a>", "the character U+0001 is not allowed in XML", help: "delete it"),
        ProblemCase("<a b='x▸\u{1}'/>", "the character U+0001 is not allowed in XML", help: "delete it"),
        ProblemCase("<a>x▸\u{FFFF}</a>", "the character U+FFFF is not allowed in XML", help: "delete it"),
        ProblemCase(
            "<a>x▸\0y</a>", "the character U+0000 is not allowed in XML",
            help: "delete it; the rest of the file is not read"),
        ProblemCase("<a>x▸]]></a>", "']]>' is not allowed in text", help: "write ']]&gt;'", length: 3),
    ])
    func characters(_ problem: ProblemCase) { expect(problem) }

    @Test(arguments: [
        ProblemCase(
            "<a>\n  <b>x▸</c>\n</a>", "'</c>' doesn't close '<b>'",
            help: "'<b>' on line 2 is open: close it with '</b>' first", length: 4),
        ProblemCase("<a>\n  ▸<b>x", "'<b>' is never closed", help: "write '</b>' at its end", length: 2),
        ProblemCase("▸</a>", "this end tag closes nothing", help: "delete it"),
        ProblemCase("<a>1 ▸< 2</a>", "'<' begins no tag", help: "write '&lt;' for the character '<'"),
        ProblemCase("<a ▸<b/></a>", "an attribute or '>' is missing before this", help: "close the tag with '>'"),
        ProblemCase("<a>x</a▸", "a '>' is missing before this", help: "close the tag with '>'"),
        ProblemCase(
            "<a/>\n▸<b/>", "nothing more may follow the end of the root element",
            help: "put several definitions into one '<definitions>'"),
        ProblemCase(
            "<a/>▸text", "no text may follow the end of the root element",
            help: "put several definitions into one '<definitions>'"),
        ProblemCase("▸text", "an element is expected here", help: "begin with a definition, such as '<profile'"),
        ProblemCase("<!-- c -->▸", "an element is expected here", help: "begin with a definition, such as '<profile'"),
        ProblemCase(
            "<?xml version='1.0'▸?", "the XML declaration is malformed here",
            help: "write <?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        ProblemCase(
            "\n▸<?xml version='1.0'?><a/>", "an XML declaration stands at the very start of a file only",
            help: "delete it", length: 5),
        ProblemCase(
            "<▸p:a/>", "the prefix 'p' is not declared",
            help: "definition files need no prefixes: delete 'p:'", length: 3),
        ProblemCase(
            "<a ▸p:x='1'/>", "the prefix 'p' is not declared", help: "definition files need no prefixes: delete 'p:'",
            length: 3),
    ])
    func tags(_ problem: ProblemCase) { expect(problem) }

    @Test(arguments: [
        ProblemCase("<a b='1'\n   ▸b='2'/>", "the attribute 'b' is there twice", help: "delete one", length: 1),
        ProblemCase("<a b=▸1/>", "an attribute's value stands in quotation marks", help: "write name=\"value\""),
        ProblemCase("<a ▸bc>x</a>", "the attribute 'bc' has no value", help: "write bc=\"value\"", length: 2),
        ProblemCase(
            "<a b='ü▸<y'/>", "'<' is not allowed in an attribute's value",
            help: "write '&lt;', or close the value with its quotation mark"),
        ProblemCase("<a><c/>▸<b c='x", "an attribute's value in this tag has no closing quotation mark"),
        ProblemCase("<a c='1'▸d='2'/>", "a space is missing before this", help: "write a space between attributes"),
    ])
    func attributes(_ problem: ProblemCase) { expect(problem) }

    @Test(arguments: [
        ProblemCase("<a>▸<!-- x</a>", "the comment is never closed", help: "write '-->' at its end", length: 4),
        ProblemCase("<a><!-- a ▸-- b --></a>", "'--' is not allowed inside a comment", help: "write one hyphen"),
        ProblemCase("<a>▸<![CDATA[x</a>", "the CDATA section is never closed", help: "write ']]>' at its end"),
        ProblemCase("<a>▸<? x?></a>", "'<?' begins no processing instruction", help: "delete it", length: 2),
        ProblemCase("<a>▸<?pi </a>", "the processing instruction is never closed", help: "write '?>' at its end"),
    ])
    func sections(_ problem: ProblemCase) { expect(problem) }

    @Test func mismatchPointsAtTheOpeningTag() throws {
        let marked = MarkedXML("<a>\r\n\tö ▸<b>x▸</c>\r\n</a>")
        let diagnostic = try #require(XMLReader().read(marked.source).diagnostics.first)
        #expect(diagnostic.place == marked.places[1])
        #expect(diagnostic.related?.message == "'<b>' is opened here")
        #expect(diagnostic.related.map { "\($0.location.line):\($0.location.column)" } == marked.places[0])
    }

    @Test func independentErrorsAreAllTold() {
        let marked = MarkedXML("<a>A ▸& B\n ▸&foo bar ▸&nbsp; ▸&lt x\n<b>▸</c></a>")
        let diagnostics = XMLReader().read(marked.source).diagnostics
        #expect(diagnostics.map(\.place) == marked.places)
    }

    @Test func whatOnlyFollowsFromAnErrorIsNotTold() {
        let marked = MarkedXML("<a><b>▸</a>\n</b><c></d>")
        #expect(XMLReader().read(marked.source).diagnostics.map(\.place) == marked.places)
    }

    @Test func veryManyErrorsAreCounted() {
        let diagnostics = read("<a>" + String(repeating: "& ", count: 150) + "</a>").diagnostics
        #expect(diagnostics.count == 101)
        #expect(diagnostics.last?.summary == "50 further problems are not shown")
    }

    @Test func whatWasReadIsReturned() throws {
        let text = "<definitions \(xmlns)><actor id='x'><name>A & B</name></actor><actor id='y'><name>n</nam></actor>"
        let (root, diagnostics) = read(text)
        #expect(diagnostics.count == 2)
        let actors = try #require(root).flattened.filter { $0.name == "actor" }
        #expect(actors.map { $0.attribute(named: "id")?.value } == ["x", "y"])
    }

    @Test(arguments: ["", "  \r\n\t", "\u{FEFF}", "\u{FEFF}\n"])
    func emptyFile(_ text: String) {
        let (root, diagnostics) = read(text)
        #expect(root == nil)
        #expect(diagnostics.map(\.rule) == [.emptyFile])
        #expect(diagnostics.first?.summary == "the file is empty")
        #expect(diagnostics.first?.location == SourceLocation(path: "test.xml"))
    }

    private func expect(_ problem: ProblemCase, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        let marked = MarkedXML(problem.input)
        let diagnostics = XMLReader().read(marked.source).diagnostics
        #expect(diagnostics.map(\.summary) == [problem.summary], sourceLocation: sourceLocation)
        #expect(diagnostics.map(\.place) == marked.places, sourceLocation: sourceLocation)
        #expect(diagnostics.first?.help == problem.help, sourceLocation: sourceLocation)
        #expect(diagnostics.first?.rule == .malformedXML, sourceLocation: sourceLocation)
        if let length = problem.length {
            #expect(diagnostics.first?.location.length == length, sourceLocation: sourceLocation)
        }
    }
}
