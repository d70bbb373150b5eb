import ContentReading
import Testing

@testable import SearchIndexing

/// The stems of Snowball's own implementation, to which the browser's stemmer is held too (`Tests/Site`).
@Suite struct StemmerTests {
    @Test func stemsAreThoseOfSnowball() throws {
        let path = (FileSystem.parent(of: #filePath) ?? "") + "/Fixtures/stems.txt"
        let lines = String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n")
        #expect(lines.count > 1000)
        for line in lines {
            let words = line.split(separator: " ")
            let stem = String(decoding: Stemmer.stem(Array(words[0].utf8)), as: UTF8.self)
            #expect(stem == words[1], "\(words[0])")
        }
    }

    @Test(arguments: ["xds", "iti18", "3.18.4", "naïve", "ids"]) func identifiersStay(word: String) {
        #expect(Stemmer.stem(Array(word.utf8)) == Array(word.utf8))
    }
}
