import ContentReading
import LinkResolution
import Testing

/// What three real guides cite (`PageRenderingTests/Fixtures/ihe-ig`): what regular expressions find that know nothing of
/// the grammar, the grammar finds too.
@Suite struct GuideCitationsTests {
    static let guides = ["ITI.MHD", "ITI.PDQm", "RAD.IMR"]

    /// A way to cite, as an expression of a survey of IHE's guides, for what the forms before it left.
    private struct Form {
        let name: String
        /// A group in it is the text of the citation.
        let pattern: String
        /// How often the guides hold it.
        let mentions: Int
        /// The mentions that are no citations of a Technical Framework.
        var others: [String] = []
    }

    private static let number = #"\d+(?:\.\d+)*"#
    private static let forms = [
        // Whoever renders a heading does not ask for citations, but the number is one.
        Form(name: "heading", pattern: #"(?m)^#+ +([1-4]:\#(number))"#, mentions: 386),
        Form(name: "domain, section", pattern: #"[A-Z]+ TF-[1-4][abcx]?: ?\#(number)"#, mentions: 45),
        Form(name: "domain, appendix", pattern: #"[A-Z]+ TF-[1-4][abcx]?: ?Appendix [A-Z]+(?:\.\d+)*"#, mentions: 67),
        Form(name: "volume, caption", pattern: #"(?:Table|Figure) [1-4]:\#(number)-\d+[a-z]?"#, mentions: 93),
        Form(name: "caption", pattern: #"(?:Table|Figure) \#(number)-\d+[a-z]?"#, mentions: 13),
        // A standard's number and year: ISO 19005-1:2005.
        Form(name: "volume, section", pattern: #"[1-4]:\#(number)"#, mentions: 24, others: ["1:2005"]),
        Form(
            name: "section", pattern: #"Section \#(number)"#, mentions: 17,
            // RFC 2616, RFC 7231, FHIR and DICOM.
            others: [
                "Section 14.1", "Section 14.1", "Section 3.1.1.6", "Section 6.4", "Section 6.4", "Section 6.4",
                "Section 6.4", "Section 9.5",
            ]),
    ]

    /// The prose of a guide's files: no code, no destinations of links, no tags.
    private static func texts(_ guide: String) throws -> [String] {
        let folder =
            "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
            + "/PageRenderingTests/Fixtures/ihe-ig/" + guide
        let code = #/(?m)^(?:```|~~~)[\s\S]*?^(?:```|~~~)|<!--[\s\S]*?-->|`[^`\n]*`/#
        return try FileSystem.names(in: folder).filter { $0.hasSuffix(".md") }.map { name in
            String(decoding: try FileSystem.read("\(folder)/\(name)"), as: UTF8.self)
                .replacing(code, with: "")
                .replacing(#/\]\([^)\n]*\)/#, with: "]")
                .replacing(#/<[^>\n]*>/#, with: "")
        }
    }

    private static func citations(in text: String) -> [CitationGrammar.Match] {
        let bytes = Array(text.utf8)
        return CitationGrammarTests.grammar.citations(in: bytes.span)
    }

    @Test func everyMentionIsRecognised() throws {
        var texts = try Self.guides.flatMap(Self.texts)
        let found = texts.map { Self.citations(in: $0).map(\.range) }
        for form in Self.forms {
            let regex = try Regex(form.pattern)
            var mentions = 0
            var missed: [String] = []
            for index in texts.indices {
                let text = texts[index]
                for match in text.matches(of: regex) {
                    let range = match.output.last?.range ?? match.range
                    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
                    let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
                    mentions += 1
                    if !found[index].contains(where: { $0.lowerBound <= start && $0.upperBound >= end }) {
                        missed.append(String(text[range]))
                    }
                }
                texts[index] = text.replacing(regex) { String(repeating: " ", count: text[$0.range].utf8.count) }
            }
            #expect(mentions == form.mentions, "\(form.name)")
            #expect(missed.sorted() == form.others, "\(form.name)")
        }
    }

    /// All that is recognised, so that a change of the grammar shows what it does to real text.
    @Test(arguments: [
        (
            "ITI.MHD",
            [
                "domain, volume, section": 21, "domain, volume, appendix": 31, "domain, volume, table": 7,
                "domain, volume, whole": 1, "volume, section": 181, "volume, table": 27, "volume, figure": 14,
                "section": 2, "appendix": 7, "table": 4,
            ]
        ),
        (
            "ITI.PDQm",
            [
                "domain, volume, section": 5, "domain, volume, appendix": 26, "domain, appendix": 1,
                "volume, section": 94, "volume, table": 5, "volume, figure": 8, "appendix": 1, "table": 2,
            ]
        ),
        (
            "RAD.IMR",
            [
                "domain, volume, section": 25, "domain, volume, appendix": 10, "domain, volume, whole": 2,
                "volume, section": 134, "volume, table": 26, "volume, figure": 13, "section": 3, "appendix": 1,
            ]
        ),
    ])
    func soManyAreRecognised(guide: String, expected: [String: Int]) throws {
        let kinds = try Self.texts(guide).flatMap(Self.citations).map { _, citation in
            let named = [citation.domain.map { _ in "domain" }, citation.volume.map { _ in "volume" }].compactMap(
                \.self)
            return (named + [Self.kind(of: citation.target)]).joined(separator: ", ")
        }
        #expect(Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +) == expected)
    }

    private static func kind(of target: Citation.Target) -> String {
        switch target {
        case .volume: "whole"
        case .section: "section"
        case .appendix: "appendix"
        case .table: "table"
        case .figure: "figure"
        }
    }
}
