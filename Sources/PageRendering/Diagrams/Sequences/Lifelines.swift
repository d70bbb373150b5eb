/// The lifelines of a diagram with their activation bars. Where text stands on them, they are cut.
struct Lifelines {
    private let columns: SequenceColumns
    private var lines: [Lifeline]

    private struct Lifeline {
        /// From where to where the line is cut, from top to bottom.
        var cuts: [(top: Int, bottom: Int)] = []
        /// The stretches in which time passes.
        var delays: [(top: Int, bottom: Int)] = []
        /// Where open bars begin, and how many cuts there were.
        var open: [(top: Int, cuts: Int)] = []
        /// How many bars are open that are not drawn, since they would be too deep.
        var undrawn = 0
        var end: Int?
    }

    init(_ columns: SequenceColumns) {
        self.columns = columns
        lines = columns.middles.map { _ in Lifeline() }
    }

    /// How many bars are open on a lifeline.
    func depth(_ column: Int) -> Int { lines[column].open.count }

    mutating func activate(_ column: Int, at y: Int) {
        if lines[column].open.count == Measures.deepestBar {
            lines[column].undrawn += 1
        } else {
            lines[column].open.append((y, lines[column].cuts.count))
        }
    }

    /// Ends the innermost bar of a lifeline. One that has none is left alone, as PlantUML does.
    mutating func deactivate(_ column: Int, at y: Int, _ layout: inout DiagramLayout) {
        if lines[column].undrawn > 0 {
            lines[column].undrawn -= 1
        } else if let bar = lines[column].open.popLast() {
            let x = columns.middles[column] - Measures.barHalf + lines[column].open.count * Measures.barOffset
            for (top, bottom) in stretches(of: lines[column].cuts[bar.cuts...], from: bar.top, to: max(y, bar.top + 6))
            {
                layout.addBox(.bar, .init(x: x, y: top, width: 2 * Measures.barHalf, height: bottom - top))
            }
        }
    }

    /// Ends a lifeline.
    mutating func destroy(_ column: Int, at y: Int, _ layout: inout DiagramLayout) {
        while !lines[column].open.isEmpty { deactivate(column, at: y, &layout) }
        lines[column].end = lines[column].end ?? y
        layout.addTip(.lost, x: columns.middles[column], y: y, pointsRight: true)
    }

    /// Keeps lifelines off a place that holds text.
    mutating func cut(_ place: DiagramLayout.Rect) {
        for (column, middle) in columns.middles.enumerated() {
            let left = middle - Measures.barHalf - 3
            let right = middle + columns.reaches[column] + 3
            if place.x <= right, place.right >= left { lines[column].cuts.append((place.y - 2, place.bottom + 2)) }
        }
    }

    /// Lets time pass.
    mutating func delay(from top: Int, to bottom: Int) {
        for column in lines.indices { lines[column].delays.append((top, bottom)) }
    }

    /// Ends all bars, and draws all lines.
    mutating func finish(from top: Int, to bottom: Int, _ layout: inout DiagramLayout) {
        for (column, middle) in columns.middles.enumerated() {
            while !lines[column].open.isEmpty { deactivate(column, at: bottom, &layout) }
            let line = lines[column]
            let gaps = (line.cuts + line.delays).sorted { ($0.top, $0.bottom) < ($1.top, $1.bottom) }
            for stretch in stretches(of: gaps, from: top, to: line.end ?? bottom) {
                layout.addLine(.lifeline, (middle, stretch.top), (middle, stretch.bottom))
            }
            let firstCut = line.cuts.map(\.top)
            for delay in line.delays {
                let index = firstCut.partitioningIndex { $0 >= delay.top }
                let cuts = line.cuts[index...].prefix { $0.top < delay.bottom }
                for stretch in stretches(of: cuts, from: delay.top, to: delay.bottom) {
                    layout.addLine(.delay, (middle, stretch.top), (middle, stretch.bottom))
                }
            }
        }
    }

    /// What is left of a stretch between gaps, which are in order.
    private func stretches(
        of gaps: some Sequence<(top: Int, bottom: Int)>, from top: Int, to bottom: Int
    ) -> [(top: Int, bottom: Int)] {
        var stretches: [(top: Int, bottom: Int)] = []
        var start = top
        for gap in gaps {
            if min(gap.top, bottom) > start { stretches.append((start, min(gap.top, bottom))) }
            start = max(start, gap.bottom)
        }
        if bottom > start { stretches.append((start, bottom)) }
        return stretches
    }
}

extension Array {
    /// The first position whose element meets a condition that all elements behind it meet too.
    fileprivate func partitioningIndex(where isInSecond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isInSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
