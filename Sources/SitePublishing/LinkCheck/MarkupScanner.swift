import Foundation

/// Finds what the tags of a finished page name: its ids, and the addresses of what it links to and loads.
///
/// Every page is read for this on every build, so it must cost next to nothing: `memchr` skips all text, and of a tag only
/// its attributes are told apart. It reads any HTML or SVG that a theme may hold, but corrects nothing.
enum MarkupScanner {
    enum Attribute {
        case id
        /// One address.
        case address
        /// Addresses of pictures with their sizes, between commas.
        case addresses
    }

    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Hands each value over as it stands in the markup, entities and all.
    ///
    /// Made for each type of taker by itself: a closure would be retained and released for every tag.
    static func scan(_ markup: Bytes, into taker: inout some AttributeTaker) {
        guard var next = markup.baseAddress else { return }
        let end = next + markup.count
        while let tag = find(UInt8(ascii: "<"), next, end) {
            next = tag + 1
            guard next < end else { return }
            switch next.pointee {
            case UInt8(ascii: "!"): next = skipDeclaration(next, end)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                let name = next
                next = skipName(next, end)
                let length = next - name
                next = readAttributes(next, end, &taker)
                if isRawText(name, length) { next = skipRawText(name, length, next, end) }
            default: next = find(UInt8(ascii: ">"), next, end) ?? end
            }
        }
    }

    private typealias Pointer = UnsafePointer<UInt8>

    private static func find(_ byte: UInt8, _ start: Pointer, _ end: Pointer) -> Pointer? {
        memchr(start, Int32(byte), end - start).map { start + (UnsafeRawPointer($0) - UnsafeRawPointer(start)) }
    }

    /// A comment, or the type of the document.
    private static func skipDeclaration(_ start: Pointer, _ end: Pointer) -> Pointer {
        guard end - start > 3, start[1] == UInt8(ascii: "-"), start[2] == UInt8(ascii: "-") else {
            return find(UInt8(ascii: ">"), start, end) ?? end
        }
        var next = start + 3
        while let close = find(UInt8(ascii: ">"), next, end) {
            if close[-1] == UInt8(ascii: "-"), close[-2] == UInt8(ascii: "-") { return close + 1 }
            next = close + 1
        }
        return end
    }

    private static func skipName(_ start: Pointer, _ end: Pointer) -> Pointer {
        var next = start
        while next < end, next.pointee > UInt8(ascii: " "), next.pointee != UInt8(ascii: ">"),
            next.pointee != UInt8(ascii: "/")
        {
            next += 1
        }
        return next
    }

    /// - Returns: Where the tag has ended.
    private static func readAttributes(
        _ start: Pointer, _ end: Pointer, _ taker: inout some AttributeTaker
    ) -> Pointer {
        var next = start
        var name = start
        while next < end {
            switch next.pointee {
            case UInt8(ascii: ">"): return next + 1
            case UInt8(ascii: "="):
                let attribute = attribute(name, next - name)
                let (value, rest) = readValue(next + 1, end)
                if let attribute { taker.take(attribute, value) }
                next = rest
                name = rest
            case ...UInt8(ascii: " "), UInt8(ascii: "/"):
                next += 1
                name = next
            default: next += 1
            }
        }
        return end
    }

    private static func readValue(_ start: Pointer, _ end: Pointer) -> (value: Bytes, rest: Pointer) {
        guard start < end else { return (Bytes(start: start, count: 0), end) }
        let quote = start.pointee
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let close = find(quote, start + 1, end) ?? end
            return (Bytes(start: start + 1, count: close - start - 1), min(close + 1, end))
        }
        var next = start
        while next < end, next.pointee > UInt8(ascii: " "), next.pointee != UInt8(ascii: ">") { next += 1 }
        return (Bytes(start: start, count: next - start), next)
    }

    private static func attribute(_ name: Pointer, _ length: Int) -> Attribute? {
        switch length {
        case 2: isEqual(name, "id") ? .id : nil
        case 3: isEqual(name, "src") ? .address : nil
        case 4: isEqual(name, "href") || isEqual(name, "data") ? .address : nil
        case 6:
            isEqual(name, "srcset") ? .addresses : isEqual(name, "poster") ? .address : nil
        // Where a form goes is answered by the host: it is no file of the site.
        case 10: isEqual(name, "xlink:href") ? .address : nil
        default: nil
        }
    }

    private static func isEqual(_ name: Pointer, _ word: StaticString) -> Bool {
        memcmp(name, word.utf8Start, word.utf8CodeUnitCount) == 0
    }

    /// Whether what an element holds is no markup.
    private static func isRawText(_ name: Pointer, _ length: Int) -> Bool {
        length == 6 && isEqual(name, "script") || length == 5 && isEqual(name, "style")
    }

    private static func skipRawText(_ name: Pointer, _ length: Int, _ start: Pointer, _ end: Pointer) -> Pointer {
        var next = start
        while let tag = find(UInt8(ascii: "<"), next, end) {
            if end - tag > length + 2, tag[1] == UInt8(ascii: "/"), memcmp(tag + 2, name, length) == 0 { return tag }
            next = tag + 1
        }
        return end
    }
}

/// Takes what the tags of a page name.
protocol AttributeTaker {
    mutating func take(_ attribute: MarkupScanner.Attribute, _ value: MarkupScanner.Bytes)
}

/// The text that an attribute's value stands for: the references to characters that generators and editors write.
func decodedValue(_ value: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: value, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&#39;", with: "'").replacing("&#x27;", with: "'").replacing("&amp;", with: "&")
}
