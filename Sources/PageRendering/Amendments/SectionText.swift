import ContentReading

/// The text of a chapter by its sections: where in the source each begins and ends.
struct SectionText {
    let file: MarkdownFile
    let rendered: RenderedProse
    private let lineStarts: [Int]

    init(_ file: MarkdownFile, _ rendered: RenderedProse) {
        self.file = file
        self.rendered = rendered
        lineStarts = PreparedMarkdown(file.prose.markdown).originalLineStarts
    }

    var bytes: [UInt8] { file.source.bytes }

    /// The bytes of the whole text without what defines footnotes and links at its end.
    var all: Range<Int> {
        let start = file.prose.markdown.startIndex
        return start..<max(start, end(before: file.prose.markdown.endIndex))
    }

    /// The bytes of a section with its heading and the sections below it.
    ///
    /// - Parameter heading: The heading, by its place among those of the text.
    func range(ofSection heading: Int) -> Range<Int> {
        let level = rendered.headings[heading].level
        let next = rendered.headings[(heading + 1)...].first { $0.isSection && $0.level <= level }
        let start = start(ofLine: rendered.headings[heading].line)
        return start..<max(start, next.map { self.start(ofLine: $0.line) } ?? all.upperBound)
    }

    /// Where a line begins.
    ///
    /// - Parameter line: The line, counted from 1.
    func start(ofLine line: Int) -> Int {
        lineStarts[min(max(line - 1, 0), lineStarts.count - 1)]
    }

    /// The lines of a stretch, each with its line break.
    func lines(in range: Range<Int>) -> [Range<Int>] {
        zip(lineStarts, lineStarts.dropFirst()).lazy.map { $0..<$1 }.filter {
            range.lowerBound <= $0.lowerBound && $0.upperBound <= range.upperBound
        }
    }

    /// The end of the text before what defines footnotes and links, which belongs to no section.
    private func end(before end: Int) -> Int {
        var end = end
        for line in lines(in: file.prose.markdown.indices).reversed() {
            let text = bytes[line]
            let isDefinition = text.first == .openBracket && text.firstRange(of: definitionSign) != nil
            guard isDefinition else {
                if text.allSatisfy(\.isWhitespace) || text.first?.isBlank == true { continue }
                break
            }
            end = line.lowerBound
        }
        return end
    }
}

private let definitionSign = Array("]:".utf8)
