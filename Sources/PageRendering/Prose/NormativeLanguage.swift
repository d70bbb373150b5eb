/// The words in capitals that state obligations (RFC 2119, RFC 8174; General Introduction, Appendix E), marked up so that
/// readers see them.
enum NormativeLanguage {
    /// The longest of each beginning come first.
    private static let words = [
        "MUST NOT", "MUST", "SHALL NOT", "SHALL", "SHOULD NOT", "SHOULD", "REQUIRED", "RECOMMENDED", "NOT RECOMMENDED",
        "MAY", "OPTIONAL",
    ].map { Array($0.utf8) }

    /// The obligation that begins at a byte.
    static func token(at index: Int, in bytes: [UInt8]) -> ProseRenderer.Token? {
        guard index == 0 || !bytes[index - 1].isPartOfWord, index + 1 < bytes.count,
            bytes[index + 1] >= UInt8(ascii: "A"), bytes[index + 1] <= UInt8(ascii: "Z")
        else { return nil }
        for word in words where bytes[index...].starts(with: word) {
            let end = index + word.count
            guard end == bytes.count || !bytes[end].isPartOfWord else { continue }
            let text = String(decoding: word, as: UTF8.self)
            return .init(range: index..<end, html: "<strong class=\"normative\">\(text)</strong>")
        }
        return nil
    }
}

extension UInt8 {
    /// Letters and digits, what joins them, and every byte of a character beyond ASCII.
    fileprivate var isPartOfWord: Bool {
        isLetterOrDigit || self == .hyphen || self == UInt8(ascii: "_") || self >= 0x80
    }
}
