/// A fragment as libxml2 gets it: valid UTF-8 without control characters, with a stand-in for the root marker that
/// nothing else can produce.
struct TokenizerInput {
    private(set) var bytes: [UInt8] = []

    /// The parser needs an open element from the start, or it would invent a paragraph around text.
    static let openingTag: StaticString = "<span>"

    init(_ html: HTML) {
        let source = String(validating: html.bytes, as: UTF8.self) == nil ? Self.repaired(html.bytes) : html.bytes
        bytes.reserveCapacity(source.count + source.count / 16 + 64)
        append(Self.openingTag)
        append(source)
        append("<!--")
        bytes += RawHTMLMarks.standIn
        append(RawHTMLMarks.endOfFragment)
        append("-->")
    }

    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ source: [UInt8]) {
        var copied = 0
        var index = 0
        while index < source.count {
            guard let found = Self.substitute(in: source, at: index) else {
                index += 1
                continue
            }
            bytes += source[copied..<index]
            bytes += found.bytes
            index += found.length
            copied = index
        }
        bytes += source[copied...]
    }

    /// What takes the place of the bytes at an index, and how many of them; `nil` where they stay.
    private static func substitute(in source: [UInt8], at index: Int) -> (bytes: [UInt8], length: Int)? {
        switch source[index] {
        case HTML.rootMarker:
            return (RawHTMLMarks.standIn, 1)
        case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20:
            return (RawHTMLMarks.replacement, 1)
        case 0xEF where source[index...].starts(with: RawHTMLMarks.standIn):
            return (RawHTMLMarks.replacement, RawHTMLMarks.standIn.count)
        case UInt8(ascii: "&"):
            // Replaced, not removed: what stands around a removed reference could form another.
            return lengthOfUnusableReference(in: source, at: index).map { (RawHTMLMarks.replacement, $0) }
        default:
            return nil
        }
    }

    /// The length of a character reference to the stand-in, or to what HTML forbids, such as `&#0;`, at which libxml2
    /// would cut the text off.
    private static func lengthOfUnusableReference(in source: [UInt8], at start: Int) -> Int? {
        var index = start + 1
        guard index < source.count, source[index] == UInt8(ascii: "#") else { return nil }
        index += 1
        var radix: UInt32 = 10
        if index < source.count, source[index] | 0x20 == UInt8(ascii: "x") {
            radix = 16
            index += 1
        }
        let firstDigit = index
        var value: UInt32 = 0
        while index < source.count, let digit = digit(source[index]), digit < radix {
            value = min(value * radix + digit, 0x110000)
            index += 1
        }
        guard index > firstDigit, !isUsable(value) else { return nil }
        if index < source.count, source[index] == UInt8(ascii: ";") { index += 1 }
        return index - start
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static func isUsable(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF, RawHTMLMarks.standInValue: false
        default: Unicode.Scalar(value) != nil
        }
    }
}
