import LinkResolution
import Testing

@testable import PageRendering

/// Whatever a chapter was and became: accepting all changes gives its last state, rejecting them its first.
@Suite struct ChangeMarkingInvariantsTests {
    private let origins = ["A", "B", "C"].map {
        ChangeMarking.Origin(label: "\($0) <&>", address: Address("\($0).html"), fragment: "top")
    }

    @Test(arguments: 0..<100) func acceptingGivesTheLastStateAndRejectingTheFirst(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var chapter = RandomChapter(&random)
        var states = [chapter.html]
        for _ in 0..<(1 + seed % 3) {
            chapter.change(&random)
            states.append(chapter.html)
        }
        let inputs = states.map { HTML(markup: $0.utf8) }
        let marked = ChangeMarking.mark(inputs, by: Array(origins.prefix(states.count - 1)))
        let html = marked.html.string
        #expect(MarkedReading(html, .accepted).isBalanced)
        #expect(MarkedReading(html, .accepted).text == MarkedReading(states[states.count - 1], .plain).text)
        #expect(MarkedReading(html, .accepted).tags == MarkedReading(states[states.count - 1], .plain).tags)
        #expect(MarkedReading(html, .rejected).text == MarkedReading(states[0], .plain).text)
        #expect(ChangeMarking.mark(inputs, by: Array(origins.prefix(states.count - 1))).html == marked.html)
        let ids = html.matches(of: /\ id="([^"]*)"/).map(\.1)
        #expect(Set(ids).count == ids.count)
        #expect(ids.filter { $0.hasPrefix("change-") } == marked.changes.map { Substring($0.anchor) })
    }

    @Test func aLongChapterTakesNoLongTime() {
        let block = { (index: Int, word: String) in
            "<h3 id=\"s\(index)\">Section \(index)</h3>\n<p>Words \(word) of the section \(index).</p>\n"
        }
        let old = (0..<2_500).map { block($0, "old") }.joined()
        let new = (0..<2_500).map { block($0, $0 % 2 == 0 ? "new" : "old") }.joined()
        let other = (0..<5_000).map { "<p>Nothing like it \($0) \($0 + 1)</p>" }.joined()
        let start = ContinuousClock.now
        let marked = ChangeMarking.mark([old, new, other].map { HTML(markup: $0.utf8) }, by: Array(origins.prefix(2)))
        #expect(!marked.changes.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}

/// Reads a chapter with its changes accepted or rejected, with means of its own.
private struct MarkedReading {
    enum Mode { case plain, accepted, rejected }

    private(set) var text = ""
    private(set) var tags: [String] = []
    private(set) var isBalanced = true

    init(_ html: String, _ mode: Mode) {
        var open: [(name: String, isShown: Bool, isWritten: Bool)] = []
        var raw = ""
        for match in html.matches(of: /<[^>]*>|[^<]+/) {
            let piece = String(match.0)
            let isShown = open.last?.isShown ?? true
            guard piece.hasPrefix("<") else {
                if isShown { raw += piece }
                continue
            }
            let name = String(piece.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            if !["a", "b", "code", "del", "ins", "span", "sup"].contains(name), isShown { raw += " " }
            if piece.hasPrefix("</") {
                guard let last = open.popLast(), last.name == name else {
                    isBalanced = false
                    return
                }
                if last.isWritten { tags.append(piece) }
                continue
            }
            let classes = piece.firstMatch(of: /\ class="([^"]*)"/)?.1.split(separator: " ") ?? []
            var hides = classes.contains("change-label") || name == "svg" || classes.contains("anchor")
            if mode == .accepted { hides = hides || name == "del" || classes.contains("amended-deleted") }
            if mode == .rejected { hides = hides || name == "ins" || classes.contains("amended-inserted") }
            let isMark = name == "ins" || name == "del" || piece.contains(" id=\"change-")
            let isWritten = isShown && !hides && !isMark
            if isWritten { tags.append(Self.withoutMarks(piece)) }
            if name != "br" && name != "hr" { open.append((name, isShown && !hides, isWritten)) }
        }
        isBalanced = isBalanced && open.isEmpty
        text = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A start tag without what the marks add, and without the heights of cells, which deleted rows change.
    private static func withoutMarks(_ tag: String) -> String {
        tag.replacing(/\ (rowspan="[0-9]+")/, with: "")
            .replacing(/(\ ?)amended(-inserted|-deleted)?"/, with: "\"").replacing(" class=\"\"", with: "")
    }
}

/// SplitMix64.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A chapter of random blocks, and random changes of it.
private struct RandomChapter {
    /// Words with their markup.
    private typealias Line = [String]

    private indirect enum Block {
        case heading(Int, Line)
        case paragraph(Line)
        case list([[Block]])
        case table([[Line]])
        case code(Line)
        case rule
        case drawing(Line, Line)
        case note([Block])
        case terms([(Line, Line)])
        case line(Line)
    }

    private var blocks: [Block]
    private static let words = [
        "actor", "shall", "the", "of", "a", "query", "registry", "&amp;", "<a href=\"#x\">link here</a>",
        "<b>bold </b>",
        "<code>x&lt;y</code>", "<br>", "(see", "below).", "end,", "patient",
        "<b><a href=\"https://e.example\">out</a></b>",
        "<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup>", "<span></span>", "document<b>set</b>", "message",
    ]

    init(_ random: inout SeededGenerator) {
        blocks = (0..<Int.random(in: 1...9, using: &random)).map { _ in Self.block(&random, depth: 0) }
    }

    var html: String {
        var number = 0
        return blocks.map { Self.html($0, &number) }.joined()
    }

    mutating func change(_ random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...4, using: &random) { Self.change(&blocks, &random, depth: 0) }
    }

    private static func line(_ random: inout SeededGenerator) -> Line {
        (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in words.randomElement(using: &random) }
    }

    private static func block(_ random: inout SeededGenerator, depth: Int) -> Block {
        switch Int.random(in: 0..<(depth > 2 ? 3 : 12), using: &random) {
        case 0: .line(line(&random))
        case 1, 2, 3: .paragraph(line(&random))
        case 4, 5: .heading(Int.random(in: 2...4, using: &random), line(&random))
        case 6: .list((0..<Int.random(in: 1...4, using: &random)).map { _ in [block(&random, depth: depth + 1)] })
        case 7:
            .table((0..<Int.random(in: 1...5, using: &random)).map { _ in [line(&random), line(&random)] })
        case 8: .code(line(&random))
        case 9: .drawing(line(&random), line(&random))
        case 10: .note([block(&random, depth: depth + 1), block(&random, depth: depth + 1)])
        default: Bool.random(using: &random) ? .rule : .terms([(line(&random), line(&random))])
        }
    }

    private static func html(_ line: Line) -> String { line.joined(separator: " ") }

    private static func html(_ block: Block, _ number: inout Int) -> String {
        switch block {
        case .heading(let level, let text):
            number += 1
            return """
                <h\(level) id="h\(number)"><span class="section-number">\(number)</span> \(html(text)) \
                <a class="anchor" href="#h\(number)">#</a></h\(level)>

                """
        case .paragraph(let text): return "<p>\(html(text))</p>\n"
        case .line(let text): return "\(html(text))\n"
        case .code(let text): return "<pre><code>\(html(text))</code></pre>\n"
        case .rule: return "<hr>\n"
        case .drawing(let name, let caption):
            return
                "<figure><div><svg><g>\(html(name))</g></svg></div>\n<figcaption>\(html(caption))</figcaption></figure>\n"
        case .note(let blocks):
            return "<div class=\"note\">\n\(blocks.map { html($0, &number) }.joined())</div>\n"
        case .list(let items):
            return "<ul>\n\(items.map { "<li>\($0.map { html($0, &number) }.joined())</li>\n" }.joined())</ul>\n"
        case .terms(let terms):
            return "<dl>\n\(terms.map { "<dt>\(html($0))</dt>\n<dd>\(html($1))</dd>\n" }.joined())</dl>\n"
        case .table(let rows):
            let rows = rows.map { "<tr>\($0.map { "<td>\(html($0))</td>" }.joined())</tr>\n" }.joined()
            return "<table>\n<thead><tr><th>A</th><th>B</th></tr></thead>\n<tbody>\n\(rows)</tbody>\n</table>\n"
        }
    }

    // MARK: Changes

    private static func change(_ blocks: inout [Block], _ random: inout SeededGenerator, depth: Int) {
        let place = Int.random(in: 0...blocks.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: blocks.insert(block(&random, depth: depth + 1), at: place)
        case 1 where place < blocks.count: blocks.remove(at: place)
        case 2 where place < blocks.count: blocks.append(blocks[place])
        default: if place < blocks.count { blocks[place] = changed(blocks[place], &random, depth: depth) }
        }
    }

    private static func changed(_ block: Block, _ random: inout SeededGenerator, depth: Int) -> Block {
        switch block {
        case .heading(let level, let text): return .heading(level, changed(text, &random))
        case .paragraph(let text): return .paragraph(changed(text, &random))
        case .line(let text): return .line(changed(text, &random))
        case .code(let text): return .code(changed(text, &random))
        case .drawing(let name, let caption):
            return Bool.random(using: &random)
                ? .drawing(changed(name, &random), caption) : .drawing(name, changed(caption, &random))
        case .note(var blocks):
            change(&blocks, &random, depth: depth + 1)
            return .note(blocks)
        case .list(var items):
            let place = Int.random(in: 0..<items.count, using: &random)
            change(&items[place], &random, depth: depth + 1)
            if Bool.random(using: &random) { items.insert([self.block(&random, depth: depth + 1)], at: place) }
            return .list(items)
        case .table(var rows):
            let place = Int.random(in: 0..<rows.count, using: &random)
            rows[place][0] = changed(rows[place][0], &random)
            if Bool.random(using: &random) { rows.insert([line(&random), line(&random)], at: place) }
            return .table(rows)
        case .terms(let terms): return .terms(terms + [(line(&random), line(&random))])
        case .rule: return .rule
        }
    }

    private static func changed(_ line: Line, _ random: inout SeededGenerator) -> Line {
        var words = line
        let place = Int.random(in: 0...words.count, using: &random)
        words.insert(self.words.randomElement(using: &random) ?? "", at: place)
        if words.count > 2, Bool.random(using: &random) {
            words.remove(at: Int.random(in: 0..<words.count, using: &random))
        }
        return words
    }
}
