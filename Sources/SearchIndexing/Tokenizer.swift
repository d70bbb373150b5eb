/// Cuts text into words as readers look for them, in lower case and without diacritics.
///
/// What hyphens, periods, underscores or inner capitals join is a word as a whole, without what joins it, and in its
/// parts: `ITI-18` is `iti18`, `iti` and `18`; `DocumentReference` is `documentreference`, `document` and `reference`.
/// A number keeps its periods and hyphens, `3.18.4.1-2`, and has no parts. The theme's `search-words.js` is its twin.
struct Tokenizer {
    /// A word of the text.
    struct Word {
        /// The word as a whole.
        fileprivate(set) var whole: [UInt8] = []
        /// Where its parts begin, the first at 0.
        fileprivate(set) var starts: [Int] = []

        /// The parts; the word itself, where it has no others.
        var parts: [ArraySlice<UInt8>] {
            starts.indices.map { whole[starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : whole.count)] }
        }
    }

    /// Longer words are none that anybody types.
    static let longest = 48

    private var folding = UnicodeFolding()
    private var word = Word()
    /// A number with what joins its parts.
    private var joined: [UInt8] = []
    private var isNumber = true

    init() {}

    /// The words of a text, in their order.
    mutating func words(_ text: String) -> [Word] {
        var words: [Word] = []
        forEachWord(in: Array(text.utf8)) { words.append($0) }
        return words
    }

    /// Calls a function with each word of a text in UTF-8.
    mutating func forEachWord(in text: [UInt8], _ body: (Word) -> Void) {
        text.withUnsafeBufferPointer { text in
            var index = 0
            var previous: UInt8 = 0
            while index < text.count {
                let byte = text[index]
                if byte.isSmallLetter {
                    // Most of a text is runs of small letters.
                    let start = index
                    while index < text.count, text[index].isSmallLetter { index += 1 }
                    word.whole.append(contentsOf: text[start..<index])
                    isNumber = false
                    previous = byte
                    continue
                }
                if byte >= 0x80 {
                    let (scalar, length) = scalar(in: text, at: index)
                    switch folding.fold(scalar) {
                    case .letters(let letters):
                        if letters.first.map({ !$0.isDigit }) == true { isNumber = false }
                        word.whole += letters
                        if isNumber { joined += letters }
                    case .nothing: break
                    case .hyphen: joinOrEnd(.init(ascii: "-"), next: index + length, text, body)
                    case .separator: end(body)
                    }
                    index += length
                    previous = 0
                    continue
                }
                if byte.isLetterOrDigit {
                    // An inner capital begins a part.
                    if byte.isCapital, previous.isSmallLetter { word.starts.append(word.whole.count) }
                    if !byte.isDigit { isNumber = false }
                    let letter = byte.isCapital ? byte | 0x20 : byte
                    word.whole.append(letter)
                    if isNumber { joined.append(letter) }
                } else if byte.joinsWords {
                    joinOrEnd(byte, next: index + 1, text, body)
                } else {
                    end(body)
                }
                previous = byte
                index += 1
            }
            end(body)
        }
    }

    /// What joins words does so between letters or digits.
    private mutating func joinOrEnd(
        _ joiner: UInt8, next: Int, _ text: UnsafeBufferPointer<UInt8>, _ body: (Word) -> Void
    ) {
        guard !word.whole.isEmpty, next < text.count, text[next].isLetterOrDigit || text[next] >= 0x80 else {
            return end(body)
        }
        word.starts.append(word.whole.count)
        joined.append(joiner)
    }

    private mutating func end(_ body: (Word) -> Void) {
        guard !word.whole.isEmpty else { return }
        if isNumber {
            word.whole = joined
            word.starts.removeAll(keepingCapacity: true)
        }
        while word.starts.last == word.whole.count { word.starts.removeLast() }
        if word.starts.first != 0 { word.starts.insert(0, at: 0) }
        if word.whole.count <= Self.longest { body(word) }
        word.whole.removeAll(keepingCapacity: true)
        word.starts.removeAll(keepingCapacity: true)
        joined.removeAll(keepingCapacity: true)
        isNumber = true
    }

    /// The character at an index. The text is valid UTF-8.
    private func scalar(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, length: Int) {
        let first = UInt32(text[index])
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = length == 2 ? first & 0x1F : length == 3 ? first & 0x0F : first & 0x07
        for next in text[min(index + 1, text.count)..<min(index + length, text.count)] {
            value = value << 6 | UInt32(next & 0x3F)
        }
        return (value, length)
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    fileprivate var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
    fileprivate var isSmallLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
    fileprivate var isLetterOrDigit: Bool { isCapital || isSmallLetter || isDigit }
    fileprivate var joinsWords: Bool {
        self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
    }
}
