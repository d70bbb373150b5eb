/// Messages, participants and notes of PlantUML.
extension PlantUMLParser {
    // MARK: Participants

    /// The position of a participant. One that nobody has declared joins at the first mention.
    mutating func column(_ name: String, kind: SequenceDiagram.Participant.Kind = .participant) -> Int {
        if let column = columns[name] { return column }
        return declare(name, as: kind, text: text(name[...]))
    }

    private mutating func declare(
        _ name: String, as kind: SequenceDiagram.Participant.Kind, text: DiagramText, order: Int = 0
    ) -> Int {
        if let column = columns[name] {
            diagram.participants[column] = .init(kind: kind, name: text)
            orders[column] = order
            return column
        }
        let column = diagram.participants.count
        columns[name] = column
        orders.append(order)
        diagram.participants.append(.init(kind: kind, name: text))
        return column
    }

    /// Reads what stands behind `participant` and its kin.
    mutating func addParticipant(_ kind: SequenceDiagram.Participant.Kind, _ rest: Substring) -> Bool {
        var scanner = PlantUMLScanner(rest)
        let isQuoted = rest.first == "\""
        guard var shown = scanner.declaredName() else { return false }
        var name = shown
        var order = 0
        var link: Link?
        while true {
            scanner.skipSpaces()
            if scanner.skip(word: "as") {
                let isNameQuoted = scanner.rest.first == "\""
                guard let other = scanner.declaredName() else { return false }
                if isNameQuoted, !isQuoted { shown = other } else { name = other }
            } else if scanner.skip(word: "order") {
                let digits = scanner.rest.prefix { $0.isNumber || $0 == "-" }
                guard let number = Int(digits) else { return false }
                scanner.skip(to: digits.endIndex)
                order = number
            } else if let found = scanner.link() {
                link = Link(destination: found.destination, text: found.text ?? shown, line: number)
            } else if !scanner.skipColor(), !scanner.skipStereotype() {
                break
            }
        }
        guard scanner.rest.isEmpty else { return false }
        var label = text(shown[...])
        if let link { label.link(to: add(link)) }
        _ = declare(name, as: kind, text: label, order: order)
        return true
    }

    /// Reads what stands behind `create`: a participant, with or without its kind.
    mutating func create(_ rest: Substring) -> Bool {
        let word = rest.prefix { $0.isLetter }.lowercased()
        var scanner = PlantUMLScanner(rest)
        if let kind = SequenceDiagram.Participant.Kind(rawValue: word), scanner.skip(word: word) {
            return addParticipant(kind, scanner.rest)
        }
        return addParticipant(.participant, rest)
    }

    /// Reads what stands behind `activate`, `deactivate` and `destroy`.
    mutating func addLifetime(_ word: String, _ rest: Substring) -> Bool {
        var scanner = PlantUMLScanner(rest)
        guard let name = scanner.name() else { return false }
        scanner.skipSpaces()
        while scanner.skipColor() { scanner.skipSpaces() }
        guard scanner.rest.isEmpty else { return false }
        let column = column(name)
        switch word {
        case "activate": diagram.steps.append(.activate(column))
        case "deactivate": diagram.steps.append(.deactivate(column))
        default: diagram.steps.append(.destroy(column))
        }
        return true
    }

    // MARK: Messages

    mutating func add(_ arrow: PlantUMLArrow, _ line: Substring) {
        let left = end(arrow.left, otherwise: .left)
        let right = end(arrow.right, otherwise: .right)
        var message = SequenceDiagram.Message(from: left, to: right, isDashed: arrow.isDashed)
        (message.tip, message.start) = (arrow.rightTip, arrow.leftTip)
        if arrow.isReversed {
            (message.from, message.to) = (right, left)
            (message.tip, message.start) = (arrow.leftTip, arrow.rightTip)
        }
        message.text = text(arrow.text)
        append(message)
        for mark in arrow.marks { add(mark, message) }
        if !arrow.isComplete { report(line) }
    }

    private mutating func end(_ side: PlantUMLArrow.Side, otherwise end: SequenceDiagram.End) -> SequenceDiagram.End {
        if case .name(let name) = side { .participant(column(name)) } else { end }
    }

    private mutating func append(_ message: SequenceDiagram.Message) {
        var message = message
        if autonumber.isOn {
            message.text.number(autonumber.next)
            autonumber.next &+= autonumber.increment
        }
        diagram.steps.append(.message(message))
        lastMessage = message
        guard message.from != message.to else { return }
        if message.isDashed, let call = calls.last, call.from == message.to, call.to == message.from {
            calls.removeLast()
        } else if !message.isDashed {
            calls.append(message)
        }
    }

    private mutating func add(_ mark: String, _ message: SequenceDiagram.Message) {
        switch (mark, message.from, message.to) {
        case ("++", _, .participant(let receiver)): diagram.steps.append(.activate(receiver))
        case ("--", .participant(let sender), _): diagram.steps.append(.deactivate(sender))
        case ("!!", _, .participant(let receiver)): diagram.steps.append(.destroy(receiver))
        default: break
        }
    }

    /// Adds the answer to the last message that has none, and ends the bar of who answers.
    mutating func addReturn(_ rest: Substring) -> Bool {
        guard let call = calls.popLast() else { return false }
        append(.init(from: call.to, to: call.from, text: text(rest), isDashed: true))
        if case .participant(let column) = call.to { diagram.steps.append(.deactivate(column)) }
        return true
    }

    /// Reads what stands behind `autonumber`: where numbers begin, by what they grow, `stop`, `resume`.
    mutating func setAutonumber(_ rest: Substring) {
        let words = rest.split(separator: " ")
        switch words.first?.lowercased() {
        case "stop": autonumber.isOn = false
        case "resume": autonumber.isOn = true
        default:
            let numbers = words.prefix { $0.first != "\"" }.compactMap { Int($0) }
            autonumber = Autonumber(next: numbers.first ?? 1, increment: numbers.dropFirst().first ?? 1, isOn: true)
        }
    }

    // MARK: Notes

    /// Reads what stands behind `note`: where it stands, and its text, or the lines up to its end.
    mutating func addNote(_ rest: Substring, _ line: Substring) -> Bool {
        var scanner = PlantUMLScanner(rest)
        guard let place = notePlace(&scanner) else { return false }
        scanner.skipSpaces()
        while scanner.skipColor() { scanner.skipSpaces() }
        return addText(of: &scanner, until: ["note", "hnote", "rnote"]) { parser, text in
            parser.diagram.steps.append(.note(.init(place: place, text: text)))
        }
    }

    /// Reads what stands behind `ref`.
    mutating func addReference(_ rest: Substring) -> Bool {
        var scanner = PlantUMLScanner(rest)
        guard scanner.skip(word: "over"), let range = columns(&scanner) else { return false }
        scanner.skipSpaces()
        while scanner.skipColor() { scanner.skipSpaces() }
        return addText(of: &scanner, until: ["ref"]) { parser, text in
            parser.diagram.steps.append(.note(.init(place: .over(range), text: text, isReference: true)))
        }
    }

    private mutating func addText(
        of scanner: inout PlantUMLScanner, until names: [String],
        _ add: @escaping (inout PlantUMLParser, DiagramText) -> Void
    ) -> Bool {
        if scanner.skip(anyOf: [":"]) != nil {
            add(&self, text(scanner.rest))
        } else if scanner.rest.isEmpty {
            collect(names) { add(&$0, $0.text($1)) }
        } else {
            return false
        }
        return true
    }

    private mutating func notePlace(_ scanner: inout PlantUMLScanner) -> SequenceDiagram.Note.Place? {
        if scanner.skip(word: "over") { return columns(&scanner).map { .over($0) } }
        if scanner.skip(word: "across") {
            return diagram.participants.isEmpty ? nil : .over(0...diagram.participants.count - 1)
        }
        let isLeft = scanner.skip(word: "left")
        guard isLeft || scanner.skip(word: "right") else { return nil }
        if scanner.skip(word: "of") || scanner.rest.first == "\"" {
            guard let name = scanner.name() else { return nil }
            return isLeft ? .left(column(name)) : .right(column(name))
        }
        let ends = [lastMessage?.from, lastMessage?.to].compactMap { end -> Int? in
            if case .participant(let column) = end { column } else { nil }
        }
        return isLeft ? ends.min().map { .left($0) } : ends.max().map { .right($0) }
    }

    /// Reads names with commas between them.
    private mutating func columns(_ scanner: inout PlantUMLScanner) -> ClosedRange<Int>? {
        var range: ClosedRange<Int>?
        repeat {
            scanner.skipSpaces()
            guard let name = scanner.name() else { return nil }
            let column = column(name)
            range = min(range?.lowerBound ?? column, column)...max(range?.upperBound ?? column, column)
            scanner.skipSpaces()
        } while scanner.skip(anyOf: [","]) != nil
        return range
    }
}

extension SequenceDiagram {
    /// Puts the participants in the order that their authors ask for.
    mutating func reorder(by orders: [Int]) {
        let sorted = participants.indices.sorted { (orders[$0], $0) < (orders[$1], $1) }
        var new = participants.map { _ in 0 }
        for (position, old) in sorted.enumerated() { new[old] = position }
        func range(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
            let moved = range.map { new[$0] }
            return (moved.min() ?? 0)...(moved.max() ?? 0)
        }
        func end(_ end: End) -> End {
            if case .participant(let column) = end { .participant(new[column]) } else { end }
        }
        participants = sorted.map { participants[$0] }
        // Boxes whose participants no longer stand side by side are left out.
        bands = bands.map { ($0.title, range($0.range)) }.filter { band in
            bands.contains { $0.title == band.0 && $0.range.count == band.1.count }
        }.map { (title: $0.0, range: $0.1) }
        steps = steps.map { step in
            switch step {
            case .message(var message):
                (message.from, message.to) = (end(message.from), end(message.to))
                return .message(message)
            case .note(var note):
                switch note.place {
                case .left(let column): note.place = .left(new[column])
                case .right(let column): note.place = .right(new[column])
                case .over(let columns): note.place = .over(range(columns))
                }
                return .note(note)
            case .activate(let column): return .activate(new[column])
            case .deactivate(let column): return .deactivate(new[column])
            case .destroy(let column): return .destroy(new[column])
            default: return step
            }
        }
    }
}
