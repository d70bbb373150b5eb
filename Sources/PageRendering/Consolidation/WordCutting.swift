/// Cuts a line of text with its inline elements into words, as they are compared.
struct WordCutting {
    /// White space that waits for the word behind it.
    struct Space {
        var bytes: [UInt8] = []
        /// The inline elements that it stands in.
        var elements: [HTMLTag] = []
    }

    private(set) var words: [MarkedWord] = []
    private var space = Space()
    /// The inline elements that are open.
    private var elements: [HTMLTag] = []

    var isEmpty: Bool { words.isEmpty && space.bytes.isEmpty }

    mutating func add(_ node: HTMLNode) {
        switch node {
        case .text(let text): add(text)
        case .element(let element) where element.whole != nil || element.children.isEmpty || element.tag.isNumber:
            append(.element(MarkedBlock(element)))
        case .element(let element):
            elements.append(element.tag)
            for child in element.children { add(child) }
            elements.removeLast()
        }
    }

    /// Ends the line.
    ///
    /// - Returns: The white space at its end.
    mutating func end() -> ArraySlice<UInt8> {
        guard !space.elements.isEmpty else { return space.bytes[...] }
        words.append(MarkedWord(space: space.bytes, in: space.elements, .kept))
        return []
    }

    private mutating func append(_ content: MarkedWord.Content) {
        words.append(MarkedWord(content, in: elements, after: space))
        space = Space()
    }

    private mutating func add(_ text: ArraySlice<UInt8>) {
        var rest = text
        while let byte = rest.first {
            if byte.isWhitespace {
                let white = rest.prefix(while: \.isWhitespace)
                if space.bytes.isEmpty { space.elements = elements }
                space.bytes += white
                rest = rest[white.endIndex...]
            } else {
                let length = Self.lengthOfWord(rest)
                append(.text(Array(rest.prefix(length))))
                rest = rest.dropFirst(length)
            }
        }
    }

    /// The length of the word that a text begins with. Marks of punctuation around words are words by themselves, so that
    /// a comma that comes or goes does not touch the word before it.
    private static func lengthOfWord(_ text: ArraySlice<UInt8>) -> Int {
        if text.first == UInt8(ascii: "&"), let end = text.prefix(12).firstIndex(of: UInt8(ascii: ";")) {
            return end + 1 - text.startIndex
        }
        let word = text.prefix { !$0.isWhitespace && $0 != UInt8(ascii: "&") }
        if word.isEmpty || isOpening(word[word.startIndex]) { return 1 }
        let tail = word.reversed().prefix(while: isClosing).count
        return max(1, word.count - tail)
    }

    private static func isOpening(_ byte: UInt8) -> Bool { "([".utf8.contains(byte) }
    private static func isClosing(_ byte: UInt8) -> Bool { ".,;:!?)]".utf8.contains(byte) }
}
