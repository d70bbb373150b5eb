import LinkResolution

/// Writes JSON as bytes, with keys in the order of the calls: the same values give the same bytes.
public struct JSONWriter {
    /// Whether line breaks and spaces make the text readable, or are left out.
    public enum Layout {
        case indented, compact
        /// Compact, with a line for each member of the document and for each element of an array that is no mere value.
        case lines
    }

    private(set) var bytes: [UInt8] = []
    private let layout: Layout
    private var depth = 0
    /// Whether the next value is the first of its object or array.
    private var isFirst = true

    private init(_ layout: Layout) {
        self.layout = layout
    }

    /// The bytes of a document that is an object; indented, they end the line.
    public static func document(_ layout: Layout = .indented, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.object(write)
        if layout != .compact { writer.bytes.append(UInt8(ascii: "\n")) }
        return writer.bytes
    }

    // MARK: Members of an object; those without a value are left out

    public mutating func member(_ key: String, _ text: String?) {
        guard let text else { return }
        begin(key)
        string(text)
    }

    public mutating func member(_ key: String, _ number: Int?) {
        guard let number else { return }
        begin(key)
        bytes += String(number).utf8
    }

    mutating func member(_ key: String, _ flag: Bool) {
        begin(key)
        bytes += (flag ? "true" : "false").utf8
    }

    mutating func member(_ key: String, _ texts: [String]) {
        array(key, of: texts) { $0.value($1) }
    }

    /// Text in UTF-8.
    public mutating func member(_ key: String, _ text: [UInt8]) {
        begin(key)
        string(text)
    }

    /// HTML as text. The marker in its links stands there as any control character does.
    mutating func member(_ key: String, _ html: HTML) {
        begin(key)
        string(html.bytes)
    }

    /// The path of a page or file from the site's root, as links have it.
    mutating func member(_ key: String, _ address: Address?) { member(key, address?.encoded) }

    mutating func object(_ key: String, _ write: (inout JSONWriter) -> Void) {
        begin(key)
        object(write)
    }

    /// An array of objects.
    mutating func objects<Element>(
        _ key: String, of elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        array(key, of: elements) { json, element in
            json.separate(isContainer: true)
            json.object { write(&$0, element) }
        }
    }

    /// An array of what is written for each element: a value or an array.
    public mutating func array<Element>(
        _ key: String, of elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        begin(key)
        array { json in
            for element in elements { write(&json, element) }
        }
    }

    // MARK: Values in an array

    public mutating func value(_ text: String) {
        separate()
        string(text)
    }

    /// Text in UTF-8.
    public mutating func value(_ text: ArraySlice<UInt8>) {
        separate()
        string(text)
    }

    public mutating func value(_ number: Int) {
        separate()
        bytes += String(number).utf8
    }

    /// An array of what is written.
    public mutating func value(_ write: (inout JSONWriter) -> Void) {
        separate(isContainer: true)
        array(write)
    }

    // MARK: Values

    private mutating func object(_ write: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), write)
    }

    private mutating func array(_ write: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "["), UInt8(ascii: "]"), write)
    }

    private mutating func begin(_ key: String) {
        separate()
        string(key)
        bytes += (layout == .indented ? ": " : ":").utf8
    }

    private mutating func enclose(_ opening: UInt8, _ closing: UInt8, _ write: (inout JSONWriter) -> Void) {
        bytes.append(opening)
        depth += 1
        isFirst = true
        write(&self)
        depth -= 1
        if !isFirst, layout == .indented || depth == 0 { startLine() }
        isFirst = false
        bytes.append(closing)
    }

    private mutating func separate(isContainer: Bool = false) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        if layout == .indented || isContainer || depth == 1 { startLine() }
    }

    private mutating func startLine() {
        guard layout != .compact else { return }
        bytes.append(UInt8(ascii: "\n"))
        guard layout == .indented else { return }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// RFC 8259, section 7: quotation marks, backslashes and control characters are escaped.
    private mutating func string(_ text: String) {
        string(text.utf8)
    }

    private mutating func string(_ text: some Collection<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var rest = text[...]
        while let place = rest.firstIndex(where: { $0 < 0x20 || $0 == .quote || $0 == .backslash }) {
            bytes.append(contentsOf: rest[..<place])
            let byte = rest[place]
            switch byte {
            case .quote, .backslash: bytes += [.backslash, byte]
            case .newline: bytes += "\\n".utf8
            default: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
            }
            rest = rest[rest.index(after: place)...]
        }
        bytes.append(contentsOf: rest)
        bytes.append(UInt8(ascii: "\""))
    }
}
