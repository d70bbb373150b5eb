import ContentReading
import Testing

@testable import SearchIndexing

@Suite struct TokenizerTests {
    /// Texts and what becomes of them; the browser's words are held to the same list (`Tests/Site`).
    @Test func wordsAreFoundInParts() throws {
        let path = (FileSystem.parent(of: #filePath) ?? "") + "/Fixtures/words.txt"
        let lines = String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n")
        #expect(lines.count > 15)
        for line in lines {
            let columns = line.split(separator: "\t").map(String.init)
            var tokenizer = Tokenizer()
            let words = tokenizer.words(columns[0]).map { word -> String in
                let parts = word.parts.map { String(decoding: $0, as: UTF8.self) }
                let whole = String(decoding: word.whole, as: UTF8.self)
                return parts.count > 1 ? "\(whole)=\(parts.joined(separator: "+"))" : whole
            }
            #expect(words.joined(separator: " ") == columns[1], "\(columns[0])")
        }
    }

    @Test func nothingIsTypedThatIsTooLong() {
        var tokenizer = Tokenizer()
        #expect(tokenizer.words(String(repeating: "x", count: 49) + " y").map(\.whole) == [Array("y".utf8)])
    }
}
