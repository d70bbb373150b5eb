/// Addresses in running text (GitHub Flavored Markdown, 6.9).
enum Autolink {
    /// The address that a byte is part of: the colon of `https://`, the first letter of `www.`, the `@` of a mailbox.
    static func token(at index: Int, in bytes: Bytes) -> ProseRenderer.Token? {
        switch bytes[index] {
        case .colon: webAddress(colon: index, in: bytes)
        case UInt8(ascii: "w"): domainAddress(at: index, in: bytes)
        default: mailbox(at: index, in: bytes)
        }
    }

    private static func webAddress(colon: Int, in bytes: Bytes) -> ProseRenderer.Token? {
        guard bytes.spells("://", at: colon) else { return nil }
        for scheme in ["https", "http"] {
            let start = colon - scheme.utf8.count
            guard start >= 0, bytes[start..<colon].elementsEqual(scheme.utf8), isBoundary(before: start, in: bytes)
            else {
                continue
            }
            return link(start, domain: colon + 3, prefix: "", in: bytes)
        }
        return nil
    }

    private static func domainAddress(at start: Int, in bytes: Bytes) -> ProseRenderer.Token? {
        guard bytes.spells("www.", at: start), isBoundary(before: start, in: bytes) else { return nil }
        return link(start, domain: start, prefix: "http://", in: bytes)
    }

    private static func link(_ start: Int, domain: Int, prefix: String, in bytes: Bytes) -> ProseRenderer.Token? {
        let domainEnd = bytes[domain...].firstIndex { !$0.isLetterOrDigit && !"-_.".utf8.contains($0) && $0 < 0x80 }
        guard isDomain(bytes[domain..<(domainEnd ?? bytes.count)]) else { return nil }
        let limit = bytes[domain...].firstIndex { $0.isWhitespace || $0 == .lessThan || $0 < 0x20 } ?? bytes.count
        let end = withoutPunctuation(domain..<limit, in: bytes)
        guard end > domain else { return nil }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return .init(range: start..<end, html: "<a class=\"external\" href=\"\(prefix + text)\">\(text)</a>")
    }

    /// Segments between periods; no underscore in the last two; at least one period.
    private static func isDomain(_ domain: Slice<Bytes>) -> Bool {
        var domain = domain
        while domain.last == UInt8(ascii: ".") { domain.removeLast() }
        let segments = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return segments.count > 1 && segments.allSatisfy { !$0.isEmpty }
            && segments.suffix(2).allSatisfy { !$0.contains(UInt8(ascii: "_")) }
    }

    /// Trailing punctuation belongs to the sentence, and so does a parenthesis that the address does not open.
    private static func withoutPunctuation(_ range: Range<Int>, in bytes: Bytes) -> Int {
        var end = range.upperBound
        var surplus = bytes[range].reduce(0) { $0 + ($1 == UInt8(ascii: ")") ? 1 : $1 == UInt8(ascii: "(") ? -1 : 0) }
        while end > range.lowerBound {
            let last = bytes[end - 1]
            if last == UInt8(ascii: ")"), surplus > 0 {
                surplus -= 1
            } else if last == UInt8(ascii: ";") {
                end = withoutEntity(range.lowerBound..<end, in: bytes)
                continue
            } else if !"?!.,:*_~'\"".utf8.contains(last) {
                break
            }
            end -= 1
        }
        return end
    }

    /// What looks like an entity at the end is none of the address; a semicolon alone is punctuation.
    private static func withoutEntity(_ range: Range<Int>, in bytes: Bytes) -> Int {
        var start = range.upperBound - 1
        while start > range.lowerBound, bytes[start - 1].isLetterOrDigit { start -= 1 }
        let isEntity = start > range.lowerBound && start < range.upperBound - 1 && bytes[start - 1] == UInt8(ascii: "&")
        return isEntity ? start - 1 : range.upperBound - 1
    }

    private static func mailbox(at sign: Int, in bytes: Bytes) -> ProseRenderer.Token? {
        var start = sign
        while start > 0, bytes[start - 1].isLetterOrDigit || ".-_+".utf8.contains(bytes[start - 1]) { start -= 1 }
        var end = sign + 1
        while end < bytes.count, bytes[end].isLetterOrDigit || ".-_".utf8.contains(bytes[end]) { end += 1 }
        while end > sign + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let domain = bytes[(sign + 1)..<end]
        guard start < sign, domain.contains(UInt8(ascii: ".")), let last = domain.last, last != .hyphen,
            last != UInt8(ascii: "_")
        else { return nil }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return .init(range: start..<end, html: "<a class=\"external\" href=\"mailto:\(text)\">\(text)</a>")
    }

    private static func isBoundary(before index: Int, in bytes: Bytes) -> Bool {
        index == 0 || bytes[index - 1].isWhitespace || "*_~(".utf8.contains(bytes[index - 1]) || bytes[index - 1] < 0x20
    }
}
