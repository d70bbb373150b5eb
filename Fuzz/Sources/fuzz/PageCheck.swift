/// Reads a page as a browser's tokenizer would, and ends the process where it holds what must not get in.
///
/// Made without the project's own reader of HTML, which could overlook what it let through.
struct PageCheck {
    private let bytes: [UInt8]
    private var index = 0
    private var open: [String] = []

    /// Checks that a page is UTF-8 without control characters, that every tag is of an element and with attributes that may
    /// stand in a page, that addresses run nothing, and that elements are ended in the order in which they are opened.
    static func check(_ page: [UInt8]) {
        require(String(validating: page, as: UTF8.self) != nil, "a page that is no UTF-8")
        if let control = page.firstIndex(where: { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) || $0 == 0x7F }) {
            fatalError("a control character: \(excerpt(of: page, at: control))")
        }
        var check = PageCheck(bytes: page)
        check.run()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func run() {
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            if take("/") {
                let name = name()
                require(take(">"), "an end tag with more than a name: \(excerpt)")
                require(open.popLast() == name, "'\(name)' ends what is not open: \(excerpt)")
            } else {
                readStartTag()
            }
        }
        require(open.isEmpty, "elements that are not ended: \(open)")
    }

    private mutating func readStartTag() {
        let name = name()
        require(Self.elements.contains(name), "an element that may not stand in a page: '\(name)' \(excerpt)")
        var seen: Set<String> = []
        while true {
            skipBlanks()
            if take("/>") {
                require(Self.void.contains(name) || open.contains("svg"), "'\(name)' does not end by itself")
                return
            }
            if take(">") { break }
            let attribute = self.name()
            require(!attribute.isEmpty, "a tag that goes wrong: \(excerpt)")
            require(seen.insert(attribute).inserted, "an attribute twice: \(excerpt)")
            check(attribute, value: take("=") ? value() : nil)
        }
        if !Self.void.contains(name) { open.append(name) }
    }

    private func check(_ attribute: String, value: String?) {
        require(
            !attribute.hasPrefix("on") && !Self.forbidden.contains(attribute),
            "an attribute that may not stand in a page: \(excerpt)")
        guard let value, Self.addresses.contains(attribute) else { return }
        // A browser drops blanks and controls before it looks for the scheme.
        let address = value.unicodeScalars.filter { $0.value > 0x20 }
        guard let colon = address.firstIndex(of: ":"),
            !address[..<colon].contains(where: { "/?#".unicodeScalars.contains($0) })
        else {
            require(!value.hasPrefix("//") && !value.hasPrefix("\\"), "an address of an unnamed host: \(excerpt)")
            return
        }
        let scheme = String(String.UnicodeScalarView(address[..<colon])).lowercased()
        require(["http", "https", "mailto"].contains(scheme), "an address that may run: \(excerpt)")
    }

    // MARK: Reading

    private mutating func name() -> String {
        let start = index
        while index < bytes.count, Self.isOfName(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// The value of an attribute, which always stands in double quotes, with its references resolved.
    private mutating func value() -> String {
        require(take("\""), "a value without quotes: \(excerpt)")
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) else {
            fatalError("an open value: \(excerpt)")
        }
        var value = String(decoding: bytes[index..<end], as: UTF8.self)
        index = end + 1
        for (reference, text) in [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&amp;", "&")] {
            value = value.replacing(reference, with: text)
        }
        return value
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let isThere = text.withUTF8Buffer { bytes[index...].starts(with: $0) }
        if isThere { index += text.utf8CodeUnitCount }
        return isThere
    }

    private mutating func skipBlanks() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private var excerpt: String { Self.excerpt(of: bytes, at: index) }

    private static func excerpt(of bytes: [UInt8], at index: Int) -> String {
        String(decoding: bytes[max(0, index - 120)..<min(bytes.count, index + 40)], as: UTF8.self)
    }

    // MARK: What may stand in a page

    private static let elements = Set(
        """
        a abbr aside b bdi bdo blockquote br button caption cite code col colgroup dd del details dfn div dl dt em figcaption \
        figure form h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li main mark nav ol option p pre q s samp section \
        select small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr \
        svg g rect path line text tspan title desc polygon polyline circle ellipse marker defs
        """.split(separator: " ").map(String.init))

    private static let void: Set<String> = ["br", "col", "hr", "img", "input", "wbr"]

    /// Attributes that hold script, style or other pages.
    private static let forbidden: Set<String> = [
        "style", "srcdoc", "srcset", "formaction", "ping", "background", "poster", "data", "manifest", "http-equiv",
        "xmlns:xlink", "xml:base", "attributename", "from", "to", "values", "begin",
    ]

    private static let addresses: Set<String> = ["href", "src", "action", "cite", "xlink:href"]
}
