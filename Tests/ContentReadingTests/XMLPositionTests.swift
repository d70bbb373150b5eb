import Diagnostics
import Testing

@testable import ContentReading

@Suite("Positions in XML")
struct XMLPositionTests {
    /// The elements, attribute values and texts of an input, each at a mark.
    @Test(arguments: [
        "▸<a\n  b='▸x'\n\tc = \"▸y\"\n>▸t</a>",
        "▸<a b=\"▸1 &amp; 2\" c='▸&#228;' d='▸plain'>▸t</a>",
        "<!-- ä < b --><?pi <c>?>▸<a b='▸ä'>▸ö▸<c d='▸日本'/></a>",
        "▸<a\r\n b='▸x'>▸t\r\n▸<c>▸u</c></a>",
        "\u{FEFF}▸<a b='▸x'>▸t</a>",
        "\u{FEFF}<?xml version='1.0'?>\r\n▸<a b='▸ü'>▸t</a>",
        "▸<a b='▸1>2' c='▸3/>'>▸t</a>",
        "▸<a b='▸x\ny'  c=\"▸it's\" d='▸say \"&quot;\"'/>",
        "▸<a b='▸'/>",
        "▸<a bb='▸ü' b='▸ö' xmlns:p='urn:p' p:b='▸ä'/>",
        "▸<a><!-- <b> -->▸<b>▸x</b>▸<b/></a>",
    ])
    func everythingIsAtItsPlace(_ text: String) throws {
        let marked = MarkedXML(text)
        let root = try #require(XMLTreeParser().parse(marked.source.bytes).root)
        var found: [Int] = []
        for element in root.flattened {
            found.append(element.offset)
            found += element.attributes.map(\.offset)
            if !element.text.bytes.isEmpty { found.append(element.text.sourceOffset(of: 0)) }
        }
        #expect(found == marked.offsets)
    }

    @Test func attributeValuesAreNormalised() throws {
        let source = Array("<a b=' x  y\n z ' c='&lt;&#x41;&amp;' d='ä&quot;' e='&amp;amp;&#38;#38;'/>".utf8)
        let root = try #require(XMLTreeParser().parse(source).root)
        #expect(root.attributes.map(\.name) == ["b", "c", "d", "e"])
        #expect(root.attributes.map(\.value) == ["x y z", "<A&", "ä\"", "&amp;&#38;"])
        let written = root.attributes.map { source[$0.offset..<$0.offset + $0.length] }
        #expect(
            written.map { String(decoding: $0, as: UTF8.self) }
                == [" x  y\n z ", "&lt;&#x41;&amp;", "ä&quot;", "&amp;amp;&#38;#38;"])
    }

    /// Every byte of a text leads back to the byte it came from.
    @Test(arguments: [
        "plain text, one run",
        "ä ö 日本 without references",
        "a &amp; b &lt;c&gt; &#228;&#x1F600; end",
        "&amp;&#228;",
        "one\r\ntwo\r\n\r\nthree",
        "ä\r\nö\r\n",
        "ä\rö\rü",
        "<![CDATA[a < b & c]]>",
        "x<![CDATA[ä\r\n]]>y<![CDATA[]]>z",
        "x<!-- a comment: x --> y<?pi y?>z",
        "ä<!-- x -->&amp;<?pi?>ö<![CDATA[ü]]>&lt;ß",
        "<![CDATA[ä]]><![CDATA[ö]]>\r\n&#13;\r\nü",
        "text with ]] and ] > and ]]&gt;",
    ])
    func textLeadsBackToTheSource(_ inner: String) throws {
        let source = Array("<a>\(inner)</a>".utf8)
        let text = try #require(XMLTreeParser().parse(source).root).text
        var previous = 2
        for (index, byte) in text.bytes.enumerated() {
            let offset = text.sourceOffset(of: index)
            #expect(offset >= previous)
            previous = offset
            if source[offset] == UInt8(ascii: "&"), !inner.contains("<![CDATA[a < b") {
                let name = source[offset...].prefix { $0 != UInt8(ascii: ";") }
                #expect(resolved(String(decoding: name, as: UTF8.self)).contains(byte))
            } else {
                #expect(source[offset] == byte || source[offset] == UInt8(ascii: "\r") && byte == UInt8(ascii: "\n"))
            }
        }
        #expect(text.sourceOffset(of: text.bytes.count) <= source.count - 4)
        #expect(text.sourceOffset(of: -1) == text.sourceOffset(of: 0))
        #expect(text.sourceOffset(of: .max) == text.sourceOffset(of: text.bytes.count))
    }

    @Test func textOfReferencesAndSections() throws {
        let source = Array("<a>x &amp;<![CDATA[<&]]>&#228;\r\n<b>inner</b>tail</a>".utf8)
        let text = try #require(XMLTreeParser().parse(source).root).text
        #expect(String(decoding: text.bytes, as: UTF8.self) == "x &<&ä\ntail")
        #expect(text.sourceOffset(of: 2) == 5)
        #expect(text.sourceOffset(of: 3) == 19)
        #expect(text.sourceOffset(of: 5) == 24)
        #expect(text.sourceOffset(of: 6) == 24)
        #expect(text.sourceOffset(of: 8) == 44)
        #expect(text.sourceOffset(of: 12) == 48)
    }

    @Test func aLargeFileKeepsItsPositions() throws {
        let part = "<b c='ä'>text &amp; ü</b>\n"
        let source = Array(("<a>\n" + String(repeating: part, count: 50_000) + "</a>").utf8)
        let root = try #require(XMLTreeParser().parse(source).root)
        #expect(root.children.count == 50_000)
        for (index, child) in root.children.enumerated() {
            let start = 4 + index * part.utf8.count
            guard child.offset == start, child.attributes.first?.offset == start + 6,
                child.text.sourceOffset(of: 0) == start + 10, child.text.sourceOffset(of: 5) == start + 15,
                child.text.sourceOffset(of: 6) == start + 20
            else {
                Issue.record("child \(index) is misplaced")
                break
            }
        }
    }

    @Test func errorsFarDownHaveTheirPlace() {
        let lines = String(repeating: "<b c='ä'>text</b>\n", count: 70_000)
        let marked = MarkedXML("<a>\n" + lines + "ü<b>▸& x</b></a>")
        #expect(XMLReader().read(marked.source).diagnostics.map(\.place) == ["70002:5"])
    }

    @Test func conveniences() throws {
        let text = "<a x='1'><b>\n one\t two </b><c/><b/>\n</a>"
        let root = try #require(XMLTreeParser().parse(Array(text.utf8)).root)
        #expect(root.attribute(named: "x")?.value == "1")
        #expect(root.attribute(named: "y") == nil)
        #expect(root.child(named: "b")?.line == "one two")
        #expect(root.children(named: "b").count == 2)
        #expect(root.child(named: "d") == nil)
        #expect(root.text.bytes.isEmpty)
    }

    @Test func readersWorkInParallel() async {
        let good = "<actor \(xmlns) id='x'><name>n &amp; ä</name></actor>"
        let bad = "<source \(xmlns) id='x y' date='2026-02-30'><name>n</name></source>"
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let reader = XMLReader()
                    return (0..<50).allSatisfy { _ in
                        let first = reader.read(SourceText(path: "good.xml", bytes: Array(good.utf8)))
                        let second = reader.read(SourceText(path: "bad.xml", bytes: Array(bad.utf8)))
                        return first.diagnostics.isEmpty && first.root?.child(named: "name")?.line == "n & ä"
                            && second.diagnostics.count == 2
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func aReaderIsUsedAgainAfterAnyFile() {
        let reader = XMLReader()
        let good = SourceText(path: "good.xml", bytes: Array("<actor \(xmlns) id='x'><name>n</name></actor>".utf8))
        for bad in ["<a", "<!DOCTYPE a>", "<actor/>", "\0", String(repeating: "<a>", count: 300), "<p:a><b>"] {
            #expect(!reader.read(SourceText(path: "bad.xml", bytes: Array(bad.utf8))).diagnostics.isEmpty)
            let (root, diagnostics) = reader.read(good)
            #expect(diagnostics.isEmpty)
            #expect(root?.offset == 0)
        }
    }

    private func resolved(_ reference: String) -> [UInt8] {
        switch reference {
        case "&amp": return Array("&".utf8)
        case "&lt": return Array("<".utf8)
        case "&gt": return Array(">".utf8)
        default:
            let digits = reference.dropFirst(2)
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) } ?? []
        }
    }
}
