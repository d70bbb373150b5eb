/// What each step of a diagram takes from left to right: its text with its line breaks, and from where to where it reaches.
///
/// Frames reach around all that stands in them, so this comes before any height is known.
struct SequencePlacement {
    struct Place {
        var text = DiagramText()
        /// Where the text, or the box around it, begins and ends.
        var textLeft = 0
        var textRight = 0
        /// From where to where all of the step reaches.
        var left = 0
        var right = 0
    }

    /// The places of the steps, by their positions.
    private(set) var places: [Place]
    /// How far the diagram reaches.
    private(set) var left = 0
    private(set) var right: Int
    private let columns: SequenceColumns
    private var frames: [Frame] = []

    private struct Frame {
        let step: Int
        /// The steps at which another case begins.
        var cases: [Int] = []
        var left = Int.max
        var right = Int.min
    }

    init(_ diagram: SequenceDiagram, _ columns: SequenceColumns) {
        self.columns = columns
        places = diagram.steps.map { _ in Place() }
        right = columns.end
        for (index, step) in diagram.steps.enumerated() {
            switch step {
            case .message(let message): take(place(of: message), index)
            case .note(let note): take(place(of: note), index)
            case .separator(let text), .delay(let text): take(place(ofSeparator: text), index)
            case .open(_, let text):
                places[index].text = text
                frames.append(Frame(step: index))
            case .otherwise(let text):
                places[index].text = text
                if !frames.isEmpty { frames[frames.count - 1].cases.append(index) }
            case .close: closeFrame(diagram)
            case .activate, .deactivate, .destroy, .space: break
            }
        }
    }

    private mutating func take(_ place: Place, _ index: Int) {
        places[index] = place
        include(place.left, place.right)
    }

    /// Lets the innermost frame and the diagram reach as far as what stands in them.
    private mutating func include(_ left: Int, _ right: Int) {
        self.left = min(self.left, left)
        self.right = max(self.right, right)
        guard !frames.isEmpty else { return }
        frames[frames.count - 1].left = min(frames[frames.count - 1].left, left)
        frames[frames.count - 1].right = max(frames[frames.count - 1].right, right)
    }

    // MARK: Steps

    private func place(of message: SequenceDiagram.Message) -> Place {
        let gaps = columns.gaps(of: message)
        let (start, end) = columns.free(gaps, depth: frames.count)
        var place = Place()
        place.text = message.text.wrapped(
            to: gaps.count > 1 ? min(end - start, Measures.widestSpanningLabel) : end - start)
        let width = place.text.width
        if let own = message.ownParticipant {
            place.textLeft = start
            place.left = columns.middles[own] - Measures.barHalf
            place.right = max(start + width, loopEnd(of: own))
        } else {
            place.textLeft = start + (end - start - width) / 2
            if gaps.count > 1 { place.textLeft = message.pointsRight ? start : end - width }
            let ends = [message.from, message.to].compactMap { middle(of: $0) }
            place.left = min(place.textLeft, (ends.min() ?? start) - Measures.barHalf)
            place.right = max(place.textLeft + width, (ends.max() ?? end) + Measures.barHalf)
        }
        place.textRight = place.textLeft + width
        return place
    }

    private func middle(of end: SequenceDiagram.End) -> Int? {
        if case .participant(let column) = end { columns.middles[column] } else { nil }
    }

    /// How far the arrow of a message to oneself reaches.
    func loopEnd(of column: Int) -> Int {
        columns.middles[column] + columns.reaches[column] + Measures.loopWidth
    }

    private func place(of note: SequenceDiagram.Note) -> Place {
        var place = Place()
        switch note.place {
        case .left(let column):
            place.text = wrapped(note.text, inGap: column)
            place.textRight = columns.free(column...column, depth: frames.count).end
            place.textLeft = place.textRight - place.text.width - 2 * Measures.notePadding
        case .right(let column):
            place.text = wrapped(note.text, inGap: column + 1)
            place.textLeft = columns.free(column + 1...column + 1, depth: frames.count).start
            place.textRight = place.textLeft + place.text.width + 2 * Measures.notePadding
        case .over(let range):
            let (first, last) = (columns.middles[range.lowerBound], columns.middles[range.upperBound])
            let span = last - first + (range.count > 1 ? 2 * Measures.headPadding : 0)
            place.text = note.text.wrapped(to: max(Measures.widestNote, span))
            let width = max(span, place.text.width + 2 * Measures.notePadding, 4 * Measures.headPadding)
            place.textLeft = (first + last - width) / 2
            place.textRight = place.textLeft + width
        }
        (place.left, place.right) = (place.textLeft, place.textRight)
        return place
    }

    private func wrapped(_ text: DiagramText, inGap gap: Int) -> DiagramText {
        let (start, end) = columns.free(gap...gap, depth: frames.count)
        return text.wrapped(to: end - start - 2 * Measures.notePadding)
    }

    private func place(ofSeparator text: DiagramText) -> Place {
        var place = Place()
        place.text = text.wrapped(to: max(columns.end - 4 * Measures.margin, Measures.widestNote))
        place.textLeft = (columns.end - place.text.width) / 2
        place.textRight = place.textLeft + place.text.width
        (place.left, place.right) = (place.textLeft - Measures.margin, place.textRight + Measures.margin)
        return place
    }

    // MARK: Frames

    private mutating func closeFrame(_ diagram: SequenceDiagram) {
        guard let frame = frames.popLast(), case .open(let keyword, _) = diagram.steps[frame.step] else { return }
        var (left, right) = (frame.left, frame.right)
        if left > right {
            left = columns.middles.first ?? 0
            right = left
        }
        left -= Measures.framePadding
        right += Measures.framePadding
        let tab = Self.tabWidth(of: keyword)
        right = max(right, left + tab + Measures.widestGuard)
        places[frame.step].text = places[frame.step].text.wrapped(to: right - left - tab - 2 * Measures.textMargin)
        for step in [frame.step] + frame.cases {
            (places[step].left, places[step].right) = (left, right)
        }
        for step in frame.cases {
            places[step].text = places[step].text.wrapped(to: right - left - 2 * Measures.textMargin)
        }
        include(left, right)
    }

    /// The width of the corner that holds the keyword of a frame.
    static func tabWidth(of keyword: String) -> Int {
        FontMetrics.width(of: keyword, isBold: true) + 2 * Measures.textMargin
    }
}
