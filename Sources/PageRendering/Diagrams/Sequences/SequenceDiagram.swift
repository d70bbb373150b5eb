/// Who sends what to whom, in the order of time: what an author writes as a diagram, or what definitions give.
struct SequenceDiagram: Sendable {
    var title: DiagramText?
    var header: DiagramText?
    var footer: DiagramText?
    var participants: [Participant] = []
    /// Participants that stand together in a box, by their positions.
    var bands: [(title: DiagramText, range: ClosedRange<Int>)] = []
    var steps: [Step] = []
    /// Whether the participants are not to stand at the end of a tall diagram once more.
    var hidesFoot = false

    struct Participant: Sendable {
        enum Kind: String, Sendable {
            case participant, actor, boundary, control, entity, database, collections, queue
        }

        var kind = Kind.participant
        var name: DiagramText
    }

    enum Step: Sendable {
        case message(Message)
        case note(Note)
        case activate(Int)
        case deactivate(Int)
        /// The end of a participant's life.
        case destroy(Int)
        /// A frame around the steps up to the `close` that belongs to it.
        case open(keyword: String, text: DiagramText)
        /// Another case of the innermost frame.
        case otherwise(DiagramText)
        case close
        case separator(DiagramText)
        case delay(DiagramText)
        case space(Int)
    }

    /// Where a message comes from or goes to: a participant, or a side of the diagram.
    enum End: Sendable, Equatable {
        case participant(Int)
        case left, right
    }

    /// What stands at an end of an arrow.
    enum Tip: String, Sendable {
        case none, filled, open, upper, lower, lost, circle
    }

    struct Message: Sendable {
        var from: End
        var to: End
        var text = DiagramText()
        var isDashed = false
        var tip = Tip.filled
        /// What stands where the arrow begins.
        var start = Tip.none

        /// Whether the arrow goes from left to right.
        var pointsRight: Bool {
            switch (from, to) {
            case (.participant(let sender), .participant(let receiver)): receiver > sender
            case (.left, _), (_, .right): true
            case (.right, _), (_, .left): false
            }
        }

        /// The participant that sends to itself.
        var ownParticipant: Int? {
            if case .participant(let sender) = from, from == to { return sender }
            return nil
        }
    }

    struct Note: Sendable {
        enum Place: Sendable, Equatable {
            case left(Int)
            case right(Int)
            case over(ClosedRange<Int>)
        }

        var place: Place
        var text: DiagramText
        /// Whether it stands for another diagram.
        var isReference = false
    }
}
