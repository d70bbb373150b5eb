import CCMark
import LinkResolution

/// Text that waits for the end of its run, since libcmark cuts text at every bracket.
struct TextRun {
    /// The only piece so far, in libcmark's memory: most runs have one, which then is never copied.
    private var piece: Bytes?
    /// All pieces, when there are several.
    private var gathered: [UInt8] = []
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
    /// The citations of the run that have not been written yet, once they have been looked for.
    var citations: ArraySlice<CitationGrammar.Match>?
    /// Inserted and deleted text, once the marks of a paragraph have been paired.
    var changeMarks: ChangeMarks?

    var isEmpty: Bool { piece == nil && gathered.isEmpty }

    mutating func append(_ text: Bytes) {
        if isEmpty {
            piece = text.isEmpty ? nil : text
        } else {
            gather { $0.append(contentsOf: text) }
        }
    }

    /// Appends to the bytes of the run, which are its own from then on.
    mutating func gather(_ append: (inout [UInt8]) -> Void) {
        if let piece {
            gathered.append(contentsOf: piece)
            self.piece = nil
        }
        append(&gathered)
    }

    /// Empties the run.
    ///
    /// - Returns: What it held: a piece of libcmark's memory, or bytes to be given back.
    mutating func take() -> (piece: Bytes?, gathered: [UInt8]) {
        defer {
            piece = nil
            gathered = []
        }
        return (piece, gathered)
    }

    /// Takes the room back that an earlier run needed.
    mutating func reuse(_ room: consuming [UInt8]) {
        room.removeAll(keepingCapacity: true)
        gathered = room
    }
}

extension ProseRenderer {
    mutating func appendToRun(_ node: OpaquePointer) {
        if run.isEmpty { run.line = sourceLine(of: node) }
        guard source.hasChangeMarks, let parent = node.parent else { return run.append(node.literal) }
        let marks = run.changeMarks?.parent == parent ? run.changeMarks : nil
        let paired = marks ?? ChangeMarks(pairing: parent)
        run.changeMarks = paired
        run.gather { paired.append(node, to: &$0) }
    }

    /// Writes the text that has gathered, with what is more than text in it.
    mutating func flushRun() {
        guard !run.isEmpty else { return }
        let (piece, gathered) = run.take()
        if let piece { return write(run: piece) }
        gathered.withUnsafeBufferPointer { write(run: $0) }
        run.reuse(gathered)
    }

    private mutating func write(run bytes: Bytes) {
        let isAtItemStart = run.isAtItemStart
        run.isAtItemStart = false
        run.citations = nil
        guard openPictures == 0 else { return }
        var start = 0
        if run.prefix > 0 {
            start = run.prefix
            while start < bytes.count, bytes[start].isBlank { start += 1 }
            run.prefix = 0
        }
        if isAtItemStart { start = writeTaskBox(bytes) }
        var end = bytes.count
        if !run.suffix.isEmpty, bytes.suffix(run.suffix.count).elementsEqual(run.suffix) { end -= run.suffix.count }
        if start <= end { write(bytes.part(0..<end), from: start) }
    }

    /// The box of a task list's item (GitHub Flavored Markdown, 5.3).
    ///
    /// - Returns: Where the text goes on.
    private mutating func writeTaskBox(_ bytes: Bytes) -> Int {
        guard bytes.count >= 4, bytes[0] == .openBracket, bytes[2] == .closeBracket, bytes[3].isWhitespace else {
            return 0
        }
        switch bytes[1] {
        // The name and the state together say it all: done, not ticked.
        case .space: markup("<input type=\"checkbox\" disabled aria-label=\"Done\"> ")
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            markup("<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ")
        default: return 0
        }
        return 4
    }

    /// Stops at each byte that may begin something, or that text may not hold, and writes the text between.
    private mutating func write(_ bytes: Bytes, from start: Int) {
        var written = start
        var index = start
        while true {
            index = isPlain.withUnsafeBufferPointer { isPlain in
                var index = index
                while index < bytes.count, isPlain[Int(bytes[index])] || bytes.isOrdinaryTrigger(at: index) {
                    index += 1
                }
                return index
            }
            guard index < bytes.count else { break }
            if let found = token(at: index, in: bytes, after: written), found.range.lowerBound >= written {
                result.html.append(markup: bytes.part(written..<found.range.lowerBound))
                result.html += found.html
                index = found.range.upperBound
                written = index
            } else if HTML.isSpecial[Int(bytes[index])],
                let (replacement, length) = HTML.replacement(at: index, in: bytes)
            {
                result.html.append(markup: bytes.part(written..<index))
                markup(replacement)
                index += length
                written = index
            } else {
                index += 1
            }
        }
        result.html.append(markup: bytes.part(written..<bytes.count))
    }

    /// Something in a run that is more than its text.
    struct Token {
        /// The bytes it takes the place of.
        let range: Range<Int>
        let html: HTML
    }

    /// What a byte begins, or is a part of. Each byte that is a case here must be in `triggers`.
    ///
    /// - Parameter written: The end of what has been written already.
    private mutating func token(at index: Int, in bytes: Bytes, after written: Int) -> Token? {
        switch bytes[index] {
        case .openBracket:
            openLinks.isEmpty ? bracket(at: index, in: bytes) : nil
        case UInt8(ascii: "M"), UInt8(ascii: "S"), UInt8(ascii: "R"), UInt8(ascii: "O"), UInt8(ascii: "N"):
            run.isInHeading ? nil : NormativeLanguage.token(at: index, in: bytes)
        case .colon, UInt8(ascii: "w"), UInt8(ascii: "@"):
            openLinks.isEmpty ? Autolink.token(at: index, in: bytes) : nil
        case UInt8(ascii: "0")...UInt8(ascii: "9"): citation(ofDigit: index, in: bytes, after: written)
        case UInt8(ascii: "A"): appendix(at: index, in: bytes, after: written)
        case 0x00..<0x20:
            source.hasChangeMarks
                ? ChangeMarks.tag(for: bytes[index]).map { Token(range: index..<index + 1, html: $0) } : nil
        default: nil
        }
    }

    /// A transaction or footnote in brackets.
    private mutating func bracket(at open: Int, in bytes: Bytes) -> Token? {
        guard let close = bytes[(open + 1)...].prefix(longestLabel).firstIndex(of: .closeBracket), close > open + 1
        else {
            return nil
        }
        let html: HTML?
        if bytes[open + 1] == .caret {
            html = footnoteReference(String(decoding: bytes[(open + 2)..<close], as: UTF8.self))
        } else {
            html = transaction(bytes.part(open + 1..<close))
        }
        return html.map { Token(range: open..<close + 1, html: $0) }
    }

    private mutating func transaction(_ name: Bytes) -> HTML? {
        do {
            guard let link = try links.transaction(name) else { return nil }
            note(link) { $0.run.line }
            return link.html
        } catch {
            report(error, at: String(decoding: name, as: UTF8.self), line: run.line)
            return nil
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the byte behind a trigger tells already that it begins nothing, as it does for nearly all.
    @inline(__always) fileprivate func isOrdinaryTrigger(at index: Int) -> Bool {
        guard index + 1 < count else { return false }
        let next = self[index + 1]
        switch self[index] {
        case UInt8(ascii: "M"), UInt8(ascii: "S"), UInt8(ascii: "R"), UInt8(ascii: "O"), UInt8(ascii: "N"):
            return !next.isCapital
        case UInt8(ascii: "A"): return next != UInt8(ascii: "p")
        case UInt8(ascii: "w"): return next != UInt8(ascii: "w")
        case .colon: return next != UInt8(ascii: "/")
        default: return false
        }
    }
}

/// Labels are short; a bracket that is not closed by then opens no reference.
private let longestLabel = 64

/// The bytes that tokens begin with.
private let triggers = Array("[MSRON:w@A0123456789".utf8)

/// The bytes that are text whatever stands around them. Control characters never are.
private let isPlain: [Bool] = (0...255).map { !HTML.isSpecial[$0] && !triggers.contains(UInt8($0)) }
