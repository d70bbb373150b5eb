/// What a piece of code is, in words that fit every language. A theme colours the classes.
enum CodeToken {
    case tag, attribute, string, comment, key, number, literal, punctuation, keyword, header

    /// The start of the span around the token.
    var openingTag: StaticString {
        switch self {
        case .tag: "<span class=\"hl-tag\">"
        case .attribute: "<span class=\"hl-attribute\">"
        case .string: "<span class=\"hl-string\">"
        case .comment: "<span class=\"hl-comment\">"
        case .key: "<span class=\"hl-key\">"
        case .number: "<span class=\"hl-number\">"
        case .literal: "<span class=\"hl-literal\">"
        case .punctuation: "<span class=\"hl-punctuation\">"
        case .keyword: "<span class=\"hl-keyword\">"
        case .header: "<span class=\"hl-header\">"
        }
    }
}

/// Reads code from front to back and writes it as HTML.
///
/// A language moves `position` and marks the ranges it has recognised. It writes nothing itself: the text between marks
/// is written by `mark` and `finish`, so that no byte gets lost or unescaped whatever the language makes of the code.
struct CodeScanner {
    private let code: UnsafeBufferPointer<UInt8>
    private var html: HTML
    private var written = 0

    /// The offset of the next byte.
    var position = 0
    /// Where reading ends: before the end of the code, if the language changes there.
    var end: Int

    /// - Parameter html: What the code is written behind.
    init(_ code: UnsafeBufferPointer<UInt8>, behind html: consuming HTML) {
        self.code = code
        self.html = html
        end = code.count
    }

    // MARK: Reading

    /// The next byte; `nil` at the end.
    var next: UInt8? { position < end ? code[position] : nil }

    /// The byte some way ahead of the next.
    func peek(_ distance: Int) -> UInt8? {
        position + distance < end ? code[position + distance] : nil
    }

    /// Whether a text comes next.
    func isAt(_ text: StaticString) -> Bool {
        end - position >= text.utf8CodeUnitCount && code.spells(text, at: position)
    }

    /// Whether a range holds a text, with letters in any case if the text is in lower case.
    func spells(_ text: StaticString, _ range: Range<Int>, anyCase: Bool = false) -> Bool {
        range.count == text.utf8CodeUnitCount
            && text.withUTF8Buffer { text in
                text.elementsEqual(code[range]) { $0 == $1 || anyCase && $1.isLetter && $0 == $1 | 0x20 }
            }
    }

    /// A range as text.
    func text(_ range: Range<Int>) -> String {
        String(decoding: code[range], as: UTF8.self)
    }

    /// Goes past a text if it comes next.
    @discardableResult
    mutating func skip(_ text: StaticString) -> Bool {
        guard isAt(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// Goes to the first byte that doesn't satisfy a condition.
    ///
    /// - Returns: Whether the position has changed.
    @discardableResult
    mutating func skip(while condition: (UInt8) -> Bool) -> Bool {
        let start = position
        while position < end, condition(code[position]) { position += 1 }
        return position > start
    }

    /// Goes to the next occurrence of a text, or to the end.
    mutating func skip(to text: StaticString) {
        while position < end, !isAt(text) { position += 1 }
    }

    // MARK: Writing

    /// Makes a range a token. Ranges come in their order and don't overlap.
    mutating func mark(_ token: CodeToken, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        write(upTo: range.lowerBound)
        html.append(markup: token.openingTag)
        write(upTo: range.upperBound)
        html.append(markup: "</span>")
    }

    /// The HTML with the code behind it.
    consuming func finish() -> HTML {
        write(upTo: code.count)
        return html
    }

    private mutating func write(upTo offset: Int) {
        guard offset > written else { return }
        html.append(text: UnsafeBufferPointer(rebasing: code[written..<offset]))
        written = offset
    }
}
