/// Recognises citations of Technical Frameworks in running text: the forms of the General Introduction, 7.5, and the
/// variants that IHE's publications hold.
///
/// It reads UTF-8, or any bytes, and knows nothing but the names of the domains. Whatever the bytes are, it looks at a
/// bounded number of them around an index, so a text costs time in proportion to its length.
public struct CitationGrammar: Sendable {
    /// A citation, and the bytes that are its text.
    public typealias Match = (range: Range<Int>, citation: Citation)

    /// A way to write a domain.
    private struct Spelling: Sendable {
        let bytes: [UInt8]
        let domain: String
    }

    /// The spellings that begin with a byte in small letters.
    private let spellings: [[Spelling]]
    /// The bytes that a citation can begin with.
    private let begins: [Bool]

    /// - Parameters:
    ///   - domains: The domains' identifiers, such as `ITI`.
    ///   - aliases: Other spellings, each with its domain, such as `PALM` for `LAB`.
    public init(domains: some Sequence<String>, aliases: [String: String] = [:]) {
        var spellings = [[Spelling]](repeating: [], count: 256)
        var begins = [Bool](repeating: false, count: 256)
        for byte in "1234sScCaAtTfF".utf8 { begins[Int(byte)] = true }
        let pairs = domains.map { ($0, $0) } + aliases.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for (name, domain) in pairs {
            guard let first = name.utf8.first else { continue }
            spellings[Int(first.lowercased)].append(Spelling(bytes: Array(name.utf8), domain: domain))
            begins[Int(first.lowercased)] = true
            begins[Int(first.uppercased)] = true
        }
        self.spellings = spellings
        self.begins = begins
    }

    /// Whether a citation can begin with a byte.
    public func canBegin(with byte: UInt8) -> Bool { begins[Int(byte)] }

    /// Every citation in a text, in its order, those included that go on from one before (`10.2.6 and 18.2.4`).
    public func citations(in bytes: Span<UInt8>) -> [Match] {
        var found: [Match] = []
        var index = 0
        while index < bytes.count {
            guard begins[Int(bytes[index])], let first = citation(at: index, in: bytes) else {
                // No citation begins behind a letter or digit.
                while index < bytes.count, bytes[index].isLetterOrDigit { index += 1 }
                index += 1
                continue
            }
            var match: Match? = first
            while let next = match {
                found.append(next)
                index = next.range.upperBound
                match = continuation(of: next.citation, at: index, in: bytes)
            }
        }
        return found
    }

    /// The section, table or figure that a text begins with: as a citation, or by its number alone, which has two levels
    /// at least.
    public func target(atStartOf bytes: Span<UInt8>) -> Citation.Target? {
        citation(at: 0, in: bytes)?.citation.target ?? bytes.section(at: 0, levels: 2)?.target
    }

    /// The citation whose text begins exactly at an index; `nil` for ordinary text.
    ///
    /// A range such as `RAD TF-2: 4.20-21` cites its first section, and its text is all of the range. What a text
    /// gives to another document, such as `RFC 7231 Section 6.4` or `Section 3.1 of the FHIR specification`, is none.
    public func citation(at index: Int, in bytes: Span<UInt8>) -> Match? {
        guard index < bytes.count, begins[Int(bytes[index])], bytes.isWordStart(index) else { return nil }
        return bytes[index].isDigit
            ? bareCitation(at: index, in: bytes)
            : partCitation(at: index, in: bytes) ?? domainCitation(at: index, in: bytes)
    }

    /// What a list goes on with after a citation: the `18.2.4` of `ITI TF-1: 10.2.6 and 18.2.4`. It inherits the
    /// domain and the volume.
    ///
    /// A number of one level could be anything, so it doesn't count.
    ///
    /// - Parameter index: Where the text of the citation ends.
    public func continuation(of citation: Citation, at index: Int, in bytes: Span<UInt8>) -> Match? {
        guard let start = bytes.listItem(after: index) else { return nil }
        let number: CitedPart?
        switch citation.target {
        case .volume: return nil
        case .section, .appendix: number = bytes.section(at: start, levels: 2)
        case .table: number = bytes.caption(at: start).map { CitedPart(.table($0.number), end: $0.end) }
        case .figure: number = bytes.caption(at: start).map { CitedPart(.figure($0.number), end: $0.end) }
        }
        return number.map { part in
            (start..<part.end, Citation(domain: citation.domain, volume: citation.volume, target: part.target))
        }
    }
}

// MARK: - The forms

extension CitationGrammar {
    /// `1:46.8`. With one level it would be a time or a ratio.
    private func bareCitation(at index: Int, in bytes: Span<UInt8>) -> Match? {
        guard let volume = bytes.volumePrefix(at: index), let part = bytes.section(at: volume.end, levels: 2) else {
            return nil
        }
        return (index..<part.end, Citation(domain: nil, volume: volume.name, target: part.target))
    }

    /// `Section 3.18.4`, `Table 1:53.2-1`, `Appendix E of ITI TF-2`.
    private func partCitation(at index: Int, in bytes: Span<UInt8>) -> Match? {
        guard let part = bytes.part(at: index) else { return nil }
        if let volume = part.volume {
            return (index..<part.end, Citation(domain: nil, volume: volume, target: part.target))
        }
        let citation = Citation(domain: nil, volume: nil, target: part.target)
        let end = listEnd(after: citation, at: part.end, in: bytes)
        if let name = bytes.owner(after: end), let framework = framework(at: name, in: bytes) {
            let citation = Citation(domain: framework.domain, volume: framework.volume, target: part.target)
            // The name may close a list, or begin a citation of its own: `Table 10.1-1 in ITI TF-1: 10.1`.
            let isWhole = end == part.end && bytes.part(ofVolume: framework.end) == nil
            return (index..<(isWhole ? framework.end : part.end), citation)
        }
        guard !bytes.namesOtherDocument(before: index), !bytes.namesOtherDocument(after: end) else { return nil }
        return (index..<part.end, citation)
    }

    /// Where a list ends that a citation begins: in `Sections 3.1 and 3.2 of RFC 7231`, both are of the RFC.
    private func listEnd(after citation: Citation, at end: Int, in bytes: Span<UInt8>) -> Int {
        var end = end
        for _ in 0..<longestList {
            guard let next = continuation(of: citation, at: end, in: bytes) else { break }
            end = next.range.upperBound
        }
        return end
    }

    /// `ITI TF-2: 3.18`, `ITI TF-3`, `ITI 1:10.2.4`, `ITI Appendix Z.3`.
    private func domainCitation(at index: Int, in bytes: Span<UInt8>) -> Match? {
        if let framework = framework(at: index, in: bytes) {
            if let part = bytes.part(ofVolume: framework.end) {
                let volume = part.volume ?? framework.volume
                return (index..<part.end, Citation(domain: framework.domain, volume: volume, target: part.target))
            }
            guard let volume = framework.volume else { return nil }
            return (index..<framework.end, Citation(domain: framework.domain, volume: volume, target: .volume))
        }
        // Without `TF` only the exact spelling tells a domain from a word.
        guard let name = spelling(at: index, in: bytes), name.isExact, let start = bytes.blanks(from: name.end) else {
            return nil
        }
        guard let part = bytes.part(at: start) ?? bytes.part(withVolumeAt: start) else { return nil }
        return (index..<part.end, Citation(domain: name.domain, volume: part.volume, target: part.target))
    }

    /// `ITI TF-2`, `ITI-TF-2`, `ITI TF1`, `LAB TF 2`, `PCC TF-x`, whose volume is `nil`; in any case of letters.
    private func framework(
        at index: Int, in bytes: Span<UInt8>
    ) -> (domain: String, volume: String?, end: Int)? {
        guard index < bytes.count, let name = spelling(at: index, in: bytes),
            let letters = bytes.blanks(from: name.end) ?? bytes.dash(at: name.end),
            bytes.holds("tf", at: letters), let volume = bytes.frameworkVolume(at: letters + 2)
        else { return nil }
        return (name.domain, volume.name, volume.end)
    }

    private func spelling(at index: Int, in bytes: Span<UInt8>) -> (domain: String, isExact: Bool, end: Int)? {
        for spelling in spellings[Int(bytes[index].lowercased)] {
            let end = index + spelling.bytes.count
            guard end < bytes.count, !bytes.isWord(at: end) else { continue }
            let letters = spelling.bytes
            guard letters.indices.allSatisfy({ bytes[index + $0].lowercased == letters[$0].lowercased }) else {
                continue
            }
            let isExact = letters.indices.allSatisfy { bytes[index + $0] == letters[$0] }
            return (spelling.domain, isExact, end)
        }
        return nil
    }
}

/// How many numbers of a list are looked at for the document that they are of.
private let longestList = 4
