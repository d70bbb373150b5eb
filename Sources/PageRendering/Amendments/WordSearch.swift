/// Finds words in a source text whose lines may be broken elsewhere.
enum WordSearch {
    /// Every place where words stand, one white space as good as any other.
    static func places(of words: String, in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        let needle = Array(words.utf8).split(whereSeparator: \.isWhitespace)
        guard let first = needle.first?.first else { return [] }
        var places: [Range<Int>] = []
        var index = bytes.startIndex
        while let start = bytes[index...].firstIndex(of: first) {
            if let end = end(of: needle, at: start, in: bytes) {
                places.append(start..<end)
                index = end
            } else {
                index = start + 1
            }
        }
        return places
    }

    private static func end(of needle: [ArraySlice<UInt8>], at start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var index = start
        for (number, word) in needle.enumerated() {
            if number > 0 {
                let space = bytes[index...].prefix(while: \.isWhitespace)
                guard !space.isEmpty else { return nil }
                index = space.endIndex
            }
            guard bytes[index...].starts(with: word) else { return nil }
            index += word.count
        }
        return index
    }
}
