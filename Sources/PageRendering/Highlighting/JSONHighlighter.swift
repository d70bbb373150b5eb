extension CodeScanner {
    /// Marks the keys, strings, numbers and literals of JSON.
    mutating func highlightJSON() {
        while let byte = next {
            switch byte {
            case doubleQuote: highlightJSONString()
            case _ where byte == hyphen || byte.isDigit: highlightJSONNumber()
            case _ where byte.isOfJSONWord: highlightJSONWord()
            default: position += 1
            }
        }
    }

    private mutating func highlightJSONString() {
        let start = position
        skipJSONString()
        let close = position
        skip(while: \.isWhitespace)
        mark(next == colon ? .key : .string, start..<close)
    }

    /// A string that is not closed ends with its line.
    private mutating func skipJSONString() {
        position += 1
        while let byte = next, byte != newline {
            position += 1
            if byte == doubleQuote { return }
            if byte == backslash, let escaped = next, escaped != newline { position += 1 }
        }
    }

    private mutating func highlightJSONNumber() {
        let start = position
        skip("-")
        guard skip(while: \.isDigit) else { return }
        if next == fullStop, peek(1)?.isDigit == true {
            position += 1
            skip(while: \.isDigit)
        }
        skipJSONExponent()
        mark(.number, start..<position)
    }

    private mutating func skipJSONExponent() {
        let start = position
        guard skip("e") || skip("E") else { return }
        if !skip("+") { skip("-") }
        if !skip(while: \.isDigit) { position = start }
    }

    private mutating func highlightJSONWord() {
        let start = position
        skip(while: \.isOfJSONWord)
        let word = start..<position
        if spells("true", word) || spells("false", word) || spells("null", word) { mark(.literal, word) }
    }
}

extension UInt8 {
    /// Whether the byte is part of a word. JSON has three words only; what is put in instead is read as one, too.
    fileprivate var isOfJSONWord: Bool { isLetterOrDigit || self == UInt8(ascii: "_") || self >= 0x80 }
}

private let newline = UInt8(ascii: "\n")
private let hyphen = UInt8(ascii: "-")
private let colon = UInt8(ascii: ":")
private let backslash = UInt8(ascii: "\\")
private let doubleQuote = UInt8(ascii: "\"")
private let fullStop = UInt8(ascii: ".")
