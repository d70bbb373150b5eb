/// Text in a diagram: lines of runs, each plain or emphasized, some of them links.
struct DiagramText: Sendable, Equatable {
    struct Run: Sendable, Equatable {
        var text: String
        var isBold = false
        var isItalic = false
        /// The number of the link among those of the diagram.
        var link: Int?

        fileprivate var length: Int { FontMetrics.length(of: text, isBold: isBold) }

        func with(_ text: String) -> Run {
            var run = self
            run.text = text
            return run
        }
    }

    var lines: [[Run]] = []

    init() {}

    init(_ text: String, link: Int? = nil) {
        lines = [[Run(text: text, link: link)]]
    }

    var isEmpty: Bool { lines.allSatisfy { $0.allSatisfy(\.text.isEmpty) } }

    /// The same in bold type, which is wider.
    var bold: DiagramText {
        var bold = self
        for line in lines.indices {
            for run in lines[line].indices { bold.lines[line][run].isBold = true }
        }
        return bold
    }

    /// The words without emphasis, on one line.
    var plain: String {
        lines.map { $0.map(\.text).joined() }.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    /// The width of the longest line.
    var width: Int { lines.map(Self.width).max() ?? 0 }
    var height: Int { isEmpty ? 0 : lines.count * FontMetrics.lineHeight }

    static func width(of line: [Run]) -> Int { FontMetrics.pixels(line.reduce(0) { $0 + $1.length }) }

    /// The text with lines that are no wider than given. They break between words; words that are too wide break anywhere.
    func wrapped(to width: Int) -> DiagramText {
        var wrapped = DiagramText()
        for line in lines {
            var lines = TextWrapping(width: max(width, FontMetrics.lineHeight))
            for run in line { lines.append(run) }
            wrapped.lines += lines.finish()
        }
        return wrapped
    }
}

/// Breaks one line of text into several.
private struct TextWrapping {
    /// How long a line may be, in the fractions of a pixel that `FontMetrics` counts.
    private let limit: Int
    private var lines: [[DiagramText.Run]] = []
    private var line: [DiagramText.Run] = []
    private var used = 0

    init(width: Int) {
        limit = width * FontMetrics.fractions
    }

    mutating func append(_ run: DiagramText.Run) {
        for word in Self.words(of: run.text) {
            let part = run.with(String(word))
            let trimmed = word.last == " " ? run.with(String(word.dropLast())) : part
            if used > 0, used + trimmed.length > limit { breakLine() }
            if trimmed.length > limit { appendPieces(of: part) } else { add(part) }
        }
    }

    mutating func finish() -> [[DiagramText.Run]] {
        breakLine()
        return lines
    }

    /// Words with the spaces behind them. A line may break behind a slash too, and behind a hyphen before a letter.
    private static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        for index in text.indices where text[index] == " " || text[index] == "/" || text[index] == "-" {
            let next = text.index(after: index)
            if text[index] == "-", next == text.endIndex || !text[next].isLetter { continue }
            words.append(text[start..<next])
            start = next
        }
        if start < text.endIndex || words.isEmpty { words.append(text[start...]) }
        return words
    }

    private mutating func appendPieces(of run: DiagramText.Run) {
        var piece = ""
        var length = 0
        for character in run.text {
            let width = FontMetrics.length(of: String(character), isBold: run.isBold)
            if length > 0, used + length + width > limit {
                add(run.with(piece))
                breakLine()
                (piece, length) = ("", 0)
            }
            piece.append(character)
            length += width
        }
        add(run.with(piece))
    }

    private mutating func add(_ run: DiagramText.Run) {
        used += run.length
        if let last = line.last, last.with(run.text) == run {
            line[line.count - 1].text += run.text
        } else {
            line.append(run)
        }
    }

    private mutating func breakLine() {
        while let last = line.last, last.text.last == " " {
            line[line.count - 1].text.removeLast()
            if line[line.count - 1].text.isEmpty { line.removeLast() }
        }
        lines.append(line)
        line = []
        used = 0
    }
}
