/// Reads the sequence diagrams of PlantUML, in time that grows with their length.
///
/// Colours, skins and other hints about looks are read and left out. A line that is not understood is a problem, and the
/// rest is read all the same. A file sets its file to each part: messages and notes are in `PlantUMLStatements`, text is in
/// `PlantUMLText`.
struct PlantUMLParser {
    struct Problem: Equatable {
        /// The line in the source, counted from 0.
        let line: Int
        let text: String
        let summary: String
        let help: String
    }

    /// A link in a text, by which its runs are numbered.
    struct Link: Equatable {
        let destination: String
        let text: String
        let line: Int
    }

    var diagram = SequenceDiagram()
    var links: [Link] = []
    var problems: [Problem] = []
    /// What the diagram is instead of one of sequences.
    private(set) var isOfAnotherKind = false

    /// The participants by the names that the source calls them by.
    var columns: [String: Int] = [:]
    /// Where authors want participants to stand.
    var orders: [Int] = []
    /// The number of the line that is being read.
    private(set) var number = 0
    var autonumber = Autonumber()
    /// The messages that wait for an answer.
    var calls: [SequenceDiagram.Message] = []
    var lastMessage: SequenceDiagram.Message?
    /// The frames that are open, and how many more are that would be too deep.
    private var frames = 0
    private var framesTooDeep = 0
    private var openBand: (title: DiagramText, first: Int)?
    private var block: Block?

    /// Numbers that messages get.
    struct Autonumber {
        var next = 1
        var increment = 1
        var isOn = false
    }

    /// Lines up to an end that belong together.
    private struct Block {
        var lines: [Substring] = []
        let isEnd: (Substring) -> Bool
        let finish: (inout PlantUMLParser, [Substring]) -> Void
    }

    static func parse(_ source: String) -> PlantUMLParser {
        var parser = PlantUMLParser()
        for (number, line) in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            parser.number = number
            parser.read(line.trimmingSpaces)
            if parser.isOfAnotherKind { break }
        }
        parser.finish()
        return parser
    }

    /// Whether there is something to draw.
    var isDrawable: Bool {
        !isOfAnotherKind && (1...mostParticipants).contains(diagram.participants.count)
    }

    // MARK: Lines

    private mutating func read(_ line: Substring) {
        if let open = block {
            guard open.isEnd(line) else {
                block?.lines.append(line)
                return
            }
            block = nil
            return open.finish(&self, open.lines)
        }
        if line.isEmpty || line.hasPrefix("'") { return }
        if line.hasPrefix("/'") { return readComment(line) }
        if let arrow = PlantUMLArrow(line.hasPrefix("&") ? line.dropFirst().trimmingSpaces : line) {
            return add(arrow, line)
        }
        var scanner = PlantUMLScanner(line)
        let word = line.prefix { $0.isLetter }.lowercased()
        if readSign(line) || scanner.skip(word: word) && readStatement(word, scanner.rest, line) { return }
        if Self.otherKinds.contains(word) || line.first.map({ "([:".contains($0) }) == true {
            isOfAnotherKind = diagram.steps.isEmpty
        }
        if isOfAnotherKind { return reportOtherKind(line) }
        report(line)
    }

    private mutating func readComment(_ line: Substring) {
        if let end = line.firstRange(of: "'/") { return read(line[end.upperBound...].trimmingSpaces) }
        block = Block(isEnd: { $0.hasSuffix("'/") }, finish: { _, _ in })
    }

    /// Reads a line that begins with a sign.
    private mutating func readSign(_ line: Substring) -> Bool {
        if line.hasPrefix("@start") {
            if !line.hasPrefix("@startuml") {
                isOfAnotherKind = true
                return false
            }
        } else if line.hasPrefix("==") {
            diagram.steps.append(.separator(text(line.trimming("="))))
        } else if line.hasPrefix("...") {
            diagram.steps.append(.delay(text(line.trimming("."))))
        } else if line.hasPrefix("||") {
            let pixels = Int(line.trimming("|")) ?? 2 * Measures.leading
            diagram.steps.append(.space(min(max(pixels, 0), 200)))
        } else if line.lowercased().hasPrefix("<style>") {
            skip { $0.lowercased() == "</style>" }
        } else {
            return line.hasPrefix("@end")
        }
        return true
    }

    private mutating func skip(to isEnd: @escaping (Substring) -> Bool) {
        block = Block(isEnd: isEnd, finish: { _, _ in })
    }

    /// Collects the lines of a block up to `end <name>`.
    mutating func collect(_ names: [String], _ finish: @escaping (inout PlantUMLParser, [Substring]) -> Void) {
        let ends = Set(names.flatMap { ["end \($0)", "end\($0)"] })
        block = Block(isEnd: { ends.contains($0.lowercased()) }, finish: finish)
    }

    // MARK: Statements

    /// Reads a statement by its first word.
    ///
    /// - Returns: `false` for one that is not known.
    private mutating func readStatement(_ word: String, _ rest: Substring, _ line: Substring) -> Bool {
        switch word {
        case "participant", "actor", "boundary", "control", "entity", "database", "collections", "queue":
            return addParticipant(SequenceDiagram.Participant.Kind(rawValue: word) ?? .participant, rest)
        case "create": return create(rest)
        case "activate", "deactivate", "destroy": return addLifetime(word, rest)
        case "return": return addReturn(rest)
        case "autonumber": setAutonumber(rest)
        case "note", "hnote", "rnote": return addNote(rest, line)
        case "ref": return addReference(rest)
        case "alt", "opt", "loop", "par", "break", "critical", "group": openFrame(word, rest)
        case "else", "also": return addCase(rest)
        case "end", "endbox": return word == "end" && rest.lowercased() != "box" ? closeFrame(line) : closeBand()
        case "box": openBand = (text(PlantUMLScanner.title(rest)), diagram.participants.count)
        case "title": setText(rest, until: "title") { $0.diagram.title = $1 }
        case "header": setText(rest, until: "header") { $0.diagram.header = $1 }
        case "footer": setText(rest, until: "footer") { $0.diagram.footer = $1 }
        case "left", "right", "center": return readAligned(rest, line)
        case "hide": diagram.hidesFoot = diagram.hidesFoot || rest.lowercased() == "footbox"
        case "skinparam": if rest.hasSuffix("{") { skip { $0 == "}" } }
        case "newpage", "show", "scale": break
        default: return false
        }
        return true
    }

    /// A header or footer may begin with its alignment.
    private mutating func readAligned(_ rest: Substring, _ line: Substring) -> Bool {
        var scanner = PlantUMLScanner(rest)
        let word = rest.prefix { $0.isLetter }.lowercased()
        guard word == "header" || word == "footer", scanner.skip(word: word) else { return false }
        return readStatement(word, scanner.rest, line)
    }

    private mutating func setText(
        _ rest: Substring, until name: String, _ set: @escaping (inout PlantUMLParser, DiagramText) -> Void
    ) {
        if !rest.isEmpty { return set(&self, text(rest)) }
        collect([name]) { set(&$0, $0.text($1)) }
    }

    // MARK: Frames and boxes

    private mutating func openFrame(_ keyword: String, _ rest: Substring) {
        guard frames < deepestFrame else {
            framesTooDeep += 1
            return report(rest.isEmpty ? keyword[...] : rest, "this frame stands too deep in others")
        }
        frames += 1
        diagram.steps.append(.open(keyword: keyword, text: guardText(rest, keyword)))
    }

    private func bracketed(_ text: DiagramText) -> DiagramText {
        guard !text.isEmpty else { return text }
        var bracketed = text
        bracketed.lines[0].insert(.init(text: "["), at: 0)
        bracketed.lines[bracketed.lines.count - 1].append(.init(text: "]"))
        return bracketed
    }

    private mutating func guardText(_ rest: Substring, _ keyword: String) -> DiagramText {
        let words = text(PlantUMLScanner.withoutColors(rest))
        return keyword == "group" ? words : bracketed(words)
    }

    private mutating func addCase(_ rest: Substring) -> Bool {
        guard frames > 0 else { return false }
        if framesTooDeep == 0 { diagram.steps.append(.otherwise(guardText(rest, "else"))) }
        return true
    }

    private mutating func closeFrame(_ line: Substring) -> Bool {
        if framesTooDeep > 0 {
            framesTooDeep -= 1
        } else if frames > 0 {
            frames -= 1
            diagram.steps.append(.close)
        } else {
            report(line, "this ends nothing")
        }
        return true
    }

    private mutating func closeBand() -> Bool {
        guard let band = openBand else { return false }
        openBand = nil
        if band.first < diagram.participants.count {
            diagram.bands.append((band.title, band.first...diagram.participants.count - 1))
        }
        return true
    }

    // MARK: The end

    private mutating func finish() {
        if isOfAnotherKind { return }
        if let open = block { open.finish(&self, open.lines) }
        _ = closeBand()
        while frames > 0 { _ = closeFrame("") }
        if diagram.participants.count > mostParticipants {
            let summary = "the diagram has more than \(mostParticipants) participants, so its source is shown"
            problems = [Problem(line: 0, text: "", summary: summary, help: "split it into several diagrams")]
        } else if diagram.participants.isEmpty, problems.isEmpty {
            let summary = "the diagram has no participants, so its source is shown"
            problems = [Problem(line: 0, text: "", summary: summary, help: "write messages such as 'A -> B: text'")]
        }
        if Set(orders).count > 1 { diagram.reorder(by: orders) }
    }

    // MARK: Problems

    mutating func report(_ line: Substring, _ summary: String = "this line of the diagram is not understood") {
        let help =
            line.hasPrefix("!")
            ? "PlantUML's preprocessor does not run; write out what it would do"
            : "docs/markdown.md lists what may stand in a sequence diagram"
        problems.append(Problem(line: number, text: String(line), summary: summary, help: help))
    }

    private mutating func reportOtherKind(_ line: Substring) {
        let problem = Problem(
            line: number, text: String(line), summary: "only sequence diagrams are drawn, so the source is shown",
            help: "draw it as a picture, or as a sequence diagram")
        problems = [problem]
    }

    /// What begins lines of diagrams of other kinds.
    private static let otherKinds: Set<String> = [
        "abstract", "agent", "annotation", "artifact", "card", "class", "cloud", "component", "enum", "file", "folder",
        "fork", "frame", "hexagon", "if", "interface", "json", "map", "node", "object", "package", "partition",
        "person",
        "process", "rectangle", "repeat", "stack", "start", "state", "stop", "storage", "struct", "usecase", "while",
    ]
}

private let mostParticipants = 60
private let deepestFrame = 8
