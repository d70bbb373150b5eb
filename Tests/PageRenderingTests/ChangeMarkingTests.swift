import LinkResolution
import Testing

@testable import PageRendering

/// The marks of what successive states of a chapter changed.
@Suite struct ChangeMarkingTests {
    private let origins = ["First", "Second"].map { name in
        ChangeMarking.Origin(label: name, address: Address("\(name).html"))
    }

    private func mark(_ states: String...) -> Marked {
        ChangeMarking.mark(
            states.map { HTML(markup: $0.utf8) }, by: Array(origins.prefix(states.count - 1)))
    }

    /// The HTML with short names for what the marks repeat.
    private func marked(_ states: String...) -> String {
        let marked = ChangeMarking.mark(
            states.map { HTML(markup: $0.utf8) }, by: Array(origins.prefix(states.count - 1)))
        return text(marked.html).replacing(#/ cite="[^"]*"/#, with: "")
            .replacing(#/<a href="[^"]*">(First|Second)</a>/#) { "\($0.output.1)" }
            .replacing(#/ class="change-label"/#, with: "")
    }

    private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

    @Test func wordsAreMarkedInTheirParagraph() {
        #expect(
            marked("<p>A late document stays.</p>", "<p>A very late document goes.</p>")
                == "<p class=\"amended\">A <ins>very</ins> late document <del>stays.</del><ins>goes.</ins>"
                + " <span id=\"change-1\">First</span></p>")
    }

    @Test func whatIsTheSameStaysAsItIs() {
        let html = "<h2 id=\"a\">A</h2>\n<p>One <a href=\"#b\">two</a>,  three.</p>\n<pre>x\n y</pre>\n"
        #expect(marked(html, html) == html)
        #expect(mark(html, html).changes.isEmpty)
    }

    @Test func aLinkIsOnePiece() {
        #expect(
            marked("<p>By <a href=\"x\">one two</a> and so on.</p>", "<p>By <a href=\"y\">one two</a> and so on.</p>")
                == "<p class=\"amended\">By <del><a href=\"x\">one two</a></del> <ins><a href=\"y\">one two</a></ins>"
                + " and so on. <span id=\"change-1\">First</span></p>")
    }

    @Test func aNewSectionStandsInABox() {
        let marked = mark(
            "<h2 id=\"a\">A</h2>\n<p>Text.</p>\n",
            "<h2 id=\"a\">A</h2>\n<p>Text.</p>\n<h2 id=\"b\">B</h2>\n<p>More.</p>\n")
        let html = text(marked.html)
        #expect(
            html.contains(#/<div class="amended amended-inserted" id="change-1">\n<p class="change-label">Inserted by/#)
        )
        #expect(html.contains("<h2 id=\"b\">B</h2>\n<p>More.</p>\n</ins>"))
        #expect(marked.changes.map(\.heading) == ["B"])
        #expect(marked.changes.map(\.kind) == [.inserted])
    }

    @Test func aDeletedSectionLosesTheAnchorsThatAnotherHas() {
        let html = text(
            mark(
                "<h2 id=\"a\">Old name</h2>\n<p id=\"n\">One.</p>\n",
                "<p id=\"a\">Something else entirely, at length.</p>\n"
            ).html)
        #expect(html.contains("<h2>Old name</h2>"))
        #expect(html.contains("<p id=\"n\">One.</p>"))
        #expect(html.matches(of: #/id="a"/#).count == 1)
    }

    @Test func rowsAreMarkedInTheirCells() {
        let row = "<tr><td>One</td><td>1</td></tr>\n"
        #expect(
            marked(
                "<table><tbody>\n\(row)</tbody></table>\n",
                "<table><tbody>\n\(row)<tr><td>Two</td><td>2</td></tr>\n<tr><td>Six</td><td>6</td></tr>\n</tbody></table>\n"
            )
                == """
                <table><tbody>
                \(row)<tr class="amended"><td class="amended"><ins>Two</ins> <span id="change-1">First</span></td>\
                <td class="amended"><ins>2</ins></td></tr>
                <tr class="amended"><td class="amended"><ins>Six</ins></td><td class="amended"><ins>6</ins></td></tr>
                </tbody></table>

                """)
    }

    @Test func cellsThatSpanRowsStayRight() {
        let html = text(
            mark(
                "<table><tbody><tr><th rowspan=\"2\">A</th><td>One thing</td></tr><tr><td>Two things</td></tr></tbody></table>",
                "<table><tbody><tr><th>A</th><td>One thing</td></tr></tbody></table>"
            ).html)
        // The rows of the old group count those that span them, so it goes as a whole.
        #expect(html.matches(of: #/<tbody/#).count == 2)
        #expect(html.contains(#/<th rowspan="2" class="amended"><del/#))
    }

    @Test func aNumberThatFollowsIsNoChangeOfItsOwn() {
        func heading(_ number: String) -> String {
            "<h2 id=\"late\"><span class=\"section-number\" id=\"\(number)\">\(number)</span> Late <a class=\"anchor\" href=\"#\(number)\">#</a></h2>\n"
        }
        let marked = mark(
            heading("10.2"),
            "<h2 id=\"new\"><span class=\"section-number\" id=\"10.2\">10.2</span> New</h2>\n" + heading("10.3"))
        #expect(marked.changes.count == 1)
        let html = text(marked.html)
        #expect(html.contains("<del cite=\"\u{1}First.html\"><span class=\"section-number\">10.2</span></del>"))
        #expect(html.matches(of: #/class="anchor"/#).count == 1)
    }

    @Test func eachStepHasItsOwnMarks() {
        let states = [
            "<ul><li>One</li></ul>", "<ul><li>One</li><li>Two</li></ul>",
            "<ul><li>Zero</li><li>One</li><li>Two</li></ul>",
        ]
        let marked = mark(states[0], states[1], states[2])
        #expect(marked.changes.map(\.origin.label) == ["Second", "First"])
        let html = text(marked.html)
        #expect(html.contains(#/<ins cite="\u{1}Second.html">Zero</ins>/#))
        #expect(html.contains(#/<ins cite="\u{1}First.html">Two</ins>/#))
    }

    @Test func aDiagramIsShownOnce() {
        let html = marked(
            "<figure class=\"diagram\"><svg><text>A</text></svg><figcaption>Actors</figcaption></figure>",
            "<figure class=\"diagram\"><svg><text>A</text><text>B</text></svg><figcaption>Actors</figcaption></figure>")
        #expect(html.matches(of: #/<svg/#).count == 1)
        #expect(html.contains("Inserted by First"))
    }

    // MARK: Whatever the states

    /// What remains when all changes are accepted, or rejected.
    private func resolved(_ html: String, keeping kept: String, dropping dropped: String) -> String {
        var html = html.replacing(#/<p class="change-label">.*?<\/p>/#, with: "")
            .replacing(#/<span class="change-label".*?<\/span>/#, with: "")
        html.replace(
            dropped == "del" ? #/<del cite[^>]*>[\s\S]*?<\/del>/# : #/<ins cite[^>]*>[\s\S]*?<\/ins>/#, with: "")
        html.replace(#/<[^>]*>/#, with: " ")
        return html.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func plain(_ html: String) -> String {
        html.replacing(#/<[^>]*>/#, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(arguments: 0..<150) func acceptedIsTheLastStateAndRejectedTheFirst(seed: Int) {
        var random = RandomHTML(seed: UInt64(seed))
        let first = random.document()
        let second = random.changed(first)
        let third = random.changed(second)
        let states = [first, second, third].map { $0.joined() }
        let marked = mark(states[0], states[1], states[2])
        let html = text(marked.html)
        #expect(resolved(html, keeping: "ins", dropping: "del") == plain(states[2]), "\(states)")
        #expect(resolved(html, keeping: "del", dropping: "ins") == plain(states[0]), "\(states)")
        #expect(isBalanced(html), "\(html)")
        #expect(html == text(mark(states[0], states[1], states[2]).html))
    }

    private func isBalanced(_ html: String) -> Bool {
        var open: [Substring] = []
        for tag in html.matches(of: #/<(\/?)([a-z0-9]+)[^>]*>/#) {
            if tag.output.1.isEmpty {
                open.append(tag.output.2)
            } else if open.popLast() != tag.output.2 {
                return false
            }
        }
        return open.isEmpty
    }

    @Test func longChaptersTakeLittleTime() {
        let blocks = (0..<4_000).map { "<p>Paragraph \($0) says something about \($0 % 7).</p>\n" }
        let other = (0..<4_000).map { "<p>Something new of \($0 * 31) that nothing \($0 % 5) says.</p>\n" }
        let marked = mark(blocks.joined(), other.joined())
        #expect(!marked.changes.isEmpty)
    }
}

/// HTML of blocks as chapters have them, and changes of it, the same for each seed.
private struct RandomHTML {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    private mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }

    private mutating func words() -> String {
        let words = (0...number(below: 7)).map { _ in
            ["one", "two", "late", "early", "<a href=\"#x\">three four</a>", "<em>five</em>", "six,"][number(below: 7)]
        }
        return words.joined(separator: " ")
    }

    private mutating func block() -> String {
        switch number(below: 6) {
        case 0: return "<h2 id=\"s\(number(below: 1_000))\">\(words())</h2>\n"
        case 1: return "<ul>\(items("li"))</ul>\n"
        case 2: return "<table><tbody>\(rows())</tbody></table>\n"
        case 3: return "<div class=\"note\"><p>\(words())</p>\n<ul>\(items("li"))</ul></div>\n"
        case 4: return "<dl><dt>\(words())</dt><dd><p>\(words())</p></dd></dl>\n"
        default: return "<p>\(words())</p>\n"
        }
    }

    private mutating func items(_ name: String) -> String {
        (0...number(below: 3)).map { _ in "<\(name)>\(words())</\(name)>" }.joined()
    }

    private mutating func rows() -> String {
        (0...number(below: 3)).map { _ in "<tr><td>\(words())</td><td>\(words())</td></tr>" }.joined()
    }

    mutating func document() -> [String] { (0...(3 + number(below: 5))).map { _ in block() } }

    mutating func changed(_ blocks: [String]) -> [String] {
        var blocks = blocks
        for _ in 0...number(below: 3) {
            let index = blocks.isEmpty ? 0 : number(below: blocks.count)
            switch number(below: 4) {
            case 0: blocks.insert(block(), at: index)
            case 1: if !blocks.isEmpty { blocks.remove(at: index) }
            case 2: if !blocks.isEmpty { blocks[index].replace("two", with: "seven", maxReplacements: 1) }
            default: if !blocks.isEmpty { blocks[index] = block() }
            }
        }
        return blocks
    }
}
