/// A diagram with a place for everything: what the writer of SVG writes, and what tests hold against each other.
struct DiagramLayout: Sendable, Equatable {
    struct Point: Sendable, Equatable {
        var x: Int
        var y: Int
    }

    struct Rect: Sendable, Equatable {
        var x: Int
        var y: Int
        var width: Int
        var height: Int

        var right: Int { x + width }
        var bottom: Int { y + height }
        var middle: Int { x + width / 2 }
    }

    struct Line: Sendable, Equatable {
        enum Style: String, Sendable, CaseIterable {
            case lifeline, delay, divider, separator, message, reply
        }

        var style: Style
        var points: [Point]
    }

    struct Box: Sendable, Equatable {
        /// In the order in which they are painted.
        enum Style: String, Sendable, CaseIterable {
            case band, frame, bar, head, note, reference, choice, keyword
        }

        var style: Style
        var frame: Rect
    }

    struct Tip: Sendable, Equatable {
        var shape: SequenceDiagram.Tip
        var point: Point
        var pointsRight: Bool
    }

    struct Text: Sendable, Equatable {
        enum Style: String, Sendable, CaseIterable {
            case name, label, note
            case guardText = "guard"
            case keyword, title, aside
        }

        var style: Style
        var frame: Rect
        var text: DiagramText
        var isCentered = true
    }

    /// The sign of a participant's kind, around its middle.
    struct Sign: Sendable, Equatable {
        var kind: SequenceDiagram.Participant.Kind
        var center: Point
    }

    var width = 0
    var height = 0
    var lines: [Line] = []
    var boxes: [Box] = []
    var tips: [Tip] = []
    var texts: [Text] = []
    var signs: [Sign] = []

    mutating func addLine(_ style: Line.Style, _ points: (x: Int, y: Int)...) {
        lines.append(Line(style: style, points: points.map { Point(x: $0.x, y: $0.y) }))
    }

    mutating func addBox(_ style: Box.Style, _ frame: Rect) {
        boxes.append(Box(style: style, frame: frame))
    }

    mutating func addTip(_ shape: SequenceDiagram.Tip, x: Int, y: Int, pointsRight: Bool) {
        guard shape != .none else { return }
        tips.append(Tip(shape: shape, point: Point(x: x, y: y), pointsRight: pointsRight))
    }

    /// Adds text around a middle.
    @discardableResult
    mutating func addText(_ style: Text.Style, _ text: DiagramText, middle: Int, y: Int) -> Rect {
        let frame = Rect(x: middle - text.width / 2, y: y, width: text.width, height: text.height)
        if !text.isEmpty { texts.append(Text(style: style, frame: frame, text: text)) }
        return frame
    }

    /// Adds text from an edge on.
    @discardableResult
    mutating func addText(_ style: Text.Style, _ text: DiagramText, x: Int, y: Int) -> Rect {
        let frame = Rect(x: x, y: y, width: text.width, height: text.height)
        if !text.isEmpty { texts.append(Text(style: style, frame: frame, text: text, isCentered: false)) }
        return frame
    }

    /// Moves everything to the right.
    mutating func move(by distance: Int) {
        for line in lines.indices {
            for point in lines[line].points.indices { lines[line].points[point].x += distance }
        }
        for index in boxes.indices { boxes[index].frame.x += distance }
        for index in tips.indices { tips[index].point.x += distance }
        for index in texts.indices { texts[index].frame.x += distance }
        for index in signs.indices { signs[index].center.x += distance }
    }
}
