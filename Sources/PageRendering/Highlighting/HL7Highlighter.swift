extension CodeScanner {
    /// Marks the segment names, separators and escape sequences of HL7 v2 messages (chapter 2 of the standard), with
    /// the separators that each message declares.
    mutating func highlightHL7() {
        var separators = HL7Separators()
        while position < end {
            // Segments end with a carriage return; examples show lines, often indented.
            skip(while: \.isWhitespace)
            highlightSegmentName(&separators)
            highlightFields(separators)
        }
    }

    private mutating func highlightSegmentName(_ separators: inout HL7Separators) {
        guard isAtSegmentName else { return }
        let name = position..<(position + 3)
        if isAt("MSH") || isAt("BHS") || isAt("FHS"), let field = peek(3), field.canSeparateHL7 {
            mark(.keyword, name)
            position = name.upperBound
            highlightDeclaration(&separators)
        } else if peek(3) == nil || peek(3) == separators.field || peek(3)?.isWhitespace == true {
            mark(.keyword, name)
            position = name.upperBound
        }
    }

    private var isAtSegmentName: Bool {
        guard let first = next, let second = peek(1), let third = peek(2) else { return false }
        return first.isCapital && second.isCapitalOrDigit && third.isCapitalOrDigit
    }

    /// Reads the separators, which stand where other segments have their first fields.
    private mutating func highlightDeclaration(_ separators: inout HL7Separators) {
        guard let field = next else { return }
        let start = position
        position += 1
        let characters = position
        skip { $0.canSeparateHL7 && $0 != field }
        separators = HL7Separators(field: field, encodingCharacters: text(characters..<position).utf8)
        skip { $0 == field }
        mark(.punctuation, start..<position)
    }

    /// Goes to the end of the segment. One that an example has broken into lines goes on in the next.
    private mutating func highlightFields(_ separators: HL7Separators) {
        while let byte = next, !byte.endsHL7Segment {
            let start = position
            if separators.separate(byte) {
                skip { separators.separate($0) }
                mark(.punctuation, start..<position)
            } else if byte == separators.escape {
                highlightEscapeSequence(separators)
            } else {
                skip { !separators.endText($0) }
            }
        }
    }

    /// Marks `\F\`, `\.br\`, `\X0D\` and the like. What is none may end with the character that begins one.
    private mutating func highlightEscapeSequence(_ separators: HL7Separators) {
        let start = position
        position += 1
        guard let kind = next else { return }
        skip { !separators.endText($0) }
        guard next == separators.escape else { return }
        let isOneLetter = position == start + 2 && kind.isCapital
        guard isOneLetter || position > start + 2 && kind.canBeginLongHL7Escape else { return }
        position += 1
        mark(.literal, start..<position)
    }
}

/// The separators of a message, at first those that nearly all messages use. A character that `MSH-2` leaves out at its
/// end is not in use.
private struct HL7Separators {
    private(set) var field = UInt8(ascii: "|")
    private(set) var component: UInt8? = caret
    private(set) var repetition: UInt8? = tilde
    private(set) var escape: UInt8? = backslash
    private(set) var subcomponent: UInt8? = UInt8(ascii: "&")

    init() {}

    init(field: UInt8, encodingCharacters: some Sequence<UInt8>) {
        var characters = encodingCharacters.makeIterator()
        self.field = field
        component = characters.next()
        repetition = characters.next()
        escape = characters.next()
        subcomponent = characters.next()
    }

    func separate(_ byte: UInt8) -> Bool {
        byte == field || byte == component || byte == repetition || byte == subcomponent
    }

    func endText(_ byte: UInt8) -> Bool {
        separate(byte) || byte == escape || byte.endsHL7Segment
    }
}

extension UInt8 {
    fileprivate var isCapitalOrDigit: Bool { isCapital || isDigit }

    fileprivate var endsHL7Segment: Bool { self == UInt8(ascii: "\r") || self == UInt8(ascii: "\n") }

    /// Whether the byte may be declared as a separator: with one that is half of a character, spans would cut it.
    fileprivate var canSeparateHL7: Bool { self > UInt8(ascii: " ") && self < 0x7F && !isLetterOrDigit }

    /// Hexadecimal data, character sets, what is agreed upon locally, and formatting.
    fileprivate var canBeginLongHL7Escape: Bool {
        switch self {
        case UInt8(ascii: "X"), UInt8(ascii: "C"), UInt8(ascii: "M"), UInt8(ascii: "Z"), UInt8(ascii: "."): true
        default: false
        }
    }
}

private let backslash = UInt8(ascii: "\\")
private let tilde = UInt8(ascii: "~")
private let caret = UInt8(ascii: "^")
