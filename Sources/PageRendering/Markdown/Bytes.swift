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
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")

    var isBlank: Bool { self == .space || self == .tab }

    /// Whether the byte can stand in the delimiter row of a table.
    var isOfDelimiterRow: Bool {
        self == .pipe || self == .hyphen || self == .colon || self == UInt8(ascii: "+") || isBlank
            || self == .carriageReturn
    }

    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetterOrDigit: Bool { isLetter || isDigit }
    var isWhitespace: Bool { isBlank || self == .newline || self == .carriageReturn || self == 0x0B || self == 0x0C }
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
