/// Numbers as printable ASCII, small ones short, in an alphabet that needs no escapes in a script: a browser reads them
/// fast, and gzip makes as little of them as of bytes.
///
/// A digit is one of 93 characters, from the space on without the quotation mark and the backslash. Digits up to 61 are
/// numbers; a higher one tells how many digits follow.
struct NumberText {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    static func += (left: inout NumberText, right: NumberText) { left.bytes += right.bytes }

    mutating func append(_ number: Int) {
        var rest = number
        if rest < Self.oneDigit { return appendDigit(rest) }
        rest -= Self.oneDigit
        if rest < Self.twoDigits * Self.base {
            appendDigit(Self.oneDigit + rest / Self.base)
            return appendDigit(rest % Self.base)
        }
        rest -= Self.twoDigits * Self.base
        if rest < Self.threeDigits * Self.base * Self.base {
            appendDigit(Self.oneDigit + Self.twoDigits + rest / (Self.base * Self.base))
        } else {
            rest -= Self.threeDigits * Self.base * Self.base
            appendDigit(Self.base - 1)
            appendDigit(rest / (Self.base * Self.base * Self.base) % Self.base)
            appendDigit(rest / (Self.base * Self.base) % Self.base)
            appendDigit(rest / Self.base % Self.base)
            return appendDigit(rest % Self.base)
        }
        appendDigit(rest / Self.base % Self.base)
        appendDigit(rest % Self.base)
    }

    private mutating func appendDigit(_ digit: Int) {
        var character = UInt8(digit) + 0x20
        if character >= UInt8(ascii: "\"") { character += 1 }
        if character >= UInt8(ascii: "\\") { character += 1 }
        bytes.append(character)
    }

    private static let base = 93
    private static let oneDigit = 62
    private static let twoDigits = 24
    private static let threeDigits = 6
}
