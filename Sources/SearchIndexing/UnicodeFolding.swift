import Foundation

/// Characters beyond ASCII as readers type them: without diacritics, in lower case.
struct UnicodeFolding {
    enum Outcome {
        /// The letters or digits that stand for the character, in UTF-8.
        case letters([UInt8])
        /// It belongs to the word but has no letter of its own, as a combining accent.
        case nothing
        /// It joins words as a hyphen does.
        case hyphen
        case separator
    }

    private var known: [UInt32: Outcome] = [:]

    /// What a character becomes.
    mutating func fold(_ value: UInt32) -> Outcome {
        if let outcome = known[value] { return outcome }
        let outcome = Unicode.Scalar(value).map(Self.outcome) ?? .separator
        known[value] = outcome
        return outcome
    }

    private static func outcome(_ scalar: Unicode.Scalar) -> Outcome {
        switch scalar.value {
        case 0xAD, 0x200B...0x200D, 0x2060: return .nothing
        case 0x2010, 0x2011: return .hyphen
        default: break
        }
        if let letters = letters[scalar] { return .letters(Array(letters.utf8)) }
        var text = ""
        var hasMark = false
        for part in String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch part.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: hasMark = true
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber:
                text += part.properties.lowercaseMapping
            default: return .separator
            }
        }
        return text.isEmpty ? (hasMark ? .nothing : .separator) : .letters(Array(text.utf8))
    }

    /// Letters that are no other letter with a mark.
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
        "ł": "l", "Ł": "l", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i",
    ]
}
