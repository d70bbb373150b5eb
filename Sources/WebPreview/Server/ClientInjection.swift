import PageRendering

/// Puts the preview's own script into a page.
enum ClientInjection {
    /// What tells whether a page is still the one that a browser shows: the hash FNV-1a, of 64 bits, of its bytes, without
    /// those by which the names of style sheets tell what these say, since they are exchanged without loading the page.
    static func hash(of page: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var index = 0
        while index < page.count {
            hash = (hash ^ UInt64(page[index])) &* 0x100_0000_01B3
            index += page[index] == UInt8(ascii: ".") && isStyleTag(page[(index + 1)...]) ? 9 : 1
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Whether a text begins with the hash in the name of a style sheet, as in `base.3f2a91c0.css`.
    private static func isStyleTag(_ text: ArraySlice<UInt8>) -> Bool {
        text.dropFirst(8).starts(with: ".css\"".utf8)
            && text.prefix(8).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// A page with the preview's script, which learns which page it is on.
    ///
    /// - Parameters:
    ///   - path: The path of the page in the site.
    ///   - number: The number of the build that it is of.
    static func page(_ bytes: [UInt8], at path: String, of number: Int) -> [UInt8] {
        let elements: HTML = """
            <script type="module" src="/-/preview/preview.js" data-page="\(path)" \
            data-hash="\(hash(of: bytes))" data-number="\(number)"></script>

            """
        let end = lastIndex(of: Array("</head>".utf8), in: bytes) ?? bytes.count
        return Array(bytes[..<end]) + elements.bytes + bytes[end...]
    }

    private static func lastIndex(of text: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= text.count else { return nil }
        return (0...(bytes.count - text.count)).last { start in
            bytes[start] == text[0] && bytes[start..<(start + text.count)].elementsEqual(text)
        }
    }
}
