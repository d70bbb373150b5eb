import LinkResolution

/// HTML as bytes. Literals are markup, interpolated text is escaped, interpolated HTML and addresses are not:
///
/// ```swift
/// html += "<a href=\"\(address)\">\(name)</a>"
/// ```
///
/// An address is written as a path from the site's root behind a marker that `PageShell` replaces by the way from the
/// page to the root. So a fragment fits every page, and is rendered once however many pages show it.
public struct HTML: Sendable, Hashable {
    /// The bytes, UTF-8.
    public private(set) var bytes: [UInt8] = []

    /// Stands where a link's way to the root belongs. No text can contain it: see `append(text:)`.
    static let rootMarker: UInt8 = 0x01

    public init() {}

    /// Bytes that are markup already.
    init(markup: some Collection<UInt8>) {
        bytes = Array(markup)
    }

    public var isEmpty: Bool { bytes.isEmpty }

    /// Makes room for as many bytes as are likely to come.
    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    /// The content of a fragment that is one paragraph; any other fragment as it is.
    var withoutParagraph: HTML {
        let opening = Array("<p>".utf8)
        let closing = Array("</p>\n".utf8)
        guard bytes.starts(with: opening), bytes.reversed().starts(with: closing.reversed()) else { return self }
        var inner = HTML()
        inner.bytes = Array(bytes.dropFirst(opening.count).dropLast(closing.count))
        // Paragraphs don't nest, so an end tag inside tells that there were several blocks.
        return inner.bytes.firstRange(of: Array("</p>".utf8)) == nil ? inner : self
    }

    public static func += (left: inout HTML, right: HTML) {
        left.bytes += right.bytes
    }

    /// Appends markup as it is.
    mutating func append(markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes that are markup already.
    mutating func append(markup: some Collection<UInt8>) {
        bytes.append(contentsOf: markup)
    }

    /// Appends bytes that are markup already.
    mutating func append(markup: Bytes) {
        bytes.append(contentsOf: markup)
    }

    /// Appends text: what means something in HTML is escaped, control characters that HTML forbids are replaced.
    mutating func append(text: Bytes) {
        var start = 0
        Self.isSpecial.withUnsafeBufferPointer { isSpecial in
            for index in text.indices where isSpecial[Int(text[index])] {
                guard let (replacement, length) = Self.replacement(at: index, in: text) else { continue }
                append(markup: text.part(start..<index))
                append(markup: replacement)
                start = index + length
            }
        }
        append(markup: text.part(start..<text.count))
    }

    /// What stands for a byte that is special, and how many bytes it takes the place of.
    static func replacement(at index: Int, in text: Bytes) -> (markup: StaticString, length: Int)? {
        switch text[index] {
        case UInt8(ascii: "&"): ("&amp;", 1)
        case UInt8(ascii: "<"): ("&lt;", 1)
        case UInt8(ascii: ">"): ("&gt;", 1)
        case UInt8(ascii: "\""): ("&quot;", 1)
        // U+0080 to U+009F, two bytes in UTF-8.
        case 0xC2: index + 1 < text.count && text[index + 1] < 0xA0 ? ("\u{FFFD}", 2) : nil
        default: ("\u{FFFD}", 1)
        }
    }

    /// The fragment as another page shows it: without its anchors, and what led to its own page leads there.
    func quoted(from page: Address) -> HTML {
        let id = Array(" id=\"".utf8)
        let href = Array(" href=\"#".utf8)
        var quoted = HTML()
        var written = 0
        var index = 0
        // Text has no quotation marks that are not escaped, so what is found stands in a tag.
        while let found = bytes[index...].firstIndex(of: UInt8(ascii: " ")) {
            index = found + 1
            if bytes[found...].starts(with: id) {
                quoted.append(markup: bytes[written..<found])
                let value = bytes[(found + id.count)...]
                written = (value.firstIndex(of: UInt8(ascii: "\"")) ?? value.endIndex - 1) + 1
                index = written
            } else if bytes[found...].starts(with: href) {
                quoted.append(markup: bytes[written..<found])
                quoted += " href=\"\(page)"
                written = found + href.count - 1
            }
        }
        quoted.append(markup: bytes[written...])
        return quoted
    }

    /// The bytes that text may not hold as they are: what means something in HTML, and control characters.
    static let isSpecial: [Bool] = (0...255).map { byte in
        switch UInt8(byte) {
        case 0x09, 0x0A, 0x0D: false
        case 0x00..<0x20, 0x7F, 0xC2, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: false
        }
    }

    /// Ends the line, unless one has just begun.
    mutating func startLine() {
        if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }

    /// Appends text.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(text: $0) }
    }

    /// Appends a number.
    mutating func append(number: Int) {
        if (0...9).contains(number) {
            bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    /// Appends an address of the site, as the value of an attribute.
    mutating func append(_ address: Address) {
        bytes.append(Self.rootMarker)
        append(text: address.encoded)
    }

    /// The address of a page of another site, as the value of an attribute.
    static func href(ofOtherSite url: String) -> HTML {
        var html = HTML()
        if leadsBeside(url) { html.bytes.append(rootMarker) }
        html.append(text: urlEncoded(url))
        return html
    }
}

extension HTML: ExpressibleByStringInterpolation {
    public init(stringLiteral literal: String) {
        bytes = Array(literal.utf8)
    }

    public init(stringInterpolation interpolation: Interpolation) {
        self = interpolation.html
    }

    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var html = HTML()

        public init(literalCapacity: Int, interpolationCount: Int) {
            html.bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        public mutating func appendLiteral(_ literal: String) {
            html.bytes.append(contentsOf: literal.utf8)
        }

        public mutating func appendInterpolation(_ text: String) {
            html.append(text: text)
        }

        public mutating func appendInterpolation(_ number: Int) {
            html.append(number: number)
        }

        public mutating func appendInterpolation(_ address: Address) {
            html.append(address)
        }

        public mutating func appendInterpolation(_ other: HTML) {
            html += other
        }
    }
}

extension Sequence<HTML> {
    /// The fragments one after another with a separator between them.
    func joined(separator: HTML) -> HTML {
        var joined = HTML()
        for (index, part) in enumerated() {
            if index > 0 { joined += separator }
            joined += part
        }
        return joined
    }
}
