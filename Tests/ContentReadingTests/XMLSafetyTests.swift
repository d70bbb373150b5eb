import Diagnostics
import Foundation
import Testing

@testable import ContentReading

@Suite("XML from an untrusted source")
struct XMLSafetyTests {
    @Test(arguments: [
        "▸<!DOCTYPE a><a/>",
        "<?xml version=\"1.0\"?>\n<!-- <!DOCTYPE no> -->\n<?pi <!DOCTYPE no> ?>\n ▸<!DOCTYPE a SYSTEM 'a.dtd'><a/>",
        "\u{FEFF}▸<!DOCTYPE a PUBLIC '-//X' 'http://192.0.2.1/a.dtd' [<!ELEMENT a ANY>]><a/>",
        "▸<!DOCTYPE [<!ENTITY a 'b'>]><a>&a;</a>",
    ])
    func documentTypeIsRefused(_ text: String) {
        let marked = MarkedXML(text)
        let (root, diagnostics) = XMLReader().read(marked.source)
        #expect(root == nil)
        #expect(diagnostics.map(\.rule) == [.documentType])
        #expect(diagnostics.map(\.place) == marked.places)
        #expect(diagnostics.first?.summary == "definition files have no DOCTYPE; entities are refused")
        #expect(diagnostics.first?.location.length == 9)
    }

    /// The parser refuses it by itself, should it ever see one.
    @Test func parserStopsAtDocumentType() {
        let text = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
        let reading = XMLTreeParser().parse(Array(text.utf8))
        #expect(reading.documentType == 0)
        #expect(reading.root == nil)
    }

    @Test func documentTypeInContentIsMalformed() {
        let marked = MarkedXML("<a>▸<!DOCTYPE a></a>")
        let diagnostics = XMLReader().read(marked.source).diagnostics
        #expect(diagnostics.map(\.rule) == [.malformedXML])
        #expect(diagnostics.map(\.place) == marked.places)
    }

    @Test func entityBombIsNotExpanded() {
        var text = "<!DOCTYPE a [<!ENTITY e0 'ha'>"
        for level in 1...30 { text += "<!ENTITY e\(level) '&e\(level - 1);&e\(level - 1);'>" }
        text += "]><a>&e30;</a>"
        let start = ContinuousClock.now
        let (root, diagnostics) = read(text)
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(root == nil)
        #expect(diagnostics.map(\.rule) == [.documentType])
    }

    @Test(
        arguments: [
            { "<!DOCTYPE a [<!ENTITY x SYSTEM '\($0)'>]><a>&x;</a>" },
            { "<!DOCTYPE a [<!ENTITY % x SYSTEM '\($0)'> %x;]><a/>" },
            { "<!DOCTYPE a SYSTEM '\($0)'><a/>" },
            { "<!DOCTYPE a [<!ENTITY x SYSTEM '\($0)'>]><a b='&x;'/>" },
            { "<!DOCTYPE a [<!ATTLIST a b CDATA '&x;'> <!ENTITY x SYSTEM '\($0)'>]><a/>" },
            {
                "<?xml-model href='\($0)'?><?xml-stylesheet href='\($0)'?><?oasis-xml-catalog catalog='\($0)'?><a>&x;</a>"
            },
            { "<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='\($0)' parse='text'/></a>" },
        ] as [@Sendable (String) -> String])
    func noFileIsRead(_ text: @Sendable (String) -> String) throws {
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID().uuidString)")
        try "TOP SECRET".write(to: secret, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: secret) }
        let (root, diagnostics) = read(text(secret.absoluteString))
        #expect(!diagnostics.isEmpty)
        #expect(!diagnostics.contains { "\($0)".contains("TOP SECRET") })
        for element in root?.flattened ?? [] { #expect(!element.line.contains("SECRET")) }
    }

    @Test func modelInstructionIsAllowed() {
        let text = "<?xml-model href=\"https://192.0.2.1/framework.rng\"?><actor \(xmlns) id='x'><name>n</name></actor>"
        let (root, diagnostics) = read(text)
        #expect(diagnostics.isEmpty)
        #expect(root?.name == "actor")
    }

    @Test(arguments: ["ISO-8859-1", "UTF-16", "utf8", "ebcdic-cp-us", ""])
    func otherEncodingsAreRefused(_ name: String) {
        let marked = MarkedXML("<?xml version=\"1.0\"\n encoding = '▸\(name)' ?><a/>")
        let (root, diagnostics) = XMLReader().read(marked.source)
        #expect(root == nil)
        #expect(diagnostics.map(\.rule) == [.xmlEncoding])
        #expect(diagnostics.map(\.place) == marked.places)
        #expect(
            diagnostics.first?.summary == "the file declares the encoding '\(name)', but definition files are UTF-8")
        #expect(diagnostics.first?.help == "save the file as UTF-8 and write encoding=\"UTF-8\"")
    }

    @Test(arguments: ["UTF-8", "utf-8"])
    func utf8IsRead(_ name: String) {
        let text = "\u{FEFF}<?xml version='1.0' encoding='\(name)'?><actor \(xmlns) id='x'><name>ä</name></actor>"
        let (root, diagnostics) = read(text)
        #expect(diagnostics.isEmpty)
        #expect(root?.child(named: "name")?.line == "ä")
    }

    @Test func deepNestingIsRefused() {
        let (root, diagnostics) = read(String(repeating: "<a>", count: 100_000))
        #expect(diagnostics.map(\.summary) == ["elements are nested more than 256 deep"])
        #expect(diagnostics.map(\.place) == ["1:772"])
        #expect(root?.flattened.count == 257)
    }

    @Test func hugeAttributeIsRefused() {
        let (_, diagnostics) = read("<a>\n<b c='\(String(repeating: "x", count: 11_000_000))'/></a>")
        #expect(diagnostics.map(\.summary) == ["an attribute's value is longer than 10 MB"])
        #expect(diagnostics.map(\.place) == ["2:1"])
    }

    @Test func veryManyAttributesAreRefused() {
        let attributes = (0..<200_000).map { "a\($0)=''" }.joined(separator: " ")
        let start = ContinuousClock.now
        let (_, diagnostics) = read("<a><!-- <b> -->\n<b \(attributes)/></a>")
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(diagnostics.map(\.summary) == ["an element with more than 1000 attributes is refused"])
        #expect(diagnostics.map(\.place) == ["2:1"])
    }

    /// Time grows with the size of the file, not with its square.
    @Test func largeFilesOfProblemsAreQuick() {
        let broken = String(repeating: "<actor id='x y'><zebra/><zebra/></actor>\n", count: 20_000)
        let sound = String(repeating: "<actor id='x'><name>ä</name></actor>\n", count: 20_000)
        let start = ContinuousClock.now
        #expect(read("<definitions \(xmlns)>\(broken)</definitions>").diagnostics.count == 101)
        #expect(read("<definitions \(xmlns)>\(sound)<zebra/></definitions>").diagnostics.count == 1)
        #expect(read("<a>" + String(repeating: "& <b></c>", count: 50_000)).diagnostics.count == 52)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func nullCharacterEndsTheReading() {
        let text = "<actor \(xmlns) id='x'><name>n</name>\0<definition>d</definition></actor>"
        let (root, diagnostics) = read(text)
        #expect(diagnostics.count == 1)
        #expect(root?.child(named: "name")?.line == "n")
        #expect(root?.child(named: "definition") == nil)
        #expect(read("\0").root == nil)
        #expect(read("<\0?\0x\0m\0l\0").diagnostics.map(\.rule) == [.malformedXML])
    }

    @Test func invalidUTF8DoesNoHarm() {
        let bytes = Array("<a b='".utf8) + [0xFF, 0xC3] + Array("'>".utf8) + [0xE2, 0x82] + Array("</a>".utf8)
        #expect(!XMLReader().read(SourceText(path: "test.xml", bytes: bytes)).diagnostics.isEmpty)
    }

    /// Inputs that a fuzz target has found: what libxml2 makes of a broken file is longer than the rest of the file.
    @Test(arguments: [
        "<a>oxmlnrrrrrrrrrrrrrrrr<?xml n\u{1}\r=\"1.0\" e=\"ISO-8859-1\"?><a>Lrrä</arrr>",
        "<a>&#x20AC;<?xml n\u{1}?>é</a",
    ])
    func textOfABrokenFileStaysInIt(_ text: String) {
        check(Array(text.utf8), XMLReader())
    }

    /// Every part of a good file taken away, doubled or overwritten: nothing crashes, and every problem has a place.
    @Test func mutationsDoNoHarm() {
        let reader = XMLReader()
        let bytes = Array(wholeFile.utf8)
        #expect(reader.read(SourceText(path: "test.xml", bytes: bytes)).diagnostics.isEmpty)
        for start in bytes.indices {
            for length in [1, 7, 40] {
                let range = start..<min(start + length, bytes.count)
                var deleted = bytes
                deleted.removeSubrange(range)
                check(deleted, reader)
                var doubled = bytes
                doubled.insert(contentsOf: bytes[range], at: start)
                check(doubled, reader)
            }
            for byte in "<>&'/ \0\u{1}".utf8 {
                var overwritten = bytes
                overwritten[start] = byte
                check(overwritten, reader)
            }
        }
    }

    private func check(_ bytes: [UInt8], _ reader: XMLReader) {
        let (root, diagnostics) = reader.read(SourceText(path: "test.xml", bytes: bytes))
        if root == nil { #expect(!diagnostics.isEmpty) }
        let placeless = diagnostics.filter { $0.rule != .emptyFile && $0.location.line == 0 }
        #expect(placeless.isEmpty)
        let misplaced = (root?.flattened ?? []).filter { element in
            !bytes.indices.contains(element.offset) || bytes[element.offset] != UInt8(ascii: "<")
                || element.attributes.contains { $0.offset + $0.length > bytes.count }
                || element.text.sourceOffset(of: element.text.bytes.count) > bytes.count
        }
        #expect(misplaced.isEmpty)
    }
}

private let wholeFile = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- A file -->
    <definitions \(xmlns)>
      <profile id="XDS.b" domain='ITI' kind="workflow" href="https://example.org/ä?a&amp;b">
        <name>Teilen – &lt;ü&#x20AC;</name>\r
        <definition><![CDATA[a < b]]> &amp; c</definition>
        <actor ref="r"><transaction ref="ITI-18" optionality="R"/></actor>
      </profile>
    </definitions>
    """
