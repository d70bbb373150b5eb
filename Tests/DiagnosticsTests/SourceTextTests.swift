import Testing

@testable import Diagnostics

@Suite struct SourceTextTests {
    private func location(_ text: String, at offset: Int, length: Int = 1) -> Diagnostics.SourceLocation {
        SourceText(path: "a.md", bytes: Array(text.utf8)).location(at: offset, length: length)
    }

    @Test func aByteOffsetBecomesLineAndColumn() {
        let place = location("one\ntwo three\n", at: 8, length: 5)
        #expect(place == Diagnostics.SourceLocation(path: "a.md", line: 2, column: 5, length: 5, excerpt: "two three"))
    }

    @Test func columnsCountUnicodeScalarsNotBytes() {
        let place = location("größe x", at: 8)
        #expect(place.column == 7)
    }

    @Test(arguments: [1023, 1024, 1025, 4096, 5000]) func columnsOfALongLineCountFromItsBeginning(column: Int) {
        let place = location("ab\n" + String(repeating: "ß", count: 5000), at: 3 + 2 * (column - 1))
        #expect((place.line, place.column) == (2, column))
        #expect(place.excerptColumn == max(1, column - 100))
    }

    @Test func aWindowsLineBreakIsNoPartOfTheExcerpt() {
        let place = location("one\r\ntwo\r\n", at: 5, length: 10)
        #expect(place.excerpt == "two")
        #expect(place.length == 3)
    }

    @Test(arguments: [4, 100]) func anOffsetAtOrBeyondTheEndIsTheEnd(offset: Int) {
        let place = location("one\n", at: offset)
        #expect((place.line, place.column) == (2, 1))
    }

    @Test func lineAndColumnOfAParserFindTheSamePlace() {
        let source = SourceText(path: "a.yml", bytes: Array("a: ß\nbé: c\n".utf8))
        let place = source.location(line: 2, column: 5)
        #expect((place.line, place.column, place.excerpt) == (2, 5, "bé: c"))
    }
}
