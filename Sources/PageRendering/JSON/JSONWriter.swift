import LinkResolution

/// Writes JSON as bytes, indented, with keys in the order of the calls: the same values give the same bytes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var depth = 0
    /// Whether the next value is the first of its object or array.
    private var isFirst = true

    /// The bytes of a document that is an object.
    static func document(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(write)
        writer.bytes.append(UInt8(ascii: "\n"))
        return writer.bytes
    }

    // MARK: Members of an object; those without a value are left out

    mutating func member(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        begin(key)
        string(text)
    }

    mutating func member(_ key: StaticString, _ number: Int?) {
        guard let number else { return }
        begin(key)
        bytes += String(number).utf8
    }

    mutating func member(_ key: StaticString, _ flag: Bool) {
        begin(key)
        bytes += (flag ? "true" : "false").utf8
    }

    mutating func member(_ key: StaticString, _ texts: [String]) {
        array(key, of: texts) { json, text in json.string(text) }
    }

    /// The path of a page or file from the site's root, as links have it.
    mutating func member(_ key: StaticString, _ address: Address?) { member(key, address?.encoded) }

    mutating func object(_ key: StaticString, _ write: (inout JSONWriter) -> Void) {
        begin(key)
        object(write)
    }

    /// An array of objects.
    mutating func objects<Element>(
        _ key: StaticString, of elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        array(key, of: elements) { json, element in json.object { write(&$0, element) } }
    }

    private mutating func array<Element>(
        _ key: StaticString, of elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        begin(key)
        enclose(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
            for element in elements {
                json.separate()
                write(&json, element)
            }
        }
    }

    // MARK: Values

    private mutating func object(_ write: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), write)
    }

    private mutating func begin(_ key: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes += "\": ".utf8
    }

    private mutating func enclose(_ opening: UInt8, _ closing: UInt8, _ write: (inout JSONWriter) -> Void) {
        bytes.append(opening)
        depth += 1
        isFirst = true
        write(&self)
        depth -= 1
        if !isFirst { startLine() }
        isFirst = false
        bytes.append(closing)
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        startLine()
    }

    private mutating func startLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// RFC 8259, section 7: quotation marks, backslashes and control characters are escaped.
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case 0x00..<0x20: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
