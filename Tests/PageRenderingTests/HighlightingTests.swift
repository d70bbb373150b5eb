import Testing

@testable import PageRendering

/// Code as the highlighter writes it.
private func highlighted(_ code: [UInt8], _ language: String) -> HTML {
    var html = HTML()
    code.withUnsafeBufferPointer { SyntaxHighlighter.append($0, language: language, to: &html) }
    return html
}

private func highlighted(_ code: String, _ language: String) -> String {
    highlighted(Array(code.utf8), language).string
}

@Suite struct XMLHighlightingTests {
    @Test func tagsAttributesAndComments() {
        let code = """
            <?xml version="1.0"?>
            <!-- <a> -->
            <ns:a b='1' c = "x &amp; y"><d/>é</ns:a>
            """
        #expect(
            highlighted(code, "xml") == """
                <span class="hl-tag">&lt;?xml</span> <span class="hl-attribute">version</span>=\
                <span class="hl-string">&quot;1.0&quot;</span><span class="hl-tag">?&gt;</span>
                <span class="hl-comment">&lt;!-- &lt;a&gt; --&gt;</span>
                <span class="hl-tag">&lt;ns:a</span> <span class="hl-attribute">b</span>=\
                <span class="hl-string">'1'</span> <span class="hl-attribute">c</span> = \
                <span class="hl-string">&quot;x &amp;amp; y&quot;</span><span class="hl-tag">&gt;</span>\
                <span class="hl-tag">&lt;d/&gt;</span>é<span class="hl-tag">&lt;/ns:a&gt;</span>
                """)
    }

    @Test func characterDataIsNoMarkup() {
        #expect(
            highlighted("<a><![CDATA[<b> & ]]></a>", "xslt") == """
                <span class="hl-tag">&lt;a&gt;</span><span class="hl-punctuation">&lt;![CDATA[</span>\
                &lt;b&gt; &amp; <span class="hl-punctuation">]]&gt;</span><span class="hl-tag">&lt;/a&gt;</span>
                """)
    }

    @Test func aDocumentTypeAndHTML() {
        #expect(
            highlighted("<!DOCTYPE html><input type=text hidden />", "html") == """
                <span class="hl-tag">&lt;!DOCTYPE</span> <span class="hl-attribute">html</span>\
                <span class="hl-tag">&gt;</span><span class="hl-tag">&lt;input</span> \
                <span class="hl-attribute">type</span>=<span class="hl-string">text</span> \
                <span class="hl-attribute">hidden</span> <span class="hl-tag">/&gt;</span>
                """)
    }

    @Test func aMissingQuoteSpoilsOneTag() {
        #expect(
            highlighted("<a b=\"c><d/>", "xml") == """
                <span class="hl-tag">&lt;a</span> <span class="hl-attribute">b</span>=\
                <span class="hl-string">&quot;c&gt;</span><span class="hl-tag">&lt;d/&gt;</span>
                """)
    }

    @Test(arguments: [
        ("a < b", "a &lt; b"), ("<", "&lt;"), ("</", "&lt;/"), ("<!-", "&lt;!-"), ("<<<>", "&lt;&lt;&lt;&gt;"),
        ("<!-- a", "<span class=\"hl-comment\">&lt;!-- a</span>"), ("<a", "<span class=\"hl-tag\">&lt;a</span>"),
        ("<![CDATA[a", "<span class=\"hl-punctuation\">&lt;![CDATA[</span>a"),
        ("<a …", "<span class=\"hl-tag\">&lt;a</span> <span class=\"hl-attribute\">…</span>"),
    ])
    func whatIsCutOffOrNoTag(code: String, html: String) {
        #expect(highlighted(code, "xml") == html)
    }
}

@Suite struct JSONHighlightingTests {
    @Test func keysStringsNumbersAndLiterals() {
        let code = #"{"a\"b" : ["é\\", -1.5e+10, 0, true, false, null], "<": {}}"#
        #expect(
            highlighted(code, "json") == #"""
                {<span class="hl-key">&quot;a\&quot;b&quot;</span> : [<span class="hl-string">&quot;é\\&quot;</span>, \#
                <span class="hl-number">-1.5e+10</span>, <span class="hl-number">0</span>, \#
                <span class="hl-literal">true</span>, <span class="hl-literal">false</span>, \#
                <span class="hl-literal">null</span>], <span class="hl-key">&quot;&lt;&quot;</span>: {}}
                """#)
    }

    @Test(arguments: [
        ("\"a\n1", "<span class=\"hl-string\">&quot;a</span>\n<span class=\"hl-number\">1</span>"),
        ("\"a\\", "<span class=\"hl-string\">&quot;a\\</span>"), ("\"", "<span class=\"hl-string\">&quot;</span>"),
        ("-", "-"), ("... truer nulé", "... truer nulé"), ("1.e+", "<span class=\"hl-number\">1</span>.e+"),
        ("1e", "<span class=\"hl-number\">1</span>e"),
    ])
    func whatIsCutOffOrNoJSON(code: String, html: String) {
        #expect(highlighted(code, "fhir+json") == html)
    }
}

@Suite struct HTTPHighlightingTests {
    @Test func aRequestWithoutBody() {
        #expect(
            highlighted("GET /a?b=c&d HTTP/1.1\nHost: example.org\n  folded: line\n", "http") == """
                <span class="hl-keyword">GET</span> <span class="hl-string">/a?b=c&amp;d</span> \
                <span class="hl-keyword">HTTP/1.1</span>
                <span class="hl-header">Host</span>: example.org
                  folded: line

                """)
    }

    @Test func aResponseWithJSON() {
        let code = "HTTP/1.1 200 OK\nContent-Type: application/fhir+json; charset=utf-8\n\n{\"a\": 1}\n\n[true]"
        #expect(
            highlighted(code, "http") == """
                <span class="hl-keyword">HTTP/1.1</span> <span class="hl-number">200</span> OK
                <span class="hl-header">Content-Type</span>: application/fhir+json; charset=utf-8

                {<span class="hl-key">&quot;a&quot;</span>: <span class="hl-number">1</span>}

                [<span class="hl-literal">true</span>]
                """)
    }

    @Test func aRequestWithXML() {
        #expect(
            highlighted("POST [base]\ncontent-type:application/soap+xml\n\n<a>true</a>", "HTTP") == """
                <span class="hl-keyword">POST</span> <span class="hl-string">[base]</span>
                <span class="hl-header">content-type</span>:application/soap+xml

                <span class="hl-tag">&lt;a&gt;</span>true<span class="hl-tag">&lt;/a&gt;</span>
                """)
    }

    @Test func linesEndWithCRLF() {
        let html = highlighted("PUT /a HTTP/1.1\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n", "http")
        #expect(
            html == """
                <span class="hl-keyword">PUT</span> <span class="hl-string">/a</span> \
                <span class="hl-keyword">HTTP/1.1</span>\r
                <span class="hl-header">Content-Type</span>: text/xml\r
                \r
                <span class="hl-tag">&lt;a/&gt;</span>\r

                """)
    }

    @Test func aResponseFollowsItsRequest() {
        let code = "GET /a HTTP/1.1\n\nHTTP/1.1 200\nContent-Type: text/json\n\n1\nGET it\n2\n\nPUT / HTTP/2\nA: b"
        #expect(
            highlighted(code, "http") == """
                <span class="hl-keyword">GET</span> <span class="hl-string">/a</span> \
                <span class="hl-keyword">HTTP/1.1</span>

                <span class="hl-keyword">HTTP/1.1</span> <span class="hl-number">200</span>
                <span class="hl-header">Content-Type</span>: text/json

                <span class="hl-number">1</span>
                GET it
                <span class="hl-number">2</span>

                <span class="hl-keyword">PUT</span> <span class="hl-string">/</span> \
                <span class="hl-keyword">HTTP/2</span>
                <span class="hl-header">A</span>: b
                """)
    }

    @Test func headersAlone() {
        #expect(
            highlighted("Accept: a/b\n&c:d\n\nE: <f>", "http")
                == "<span class=\"hl-header\">Accept</span>: a/b\n&amp;c:d\n\nE: &lt;f&gt;")
    }

    @Test func aMessageInAMessageStaysPlain() {
        let code = "A: b\nContent-Type: message/http\n\nC: d"
        #expect(
            highlighted(code, "http") == """
                <span class="hl-header">A</span>: b
                <span class="hl-header">Content-Type</span>: message/http

                C: d
                """)
    }
}

@Suite struct HL7HighlightingTests {
    @Test func anAdmission() {
        let code = #"""
            MSH|^~\&|PAS|HOSP|||20240102||ADT^A01^ADT_A01|1|P|2.5
            PID|||42^^^A&1.2.3&ISO^PI~43||O\T\Neil^\X0D\x||
            """#
        #expect(
            highlighted(code, "hl7") == #"""
                <span class="hl-keyword">MSH</span><span class="hl-punctuation">|^~\&amp;|</span>PAS\#
                <span class="hl-punctuation">|</span>HOSP<span class="hl-punctuation">|||</span>20240102\#
                <span class="hl-punctuation">||</span>ADT<span class="hl-punctuation">^</span>A01\#
                <span class="hl-punctuation">^</span>ADT_A01<span class="hl-punctuation">|</span>1\#
                <span class="hl-punctuation">|</span>P<span class="hl-punctuation">|</span>2.5
                <span class="hl-keyword">PID</span><span class="hl-punctuation">|||</span>42\#
                <span class="hl-punctuation">^^^</span>A<span class="hl-punctuation">&amp;</span>1.2.3\#
                <span class="hl-punctuation">&amp;</span>ISO<span class="hl-punctuation">^</span>PI\#
                <span class="hl-punctuation">~</span>43<span class="hl-punctuation">||</span>O\#
                <span class="hl-literal">\T\</span>Neil<span class="hl-punctuation">^</span>\#
                <span class="hl-literal">\X0D\</span>x<span class="hl-punctuation">||</span>
                """#)
    }

    @Test func aMessageDeclaresItsSeparators() {
        let code = "MSH#:*!%#A|B\rPID##1:2*3%4#!F!^~&\\T\\\rMSH|^~\\&|A#\rNTE|a:b"
        let html = highlighted(code, "hl7v2").replacing("\r", with: "\n")
        #expect(
            html == """
                <span class="hl-keyword">MSH</span><span class="hl-punctuation">#:*!%#</span>A|B
                <span class="hl-keyword">PID</span><span class="hl-punctuation">##</span>1\
                <span class="hl-punctuation">:</span>2<span class="hl-punctuation">*</span>3\
                <span class="hl-punctuation">%</span>4<span class="hl-punctuation">#</span>\
                <span class="hl-literal">!F!</span>^~&amp;\\T\\
                <span class="hl-keyword">MSH</span><span class="hl-punctuation">|^~\\&amp;|</span>A#
                <span class="hl-keyword">NTE</span><span class="hl-punctuation">|</span>a:b
                """)
    }

    @Test func aCharacterLeftOutIsNotInUse() {
        #expect(
            highlighted("MSH|^~|\nPID|a\\F\\&b^", "er7") == """
                <span class="hl-keyword">MSH</span><span class="hl-punctuation">|^~|</span>
                <span class="hl-keyword">PID</span><span class="hl-punctuation">|</span>a\\F\\&amp;b\
                <span class="hl-punctuation">^</span>
                """)
    }

    @Test func linesThatAreIndentedOrContinued() {
        #expect(
            highlighted("  PV1|a\n    b|ZZZ\r\nEVN", "hl7") == """
                  <span class="hl-keyword">PV1</span><span class="hl-punctuation">|</span>a
                    b<span class="hl-punctuation">|</span>ZZZ\r
                <span class="hl-keyword">EVN</span>
                """)
    }

    @Test(arguments: [
        ("NTE|\\.br\\", "\\.br\\"), ("NTE|\\Z1\\", "\\Z1\\"), ("NTE|\\H\\", "\\H\\"), ("NTE|a\\b\\N\\", "\\N\\"),
        ("NTE|\\\\F\\", "\\F\\"), ("NTE|a\\F|", nil), ("NTE|\\", nil), ("NTE|\\tmp\\", nil), ("NTE|\\X\\é", "\\X\\"),
    ])
    func escapeSequences(code: String, marked: String?) {
        let html = highlighted(code, "hl7")
        let found = html.split(separator: "<span class=\"hl-literal\">").dropFirst().map { $0.prefix { $0 != "<" } }
        #expect(found.map(String.init) == (marked.map { [$0] } ?? []))
    }

    @Test func aLetterDeclaredIsNoSeparator() {
        #expect(highlighted("MSHx^a", "hl7") == "MSHx<span class=\"hl-punctuation\">^</span>a")
        #expect(highlighted("MSHé", "hl7") == "MSHé")
    }
}

@Suite struct SyntaxHighlighterTests {
    @Test(arguments: ["", "text", "jsonc", "swift", "xml2", "+", "/"])
    func otherLanguagesGetNoSpans(language: String) {
        #expect(highlighted("<a b=\"c\">&1", language) == "&lt;a b=&quot;c&quot;&gt;&amp;1")
    }

    @Test(arguments: ["xml", "XML", "html", "xsd", "xslt", "wsdl", "application/fhir+xml", "text/xml"])
    func namesOfXML(language: String) {
        #expect(highlighted("<a>", language) == "<span class=\"hl-tag\">&lt;a&gt;</span>")
    }

    @Test(arguments: samples.keys.sorted())
    func theTextStaysAsItIs(language: String) throws {
        for sample in samples[language] ?? [] {
            try expectSameText(Array(sample.utf8), language)
        }
    }

    @Test(arguments: samples.keys.sorted())
    func codeThatIsCutOffStaysAsItIs(language: String) throws {
        for sample in samples[language] ?? [] {
            let bytes = Array(sample.utf8)
            for count in bytes.indices {
                try expectSameText(Array(bytes[..<count]), language)
                try expectSameText(Array(bytes[count...]), language)
            }
        }
    }

    @Test(arguments: samples.keys.sorted())
    func brokenCodeStaysAsItIs(language: String) throws {
        var random = RepeatableRandom(state: 7)
        let pieces = Array("<>/!-[]?='\"&\\{}:,.|^~#*0aAeE_ \t\r\n\u{1}\u{B}é…").map(String.init) + words
        for _ in 0..<3_000 {
            let count = Int.random(in: 1..<24, using: &random)
            let code = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }
            try expectSameText(Array(code.joined().utf8), language)
        }
    }

    @Test(arguments: samples.keys.sorted())
    func bytesThatAreNoTextStayAsTheyAre(language: String) throws {
        var random = RepeatableRandom(state: 11)
        for _ in 0..<1_000 {
            // Control characters of two bytes begin with C2, and are replaced.
            let code = (0..<64).map { _ in UInt8.random(in: .min ... .max, using: &random) }.filter { $0 != 0xC2 }
            try expectSameText(code, language)
        }
    }

    /// Time that grew with the square of the length would not end within the limit.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("<", "xml"), ("<a ", "xml"), ("<!--", "xml"), ("<![CDATA[", "xml"), ("<a b='", "xml"), ("=", "xml"),
            ("<?", "xml"), ("<a/", "xml"), ("-", "json"), ("\"", "json"), ("\"\\", "json"), ("1e", "json"),
            ("{\"a\": [1, \"b\"]},", "json"), ("\"a\" \n", "json"), ("A ", "http"), ("\n", "http"), ("A:b\n", "http"),
            ("HTTP/1.1 1\n\n", "http"), ("A / HTTP/1\n\nA b\n", "http"), ("Content-Type: a/json\n", "http"),
            ("\\", "hl7"), ("\\X", "hl7"), ("|", "hl7"), ("MSH|", "hl7"), ("MSH|\\", "hl7"), ("\r", "hl7"),
        ])
    func timeIsLinear(piece: String, language: String) {
        let code = Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
        #expect(highlighted(code, language).bytes.count >= code.count)
    }
}

// MARK: The text of HTML

/// Expects that HTML holds the text it is made from, and besides only spans of known classes that don't nest.
private func expectSameText(_ code: [UInt8], _ language: String) throws {
    let html = highlighted(code, language)
    let pieces = try #require(
        TextPieces(html.bytes), "forged or broken markup: \(String(decoding: code, as: UTF8.self).debugDescription)")
    // Control characters that HTML forbids are replaced in all text.
    var expected: [UInt8] = []
    for byte in code {
        let isForbidden = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
        if isForbidden { expected += "\u{FFFD}".utf8 } else { expected.append(byte) }
    }
    guard Array(pieces.texts.joined()) == expected else {
        Issue.record("\(language): \(String(decoding: code, as: UTF8.self).debugDescription) became \(html.string)")
        return
    }
    if String(validating: code, as: UTF8.self) != nil {
        for piece in pieces.texts where String(validating: piece, as: UTF8.self) == nil {
            Issue.record("a span cuts a character: \(html.string)")
        }
    }
}

/// The text between tags, with references resolved.
private struct TextPieces {
    private(set) var texts: [[UInt8]] = [[]]

    /// - Returns: `nil` for any markup but flat spans with the class of a token.
    init?(_ html: [UInt8]) {
        var index = 0
        var isInSpan = false
        while index < html.count {
            let byte = html[index]
            if byte == UInt8(ascii: "<") {
                let tags = isInSpan ? [closingTag] : openingTags
                guard let tag = tags.first(where: { html[index...].starts(with: $0) }) else { return nil }
                index += tag.count
                isInSpan.toggle()
                texts.append([])
            } else if byte == UInt8(ascii: "&") {
                let found = references.first { html[index...].starts(with: $0.text) }
                guard let found else { return nil }
                index += found.text.count
                texts[texts.count - 1].append(found.character)
            } else {
                if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") { return nil }
                index += 1
                texts[texts.count - 1].append(byte)
            }
        }
        if isInSpan { return nil }
    }
}

private let openingTags = [
    "tag", "attribute", "string", "comment", "key", "number", "literal", "punctuation", "keyword", "header",
].map { Array("<span class=\"hl-\($0)\">".utf8) }

private let closingTag = Array("</span>".utf8)

private let references = [
    (text: Array("&amp;".utf8), character: UInt8(ascii: "&")),
    (text: Array("&lt;".utf8), character: UInt8(ascii: "<")),
    (text: Array("&gt;".utf8), character: UInt8(ascii: ">")),
    (text: Array("&quot;".utf8), character: UInt8(ascii: "\"")),
]

// MARK: Samples

/// SplitMix64: random code that is the same in each run.
private struct RepeatableRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// What the languages look for, to be put together in any way.
private let words = [
    "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "?>", "/>", "</a", "<a ", "b=\"", "\": ", "true", "null", "-1.5e3",
    "HTTP/1.1", "GET /a HTTP/1.1\n", "HTTP/1.1 200 OK\r\n", "Content-Type: application/json\n\n",
    "Content-Type: text/xml\r\n\r\n",
    "Content-Type: message/http\n\n", "MSH|^~\\&|", "MSH#:*!%#", "\rPID|", "\\F\\", "\\X0D\\", "</span>", "&lt;",
]

private let samples = [
    "xml": [
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE a [ <!ENTITY b "<c>"> ]>
        <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>
            <!-- é — & < -->
            <id root="2.16.840.1.113883.19" extension = "a>b"/><text><![CDATA[ <b>&amp; ]] > ]]></text>
            <value xsi:type="ST">5 &lt; 6 &#x1F600; 😀</value><a ... /><b c=d e/>
        </ClinicalDocument >
        """
    ],
    "json": [
        """
        {"resourceType": "Bundle", "total": 2, "entry": [{"fullUrl": "urn:uuid:1", "score": -0.5E-2, "a\\"\\u00e9\\\\":
          "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">é 😀 &amp;</div>", "b" : [true, false, null, ...]}]} // 'x
        """
    ],
    "http": [
        "POST [base]/$process HTTP/1.1\r\nHost: é.org\r\nContent-Type: application/fhir+json\r\n\r\n{\"a\": \"<é>\"}\r\n",
        "HTTP/1.1 200 OK\nX-A: <b>\n c\nContent-Type: application/fhir+xml; a=\"b\"\n\n<a b=\"c\">é</a>\n\nGET /a HTTP/2\n",
    ],
    "hl7": [
        """
        MSH|^~\\&#|ADT1|GOOD HEALTH|LAB|GHH|198808181126|SECURITY|ADT^A01^ADT_A01|MSG00001|P|2.7\r\
        PID|1||PATID1234^5^M11^ADT1^MR^GOOD HEALTH~123456789^^^USSSA^SS||EVERYMAN^ADAM^A^III||19610615|M\r\
        NK1|1|NUCLEAR\\T\\É^NELDA^W|SPO^SPOUSE||||NK^NEXT OF KIN\rOBX|1|TX|||a\\.br\\b \\X0D0A\\ <c> \\\\d\\e||""|\r
        """,
        "\u{B}MSH*:;?%*A:B;C?F?%D\nPID*1*2\n\u{1C}\r",
    ],
    "text": ["<a> & \"b\" 'c' é\r\n"],
]
