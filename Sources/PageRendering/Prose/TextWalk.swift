/// Walks through the text of rendered prose word by word. Code, diagrams and formulas are no text.
struct TextWalk {
    struct Word {
        let range: Range<Int>
        /// Whether nothing but white space and emphasis stands between the word before and this one.
        let followsDirectly: Bool
    }

    private let bytes: Bytes
    private var index = 0
    private var followsDirectly = false

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    mutating func next() -> Word? {
        while index < bytes.count {
            let byte = bytes[index]
            if byte.isPartOfWord {
                let start = index
                while index < bytes.count, bytes[index].isPartOfWord || isJoint(index) { index += 1 }
                defer { followsDirectly = true }
                return Word(range: start..<index, followsDirectly: followsDirectly)
            }
            switch byte {
            case .lessThan: skipTag()
            case HTML.rootMarker where index + 1 < bytes.count && bytes[index + 1] == .openBrace:
                if index + 2 < bytes.count, ProseMark.beginsTitle(bytes[index + 2]) { followsDirectly = false }
                skip(past: .closeBrace)
            default:
                if !byte.isWhitespace { followsDirectly = false }
                index += 1
            }
        }
        return nil
    }

    /// What stands inside a word: `Source/Repository`, `XDS.b`.
    private func isJoint(_ index: Int) -> Bool {
        let byte = bytes[index]
        return (byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'"))
            && index + 1 < bytes.count && bytes[index + 1].isPartOfWord
    }

    private mutating func skipTag() {
        let isEnd = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/")
        let name = bytes[min(index + (isEnd ? 2 : 1), bytes.count)...].prefix { $0.isLetterOrDigit }
        // Emphasis leaves a sentence whole.
        if !Self.emphasis.contains(where: { Self.isName(name, of: $0) }) { followsDirectly = false }
        if !isEnd, let element = Self.opaque.first(where: { Self.isName(name, of: $0) }) {
            skip(pastEndOf: element)
        } else {
            skip(past: .greaterThan)
        }
    }

    private static let emphasis: [StaticString] = ["em", "strong", "abbr"]
    private static let opaque: [StaticString] = ["code", "pre", "svg", "math"]

    private static func isName(_ name: Slice<Bytes>, of element: StaticString) -> Bool {
        name.count == element.utf8CodeUnitCount && element.withUTF8Buffer { name.elementsEqual($0) }
    }

    private mutating func skip(past byte: UInt8) {
        index = bytes[index...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
    }

    private mutating func skip(pastEndOf element: StaticString) {
        while let tag = bytes[index...].firstIndex(of: .lessThan) {
            index = tag + 1
            guard index < bytes.count, bytes[index] == UInt8(ascii: "/"), bytes.spells(element, at: index + 1) else {
                continue
            }
            return skip(past: .greaterThan)
        }
        index = bytes.count
    }
}
