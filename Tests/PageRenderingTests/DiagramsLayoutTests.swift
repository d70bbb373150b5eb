import Testing

@testable import PageRendering

/// The places of what stands in a diagram.
@Suite struct DiagramsLayoutTests {
    private func layout(_ source: String) -> DiagramLayout {
        SequenceLayout.layout(of: PlantUMLParser.parse(source).diagram)
    }

    private static let long =
        "a label that is far too long for the gap between two participants that stand side by side"

    @Test(arguments: [
        "A -> B", "A -> C : \(long)\nA -> B\nB -> C", "A -> A : \(long)",
        "A -> B : \(String(repeating: "x", count: 300))",
        "participant \"\(long)\" as A\nA -> B", "[-> A : \(long)\nA ->] : \(long)\nB ->] : x\n[<- B : y",
        "A -> B\nnote left: \(long)\nnote right: \(long)\nnote over A: \(long)\nnote over A, B: \(long)",
        "title \(long)\nheader \(long)\nfooter \(long)\nbox \(long)\nactor A\nend box\nqueue B\nA -> B",
        "A -> B ++ : x\nB -> B ++ : \(long)\nB -> B ++ : y\nnote right of B: \(long)\nB --> A : z\nA -> C : over the bars",
        "A -> D\nB -> C ++\nA -> D : \(long)\nnote over B, C: x\n== \(long) ==\n...\(long)...\nreturn x",
        "alt \(long)\nA -> B : x\nloop y\nB -> B : \(long)\nend\nelse \(long)\nnote over A: x\nend\nA -> C",
        "A -> B\nB -> C\nalt one\nA -> A : x\nend\nopt \(long)\nB -> B : x\nelse\nend\ngroup empty\nend\nC -> A",
        "alt a\nalt b\nalt c\nalt d\nC -> C : \(long)\nA -> B : \(long)\nnote left of A: \(long)\nend\nend\nend\nend\nA -> C",
        "A -> B\nref over A, C : \(long)\ndestroy B\nA -> C\nC -> B : late", "autonumber\nA <- B : x\nA <-> C\\ny",
        "A -> B\n|||\n||60||\nactivate A\nactivate A\nA -> A\ndeactivate A\nnote over A: cut\ndeactivate A",
    ])
    func nothingOverlaps(source: String) {
        #expect(layout(source).flaws == [], "\(source)")
    }

    @Test func theCheckForOverlapsCanFail() {
        var layout = layout("A -> B : text")
        layout.addText(.label, DiagramText("on the heads"), x: 20, y: 20)
        #expect(layout.flaws.count > 1)
    }

    @Test func theWidthGrowsWithLabelsAndNotWithTheLengthOfArrows() {
        #expect(layout("A -> B : a label of some length").width > layout("A -> B : x").width)
        // Over an arrow that crosses a lifeline there is room.
        let plain = layout("A -> B\nB -> C\nA -> C")
        #expect(layout("A -> B\nB -> C\nA -> C : a label of some length").width == plain.width)
    }

    @Test func participantsStandAtTheEndOfTallDiagramsOnceMore() {
        let tall = String(repeating: "A -> B : x\n", count: 40)
        #expect(layout("A -> B").boxes.count { $0.style == .head } == 2)
        #expect(layout(tall).boxes.count { $0.style == .head } == 4)
        #expect(layout(tall + "hide footbox").boxes.count { $0.style == .head } == 2)
    }

    @Test func arrowsEndAtBars() {
        let layout = layout("A -> B ++\nB -> B ++\nB --> A --")
        let arrow = layout.lines.first { $0.style == .message }
        let bar = layout.boxes.filter { $0.style == .bar }.map(\.frame.x).min()
        #expect(arrow?.points.last?.x == bar)
    }

    @Test func textIsWrappedBetweenWordsAndLongWordsAnywhere() {
        let text = DiagramText("one two three " + String(repeating: "x", count: 60)).wrapped(to: 80)
        #expect(text.lines.allSatisfy { DiagramText.width(of: $0) <= 80 })
        #expect(text.lines.first?.first?.text == "one two")
        #expect(text.plain.replacing(" ", with: "") == "onetwothree" + String(repeating: "x", count: 60))
        #expect(FontMetrics.width(of: "iiii") < FontMetrics.width(of: "WWWW"))
        #expect(FontMetrics.width(of: "日本") > FontMetrics.width(of: "ab"))
    }

    @Test func theSameDiagramHasTheSameLayout() {
        let source = "alt x\nA -> B ++ : \(Self.long)\nnote over A, B: y\nend\nreturn z"
        #expect(layout(source) == layout(source))
    }

    // MARK: Odd input

    @Test(arguments: [
        "A -> B : x\n", "alt x\n", "end\n", "note over A: x\n", "A -> B ++\n", "activate A\n", "deactivate A\n",
        "return\n",
        "== x ==\nA -> B\n", "...\n", "[[", "//", "**", "<b", "x ", "box x\n", "A -> B : [[x\n", "note left of A\n",
        "skinparam {\n", "/' ", "\"", "-", "A-", "participant \"", "<style>\n", "\\n", "A -> A ++\nnote over A: x\n",
    ])
    func muchOfAnythingEnds(piece: String) {
        let source = "A -> B\n" + String(repeating: piece, count: 40_000 / piece.utf8.count)
        let parser = PlantUMLParser.parse(source)
        let layout = SequenceLayout.layout(of: parser.diagram)
        #expect(layout.width < 10_000)
    }

    @Test func aMegabyteOfArrowsIsDrawn() {
        let parser = PlantUMLParser.parse(String(repeating: "A -> B : x\n", count: 95_000))
        #expect(parser.diagram.steps.count == 95_000)
        #expect(SequenceLayout.layout(of: parser.diagram).tips.count == 95_000)
    }

    @Test func garbageDoesNoHarm() {
        var random: UInt64 = 1
        let pieces = [
            "A", "B", "->", "-->", "<-", "x", "o", ":", "\n", "\n", " ", "[", "]", "[[", "]]", "note", "over", "left",
            "end",
            "alt", "else", "\"", "\\n", "//", "++", "--", "#", "activate ", "participant ", ",", "ref", "==", "...",
            "é", "🙂",
        ]
        for _ in 0..<2_000 {
            var source = ""
            for _ in 0..<40 {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                source += pieces[Int(random >> 33) % pieces.count]
            }
            let parser = PlantUMLParser.parse(source)
            guard parser.isDrawable else { continue }
            #expect(SequenceLayout.layout(of: parser.diagram).flaws == [], "\(source)")
        }
    }
}
