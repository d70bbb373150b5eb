@testable import PageRendering

extension DiagramLayout {
    /// What a reader of the diagram would stumble over: text on text, lines through text, what leaves the diagram.
    var flaws: [String] {
        overlappingTexts + crossedTexts + coveredBoxes + outside
    }

    private var overlappingTexts: [String] {
        let sorted = texts.sorted { $0.frame.y < $1.frame.y }
        return sorted.indices.flatMap { index in
            sorted[(index + 1)...].prefix { $0.frame.y < sorted[index].frame.bottom }.filter {
                $0.frame.overlaps(sorted[index].frame)
            }.map { "'\(sorted[index].text.plain)' overlaps '\($0.text.plain)'" }
        }
    }

    /// Text that a line or an edge of a box crosses, or a bar or foreign box covers.
    private var crossedTexts: [String] {
        texts.flatMap { text -> [String] in
            let byLines = segments.filter { $0.frame.overlaps(text.frame) }.map {
                "a \($0.style.rawValue) crosses '\(text.text.plain)'"
            }
            let byBoxes = boxes.filter { box in
                box.frame.overlaps(text.frame) && !(box.frame.contains(text.frame) && box.style != .bar)
            }.map { "a \($0.style.rawValue) crosses '\(text.text.plain)'" }
            return byLines + byBoxes
        }
    }

    /// Heads and notes hold their own text only.
    private var coveredBoxes: [String] {
        let solid = boxes.filter { [.head, .note, .reference, .choice].contains($0.style) }
        let others = boxes.filter { ![.band, .frame, .keyword].contains($0.style) }
        return solid.flatMap { box -> [String] in
            let byLines = segments.filter { $0.frame.overlaps(box.frame) }.map { "a \($0.style.rawValue) in a box" }
            let byBoxes = others.filter { $0 != box && $0.frame.overlaps(box.frame) }.map { "\($0) on \(box)" }
            return byLines + byBoxes
        }
    }

    private var outside: [String] {
        let all = Rect(x: 0, y: 0, width: width, height: height)
        let frames = texts.map(\.frame) + boxes.map(\.frame) + segments.map(\.frame)
        return frames.filter { !all.contains($0) }.map { "\($0) is outside" }
    }

    private var segments: [(style: Line.Style, frame: Rect)] {
        lines.flatMap { line in
            zip(line.points, line.points.dropFirst()).map { start, end in
                let frame = Rect(
                    x: min(start.x, end.x), y: min(start.y, end.y), width: abs(end.x - start.x),
                    height: abs(end.y - start.y))
                return (line.style, frame)
            }
        }
    }
}

extension DiagramLayout.Rect {
    /// Whether two places have more than an edge in common; lines have no width.
    fileprivate func overlaps(_ other: Self) -> Bool {
        x < other.right && right > other.x && y < other.bottom && bottom > other.y
    }

    fileprivate func contains(_ other: Self) -> Bool {
        x <= other.x && y <= other.y && right >= other.right && bottom >= other.bottom
    }
}
