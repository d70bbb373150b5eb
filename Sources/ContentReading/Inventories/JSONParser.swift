import Diagnostics

/// Reads JSON (RFC 8259) from bytes that are UTF-8. What comes from elsewhere is not trusted: how deep values nest is limited.
struct JSONParser {
    /// Why a text is no JSON, and where.
    struct Problem: Error {
        let summary: String
        let offset: Int
    }

    private let bytes: [UInt8]
    private var index: Int
    private static let mostLevels = 32

    /// The value that a document is.
    ///
    /// - Throws: `Problem`.
    static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(level: 0)
        parser.skipBlanks()
        if parser.index < bytes.count { throw parser.problem("there is something behind the end of the document") }
        return value
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    private func problem(_ summary: String) -> Problem { Problem(summary: summary, offset: min(index, bytes.count)) }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        index += 1
        return true
    }

    private mutating func value(level: Int) throws(Problem) -> JSONValue {
        skipBlanks()
        guard level < Self.mostLevels else { throw problem("values are nested too deep") }
        let start = index
        let kind: JSONValue.Kind
        switch byte {
        case UInt8(ascii: "{"): kind = .object(try members(level: level))
        case UInt8(ascii: "["): kind = .array(try elements(level: level))
        case UInt8(ascii: "\""): kind = .text(try text())
        case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): kind = .number(try number())
        case nil: throw problem("the document ends too early")
        default:
            guard
                let word = [("true", JSONValue.Kind.flag(true)), ("false", .flag(false)), ("null", .null)]
                    .first(where: { bytes[start...].starts(with: $0.0.utf8) })
            else { throw problem("a value is expected here") }
            index += word.0.utf8.count
            kind = word.1
        }
        return JSONValue(kind: kind, offset: start)
    }

    private mutating func members(level: Int) throws(Problem) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        index += 1
        skipBlanks()
        if take(UInt8(ascii: "}")) { return [] }
        while true {
            skipBlanks()
            guard byte == UInt8(ascii: "\"") else { throw problem("a key in quotation marks is expected here") }
            let key = try text()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw problem("a colon is expected here") }
            members.append(.init(key: key, value: try value(level: level + 1)))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw problem("a comma or the end of the object is expected here") }
        }
    }

    private mutating func elements(level: Int) throws(Problem) -> [JSONValue] {
        var elements: [JSONValue] = []
        index += 1
        skipBlanks()
        if take(UInt8(ascii: "]")) { return [] }
        while true {
            elements.append(try value(level: level + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw problem("a comma or the end of the array is expected here") }
        }
    }

    private mutating func number() throws(Problem) -> String {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let first = index
        try skipDigits()
        if bytes[first] == UInt8(ascii: "0"), index > first + 1 { throw problem("a number does not begin with 0") }
        if take(UInt8(ascii: ".")) { try skipDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try skipDigits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipDigits() throws(Problem) {
        let start = index
        while let byte, isDigit(byte) { index += 1 }
        if index == start { throw problem("a digit is expected here") }
    }

    // MARK: Text

    private mutating func text() throws(Problem) -> String {
        index += 1
        let start = index
        // Nearly all texts hold nothing that is escaped.
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        if byte == UInt8(ascii: "\"") {
            index += 1
            return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
        }
        var text = Array(bytes[start..<index])
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += String(try escaped()).utf8
            case 0..<0x20: throw problem("a control character stands in a text")
            default:
                text.append(byte)
                index += 1
            }
        }
        throw problem("a text is not closed")
    }

    private mutating func escaped() throws(Problem) -> Unicode.Scalar {
        index += 1
        let letter = byte
        index += 1
        switch letter {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar()
        default:
            index -= 2
            throw problem("no character is written so")
        }
    }

    /// The character behind `\u`: two codes for what lies beyond the Basic Multilingual Plane.
    private mutating func scalar() throws(Problem) -> Unicode.Scalar {
        let unit = try unit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if (0xD800..<0xDC00).contains(unit), bytes[index...].starts(with: "\\u".utf8) {
            index += 2
            let low = try self.unit()
            if (0xDC00..<0xE000).contains(low) {
                let code = 0x10000 + (UInt32(unit - 0xD800) << 10) + UInt32(low - 0xDC00)
                if let scalar = Unicode.Scalar(code) { return scalar }
            }
        }
        throw problem("half a character stands alone")
    }

    private mutating func unit() throws(Problem) -> UInt16 {
        let digits = bytes[min(index, bytes.count)...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("four hexadecimal digits are expected here") }
        index += 4
        return unit
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
