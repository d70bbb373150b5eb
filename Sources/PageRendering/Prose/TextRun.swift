import CCMark
import LinkResolution

/// Text that waits for the end of its run, since libcmark cuts text at every bracket.
struct TextRun {
    var bytes: [UInt8] = []
    /// The source line that the run begins on.
    var line = 0
    /// Whether the run is the first of a list's item, where a task's box may stand.
    var isAtItemStart = false
    /// Obligations are not marked in headings.
    var isInHeading = false
    /// How many bytes at the beginning of the next run are a mark that is no text, with the blanks behind it.
    var prefix = 0
    /// What the last run of a heading ends in that is no text.
    var suffix: [UInt8] = []
    /// Inserted and deleted text, once the marks of a paragraph have been paired.
    var changeMarks: ChangeMarks?
}

extension ProseRenderer {
    mutating func appendToRun(_ node: OpaquePointer) {
        if run.bytes.isEmpty { run.line = sourceLine(of: node) }
        guard source.hasChangeMarks, let parent = node.parent else {
            run.bytes += node.literal
            return
        }
        if run.changeMarks?.parent != parent { run.changeMarks = ChangeMarks(pairing: parent) }
        run.changeMarks?.append(node, to: &run.bytes)
    }

    /// Writes the text that has gathered, with what is more than text in it.
    mutating func flushRun() {
        guard !run.bytes.isEmpty else { return }
        defer { run.bytes.removeAll(keepingCapacity: true) }
        let isAtItemStart = run.isAtItemStart
        run.isAtItemStart = false
        guard openPictures == 0 else { return }
        var start = 0
        if run.prefix > 0 {
            start = run.prefix
            while start < run.bytes.count, run.bytes[start].isBlank { start += 1 }
            run.prefix = 0
        }
        if isAtItemStart { start = writeTaskBox() }
        if !run.suffix.isEmpty, run.bytes.suffix(run.suffix.count).elementsEqual(run.suffix) {
            run.bytes.removeLast(run.suffix.count)
        }
        if start <= run.bytes.count { writeRun(from: start) }
    }

    /// The box of a task list's item (GitHub Flavored Markdown, 5.3).
    ///
    /// - Returns: Where the text goes on.
    private mutating func writeTaskBox() -> Int {
        guard run.bytes.count >= 4, run.bytes[0] == .openBracket, run.bytes[2] == .closeBracket,
            run.bytes[3].isWhitespace
        else { return 0 }
        switch run.bytes[1] {
        // The name and the state together say it all: done, not ticked.
        case .space: markup("<input type=\"checkbox\" disabled aria-label=\"Done\"> ")
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            markup("<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ")
        default: return 0
        }
        return 4
    }

    /// Looks at each byte that may begin something, and writes the text between.
    private mutating func writeRun(from start: Int) {
        let bytes = run.bytes
        var written = start
        var index = start
        func text(upTo end: Int, _ renderer: inout ProseRenderer) {
            bytes[written..<end].withUnsafeBufferPointer { renderer.result.html.append(text: $0) }
        }
        while index < bytes.count {
            guard let found = token(at: index, in: bytes) else {
                index += 1
                continue
            }
            text(upTo: found.range.lowerBound, &self)
            result.html += found.html
            written = found.range.upperBound
            index = found.range.upperBound
        }
        text(upTo: bytes.count, &self)
    }

    /// Something in a run that is more than its text.
    struct Token {
        /// The bytes it takes the place of.
        let range: Range<Int>
        let html: HTML
    }

    private mutating func token(at index: Int, in bytes: [UInt8]) -> Token? {
        switch bytes[index] {
        case .openBracket:
            openLinks.isEmpty ? bracket(at: index, in: bytes) : nil
        case UInt8(ascii: "M"), UInt8(ascii: "S"), UInt8(ascii: "R"), UInt8(ascii: "O"), UInt8(ascii: "N"):
            run.isInHeading ? nil : NormativeLanguage.token(at: index, in: bytes)
        case .colon, UInt8(ascii: "w"), UInt8(ascii: "@"):
            openLinks.isEmpty ? Autolink.token(at: index, in: bytes) : nil
        case ChangeMarks.openDeletion: Token(range: index..<index + 1, html: "<del>")
        case ChangeMarks.closeDeletion: Token(range: index..<index + 1, html: "</del>")
        case ChangeMarks.openInsertion: Token(range: index..<index + 1, html: "<ins>")
        case ChangeMarks.closeInsertion: Token(range: index..<index + 1, html: "</ins>")
        default: nil
        }
    }

    /// A transaction or footnote in brackets.
    private mutating func bracket(at open: Int, in bytes: [UInt8]) -> Token? {
        guard let close = bytes[(open + 1)...].prefix(longestLabel).firstIndex(of: .closeBracket), close > open + 1
        else {
            return nil
        }
        let text = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
        let html = text.first == "^" ? footnoteReference(String(text.dropFirst())) : transaction(text)
        return html.map { Token(range: open..<close + 1, html: $0) }
    }

    private mutating func transaction(_ text: String) -> HTML? {
        do {
            guard let link = try resolver.transaction(text[...]), let tag = openingTag(for: link) else { return nil }
            return "\(tag)\(identifier("[\(text)]"))</a>"
        } catch {
            report(error, at: text, line: run.line)
            return nil
        }
    }
}

/// Labels are short; a bracket that is not closed by then opens no reference.
private let longestLabel = 64
