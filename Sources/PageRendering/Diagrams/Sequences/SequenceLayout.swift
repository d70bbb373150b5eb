/// Gives everything in a sequence diagram its place, from top to bottom. The same diagram gets the same layout each time,
/// in time and size that grow with the number of its steps.
///
/// Nothing overlaps: each step has rows of its own, and lifelines are cut where text stands on them.
struct SequenceLayout {
    private let diagram: SequenceDiagram
    private let columns: SequenceColumns
    private let placement: SequencePlacement
    private var lifelines: Lifelines
    private var layout = DiagramLayout()
    /// How far the layout has come.
    private var y = Measures.margin
    /// The arrow that the step before drew, from which bars begin and at which they end.
    private var arrow: (y: Int, message: SequenceDiagram.Message)?
    /// Where open frames begin, by their steps.
    private var frames: [(step: Int, top: Int)] = []

    static func layout(of diagram: SequenceDiagram) -> DiagramLayout {
        var layout = SequenceLayout(diagram)
        layout.run()
        return layout.layout
    }

    private init(_ diagram: SequenceDiagram) {
        self.diagram = diagram
        columns = SequenceColumns(diagram)
        placement = SequencePlacement(diagram, columns)
        lifelines = Lifelines(columns)
    }

    private mutating func run() {
        addAside(diagram.header)
        addTitle()
        let bandTop = y
        addBandTitles()
        let top = addHeads() + Measures.leading / 2
        addBands(from: bandTop)
        y = top
        for (index, step) in diagram.steps.enumerated() { add(step, index) }
        y += Measures.leading
        lifelines.finish(from: top - Measures.leading / 2, to: y, &layout)
        if y > Measures.tall, !diagram.hidesFoot { y = addHeads() }
        addAside(diagram.footer)
        layout.width = placement.right - placement.left + 2 * Measures.margin
        layout.height = y + Measures.margin
        layout.move(by: Measures.margin - placement.left)
    }

    // MARK: Above and below

    private var middle: Int { (placement.left + placement.right) / 2 }

    private mutating func addTitle() {
        guard let title = diagram.title?.bold else { return }
        y = layout.addText(.title, title.wrapped(to: placement.right - placement.left), middle: middle, y: y).bottom
        y += Measures.leading
    }

    private mutating func addAside(_ text: DiagramText?) {
        guard let text = text?.wrapped(to: placement.right - placement.left), !text.isEmpty else { return }
        if y > Measures.margin { y += Measures.leading }
        y = layout.addText(.aside, text, middle: middle, y: y).bottom + Measures.leading
    }

    private mutating func addBandTitles() {
        let titles = diagram.bands.map { band in
            let frame = frame(of: band.range)
            return (band.title.wrapped(to: frame.width - 2 * Measures.textMargin), frame.middle)
        }
        guard let height = titles.map(\.0.height).max() else { return }
        for (title, middle) in titles {
            layout.addText(.aside, title, middle: middle, y: y + Measures.textMargin / 2 + height - title.height)
        }
        y += height + Measures.textMargin
    }

    /// From where to where a band reaches.
    private func frame(of range: ClosedRange<Int>) -> DiagramLayout.Rect {
        let left = columns.middles[range.lowerBound] - columns.halfWidths[range.lowerBound] - Measures.textMargin
        let right = columns.middles[range.upperBound] + columns.halfWidths[range.upperBound] + Measures.textMargin
        return .init(x: left, y: 0, width: right - left, height: 0)
    }

    private mutating func addBands(from top: Int) {
        for band in diagram.bands {
            var frame = frame(of: band.range)
            (frame.y, frame.height) = (top, y - top + Measures.textMargin)
            layout.addBox(.band, frame)
        }
        if !diagram.bands.isEmpty { y += Measures.textMargin }
    }

    /// Adds the participants in a row.
    ///
    /// - Returns: The lower edge of the row.
    private mutating func addHeads() -> Int {
        let hasSigns = diagram.participants.map { $0.kind != .participant }
        let height =
            zip(columns.names, hasSigns).map { name, hasSign in
                name.height + 2 * Measures.notePadding + (hasSign ? Measures.signHeight : 0)
            }.max() ?? 0
        for (column, middle) in columns.middles.enumerated() {
            let half = columns.halfWidths[column]
            layout.addBox(.head, .init(x: middle - half, y: y, width: 2 * half, height: height))
            let name = columns.names[column]
            let sign = hasSigns[column] ? Measures.signHeight : 0
            let top = y + (height - name.height - sign) / 2
            if hasSigns[column] {
                let center = DiagramLayout.Point(x: middle, y: top + Measures.signHeight / 2 - 2)
                layout.signs.append(.init(kind: diagram.participants[column].kind, center: center))
            }
            layout.addText(.name, name, middle: middle, y: top + sign)
        }
        y += height
        return y
    }

    // MARK: Steps

    private mutating func add(_ step: SequenceDiagram.Step, _ index: Int) {
        let place = placement.places[index]
        switch step {
        case .message(let message):
            add(message, place, index)
            return
        case .activate(let column): return lifelines.activate(column, at: arrowY(at: column))
        case .deactivate(let column): return lifelines.deactivate(column, at: arrowY(at: column), &layout)
        case .destroy(let column):
            y += Measures.leading
            lifelines.destroy(column, at: y, &layout)
        case .note(let note): add(note, place)
        case .open(let keyword, _): openFrame(keyword, place, index)
        case .otherwise: addCase(place)
        case .close: closeFrame()
        case .separator: addSeparator(place)
        case .delay: addDelay(place)
        case .space(let height): y += height
        }
        arrow = nil
    }

    /// Where a bar begins or ends: at the arrow right above, if it is one of the participant's.
    private func arrowY(at column: Int) -> Int {
        guard let arrow, [arrow.message.from, arrow.message.to].contains(.participant(column)) else {
            return y + Measures.leading / 2
        }
        return arrow.y
    }

    private mutating func add(_ message: SequenceDiagram.Message, _ place: SequencePlacement.Place, _ index: Int) {
        y += Measures.leading
        let text = layout.addText(.label, place.text, x: place.textLeft, y: y)
        if !place.text.isEmpty { lifelines.cut(text) }
        if !place.text.isEmpty { y += place.text.height + 5 }
        let style = message.isDashed ? DiagramLayout.Line.Style.reply : .message
        if let own = message.ownParticipant {
            addLoop(message, own, style, to: placement.loopEnd(of: own), index)
        } else {
            let isRight = message.pointsRight
            let start = x(of: message.from, isOnRight: isRight, index)
            let end = x(of: message.to, isOnRight: !isRight, index)
            layout.addLine(style, (start, y), (end, y))
            layout.addTip(message.tip, x: end, y: y, pointsRight: isRight)
            layout.addTip(message.start, x: start, y: y, pointsRight: !isRight)
            arrow = (y, message)
        }
        y += Measures.tip / 2
    }

    private mutating func addLoop(
        _ message: SequenceDiagram.Message, _ own: Int, _ style: DiagramLayout.Line.Style, to right: Int, _ index: Int
    ) {
        let start = x(of: message.from, isOnRight: true, index)
        layout.addLine(
            style, (start, y), (right, y), (right, y + Measures.loopHeight), (start, y + Measures.loopHeight))
        layout.addTip(message.start, x: start, y: y, pointsRight: false)
        y += Measures.loopHeight
        layout.addTip(message.tip, x: start, y: y, pointsRight: false)
        arrow = (y, message)
    }

    /// Where an arrow touches a lifeline, or the bar on it.
    private func x(of end: SequenceDiagram.End, isOnRight: Bool, _ index: Int) -> Int {
        switch end {
        case .left: return placement.left
        case .right: return placement.right
        case .participant(let column):
            let depth = min(lifelines.depth(column) + activations(of: column, after: index), Measures.deepestBar)
            guard depth > 0 else { return columns.middles[column] }
            return columns.middles[column] + (isOnRight ? Measures.reach(ofBars: depth) : -Measures.barHalf)
        }
    }

    /// How many bars begin at a message.
    private func activations(of column: Int, after index: Int) -> Int {
        var count = 0
        for step in diagram.steps[(index + 1)...] {
            switch step {
            case .activate(column): count += 1
            case .activate, .deactivate: break
            default: return count
            }
        }
        return count
    }

    private mutating func add(_ note: SequenceDiagram.Note, _ place: SequencePlacement.Place) {
        y += Measures.leading
        let isReference = note.isReference
        let header = isReference ? FontMetrics.lineHeight + Measures.notePadding / 2 : 0
        let frame = DiagramLayout.Rect(
            x: place.textLeft, y: y, width: place.textRight - place.textLeft,
            height: place.text.height + 2 * Measures.notePadding + header)
        layout.addBox(isReference ? .reference : .note, frame)
        if isReference { addTab("ref", x: frame.x) }
        let middle = frame.middle
        layout.addText(.note, place.text, middle: middle, y: y + Measures.notePadding + header)
        lifelines.cut(frame)
        y = frame.bottom
    }

    private mutating func addSeparator(_ place: SequencePlacement.Place) {
        y += Measures.leading
        let text = layout.addText(.guardText, place.text, x: place.textLeft, y: y + 4)
        let frame = DiagramLayout.Rect(x: place.left, y: y, width: place.right - place.left, height: text.height + 8)
        let center = frame.y + frame.height / 2
        if place.text.isEmpty {
            layout.addLine(.separator, (placement.left, center), (placement.right, center))
        } else {
            layout.addLine(.separator, (placement.left, center), (frame.x, center))
            layout.addLine(.separator, (frame.right, center), (placement.right, center))
            lifelines.cut(frame)
        }
        y = frame.bottom + Measures.leading / 2
    }

    private mutating func addDelay(_ place: SequencePlacement.Place) {
        let top = y + Measures.leading / 2
        let text = layout.addText(.guardText, place.text, x: place.textLeft, y: top + Measures.leading)
        if !place.text.isEmpty { lifelines.cut(text) }
        y = text.bottom + Measures.leading
        lifelines.delay(from: top, to: y)
    }

    // MARK: Frames

    private mutating func openFrame(_ keyword: String, _ place: SequencePlacement.Place, _ index: Int) {
        y += Measures.leading
        frames.append((index, y))
        let tab = addTab(keyword, x: place.left)
        let text = layout.addText(.guardText, place.text, x: tab.right + Measures.textMargin, y: y + 4)
        if !place.text.isEmpty { lifelines.cut(text) }
        y = max(tab.bottom, text.bottom)
    }

    /// Adds the corner that says what a frame is.
    @discardableResult
    private mutating func addTab(_ keyword: String, x: Int) -> DiagramLayout.Rect {
        let width = SequencePlacement.tabWidth(of: keyword)
        let tab = DiagramLayout.Rect(x: x, y: y, width: width, height: FontMetrics.lineHeight + 6)
        layout.addBox(.keyword, tab)
        layout.addText(.keyword, DiagramText(keyword).bold, middle: tab.middle, y: y + 3)
        lifelines.cut(tab)
        return tab
    }

    private mutating func addCase(_ place: SequencePlacement.Place) {
        y += Measures.leading
        layout.addLine(.divider, (place.left, y), (place.right, y))
        let text = layout.addText(.guardText, place.text, x: place.left + Measures.textMargin, y: y + 4)
        if !place.text.isEmpty { lifelines.cut(text) }
        y = text.bottom
    }

    private mutating func closeFrame() {
        guard let frame = frames.popLast() else { return }
        y += Measures.leading
        let place = placement.places[frame.step]
        layout.addBox(
            .frame, .init(x: place.left, y: frame.top, width: place.right - place.left, height: y - frame.top))
    }
}
