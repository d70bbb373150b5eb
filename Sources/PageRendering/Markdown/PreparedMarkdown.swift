import Foundation

/// Markdown as libcmark gets it, after a pass over its lines.
///
/// libcmark knows nothing of directives, footnotes and headings below level 6, and would take their lines into the
/// paragraphs around them. The pass sets such lines apart with blank lines, takes footnotes out, and leaves everything
/// else as it is; text without any of them is not even copied.
struct PreparedMarkdown {
    /// What libcmark parses.
    private(set) var text: ArraySlice<UInt8>
    /// Where each line of `text` begins, with the end of the text behind the last.
    private(set) var lineStarts: [Int] = []
    /// Where each line of the source begins, as `lineStarts`.
    let originalLineStarts: [Int]
    /// The footnotes by label.
    private(set) var footnotes: [String: Footnote] = [:]
    /// The lines that define link references, which pieces parsed by themselves need too.
    private(set) var linkDefinitions = LinkDefinitions()
    /// Whether there may be inserted or deleted text, or control characters that look like its marks.
    private(set) var hasChangeMarks = false
    /// Lines of the source by lines of `text`, where they differ.
    private var sourceLines: [Int]?
    /// For each line of the source, with 0 in front, how many lines have a mark up to there.
    private let marks: [Int]

    /// The definition of a footnote.
    struct Footnote {
        let markdown: [UInt8]
        /// The line in the source, counted from 1.
        let line: Int
    }

    init(_ markdown: ArraySlice<UInt8>) {
        var pass = LinePass(markdown)
        pass.run()
        footnotes = pass.footnotes
        linkDefinitions = pass.linkDefinitions
        hasChangeMarks = pass.hasChangeMarks
        originalLineStarts = pass.lineStarts
        marks = pass.marks
        if pass.edits.isEmpty {
            text = markdown
            lineStarts = pass.lineStarts
        } else {
            (text, lineStarts, sourceLines) = pass.apply()
        }
    }

    /// The line of the source for a line of the text, both counted from 1.
    func sourceLine(_ line: Int) -> Int {
        guard let sourceLines else { return line }
        return sourceLines.indices.contains(line - 1) ? sourceLines[line - 1] : line
    }

    /// Whether one of the lines, counted from 1, begins with a byte that a construct of the dialect begins with.
    func hasMark(in lines: ClosedRange<Int>) -> Bool {
        let before = max(0, sourceLine(lines.lowerBound) - 1)
        let last = min(sourceLine(lines.upperBound), marks.count - 1)
        return before < last && marks[last] > marks[before]
    }

    /// A line of the text, counted from 1, without its line break.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number < lineStarts.count else { return [] }
        var end = lineStarts[number]
        while end > lineStarts[number - 1], text[end - 1] == .newline || text[end - 1] == .carriageReturn { end -= 1 }
        return text[lineStarts[number - 1]..<end]
    }
}

/// The walk over the lines: finds what has to be set apart.
private struct LinePass {
    enum Edit {
        /// Blank lines before and after.
        case isolate
        /// A blank line in its place.
        case remove
        /// A pipe in front, for a table's delimiter row that libcmark would take for a list.
        case pipe
    }

    private let markdown: ArraySlice<UInt8>
    private(set) var lineStarts: [Int] = []
    private(set) var marks: [Int] = [0]
    /// What happens to lines, in their order; each is counted from 0 and there once.
    private(set) var edits: [(line: Int, edit: Edit)] = []
    private(set) var footnotes: [String: PreparedMarkdown.Footnote] = [:]
    private(set) var linkDefinitions = LinkDefinitions()
    /// The fence that a code block is waiting for.
    private var fence: (byte: UInt8, length: Int)?
    /// The footnote whose lines are being taken out.
    private var footnote: (label: String, line: Int, markdown: [UInt8])?
    private var wasBlank = true
    /// How many `<div markdown="1">` are open.
    private var markedDivisions = 0
    private(set) var hasChangeMarks = false

    init(_ markdown: ArraySlice<UInt8>) {
        self.markdown = markdown
        lineStarts.reserveCapacity(markdown.count / 32)
        marks.reserveCapacity(markdown.count / 32)
    }

    mutating func run() {
        let markdown = markdown
        let base = markdown.startIndex
        markdown.withUnsafeBufferPointer { bytes in
            hasChangeMarks = Self.hasChangeMarks(bytes)
            var start = 0
            while start < bytes.count {
                lineStarts.append(base + start)
                let end = bytes.first(.newline, from: start)
                visit(LineBeginning(bytes.part(start..<end))) { markdown[base + start..<base + end] }
                start = end + 1
            }
        }
        endFootnote()
        lineStarts.append(markdown.endIndex)
    }

    /// Looks at all bytes without a branch, so that the compiler can take many at once.
    private static func hasChangeMarks(_ bytes: Bytes) -> Bool {
        var found: UInt8 = 0
        for byte in bytes {
            let isControl = byte < 0x09 ? 1 : byte > 0x0D ? (byte < 0x20 ? 1 : 0) : 0 as UInt8
            found |= isControl | (byte == .tilde ? 1 : 0) | (byte == plus ? 2 : 0)
        }
        return found & 1 != 0 || (found != 0 && hasDoublePlus(bytes))
    }

    /// Whether two plus signs may come together, be one of them escaped or an entity. A single one, as in media types, is
    /// none of the marks.
    private static func hasDoublePlus(_ bytes: Bytes) -> Bool {
        var index = bytes.first(plus, from: 0)
        while index < bytes.count {
            let before = index > 0 ? bytes[index - 1] : .space
            let after = index + 1 < bytes.count ? bytes[index + 1] : .space
            switch (before, after) {
            case (.backslash, _), (UInt8(ascii: ";"), _), (_, plus), (_, .backslash), (_, UInt8(ascii: "&")):
                return true
            default: index = bytes.first(plus, from: index + 1)
            }
        }
        return false
    }

    /// Edits the line that is being looked at.
    private mutating func edit(_ edit: Edit) {
        edits.append((lineStarts.count - 1, edit))
    }

    /// Most lines are told by the byte they begin with to be of no interest.
    private mutating func visit(_ beginning: LineBeginning, line: () -> ArraySlice<UInt8>) {
        marks.append(marks[marks.count - 1] + (beginning.isMark ? 1 : 0))
        if footnote != nil || beginning.canBeEdited { return visit(line()) }
        wasBlank = beginning.isBlank
    }

    private mutating func visit(_ line: ArraySlice<UInt8>) {
        let content = line.afterContainers
        let first = content.first ?? .newline
        let isBlank = first == .newline || first == .carriageReturn
        if takeIntoFootnote(line, isBlank: isBlank) { return }
        defer { wasBlank = isBlank }
        if first == .backtick || first == .tilde { return visitFence(content, of: first) }
        guard fence == nil else { return }
        switch first {
        case .colon: if content.starts(with: directiveMark) { edit(.isolate) }
        case .hash: if content.prefix(while: { $0 == .hash }).count > 6 { edit(.isolate) }
        case .openBracket: visitDefinition(line, content)
        case .hyphen: if !wasBlank, isDelimiterRowLikeAList(content) { edit(.pipe) }
        case .lessThan: visitTag(content)
        default: break
        }
    }

    private mutating func visitFence(_ content: ArraySlice<UInt8>, of byte: UInt8) {
        let length = content.prefix { $0 == byte }.count
        guard length >= 3 else { return }
        if let fence {
            let rest = content.dropFirst(length).drop { $0 == .space || $0 == .tab || $0 == .carriageReturn }
            if fence.byte == byte, length >= fence.length, rest.isEmpty { self.fence = nil }
        } else if byte == .tilde || !content.dropFirst(length).contains(.backtick) {
            fence = (byte, length)
        }
    }

    /// `- | -` would begin a list; a delimiter row with pipes and more than one hyphen in a row would not.
    private func isDelimiterRowLikeAList(_ content: ArraySlice<UInt8>) -> Bool {
        content.dropFirst().first == .space && content.contains(.pipe) && content.allSatisfy(\.isOfDelimiterRow)
    }

    /// The Markdown between tags with `markdown="1"` is Markdown: blank lines tell libcmark so.
    private mutating func visitTag(_ content: ArraySlice<UInt8>) {
        if content.firstRange(of: markdownAttribute) != nil {
            markedDivisions += 1
            edit(.isolate)
        } else if markedDivisions > 0, content.trimmed.elementsEqual(closingDivision) {
            markedDivisions -= 1
            edit(.isolate)
        }
    }

    // MARK: Footnotes and link definitions

    private mutating func visitDefinition(_ line: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) {
        guard let close = content.prefix(longestLabel).firstIndex(of: .closeBracket),
            content[(close + 1)...].first == .colon
        else { return }
        let isFootnote = content.dropFirst().first == .caret
        if isFootnote, content.startIndex == line.startIndex {
            let label = String(decoding: content[(content.startIndex + 2)..<close], as: UTF8.self)
            guard !label.isEmpty else { return }
            edit(.remove)
            footnote = (label, lineStarts.count, Array(content[(close + 2)...].trimmed) + [.newline])
        } else if !isFootnote {
            linkDefinitions.add(line, label: content[(content.startIndex + 1)..<close])
        }
    }

    /// A footnote goes on until a line that is not indented follows a blank one.
    private mutating func takeIntoFootnote(_ line: ArraySlice<UInt8>, isBlank: Bool) -> Bool {
        guard footnote != nil else { return false }
        let isIndented = line.starts(with: indentation) || line.first == .tab
        let startsAnother = line.starts(with: footnoteMark)
        guard isBlank || isIndented || (!wasBlank && !startsAnother) else {
            endFootnote()
            return false
        }
        edit(.remove)
        footnote?.markdown += line.first == .tab ? line.dropFirst() : line.dropFirst(isIndented ? indentation.count : 0)
        footnote?.markdown.append(.newline)
        wasBlank = isBlank
        return true
    }

    private mutating func endFootnote() {
        guard let footnote else { return }
        if footnotes[footnote.label] == nil {
            footnotes[footnote.label] = .init(markdown: footnote.markdown, line: footnote.line)
        }
        self.footnote = nil
    }

    // MARK: The text anew

    /// The text with all edits, where its lines begin, and the source's lines by its own.
    func apply() -> (text: ArraySlice<UInt8>, lineStarts: [Int], sourceLines: [Int]) {
        var edited = EditedText(markdown, lineStarts: lineStarts, room: edits.count)
        for (index, edit) in edits {
            edited.copyLines(upTo: index)
            let line = edited.takeLine()
            switch edit {
            case .remove: edited.append([.newline], from: index)
            case .pipe: edited.append(line.containerPrefix + [.pipe] + line.afterContainers, from: index)
            case .isolate:
                let blank = line.containerPrefix.filter { $0 == .greaterThan } + [.newline]
                edited.append(blank, from: index)
                edited.append(line.last == .newline ? line : line + [.newline], from: index)
                edited.append(blank, from: index)
            }
        }
        edited.copyLines(upTo: lineStarts.count - 1)
        return (edited.text[...], edited.lineStarts + [edited.text.count], edited.sourceLines)
    }
}

/// The text as it is put together anew: lines that are edited, and between them all others as they are.
private struct EditedText {
    private let source: ArraySlice<UInt8>
    private let sourceStarts: [Int]
    /// The next line of the source, from 0.
    private var next = 0
    private(set) var text: [UInt8] = []
    private(set) var lineStarts: [Int] = []
    /// The line of the source, counted from 1, for each line.
    private(set) var sourceLines: [Int] = []

    /// - Parameter room: How many lines are edited.
    init(_ source: ArraySlice<UInt8>, lineStarts sourceStarts: [Int], room: Int) {
        self.source = source
        self.sourceStarts = sourceStarts
        text.reserveCapacity(source.count + room * 8)
        lineStarts.reserveCapacity(sourceStarts.count + room * 2)
        sourceLines.reserveCapacity(sourceStarts.count + room * 2)
    }

    /// Copies the lines before an index in one piece.
    mutating func copyLines(upTo end: Int) {
        guard next < end else { return }
        let shift = text.count - sourceStarts[next]
        for line in next..<end {
            lineStarts.append(sourceStarts[line] + shift)
            sourceLines.append(line + 1)
        }
        text += source[sourceStarts[next]..<sourceStarts[end]]
        next = end
    }

    /// The next line of the source, for which the caller appends something else.
    mutating func takeLine() -> ArraySlice<UInt8> {
        defer { next += 1 }
        return source[sourceStarts[next]..<sourceStarts[next + 1]]
    }

    /// Appends a line that stands for one of the source, counted from 0.
    mutating func append(_ line: some Collection<UInt8>, from index: Int) {
        lineStarts.append(text.count)
        sourceLines.append(index + 1)
        text += line
    }
}

private let plus = UInt8(ascii: "+")
private let directiveMark = Array(":::".utf8)
private let footnoteMark = Array("[^".utf8)
private let indentation = Array("    ".utf8)
private let markdownAttribute = Array("markdown=\"1\"".utf8)
private let closingDivision = Array("</div>".utf8)
/// CommonMark's limit for labels.
private let longestLabel = 1_000
