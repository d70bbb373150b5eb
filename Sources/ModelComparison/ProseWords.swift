/// Cuts Markdown into what a comparison takes for a unit: words, and the breaks between lines that mean something.
///
/// White space that means nothing is left out: how the lines of a paragraph are filled, how many blank lines there are,
/// how the cells of a table are padded.
struct ProseWords {
    /// What stands for the end of a line that means something.
    static let lineBreak = "\n"
    /// What stands for blank lines.
    static let paragraphBreak = "\n\n"

    private(set) var words: [String] = []
    /// The fence that a code block is waiting for.
    private var fence: Substring?
    private var isInParagraph = false
    private var isInTable = false
    private var isAfterBlankLine = false

    /// The lines of a text, without what ends them.
    static func lines(of markdown: some Collection<UInt8>) -> [Substring] {
        // Carriage return and line feed are one character.
        String(decoding: markdown, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    /// The words of lines.
    static func words(of lines: some Sequence<Substring>) -> [String] {
        var cutter = ProseWords()
        for line in lines { cutter.add(line) }
        return cutter.words
    }

    private mutating func add(_ line: Substring) {
        let content = line.drop(while: isSpace)
        if fence != nil { return addCode(line, content) }
        if content.isEmpty {
            isAfterBlankLine = true
            isInParagraph = false
            isInTable = false
            return
        }
        let isTable = content.first == "|" || (isInTable && content.contains("|"))
        let begins = Self.beginsBlock(content) || isTable
        if isAfterBlankLine {
            addBreak(Self.paragraphBreak)
        } else if begins || !isInParagraph || isInTable {
            addBreak(Self.lineBreak)
        }
        isAfterBlankLine = false
        isInParagraph = true
        isInTable = isTable
        if let mark = Self.fenceMark(content) {
            fence = mark
            isInParagraph = false
        }
        if isTable { return addRow(content) }
        // The depth of a list is in its indentation.
        let indentation = begins || words.isEmpty ? line.prefix(upTo: content.startIndex) : ""
        addWords(content, indentation: indentation)
        // Two spaces or a backslash at the end of a line break it.
        if line.hasSuffix("  ") || line.hasSuffix("\\") { isInParagraph = false }
    }

    private mutating func addBreak(_ kind: String) {
        if !words.isEmpty { words.append(kind) }
    }

    private mutating func addWords(_ text: Substring, indentation: Substring) {
        var indentation = indentation
        for word in text.split(whereSeparator: isSpace) {
            words.append(String(indentation + word))
            indentation = ""
        }
    }

    /// A row of a table: its cells are apart however it is padded, and its rule is as good short as long.
    private mutating func addRow(_ row: Substring) {
        let isRule = row.contains("-") && row.allSatisfy { "|-: \t".contains($0) }
        for cell in row.split(separator: "|", omittingEmptySubsequences: false) {
            if cell.startIndex != row.startIndex { words.append("|") }
            if isRule {
                let text = cell.filter { !isSpace($0) }
                if !text.isEmpty { words.append((text.first == ":" ? ":" : "") + "-" + (text.last == ":" ? ":" : "")) }
            } else {
                addWords(cell, indentation: "")
            }
        }
    }

    /// Code, of which every space counts but those at the end of a line.
    private mutating func addCode(_ line: Substring, _ content: Substring) {
        if isAfterBlankLine { addBreak(Self.paragraphBreak) } else { addBreak(Self.lineBreak) }
        isAfterBlankLine = content.isEmpty
        if let fence, content.hasPrefix(fence), content.drop(while: { $0 == fence.first }).allSatisfy(isSpace) {
            self.fence = nil
        }
        var rest = line
        while let word = rest.firstIndex(where: { !isSpace($0) }) {
            let end = rest[word...].firstIndex(where: isSpace) ?? rest.endIndex
            words.append(String(rest[..<end]))
            // Words have one space between them; more belong to the word that follows.
            rest = rest[end...].dropFirst()
        }
    }

    /// The run of backticks or tildes that a code block begins with.
    static func fenceMark(_ content: Substring) -> Substring? {
        guard let first = content.first, first == "`" || first == "~" else { return nil }
        let mark = content.prefix { $0 == first }
        return mark.count >= 3 && (first == "~" || !content.dropFirst(mark.count).contains("`")) ? mark : nil
    }

    /// Whether a line begins a block, and so does not go on with the paragraph before.
    private static func beginsBlock(_ content: Substring) -> Bool {
        switch content.first {
        case "#", ">", "`", "~", "|": return true
        case ":": return content.dropFirst().first.map { isSpace($0) || $0 == ":" } ?? true
        case "-", "*", "+": return content.dropFirst().first.map { isSpace($0) || $0 == content.first } ?? true
        case .some(let first) where first.isASCII && first.isNumber:
            let rest = content.drop { $0.isASCII && $0.isNumber }
            return (rest.first == "." || rest.first == ")") && rest.dropFirst().first.map(isSpace) ?? true
        default: return false
        }
    }
}

/// Whether a character is white space within a line.
func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
