@testable import SearchIndexing

/// Cuts text into words, and words to their stems.
final class TokenizerTarget: FuzzTarget {
    func run(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        var tokenizer = Tokenizer()
        let words = tokenizer.words(text)
        for word in words { check(word) }
        // A tokenizer keeps nothing from one text to the next.
        require(isSame(tokenizer.words(text), words), "the same text has other words")
        require(isSame(tokenizer.words(text + " " + text), words + words), "two texts in a row have other words")
        var table = WordTable()
        let numbers = words.map { table.number(of: $0.whole[...]).number }
        for (word, number) in zip(words, numbers) {
            require(Array(table[number]) == word.whole, "a word has another's number")
        }
    }

    private func check(_ word: Tokenizer.Word) {
        require(!word.whole.isEmpty && word.whole.count <= Tokenizer.longest, "a word of \(word.whole.count) bytes")
        require(isUTF8(word.whole), "a word that is no text: \(word.whole)")
        require(!word.whole.contains { $0 <= 0x20 || $0 == 0x7F }, "a word with blanks: \(word.whole)")
        require(word.starts.first == 0, "a word that begins with no part: \(word.starts)")
        require(
            zip(word.starts, word.starts.dropFirst()).allSatisfy { $0 <= $1 }
                && word.starts.allSatisfy { $0 < word.whole.count },
            "parts out of order: \(word.starts) of \(word.whole)")
        require(word.parts.flatMap { $0 } == word.whole, "parts that are not the whole")
        for part in word.parts {
            require(isUTF8(Array(part)), "a part that is no text: \(part)")
            let stem = Stemmer.stem(Array(part))
            require(isUTF8(stem) && stem.count <= part.count + 1, "a stem that is none: \(stem) of \(part)")
        }
    }

    private func isSame(_ words: [Tokenizer.Word], _ others: [Tokenizer.Word]) -> Bool {
        words.elementsEqual(others) { $0.whole == $1.whole && $0.starts == $1.starts }
    }

    private func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
}
