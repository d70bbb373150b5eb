import PageRendering

/// Words to find what was meant by one with a wrong letter: sorted from their beginning and from their end, since one of
/// the two is right.
struct SpellingShards {
    private(set) var shards: [Shard] = []
    private(set) var beginnings: [UInt8] = []
    private(set) var endings: [UInt8] = []

    private static let size = 5000
    /// Shorter words have too many neighbours.
    private static let shortest = 4

    init(_ lists: PostingLists) {
        let words = lists.terms.indices.filter { isWord(lists.terms[$0]) }
            .map { (word: lists.terms[$0], note: Self.note(of: lists.count(of: $0))) }
        beginnings = add(words, named: "search-beginnings")
        let reversed = words.map { (word: Array($0.word.reversed()), note: $0.note) }
            .sorted { $0.word.lexicographicallyPrecedes($1.word) }
        endings = add(reversed, named: "search-endings")
    }

    private func isWord(_ term: [UInt8]) -> Bool {
        term.count >= Self.shortest && term.count <= 24
            && term.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    }

    /// How often a word comes, in steps of which each is twice the one before.
    private static func note(of count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }

    /// Adds the shards of words that are sorted; where they begin.
    private mutating func add(_ words: [(word: [UInt8], note: Int)], named name: String) -> [UInt8] {
        var boundaries = ShardBoundaries()
        var list = WordList()
        func shard() -> Shard {
            Shard(
                "\(name)-\(boundaries.count - 1)",
                json: JSONWriter.document(.compact) { $0.member("words", list.text) })
        }
        for (index, entry) in words.enumerated() {
            if index == 0 || list.text.count > Self.size {
                if index > 0 { shards.append(shard()) }
                list = WordList()
                boundaries.begin(with: entry.word, after: index == 0 ? [] : words[index - 1].word)
            }
            list.append(entry.word, note: entry.note)
        }
        if !words.isEmpty { shards.append(shard()) }
        return boundaries.text
    }
}
