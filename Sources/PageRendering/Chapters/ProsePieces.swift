/// Where in the HTML of a chapter's prose each section stands, so that sections can be put in another order.
struct ProsePieces {
    /// A stretch of the HTML with the marks in it.
    struct Piece {
        let range: Range<Int>
        let marks: ArraySlice<HTML.PlacedMark>
    }

    /// What stands before the first section.
    let introduction: Piece
    /// The sections by their headings, each with its heading and without the sections below it.
    let sections: [Int: Piece]
    /// The footnotes.
    let tail: Piece

    init(_ prose: RenderedProse) {
        let bytes = prose.html.bytes
        let marks = prose.html.marks
        var starts: [(heading: Int, start: Int, mark: Int)] = []
        var end = (start: bytes.count, mark: marks.count)
        for (index, (mark, range)) in marks.enumerated() {
            if mark == .footnotes { end = (range.lowerBound, index) }
            guard case .headingNumber(let heading) = mark, prose.headings[heading].isSection else { continue }
            // The heading's tag is right before its mark, and no value of an attribute holds a bracket.
            starts.append((heading, bytes[..<range.lowerBound].lastIndex(of: .lessThan) ?? range.lowerBound, index))
        }
        let first = starts.first.map { ($0.start, $0.mark) } ?? (end.start, end.mark)
        introduction = Piece(range: 0..<first.0, marks: marks[..<first.1])
        var sections: [Int: Piece] = [:]
        sections.reserveCapacity(starts.count)
        for (index, section) in starts.enumerated() {
            let next = index + 1 < starts.count ? (starts[index + 1].start, starts[index + 1].mark) : end
            sections[section.heading] = Piece(range: section.start..<next.0, marks: marks[section.mark..<next.1])
        }
        self.sections = sections
        tail = Piece(range: end.start..<bytes.count, marks: marks[end.mark...])
    }
}

extension ProsePieces {
    /// Whether a section says something below its heading.
    func hasText(_ heading: Int, in prose: RenderedProse) -> Bool {
        guard let piece = sections[heading], let end = piece.marks.first(where: { $0.mark == .headingEnd(heading) }),
            let tag = prose.html.bytes[end.range.upperBound..<piece.range.upperBound].firstIndex(of: .greaterThan)
        else { return false }
        return prose.html.bytes[(tag + 1)..<piece.range.upperBound].contains { !$0.isWhitespace }
    }
}

extension GeneratedPart {
    /// Whether an author has said in the section what the definition says: an option has one text in a chapter.
    func isReplaced(bySectionWith prose: RenderedProse, _ pieces: ProsePieces, _ heading: Int?) -> Bool {
        guard case .optionDefinition = self, let heading else { return false }
        return pieces.hasText(heading, in: prose)
    }
}
