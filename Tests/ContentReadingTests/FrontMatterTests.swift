import Diagnostics
import Testing

@testable import ContentReading

@Suite struct FrontMatterTests {
    private func read(_ text: String) -> (matter: FrontMatter, body: String, problems: [String]) {
        let source = SourceText(path: "a.md", bytes: Array(text.utf8))
        let (matter, offset, diagnostics) = FrontMatter.read(source)
        return (matter, String(decoding: source.bytes[offset...], as: UTF8.self), diagnostics.map(brief))
    }

    @Test(arguments: ["\n", "\r\n"]) func theBodyBeginsAfterTheSecondFence(lineBreak: String) {
        let text = ["---", "title: About", "description: What it is", "order: 3", "---", "Text"].joined(
            separator: lineBreak)
        let result = read(text)
        #expect(result.matter.title == "About")
        #expect(result.matter.description == "What it is")
        #expect(result.matter.order == 3)
        #expect(result.body == "Text")
        #expect(result.problems.isEmpty)
    }

    @Test func aByteOrderMarkDoesNotHideIt() {
        #expect(read("\u{FEFF}---\ntitle: A\n---\nText").matter.title == "A")
    }

    @Test(arguments: ["Text", "--- text\n", "----\na\n----\n", "- - -\n"]) func otherTextHasNone(text: String) {
        let result = read(text)
        #expect(result.matter.title == nil)
        #expect(result.body == text)
        #expect(result.problems.isEmpty)
    }

    @Test(arguments: [
        ("---\ntitle: A\n", "1:1 the front matter has no end [unclosed-front-matter]"),
        ("---\ntitle: A\norder: first\n---\n", "3:8 'order' takes a whole number, not 'first' [wrong-type]"),
        ("---\ntitle: A\ntitel: B\n---\n", "3:1 nothing reads the key 'titel' [unknown-key]"),
        ("---\n\ttitle: A\n---\n", "2:1 malformed YAML: found character that cannot start any token [malformed-yaml]"),
    ])
    func aSlipIsReportedWhereItStandsInTheFile(text: String, problem: String) {
        #expect(read(text).problems == [problem])
    }
}
