extension HTML {
    /// Appends text in which long words may break where their parts meet: `GetDocuments-AndAssociations`, `urn:-oasis:-names`.
    /// Columns on paper are narrow and don't scroll, and a word that breaks anywhere is hard to read.
    mutating func append(withBreaksInLongWords text: Bytes) {
        var done = 0
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != .space { end += 1 }
            if end - start > longestUnbroken {
                for index in (start + 1)..<end where isBreak(between: text[index - 1], text[index]) {
                    append(markup: text.part(done..<index))
                    append(markup: "<wbr>")
                    done = index
                }
            }
            start = end + 1
        }
        append(markup: text.part(done..<text.count))
    }

    /// About what fits a column of five.
    private var longestUnbroken: Int { 16 }

    private func isBreak(between left: UInt8, _ right: UInt8) -> Bool {
        right.isCapital && left.isLetterOrDigit && !left.isCapital
            || ":/._,=?".utf8.contains(left) && right.isLetterOrDigit
    }
}
