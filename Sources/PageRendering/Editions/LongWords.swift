extension HTML {
    /// Appends text in which long words may break where their parts meet: `GetDocuments-AndAssociations`, `urn:-oasis:-names`.
    /// Columns on paper are narrow and don't scroll, and a word that breaks anywhere is hard to read.
    mutating func append(withBreaksInLongWords text: Bytes) {
        var done = 0
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != .space { end += 1 }
            if end - start > longestUnbroken { append(withBreaks: text, in: start..<end, done: &done) }
            start = end + 1
        }
        append(markup: text.part(done..<text.count))
    }

    /// Appends a text up to the last place in a word where it may break.
    private mutating func append(withBreaks text: Bytes, in word: Range<Int>, done: inout Int) {
        var part = word.lowerBound
        // None of the parts that are merely too long may end within a character reference.
        let hasReferences = text.part(word).contains(UInt8(ascii: "&"))
        for index in word.dropFirst() {
            let isTooLong =
                index - part >= longestPart && !hasReferences && text[index].isLetterOrDigit
                && text[index - 1].isLetterOrDigit
            guard isTooLong || isBreak(between: text[index - 1], text[index]) else { continue }
            append(markup: text.part(done..<index))
            append(markup: "<wbr>")
            done = index
            part = index
        }
    }

    /// About what fits a column of five.
    private var longestUnbroken: Int { 16 }

    /// What a part without a place to break may grow to.
    private var longestPart: Int { 24 }

    private func isBreak(between left: UInt8, _ right: UInt8) -> Bool {
        right.isCapital && left.isLetterOrDigit && !left.isCapital
            || ":/._-,=?".utf8.contains(left) && right.isLetterOrDigit
    }
}
