import ContentReading
import LinkResolution
import Testing

/// The forms of the General Introduction, 7.5, the variants that IHE's publications and the Gazelle Master Model hold,
/// and what looks like them.
@Suite struct CitationGrammarTests {
    static let grammar = CitationGrammar(
        domains: ["CARD", "DEV", "EYECARE", "ITI", "PALM", "PCC", "QRPH", "RAD", "RO"], aliases: ["LAB": "PALM"])

    /// Every citation of a text as `text = domain volume target`, a hyphen for what is not named.
    static func found(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return grammar.citations(in: bytes.span).map { range, citation in
            "\(String(decoding: bytes[range], as: UTF8.self)) = \(describe(citation))"
        }
    }

    static func describe(_ citation: Citation) -> String {
        let target =
            switch citation.target {
            case .volume: "volume"
            case .section(let number): "section \(number)"
            case .appendix(let number): "appendix \(number)"
            case .table(let number): "table \(number)"
            case .figure(let number): "figure \(number)"
            }
        return "\(citation.domain ?? "-") \(citation.volume ?? "-") \(target)"
    }

    /// The citation is found by itself, in the middle of a sentence and at its end.
    private func expectOne(_ text: String, _ value: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for (before, after) in [
            ("", ""), ("See ", " for it"), ("(", "),"), ("In [", "]."), ("as “", "”"), ("\u{A0}", ": a"),
        ] {
            let sentence = before + text + after
            #expect(Self.found(in: sentence) == ["\(text) = \(value)"], "\(sentence)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [
        ("ITI TF-2: 3.18.4.1.2", "ITI 2 section 3.18.4.1.2"),
        ("ITI TF-1: 10.1", "ITI 1 section 10.1"),
        ("ITI TF-1: 10", "ITI 1 section 10"),
        ("ITI TF-1: Appendix E", "ITI 1 appendix E"),
        ("ITI TF-2x: Appendix Z.3", "ITI 2x appendix Z.3"),
        ("ITI TF-2x: Appendix V.3.2", "ITI 2x appendix V.3.2"),
        ("RAD TF-3", "RAD 3 volume"),
        ("RAD TF-1x: Appendix F", "RAD 1x appendix F"),
        ("RAD TF-2: 4.20", "RAD 2 section 4.20"),
        ("ITI TF-1: Table 10.1-1", "ITI 1 table 10.1-1"),
        ("ITI TF-3: Table 4.3.1-3", "ITI 3 table 4.3.1-3"),
        ("ITI TF-2: Figure 3.18.4-1", "ITI 2 figure 3.18.4-1"),
        ("ITI TF-2: Section 3.18", "ITI 2 section 3.18"),
        ("ITI TF-1: Chapter 10", "ITI 1 section 10"),
        ("PCC TF-2: 6.3.3.10.S", "PCC 2 section 6.3.3.10.S"),
    ])
    func theOfficialForms(text: String, value: String) {
        expectOne(text, value)
    }

    @Test(arguments: [
        ("ITI TF-2:3.11", "ITI 2 section 3.11"),
        ("ITI-TF-2:3.11", "ITI 2 section 3.11"),
        ("ITI-TF-2b:3.43.4.1.2", "ITI 2b section 3.43.4.1.2"),
        ("ITI TF1 16.2.3", "ITI 1 section 16.2.3"),
        ("ITI TF-1 10.1", "ITI 1 section 10.1"),
        ("ITI 1:10.2.4", "ITI 1 section 10.2.4"),
        ("ITI 1:10", "ITI 1 section 10"),
        ("Rad TF-2:4.20-21", "RAD 2 section 4.20"),
        ("RAD TF-2: 4.20\u{2013}4.21", "RAD 2 section 4.20"),
        ("LAB TF 2:4", "PALM 2 section 4"),
        ("PCC TF-x 4.5.3", "PCC - section 4.5.3"),
        ("QRPH 2: 6.3.1.Y", "QRPH 2 section 6.3.1.Y"),
        ("iti tf-2: 3.18", "ITI 2 section 3.18"),
        ("ITI TF-2X: Appendix Z", "ITI 2x appendix Z"),
        ("ITI TF-2x: Z.3", "ITI 2x appendix Z.3"),
        ("ITI\u{A0}TF-2:\u{A0}3.18", "ITI 2 section 3.18"),
        ("ITI TF\u{2011}2: 3.18", "ITI 2 section 3.18"),
        ("ITI TF\u{2013}2: 3.18", "ITI 2 section 3.18"),
        ("ITI TF - 2 : 3.18", "ITI 2 section 3.18"),
        ("ITI TF-2:\n    3.18", "ITI 2 section 3.18"),
        ("ITI TF-2, Section 3.18", "ITI 2 section 3.18"),
        ("ITI Appendix Z.3", "ITI - appendix Z.3"),
        ("RAD Table 4.1-1", "RAD - table 4.1-1"),
        ("Section 3.18 of ITI TF-2", "ITI 2 section 3.18"),
        ("Appendix E in the ITI TF-1", "ITI 1 appendix E"),
    ])
    func theVariantsOfDomainAndVolume(text: String, value: String) {
        expectOne(text, value)
    }

    @Test(arguments: [
        ("1:46.8", "- 1 section 46.8"),
        ("2:3.YY4.4.1.2", "- 2 section 3.YY4.4.1.2"),
        ("3:6.3.1.D", "- 3 section 6.3.1.D"),
        ("4:4.I.1", "- 4 section 4.I.1"),
        ("1:X.2", "- 1 section X.2"),
        ("Section 2:3.93.4.2", "- 2 section 3.93.4.2"),
        ("Section 1:10", "- 1 section 10"),
        ("Section 4.1", "- - section 4.1"),
        ("Section 5", "- - section 5"),
        ("Sections 3.1", "- - section 3.1"),
        ("section 3.18.4", "- - section 3.18.4"),
        ("SECTION 3.18.4", "- - section 3.18.4"),
        ("Chapter 10", "- - section 10"),
        ("Section\u{A0}4.1", "- - section 4.1"),
        ("Section X.2", "- - section X.2"),
        ("Section XX.2", "- - section XX.2"),
        ("Section Z.9.1.2", "- - appendix Z.9.1.2"),
        ("Appendix Z", "- - appendix Z"),
        ("Appendix Z.9.1.2", "- - appendix Z.9.1.2"),
        ("Table 1:53.2-1", "- 1 table 53.2-1"),
        ("Figure 1:53.2-1", "- 1 figure 53.2-1"),
        ("Table 34.1-1", "- - table 34.1-1"),
        ("Tables 34.1-1", "- - table 34.1-1"),
        ("Figure 10.1-1b", "- - figure 10.1-1b"),
        ("Table 3.18.4.1-2", "- - table 3.18.4.1-2"),
        ("Table 3.18.4.1\u{2013}2", "- - table 3.18.4.1-2"),
        ("Table 2:3.65.4.1.3-1", "- 2 table 3.65.4.1.3-1"),
        ("Table X.1-1", "- - table X.1-1"),
        ("Figure 3.Y.4-1", "- - figure 3.Y.4-1"),
        ("Table F.2-1", "- - table F.2-1"),
    ])
    func theFormsWithoutADomain(text: String, value: String) {
        expectOne(text, value)
    }

    @Test(arguments: [
        (
            "ITI TF-1: 10.2.6 and 18.2.4",
            ["ITI TF-1: 10.2.6 = ITI 1 section 10.2.6", "18.2.4 = ITI 1 section 18.2.4"]
        ),
        (
            "ITI TF-2b: 3.43.4, 3.43.5, and 3.43.6.",
            [
                "ITI TF-2b: 3.43.4 = ITI 2b section 3.43.4", "3.43.5 = ITI 2b section 3.43.5",
                "3.43.6 = ITI 2b section 3.43.6",
            ]
        ),
        (
            "Sections 3.1 and 3.2 of ITI TF-2",
            ["Sections 3.1 = ITI 2 section 3.1", "3.2 = ITI 2 section 3.2", "ITI TF-2 = ITI 2 volume"]
        ),
        (
            "Table 10.1-1 in ITI TF-1: 10.1",
            ["Table 10.1-1 = ITI 1 table 10.1-1", "ITI TF-1: 10.1 = ITI 1 section 10.1"]
        ),
        ("Sections 3.1 through 3.4", ["Sections 3.1 = - - section 3.1", "3.4 = - - section 3.4"]),
        ("Tables 1:33.1-1 & 33.2-1", ["Tables 1:33.1-1 = - 1 table 33.1-1", "33.2-1 = - 1 table 33.2-1"]),
        ("Figures 10.1-1, 10.1-2", ["Figures 10.1-1 = - - figure 10.1-1", "10.1-2 = - - figure 10.1-2"]),
        ("Appendix Z.1 or Z.2", ["Appendix Z.1 = - - appendix Z.1", "Z.2 = - - appendix Z.2"]),
        (
            "sections 2:3.78.4 and 2:3.78.5",
            ["sections 2:3.78.4 = - 2 section 3.78.4", "2:3.78.5 = - 2 section 3.78.5"]
        ),
        ("ITI TF-1: 10.2 and 18 actors", ["ITI TF-1: 10.2 = ITI 1 section 10.2"]),
        ("Section 4.1, 4.0.1", ["Section 4.1 = - - section 4.1"]),
        (
            "ITI TF-2: 3.18, Table 3.18-1",
            ["ITI TF-2: 3.18 = ITI 2 section 3.18", "Table 3.18-1 = - - table 3.18-1"]
        ),
        ("ITI TF-2, 3.18", ["ITI TF-2 = ITI 2 volume"]),
        ("ITI TF-1 and RAD TF-2", ["ITI TF-1 = ITI 1 volume", "RAD TF-2 = RAD 2 volume"]),
    ])
    func aListGoesOnWithDomainAndVolume(text: String, expected: [String]) {
        #expect(Self.found(in: text) == expected)
    }

    /// What is no number leaves the volume, which the text does cite.
    @Test(arguments: [
        "ITI TF-2 Transactions", "ITI TF-2: Transactions", "ITI TF-2: 3.18x", "ITI TF-2: 3.18.The", "ITI TF-2 3",
        "ITI TF-2: 3.0.1", "ITI TF-2: Table 5", "ITI TF-2: U.S.", "ITI TF-2: 4.x", "ITI TF-2: [Appendix", "ITI TF-2:",
        "ITI TF-2.", "ITI TF-2-3",
    ])
    func theVolumeIsLeft(text: String) {
        #expect(Self.found(in: text) == ["ITI TF-2 = ITI 2 volume"])
    }

    @Test(arguments: [
        ("ITI TF-2: 3.18.4.", "ITI TF-2: 3.18.4"), ("ITI TF-2: 3.18.4...", "ITI TF-2: 3.18.4"),
        ("Section 3.18, which", "Section 3.18"), ("(Section 3.18)", "Section 3.18"),
        ("Section 3.18: a", "Section 3.18"),
        ("Table 3.18-1: Roles", "Table 3.18-1"), ("ITI TF-3: 4.3.1- Metadata", "ITI TF-3: 4.3.1"),
        ("Section 3.18-based", "Section 3.18"), ("Appendix Z\u{2013} How", "Appendix Z"),
        ("Section 3.18’s", "Section 3.18"),
        ("Appendix I. The", "Appendix I"), ("4.2/Section 3.18/3.19", "Section 3.18"),
    ])
    func punctuationIsNotPartOfIt(text: String, cited: String) {
        #expect(Self.found(in: text).map { $0.split(separator: " = ")[0] } == [cited[...]])
    }

    @Test(arguments: [
        "at 10:30", "at 2:30 pm", "2:30:15", "1:1", "a ratio of 1:10", "1:05.3", "10:46.8", "5:46.8", "v1:46.8",
        "0.1:46.8",
        "1:46.8:2", "1:46.8x", "1:46.8_2", "1:46.8@x", "http://x:80", "http://host:1:46.8", "http://x/1:46.8",
        "?a=1:46.8", "urn:1:46.8", "HL7 v2.5", "FHIR 4.0.1", "TLS 1.2", "UTF-8", "ISO 8601", "Note 1: 3.18 is", "10.1",
        "Table 5", "Table 4.1", "Table of Contents", "Figure: Query", "Table 4.1-", "Table HL7-2", "Table COVID-19",
        "Table 4.1-12345", "Section", "Sections", "Sectional 4.1", "Subsection 4.1", "Section 4.0.1", "Section 3.18x",
        "Section 3.18é", "éSection 3.18", "Section A", "Section The", "section on 3.18", "Section\n\n3.18",
        "Appendix", "Appendix The", "Appendix 4", "appendix a", "Appendix A.The", "XITI TF-2", "ITIX TF-2", "ITI_TF-2",
        "X-ITI TF-2", "ITI TF", "ITI TFT-2", "ITI TF-22", "ITI TF-2d", "ITI TF-x", "ITI TF-0", "PCD TF-2: 3.18",
        "ITI-18",
        "[ITI-18]", "iti 1:10", "ITI 10.2.4", "ITI 2: 3 actors", "ITI 5:10.2", "Section 12345",
        "1.1.1.1.1.1.1.1.1.1.1.1.1.1", "Section 1.1.1.1.1.1.1.1.1.1.1.1.1.1", "", " ", "1", "1:", "S", "ITI", "ITI T",
    ])
    func ordinaryText(text: String) {
        #expect(Self.found(in: text).isEmpty)
    }

    @Test(arguments: [
        "RFC 2119 Section 5", "RFC2616, Section 14.1", "[RFC7231 Section 6.4 Redirection 352]",
        "RFC 7231 (Section 6.4)",
        "DICOM PS3.18 Section 9.5", "DICOM [PS3.18 Section 9.5]", "DICOM PS 3.3 Table C.7-1", "HL7 v2.5 Chapter 3",
        "HL7 Version 2.5, Section 3.4", "HL7v2 Chapter 3", "ISO 8601 Section 4", "the FHIR specification, Section 3.1",
        "Section 3.1.1.6 of the FHIR specification", "Section 5 of RFC 2119", "Section 4 of [Xx]",
        "Table 4.1-1 in DICOM",
        "Sections 3.1 and 3.2 of RFC 7231", "General Introduction Appendix A", "PCD TF-2: Appendix A",
        "Appendix A of the General Introduction",
    ])
    func sectionsOfOtherDocuments(text: String) {
        #expect(Self.found(in: text).isEmpty)
    }

    @Test(arguments: [
        "as RFC 2119 says. Section 5", "HL7 messages of Section 5", "under RFC 2119\n\nSection 5",
        "FHIR values Section 5",
        "Section 5 of this", "Section 5 in particular", "Section 5 offers RFC 2119",
    ])
    func anotherDocumentFurtherAwayChangesNothing(text: String) {
        #expect(Self.found(in: text) == ["Section 5 = - - section 5"])
    }

    @Test func aCitationBeginsExactlyAtAnIndex() {
        let bytes = Array("See ITI TF-2: 3.18.".utf8)
        let starts = (0...bytes.count).filter { Self.grammar.citation(at: $0, in: bytes.span) != nil }
        #expect(starts == [4])
        let match = Self.grammar.citation(at: 4, in: bytes.span)
        #expect(match?.range == 4..<18)
        #expect(Self.grammar.canBegin(with: UInt8(ascii: "I")) && !Self.grammar.canBegin(with: UInt8(ascii: " ")))
    }

    @Test func withoutDomainsTheOtherFormsAreFound() {
        let grammar = CitationGrammar(domains: [])
        let bytes = Array("ITI TF-2: 3.18. Section 4.1".utf8)
        let found = grammar.citations(in: bytes.span)
        #expect(found.map(\.range) == [16..<27])
    }
}

/// Whatever the bytes are, the time is in proportion to their number; a quadratic search would take hours here.
@Suite struct CitationGrammarHostileInputTests {
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            "1", "1.", "1:", "1:1.", "ITI TF-2: ", "ITI ", "ITI-TF-", "Section ", "Section 1.1, ", "Section of ",
            "Table 1.",
            "Section\u{A0}", " ", "\n", "RFC ", "RFC 1 Section 1.1 of ", "AAAA.", "A.1", "YY", "-", "1-", "\u{2013}",
            "\0", ",",
            " and 1.1", "Appendix A.1", "[",
        ])
    func aMegabyteOfOnePiece(piece: String) {
        let bytes = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
        _ = CitationGrammarTests.grammar.citations(in: bytes.span)
    }

    /// Pieces of citations between any bytes, also such as are no UTF-8; the same in every run.
    @Test func anyBytes() {
        let pieces = ["ITI TF-2: ", "Section ", "1:", "3.18", ".", "-", " of ", "\u{A0}", "RFC", ", "].map {
            Array($0.utf8)
        }
        var state: UInt64 = 1
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let byte = UInt8(truncatingIfNeeded: state >> 56)
                bytes += state & 0x8000_0000 == 0 ? [byte] : pieces[Int(byte) % pieces.count]
            }
            for (range, _) in CitationGrammarTests.grammar.citations(in: bytes.span) {
                #expect(!range.isEmpty && range.upperBound <= bytes.count, "\(bytes)")
            }
        }
    }

    @Test func aCitationThatIsCutOff() {
        let bytes = Array("ITI TF-2x: Section 3.18.4-3.18.5 of the ITI TF-2, Table 3.18-1b and RFC".utf8)
        for start in bytes.indices {
            for end in start...bytes.count {
                let cut = Array(bytes[start..<end])
                for (range, _) in CitationGrammarTests.grammar.citations(in: cut.span) {
                    #expect(range.upperBound <= cut.count)
                }
            }
        }
    }
}
