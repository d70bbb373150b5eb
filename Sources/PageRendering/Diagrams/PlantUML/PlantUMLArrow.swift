/// A message as PlantUML writes it: `A -> B ++ : text`, `B <-- A`, `[-> A`, `A -[#red]->x ]`.
struct PlantUMLArrow {
    /// A side of an arrow: a participant's name, or a side of the diagram.
    enum Side: Equatable {
        case name(String)
        case outside
    }

    private(set) var left = Side.outside
    private(set) var right = Side.outside
    /// Whether the message goes from right to left.
    private(set) var isReversed = false
    private(set) var isDashed = false
    private(set) var leftTip = SequenceDiagram.Tip.none
    private(set) var rightTip = SequenceDiagram.Tip.none
    /// What stands behind the receiver, such as `++`, without colours.
    private(set) var marks: [String] = []
    /// What stands behind the colon.
    private(set) var text: Substring = ""

    /// - Returns: `nil` for a line that is no message.
    init?(_ line: Substring) {
        var scanner = PlantUMLScanner(line)
        if let outside = scanner.skip(anyOf: ["[", "?"]) {
            // A bracket that holds a name is a component.
            guard outside == "?" || scanner.isBeforeArrow else { return nil }
        } else if let name = scanner.name() {
            left = .name(name)
        } else {
            return nil
        }
        scanner.skipSpaces()
        guard scanArrow(&scanner) else { return nil }
        if scanner.skip(anyOf: ["]", "?"]) == nil {
            scanner.skipSpaces()
            guard let name = scanner.name() else { return nil }
            right = .name(name)
        }
        guard left != .outside || right != .outside else { return nil }
        scanMarks(&scanner)
    }

    private mutating func scanArrow(_ scanner: inout PlantUMLScanner) -> Bool {
        let start = scanner.edge(isBefore: true)
        let left = scanner.skip(anyOf: ["<<", "<", "\\\\", "\\", "//", "/"])
        guard let dashes = scanner.dashes() else { return false }
        let right = scanner.skip(anyOf: [">>", ">", "\\\\", "\\", "//", "/"])
        let end = scanner.edge(isBefore: false)
        guard left != nil || right != nil else { return false }
        isDashed = dashes > 1
        isReversed = right == nil
        leftTip = start ?? left.map(Self.tip) ?? .none
        rightTip = end ?? right.map(Self.tip) ?? .none
        return true
    }

    private static func tip(_ head: String) -> SequenceDiagram.Tip {
        switch head {
        case ">>", "<<": .open
        case "\\", "\\\\": .upper
        case "/", "//": .lower
        default: .filled
        }
    }

    private mutating func scanMarks(_ scanner: inout PlantUMLScanner) {
        while true {
            scanner.skipSpaces()
            if let mark = scanner.skip(anyOf: ["++", "--", "**", "!!"]) {
                marks.append(mark)
            } else if !scanner.skipColor() {
                break
            }
        }
        if scanner.skip(anyOf: [":"]) != nil { text = scanner.rest } else { isComplete = scanner.rest.isEmpty }
    }

    /// Whether all of the line has been understood.
    private(set) var isComplete = true
}

/// Reads a line of PlantUML from left to right.
struct PlantUMLScanner {
    private(set) var rest: Substring

    init(_ line: Substring) {
        rest = line
    }

    mutating func skipSpaces() {
        rest = rest.drop { $0 == " " || $0 == "\t" }
    }

    /// Skips all before a place.
    mutating func skip(to index: Substring.Index) {
        rest = rest[index...]
    }

    /// Skips the first of several texts that stands here.
    mutating func skip(anyOf texts: [String]) -> String? {
        guard let text = texts.first(where: { rest.hasPrefix($0) }) else { return nil }
        rest = rest.dropFirst(text.count)
        return text
    }

    /// Skips a word, in whatever case it is written, if it stands here by itself.
    mutating func skip(word: String) -> Bool {
        guard rest.prefix(word.count).lowercased() == word else { return false }
        let behind = rest.dropFirst(word.count)
        if let next = behind.first, next.isLetter || next.isNumber || next == "_" { return false }
        rest = behind
        skipSpaces()
        return true
    }

    /// Skips a colour such as `#red` or `#FF0000`.
    mutating func skipColor() -> Bool {
        guard rest.first == "#" else { return false }
        rest = rest.dropFirst().drop { $0.isLetter || $0.isNumber || "#;./|\\-".contains($0) }
        return true
    }

    /// A name: in quotation marks, or one word.
    mutating func name() -> String? {
        if rest.first == "\"" {
            let inner = rest.dropFirst()
            guard let end = inner.firstIndex(of: "\"") else { return nil }
            rest = inner[inner.index(after: end)...]
            return String(inner[..<end])
        }
        let name = rest.prefix { $0.isLetter || $0.isNumber || "_.@".contains($0) }
        guard !name.isEmpty else { return nil }
        rest = rest[name.endIndex...]
        if skip(anyOf: ["()"]) != nil { return name + "()" }
        return String(name)
    }

    var isBeforeArrow: Bool { rest.first.map { "-<\\/ox".contains($0) } ?? false }

    /// The circle or cross at an end of an arrow. It stands apart from names.
    fileprivate mutating func edge(isBefore: Bool) -> SequenceDiagram.Tip? {
        guard let mark = rest.first, mark == "o" || mark == "x" else { return nil }
        let next = rest.dropFirst().first
        let isEdge =
            isBefore ? next.map { "-<\\/".contains($0) } ?? false : next.map { " \t\"]?".contains($0) } ?? false
        guard isEdge else { return nil }
        rest = rest.dropFirst()
        return mark == "o" ? .circle : .lost
    }

    /// The number of dashes in the shaft of an arrow, which may hold a colour in brackets.
    fileprivate mutating func dashes() -> Int? {
        var count = 0
        while let next = rest.first {
            if next == "-" {
                count += 1
                rest = rest.dropFirst()
            } else if next == "[", count > 0, let end = rest.firstIndex(of: "]") {
                rest = rest[rest.index(after: end)...]
            } else {
                break
            }
        }
        return count > 0 ? count : nil
    }
}
