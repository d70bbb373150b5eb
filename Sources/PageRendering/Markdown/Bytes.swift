extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let pipe = UInt8(ascii: "|")
    static let hyphen = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let hash = UInt8(ascii: "#")
    static let backslash = UInt8(ascii: "\\")
    static let backtick = UInt8(ascii: "`")
    static let tilde = UInt8(ascii: "~")
    static let caret = UInt8(ascii: "^")
    static let lessThan = UInt8(ascii: "<")
    static let greaterThan = UInt8(ascii: ">")
    static let quote = UInt8(ascii: "\"")
    static let ampersand = UInt8(ascii: "&")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")

    /// A space or a tab.
    var isBlank: Bool { self == .space || self == .tab }

    /// Whether the byte can stand in the delimiter row of a table.
    var isOfDelimiterRow: Bool {
        self == .pipe || self == .hyphen || self == .colon || self == UInt8(ascii: "+") || isBlank
            || self == .carriageReturn
    }

    /// A letter of ASCII, as all that follows is about ASCII.
    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
    var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetterOrDigit: Bool { isLetter || isDigit }
    /// Letters and digits, what joins them, and every byte of a character beyond ASCII.
    var isPartOfWord: Bool { isLetterOrDigit || self == .hyphen || self == UInt8(ascii: "_") || self >= 0x80 }
    /// A space, or one of the controls from tab to carriage return.
    var isWhitespace: Bool { self == .space || (0x09...0x0D).contains(self) }
}

/// Bytes that lie elsewhere, as in libcmark's memory.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// Whether a text stands at an index.
    func spells(_ text: StaticString, at index: Int) -> Bool {
        guard count - index >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in text.indices.allSatisfy { self[index + $0] == text[$0] } }
    }

    /// A part of the bytes.
    func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }
}

extension ArraySlice<UInt8> {
    /// Without white space at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = drop(while: \.isWhitespace)
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return slice
    }

    /// What stands before a line's own content: indentation and the marks of quotations.
    var containerPrefix: ArraySlice<UInt8> { prefix { $0.isBlank || $0 == .greaterThan } }

    /// A line's own content, after indentation and the marks of quotations.
    var afterContainers: ArraySlice<UInt8> { dropFirst(containerPrefix.count) }
}
