extension UInt8 {
    static let colon = UInt8(ascii: ":")
    static let period = UInt8(ascii: ".")

    var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetterOrDigit: Bool { isDigit || uppercased.isCapital }
    var lowercased: UInt8 { isCapital ? self | 0x20 : self }
    var uppercased: UInt8 { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") ? self & 0xDF : self }
}

/// Text that citations are looked for in. No function looks further than a fixed number of bytes.
extension Span<UInt8> {
    /// The byte at an index; NUL, which no citation holds, beyond the ends.
    func byte(_ index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

    /// The text of some bytes.
    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a word in small letters stands at an index, in any case.
    func holds(_ word: StaticString, at index: Int) -> Bool {
        word.withUTF8Buffer { letters in
            for (offset, letter) in letters.enumerated() where byte(index + offset).lowercased != letter {
                return false
            }
            return true
        }
    }

    /// Where blanks end that begin at an index; `nil` if there are none. White space of a line's end counts, a blank
    /// line does not: it ends a paragraph.
    func blanks(from index: Int) -> Int? {
        var end = index
        var lines = 0
        while end - index < longestBlanks {
            switch byte(end) {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): end += 1
            case UInt8(ascii: "\n"):
                lines += 1
                if lines > 1 { return nil }
                end += 1
            // No-break space, and the narrow one.
            case 0xC2 where byte(end + 1) == 0xA0: end += 2
            case 0xE2 where byte(end + 1) == 0x80 && byte(end + 2) == 0xAF: end += 3
            default: return end > index ? end : nil
            }
        }
        return nil
    }

    /// Where the hyphen ends that stands at an index: the common one, the non-breaking one, or an en dash.
    func dash(at index: Int) -> Int? {
        if byte(index) == UInt8(ascii: "-") { return index + 1 }
        guard byte(index) == 0xE2, byte(index + 1) == 0x80 else { return nil }
        return byte(index + 2) == 0x91 || byte(index + 2) == 0x93 ? index + 3 : nil
    }

    /// Where the next item of a list begins: after a comma, a word such as `and`, or a comma and a word.
    func listItem(after index: Int) -> Int? {
        var item: Int?
        var end = index
        if byte(end) == UInt8(ascii: ",") {
            end = blanks(from: end + 1) ?? end + 1
            item = end
        } else if let next = blanks(from: end) {
            end = next
        } else {
            return nil
        }
        for word: StaticString in ["and", "or", "&", "to", "through"] where holds(word, at: end) {
            return blanks(from: end + word.utf8CodeUnitCount) ?? item
        }
        return item
    }

    /// Whether a word can begin at an index. A number can't be the rest of an address, a version or another number.
    func isWordStart(_ index: Int) -> Bool {
        let before = byte(index - 1)
        if before >= 0x80 { return byte(index - 2) == 0xC2 || byte(index - 3) == 0xE2 }
        if before.isLetterOrDigit || before == UInt8(ascii: "-") || before == UInt8(ascii: "_") { return false }
        guard self[index].isDigit else { return true }
        switch before {
        case .period, .colon, UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "@"),
            UInt8(ascii: "+"), UInt8(ascii: "$"):
            return false
        default:
            return true
        }
    }

    /// Whether the byte at an index is of a word. Of the characters beyond ASCII, those of Latin-1's and the general
    /// punctuation are not.
    func isWord(at index: Int) -> Bool {
        let byte = byte(index)
        return byte.isLetterOrDigit || byte == UInt8(ascii: "_") || (byte >= 0x80 && byte != 0xC2 && byte != 0xE2)
    }
}

/// A line's end and the indentation of the next are blanks; more is a picture in letters.
private let longestBlanks = 64
