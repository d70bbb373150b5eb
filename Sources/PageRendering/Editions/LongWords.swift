extension HTML {
    /// Appends text in which long words may break where their parts meet: `GetDocuments-AndAssociations`, `urn:-oasis:-names`.
    /// Columns on paper are narrow and don't scroll, and a word that breaks anywhere is hard to read.
    mutating func append(withBreaksInLongWords text: ArraySlice<UInt8>) {
        for word in text.split(separator: .space, omittingEmptySubsequences: false) {
            if word.startIndex > text.startIndex { append(markup: CollectionOfOne(UInt8.space)) }
            guard word.count > longestUnbroken else {
                append(markup: word)
                continue
            }
            var start = word.startIndex
            for index in word.indices.dropFirst()
            where isBreak(between: word[index - 1], word[index]) || isTooLong(word[start...index]) {
                append(markup: word[start..<index])
                append(markup: "<wbr>")
                start = index
            }
            append(markup: word[start...])
        }
    }

    /// About what fits a column of five.
    private var longestUnbroken: Int { 16 }

    /// Whether a part without a place to break has grown too long. None ends within a character or its reference.
    private func isTooLong(_ part: ArraySlice<UInt8>) -> Bool {
        part.count > 24 && part.suffix(2).allSatisfy(\.isLetterOrDigit) && !part.contains(UInt8(ascii: "&"))
    }

    private func isBreak(between left: UInt8, _ right: UInt8) -> Bool {
        right.isCapital && left.isLetterOrDigit && !left.isCapital
            || ":/._-,=?".utf8.contains(left) && right.isLetterOrDigit
    }
}
