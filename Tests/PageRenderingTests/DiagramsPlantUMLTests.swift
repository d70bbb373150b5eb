import ContentReading
import Testing

@testable import PageRendering

/// PlantUML's sequence diagrams as they are read.
@Suite struct DiagramsPlantUMLTests {
    /// The steps of a diagram in short: `A>B text`.
    private func steps(_ source: String) -> [String] {
        let parser = PlantUMLParser.parse(source)
        #expect(parser.problems == [], "\(source)")
        let names = parser.diagram.participants.map(\.name.plain)
        func name(_ end: SequenceDiagram.End) -> String {
            if case .participant(let column) = end { names[column] } else { "\(end)" }
        }
        return parser.diagram.steps.map { step in
            switch step {
            case .message(let message):
                let shaft = message.isDashed ? "--" : "-"
                let start = message.start == .none ? "" : "\(message.start.rawValue) "
                return "\(name(message.from)) \(start)\(shaft) \(message.tip.rawValue) \(name(message.to))"
                    + (message.text.isEmpty ? "" : ": \(message.text.plain)")
            case .note(let note):
                let place =
                    switch note.place {
                    case .left(let column): "left \(names[column])"
                    case .right(let column): "right \(names[column])"
                    case .over(let range): "over \(names[range.lowerBound])-\(names[range.upperBound])"
                    }
                return "\(note.isReference ? "ref" : "note") \(place): \(note.text.plain)"
            case .activate(let column): return "+\(names[column])"
            case .deactivate(let column): return "-\(names[column])"
            case .destroy(let column): return "!\(names[column])"
            case .open(let keyword, let text): return "\(keyword) \(text.plain)"
            case .otherwise(let text): return "else \(text.plain)"
            case .close: return "end"
            case .separator(let text): return "== \(text.plain)"
            case .delay(let text): return "... \(text.plain)"
            case .space(let height): return "\(height) pixels"
            }
        }
    }

    private func problems(_ source: String) -> [String] {
        PlantUMLParser.parse(source).problems.map { "\($0.line) \($0.text): \($0.summary)" }
    }

    @Test(arguments: [
        ("A -> B", "A - filled B"), ("A->B:text", "A - filled B: text"), ("A --> B : x y", "A -- filled B: x y"),
        ("A ->> B", "A - open B"), ("A -->> B", "A -- open B"), ("A <- B", "B - filled A"),
        ("A <-- B : x", "B -- filled A: x"), ("A <<-- B", "B -- open A"), ("A ->x B", "A - lost B"),
        ("A ->o B", "A - circle B"), ("A o-> B", "A circle - filled B"), ("A -\\ B", "A - upper B"),
        ("A -\\\\ B", "A - upper B"), ("A -/ B", "A - lower B"), ("A //-- B", "B -- lower A"),
        ("A <-> B", "A filled - filled B"), ("A -[#red]> B", "A - filled B"), ("A -[#00FF00]-> B", "A -- filled B"),
        ("[-> A : x", "left - filled A: x"), ("A ->] : x", "A - filled right: x"), ("[<- A", "A - filled left"),
        ("A <--]", "right -- filled A"), ("?-> A", "left - filled A"), ("A ->?", "A - filled right"),
        ("\"A b\" -> C", "A b - filled C"), ("A -> A : self", "A - filled A: self"), ("A->xray", "A - filled xray"),
        ("& A -> B", "A - filled B"), ("Über.x -> b_1", "Über.x - filled b_1"), ("A -> B #red : x", "A - filled B: x"),
    ])
    func arrows(source: String, step: String) {
        #expect(steps(source) == [step])
    }

    @Test(arguments: [
        ("A -> B ++ : x", ["A - filled B: x", "+B"]), ("A -> B -- : x", ["A - filled B: x", "-A"]),
        ("A -> B ++ #gold", ["A - filled B", "+B"]), ("A -> B --++", ["A - filled B", "-A", "+B"]),
        ("A -> B !!", ["A - filled B", "!B"]), ("A -> B **", ["A - filled B"]),
        ("activate A\ndeactivate A\ndestroy A", ["+A", "-A", "!A"]), ("activate \"A b\" #red", ["+A b"]),
        ("A -> B\nactivate B\nreturn ok", ["A - filled B", "+B", "B -- filled A: ok", "-B"]),
        (
            "A -> B\nB -> C\nreturn\nreturn",
            [
                "A - filled B", "B - filled C", "C -- filled B", "-C", "B -- filled A", "-B",
            ]
        ),
    ])
    func lifetimes(source: String, expected: [String]) {
        #expect(steps(source) == expected)
    }

    @Test(arguments: [
        ("note left of A: x", ["note left A: x"]), ("note right of A #aqua : x", ["note right A: x"]),
        ("note over A, B: x", ["note over A-B: x"]), ("A -> B\nnote left: x", ["A - filled B", "note left A: x"]),
        ("A -> B\nnote right\none\n\ntwo\nend note", ["A - filled B", "note right B: one two"]),
        ("hnote over A : x", ["note over A-A: x"]), ("A -> B\nnote across: x", ["A - filled B", "note over A-B: x"]),
        ("ref over A, B : x", ["ref over A-B: x"]), ("ref over A\none\nend ref", ["ref over A-A: one"]),
    ])
    func notes(source: String, expected: [String]) {
        #expect(steps(source) == expected)
    }

    @Test(arguments: ["alt", "opt", "loop", "par", "break", "critical"]) func frames(keyword: String) {
        #expect(
            steps("\(keyword) one\nA -> B\nelse #red two\nend \(keyword)") == [
                "\(keyword) [one]", "A - filled B", "else [two]", "end",
            ])
        #expect(steps("A -> A\ngroup My label\nend") == ["A - filled A", "group My label", "end"])
        #expect(steps("A -> A\n\(keyword)\nopt") == ["A - filled A", "\(keyword) ", "opt ", "end", "end"])
    }

    @Test func whatStandsBetweenMessages() {
        #expect(
            steps("A -> B\n== Query ==\n...\n...later...\n|||\n||45||\nnewpage\n==\n") == [
                "A - filled B", "== Query", "... ", "... later", "24 pixels", "45 pixels", "== ",
            ])
    }

    @Test func numbers() {
        let text = "autonumber 10 5\nA -> B : x\nA -> B\nautonumber stop\nA -> B : y\nautonumber resume\nA -> B : z"
        #expect(
            steps(text) == [
                "A - filled B: 10 x", "A - filled B: 15", "A - filled B: y", "A - filled B: 20 z",
            ])
        #expect(steps("autonumber \"<b>[000]\"\nA -> B : x") == ["A - filled B: 1 x"])
        #expect(steps("autonumber 9223372036854775807 9\nA -> B\nA -> B").count == 2)
    }

    @Test func participants() {
        let diagram = PlantUMLParser.parse(
            """
            participant "Long\\nname" as A #lightblue
            actor B
            Database C as "The data" <<external>>
            queue D order -1
            boundary E
            control F
            entity G
            collections H
            create participant I
            create J
            """)
        #expect(diagram.problems == [])
        let shown = diagram.diagram.participants.map { "\($0.kind.rawValue) \($0.name.plain)" }
        #expect(
            shown == [
                "queue D", "participant Long name", "actor B", "database The data", "boundary E", "control F",
                "entity G", "collections H", "participant I", "participant J",
            ])
        #expect(diagram.diagram.participants[1].name.lines.count == 2)
    }

    @Test func anOrderMovesWhatRefersToParticipants() {
        #expect(
            steps("participant A order 2\nparticipant B order 1\nA -> B\nnote left of A: x\nactivate A") == [
                "A - filled B", "note left A: x", "+A",
            ])
    }

    @Test func boxes() {
        let diagram = PlantUMLParser.parse(
            "box \"In here\" #lightblue\nparticipant A\nparticipant B\nend box\nparticipant C\nbox\nendbox"
        ).diagram
        #expect(diagram.bands.map(\.range) == [0...1])
        #expect(diagram.bands.first?.title.plain == "In here")
    }

    @Test func whatStandsAround() {
        let diagram = PlantUMLParser.parse(
            """
            @startuml name
            ' a comment
            /' several
            lines '/
            /' one '/ title The title
            center header
            Two
            lines
            endheader
            footer Below
            hide footbox
            skinparam x y
            skinparam participant {
              color red
            }
            <style>
            x { y }
            </style>
            A -> B
            @enduml
            """)
        #expect(diagram.problems == [])
        #expect(diagram.diagram.title?.plain == "The title")
        #expect(diagram.diagram.header?.lines.count == 2)
        #expect(diagram.diagram.footer?.plain == "Below")
        #expect(diagram.diagram.hidesFoot)
        #expect(diagram.diagram.steps.count == 1)
    }

    @Test func textHasEmphasisLinksAndLineBreaks() throws {
        let parser = PlantUMLParser.parse(
            "A -> B : plain //slanted// **bold**\\n<color:red>red</color> [[ITI-18.md Query]] [[https://x.org/a{b} c]]")
        guard case .message(let message)? = parser.diagram.steps.first else {
            Issue.record("no message")
            return
        }
        #expect(message.text.plain == "plain slanted bold red Query c")
        #expect(message.text.lines.count == 2)
        #expect(message.text.lines[0].filter(\.isItalic).map(\.text) == ["slanted"])
        #expect(message.text.lines[0].filter(\.isBold).map(\.text) == ["bold"])
        #expect(parser.links.map(\.destination) == ["ITI-18.md", "https://x.org/a"])
        #expect(PlantUMLParser.parse("A -> B : http://x.org").diagram.description.contains("http://x.org"))
    }

    @Test func whatIsNotUnderstoodIsAProblemOfItsLine() {
        #expect(
            problems("A -> B\n!include x\nA => B\n\nend\nreturn x\nautoactivate on\nA -> B oops") == [
                "1 !include x: this line of the diagram is not understood",
                "2 A => B: this line of the diagram is not understood", "4 end: this ends nothing",
                "6 autoactivate on: this line of the diagram is not understood",
                "7 A -> B oops: this line of the diagram is not understood",
            ])
        #expect(problems("A -> B\nnote left of\nelse\nparticipant \"x").count == 3)
        #expect(problems("' nothing") == ["0 : the diagram has no participants, so its source is shown"])
        let many = (0..<80).map { "p\($0) -> p" }.joined(separator: "\n")
        #expect(problems(many) == ["0 : the diagram has more than 60 participants, so its source is shown"])
    }

    @Test(arguments: [
        "agent \"A\" as a\na -- b", "class A\nA --> B", "[*] --> B", "(Use case) --> B", "@startjson\n{}", ":activity;",
        "interface x", "title x\ncomponent y",
    ])
    func otherKindsOfDiagramsAreOneProblem(source: String) {
        let parser = PlantUMLParser.parse(source)
        #expect(parser.problems.map(\.summary) == ["only sequence diagrams are drawn, so the source is shown"])
        #expect(!parser.isDrawable)
    }

    // MARK: What committees draw

    static let files: [String] = {
        let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/ihe-ig"
        return GuideSourcesTests.guides.flatMap { guide in
            let plantuml = "\(folder)/\(guide)/plantuml"
            return ((try? FileSystem.names(in: plantuml)) ?? []).map { "\(plantuml)/\($0)" }
        }
    }()

    @Test func thereAreFiles() {
        #expect(Self.files.count == 24)
    }

    @Test(arguments: files) func diagramsOfGuidesAreUnderstoodAndNothingOverlaps(file: String) throws {
        let parser = PlantUMLParser.parse(String(decoding: try FileSystem.read(file), as: UTF8.self))
        #expect(parser.problems == [])
        #expect(parser.isDrawable)
        #expect(SequenceLayout.layout(of: parser.diagram).flaws == [])
    }
}
