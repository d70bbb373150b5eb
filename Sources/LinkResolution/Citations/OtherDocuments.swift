/// A section is of another document if its text says so. Only names next to it count, so this can miss some.
extension Span<UInt8> {
    /// Whether the words before an index name another document: `RFC 2119 Section 5`, `DICOM PS3.18, Section 9.5`.
    func namesOtherDocument(before index: Int) -> Bool {
        var end = index
        for _ in 0..<mostWords {
            guard let word = word(before: end) else { return false }
            if isOtherDocument(word) { return true }
            // A framework right before would have been read with its section, if its domain were known.
            if end == index, isName(word, "TF") { return true }
            guard isEdition(word) else { return false }
            end = word.lowerBound
        }
        return false
    }

    /// Whether the words after an index do: `Section 5 of RFC 2119`, `Section 3.1.1.6 of the FHIR specification`.
    func namesOtherDocument(after index: Int) -> Bool {
        guard let start = owner(after: index) else { return false }
        if byte(start) == UInt8(ascii: "[") { return true }
        var end = start
        while isOfName(byte(end)), end - start < longestWord { end += 1 }
        return isOtherDocument(start..<end)
    }

    /// Where the name begins of what a section is said to be of: after `of`, `in`, `of the`.
    func owner(after index: Int) -> Int? {
        guard let preposition = blanks(from: index), holds("of", at: preposition) || holds("in", at: preposition),
            let name = blanks(from: preposition + 2)
        else { return nil }
        return holds("the", at: name) ? blanks(from: name + 3) ?? name : name
    }

    /// The word before an index in the same sentence.
    private func word(before index: Int) -> Range<Int>? {
        var end = index
        var lines = 0
        while isBetweenWords(byte(end - 1)), index - end < longestGap {
            end -= 1
            if byte(end) == UInt8(ascii: "\n") { lines += 1 }
        }
        // A blank line ends a paragraph.
        guard lines < 2 else { return nil }
        var start = end
        while isOfName(byte(start - 1)), end - start < longestWord { start -= 1 }
        return start < end && byte(end - 1) != .period ? start..<end : nil
    }

    private func isOtherDocument(_ word: Range<Int>) -> Bool {
        otherDocuments.contains { isName(word, $0) }
    }

    /// Whether a word is a name, or the name with a number or version: `DICOM`, `PS3.18`, `RFC7231`, `HL7v2`.
    private func isName(_ word: Range<Int>, _ name: StaticString) -> Bool {
        let end = word.lowerBound + name.utf8CodeUnitCount
        guard end <= word.upperBound else { return false }
        let isSame = name.withUTF8Buffer { letters in
            letters.indices.allSatisfy { self[word.lowerBound + $0] == letters[$0] }
        }
        guard isSame, end < word.upperBound else { return isSame }
        return self[end].isDigit || self[end] == UInt8(ascii: "v") || !self[end].isLetterOrDigit
    }

    /// What can stand between a standard's name and a section: a version, or what kind of document it is.
    private func isEdition(_ word: Range<Int>) -> Bool {
        word.contains { self[$0].isDigit }
            || editions.contains { $0.utf8CodeUnitCount == word.count && holds($0, at: word.lowerBound) }
    }

    private func isOfName(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == .period || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
    }

    private func isBetweenWords(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0xC2, 0xA0,
            UInt8(ascii: ","), .colon, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}

/// Publishers and standards that Technical Frameworks refer to by section. The General Introduction is here because it
/// is of no domain.
private let otherDocuments: [StaticString] = [
    "RFC", "IETF", "BCP", "W3C", "DICOM", "PS3", "HL7", "FHIR", "CDA", "C-CDA", "ISO", "IEC", "IEEE", "ITU", "NIST",
    "FIPS",
    "OASIS", "SAML", "ebXML", "ebRIM", "ebRS", "OAuth", "TLS", "HTTP", "XML", "SOAP", "ASTM", "ANSI", "CEN", "CFR",
    "HIPAA", "SNOMED", "LOINC", "UCUM", "General", "Introduction",
]

private let editions: [StaticString] = ["v", "version", "release", "part", "ps", "specification", "standard"]

private let mostWords = 5
private let longestWord = 32
private let longestGap = 16
