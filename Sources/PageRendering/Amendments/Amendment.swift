import ContentReading
import Diagnostics

/// A change of the framework as a supplement writes it: `::: amendment add-after ITI TF-1: 27.2.1`.
struct Amendment: Sendable {
    /// What is done at the target, as the committees' editing instructions say it (General Introduction, chapter 8).
    enum Change: String, Sendable, CaseIterable {
        case addAfter = "add-after"
        case addBefore = "add-before"
        /// Adds to the end of a definition or an element of one.
        case addIn = "add-in"
        case replace
        case insertText = "insert-text"
        case delete

        /// What an editor is told to do, before the name of the target.
        var label: String {
            switch self {
            case .addAfter: "Add after"
            case .addBefore: "Add before"
            case .addIn: "Add to"
            case .replace: "Replace"
            case .insertText: "Insert text"
            case .delete: "Delete"
            }
        }
    }

    /// What of the target is meant.
    enum Part: Sendable {
        /// All of it: a section with those below it, or a definition.
        case whole
        /// The row of a table whose first cell has a text.
        case row(String)
        /// Some words, which stand there once.
        case words(String)
        /// Where the words begin.
        case beforeWords(String)
        /// Where the words end.
        case afterWords(String)
        /// An element inside a definition: the names on the way, each with the value that tells it from others.
        case element(String)

        var isBetweenWords: Bool {
            switch self {
            case .beforeWords, .afterWords: true
            default: false
            }
        }
    }

    let change: Change
    /// The target as it is written: a citation, or a definition such as `profile:XCPD`.
    let target: String
    let part: Part
    /// The anchor on the page of the supplement.
    let anchor: String
    /// The text of the supplement, and the line of the amendment in it, counted from 1.
    let prose: Prose
    let line: Int
    /// Where the line begins.
    private let lineStart: Int
    /// What is added, line by line, each with its line break, without blank lines at both ends.
    private(set) var contentLines: ArraySlice<ArraySlice<UInt8>> = []
    /// The lines of the text that hold it, counted from 1.
    private(set) var content: Range<Int>

    /// - Parameter lineStarts: Where the lines of the text begin.
    init(
        _ change: Change, _ target: String, _ part: Part, anchor: String, in prose: Prose, line: Int,
        _ lineStarts: [Int]
    ) {
        self.change = change
        self.target = target
        self.part = part
        self.anchor = anchor
        self.prose = prose
        self.line = line
        lineStart = lineStarts[min(max(line, 1), lineStarts.count) - 1]
        content = (line + 1)..<(line + 1)
    }

    /// Takes the lines up to one that does not belong to it any more.
    ///
    /// - Parameters:
    ///   - lines: The lines, counted from 1.
    ///   - lineStarts: Where the lines of the text begin.
    mutating func take(_ lines: Range<Int>, _ lineStarts: [Int]) {
        let numbers = lines.clamped(to: 1..<max(1, lineStarts.count))
        var texts = numbers.map { prose.markdown[lineStarts[$0 - 1]..<lineStarts[$0]] }[...]
        func isBlank(_ line: ArraySlice<UInt8>?) -> Bool { line?.allSatisfy(\.isWhitespace) ?? false }
        while isBlank(texts.first) { texts.removeFirst() }
        while isBlank(texts.last) { texts.removeLast() }
        let first = numbers.lowerBound + texts.startIndex
        contentLines = texts
        content = first..<(first + texts.count)
    }

    /// Where the amendment's target stands.
    var location: SourceLocation {
        var locator = ProseLocator(prose, lineStarts: [lineStart])
        return prose.location(at: locator.offset(of: target, fromLine: 1), length: max(1, target.utf8.count))
    }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
    func ends(with text: StaticString) -> Bool {
        text.withUTF8Buffer { text in suffix(text.count).elementsEqual(text) }
    }

    /// The bytes, with one at the end that may be missing there.
    func ending(with last: UInt8) -> [UInt8] { self.last == last ? Array(self) : self + [last] }
}
