/// Where in the HTML of a chapter's prose each section stands, so that sections can be put in another order.
struct ProsePieces {
    let marks: [(mark: ProseMark, range: Range<Int>)]
    /// What stands before the first section.
    private(set) var introduction: Range<Int>
    /// The sections by their headings, each with its heading and without the sections below it.
    private(set) var sections: [Int: Range<Int>] = [:]
    /// The footnotes.
    private(set) var tail: Range<Int>

    init(_ prose: RenderedProse) {
        let bytes = prose.html.bytes
        marks = prose.html.marks
        let end = marks.last { $0.mark == .footnotes }?.range.lowerBound ?? bytes.count
        tail = end..<bytes.count
        var starts: [(heading: Int, start: Int)] = []
        for (mark, range) in marks {
            guard case .headingNumber(let heading) = mark, prose.headings[heading].isSection else { continue }
            // The heading's tag is right before its mark, and no value of an attribute holds a bracket.
            starts.append((heading, bytes[..<range.lowerBound].lastIndex(of: .lessThan) ?? range.lowerBound))
        }
        introduction = 0..<(starts.first?.start ?? end)
        for (index, section) in starts.enumerated() {
            sections[section.heading] = section.start..<(index + 1 < starts.count ? starts[index + 1].start : end)
        }
    }
}
