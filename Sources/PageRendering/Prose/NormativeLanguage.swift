/// The words in capitals that state obligations (RFC 2119, RFC 8174; General Introduction, Appendix E), marked up so that
/// readers see them.
enum NormativeLanguage {
    /// The longest of each beginning come first.
    private static let words = [
        "MUST NOT", "MUST", "SHALL NOT", "SHALL", "SHOULD NOT", "SHOULD", "REQUIRED", "RECOMMENDED", "NOT RECOMMENDED",
        "MAY", "OPTIONAL",
    ].map { Word(text: Array($0.utf8), html: "<strong class=\"normative\">\($0)</strong>") }

    private struct Word {
        let text: [UInt8]
        let html: HTML
    }

    /// The obligation that begins at a byte.
    static func token(at index: Int, in bytes: Bytes) -> ProseRenderer.Token? {
        guard index == 0 || !bytes[index - 1].isPartOfWord, index + 2 < bytes.count, bytes[index + 1].isCapital,
            bytes[index + 2].isCapital
        else { return nil }
        for word in words where bytes[index...].starts(with: word.text) {
            let end = index + word.text.count
            if end == bytes.count || !bytes[end].isPartOfWord { return .init(range: index..<end, html: word.html) }
        }
        return nil
    }
}
