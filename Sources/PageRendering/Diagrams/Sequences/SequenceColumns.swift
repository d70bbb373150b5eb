/// Where the participants of a diagram stand: as near to each other as what is written between them allows.
///
/// The text of a message begins beside its sender. It may reach over the lifelines that its arrow crosses, which are cut
/// there, but not over activation bars.
struct SequenceColumns {
    /// The middles of the participants, from left to right.
    private(set) var middles: [Int] = []
    /// The names as they stand in the boxes.
    private(set) var names: [DiagramText] = []
    private(set) var halfWidths: [Int] = []
    /// How far activation bars reach to the right of each lifeline.
    private(set) var reaches: [Int] = []
    /// How wide the gaps are: the first is left of the first participant, the last right of the last one.
    private(set) var gaps: [Int] = []
    private let widestLabel: Int

    init(_ diagram: SequenceDiagram) {
        widestLabel = Measures.widestLabel(among: diagram.participants.count)
        let widestName = Measures.widestName(among: diagram.participants.count)
        names = diagram.participants.map { $0.name.bold.wrapped(to: widestName) }
        halfWidths = zip(names, diagram.participants).map { name, participant in
            max(name.width, participant.kind == .participant ? 40 : 48) / 2 + Measures.headPadding
        }
        reaches = Self.reaches(of: diagram)
        gaps = (0...names.count).map { gap in
            let left = gap > 0 ? halfWidths[gap - 1] : 0
            let right = gap < names.count ? halfWidths[gap] : 0
            return left + right + Measures.leastGap
        }
        var depth = 0
        for step in diagram.steps {
            switch step {
            case .open: depth += 1
            case .close: depth -= 1
            case .message(let message): widen(for: message, depth)
            case .note(let note): widen(for: note, depth)
            default: break
            }
        }
        var middle = 0
        for gap in gaps.dropLast() {
            middle += gap
            middles.append(middle)
        }
    }

    /// The edge of the last gap.
    var end: Int { (middles.last ?? 0) + (gaps.last ?? 0) }

    /// The gaps that may hold the text of a message: from the sender on, up to the receiver or a lifeline with bars.
    func gaps(of message: SequenceDiagram.Message) -> ClosedRange<Int> {
        let first: Int
        let last: Int
        switch (message.from, message.to) {
        case (.participant(let sender), .participant(let receiver)):
            (first, last) = receiver < sender ? (sender, receiver + 1) : (sender + 1, max(receiver, sender + 1))
        case (.participant(let sender), .left): (first, last) = (sender, 0)
        case (.participant(let sender), .right): (first, last) = (sender + 1, names.count)
        case (.left, .participant(let receiver)): (first, last) = (0, receiver)
        case (.right, .participant(let receiver)): (first, last) = (names.count, receiver + 1)
        default: (first, last) = (0, 0)
        }
        var end = first
        if first < last {
            while end < last, reaches[end] == 0 { end += 1 }
        } else {
            while end > last, reaches[end - 1] == 0 { end -= 1 }
        }
        return min(first, end)...max(first, end)
    }

    /// What is free for text in gaps, between the bars at their sides and the frames around them.
    func free(_ gaps: ClosedRange<Int>, depth: Int) -> (start: Int, end: Int) {
        let inset = Measures.textMargin + depth * Measures.framePadding
        let start = gaps.lowerBound > 0 ? middles[gaps.lowerBound - 1] + reaches[gaps.lowerBound - 1] : 0
        let end = gaps.upperBound < middles.count ? middles[gaps.upperBound] - Measures.barHalf : self.end
        return (start + inset, end - inset)
    }

    private mutating func widen(for message: SequenceDiagram.Message, _ depth: Int) {
        let gaps = gaps(of: message)
        // Two gaps are wide enough for any text with some line breaks.
        guard gaps.count == 1 else { return }
        var width = message.text.wrapped(to: widestLabel).width
        if message.ownParticipant != nil { width = max(width, Measures.loopWidth + Measures.tip) }
        widen(gaps.lowerBound, to: width, depth)
    }

    private mutating func widen(for note: SequenceDiagram.Note, _ depth: Int) {
        let width = note.text.wrapped(to: Measures.widestNote).width + 2 * Measures.notePadding
        switch note.place {
        case .left(let column): widen(column, to: width, depth)
        case .right(let column): widen(column + 1, to: width, depth)
        case .over: break
        }
    }

    private mutating func widen(_ gap: Int, to width: Int, _ depth: Int) {
        let reach = gap > 0 ? reaches[gap - 1] : 0
        let needed = width + reach + Measures.barHalf + 2 * (Measures.textMargin + depth * Measures.framePadding)
        gaps[gap] = max(gaps[gap], needed)
    }

    private static func reaches(of diagram: SequenceDiagram) -> [Int] {
        var depths = diagram.participants.map { _ in 0 }
        var deepest = depths
        for step in diagram.steps {
            switch step {
            case .activate(let column):
                depths[column] += 1
                deepest[column] = max(deepest[column], min(depths[column], Measures.deepestBar))
            case .deactivate(let column): depths[column] = max(0, depths[column] - 1)
            default: break
            }
        }
        return deepest.map { Measures.reach(ofBars: $0) }
    }
}

/// The measures of sequence diagrams, in pixels.
enum Measures {
    static let margin = 12
    static let widestGuard = 132
    /// The text over an arrow that crosses lifelines.
    static let widestSpanningLabel = 300
    static let widestNote = 200
    static let headPadding = 12
    static let leastGap = 20
    static let textMargin = 8
    static let framePadding = 10
    static let notePadding = 8
    static let signHeight = 30
    /// Half the width of an activation bar, and how far one on another is set off.
    static let barHalf = 5
    static let barOffset = 4
    static let deepestBar = 6
    static let loopWidth = 32
    static let loopHeight = 16
    static let tip = 9
    /// What lies between two steps.
    static let leading = 12
    /// The height from which on the participants stand at the end once more.
    static let tall = 620

    /// How wide names may be: with few participants there is more room for each.
    static func widestName(among participants: Int) -> Int { participants < 3 ? 210 : participants < 5 ? 132 : 108 }

    /// How wide the text over an arrow between neighbours may be.
    static func widestLabel(among participants: Int) -> Int { participants < 3 ? 260 : participants < 5 ? 190 : 140 }

    static func reach(ofBars depth: Int) -> Int { depth == 0 ? 0 : barHalf + (depth - 1) * barOffset }
}
