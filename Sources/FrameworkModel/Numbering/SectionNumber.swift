/// Reads the numbers that authors write, and counts on from them.
///
/// A number's parts are separated by periods; a part is a number, or letters for a number that a draft does not have
/// yet (`X`, `3.YY4.4`), or an appendix (`E.1`).
public enum SectionNumber {
    /// A number at the beginning of a heading.
    public struct Prefix: Sendable, Equatable {
        public let number: String
        /// How many bytes of the heading it takes, with a volume before it (`2:3.18.1`), without the blanks behind.
        public let length: Int
    }

    /// The number that a heading begins with: two parts at least, or the number of the chapter itself.
    ///
    /// - Parameter chapter: The number of the chapter that the heading stands in.
    public static func prefix(of heading: String, in chapter: String) -> Prefix? {
        let bytes = Array(heading.utf8)
        var start = 0
        if bytes.count > 2, (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(bytes[0]), bytes[1] == UInt8(ascii: ":") {
            start = 2
        }
        var end = start
        var parts = 0
        while end < bytes.count {
            let part = bytes[end...].prefix(while: isPart)
            guard !part.isEmpty, part.count <= 4 else { break }
            parts += 1
            end = part.endIndex
            guard end < bytes.count, bytes[end] == period else { break }
            end += 1
        }
        // A period behind the last part is a slip, and no part of the number.
        var numberEnd = end
        while numberEnd > start, bytes[numberEnd - 1] == period { numberEnd -= 1 }
        guard numberEnd > start, end == bytes.count || bytes[end] == UInt8(ascii: " ") else { return nil }
        let number = String(decoding: bytes[start..<numberEnd], as: UTF8.self)
        guard number == chapter || (parts > 1 && looksLikeNumber(number, in: chapter)) else { return nil }
        return Prefix(number: number, length: end)
    }

    /// The number of the next section after one of the same parent; `nil` where the last part is no number.
    public static func lastPart(of number: String) -> Int? {
        number.split(separator: ".").last.flatMap { Int($0) }
    }

    /// `U.S.` is none: one of the parts is a number, or it begins as the chapter does.
    private static func looksLikeNumber(_ number: String, in chapter: String) -> Bool {
        number.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            || number.hasPrefix(chapter + ".")
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static let period = UInt8(ascii: ".")
}
