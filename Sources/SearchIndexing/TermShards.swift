import ContentReading
import PageRendering

/// Terms with the records that they find, in shards of a few kilobytes.
struct TermShards: Sendable {
    let shards: [Shard]
    let boundaries: [UInt8]

    /// A term and its list.
    struct Entry: Sendable {
        let term: [UInt8]
        let list: NumberText
    }

    /// Bytes of lists and terms in a shard; a list that is longer has one of its own.
    private static let size = 4500

    init(_ lists: PostingLists, jobs: Int) async {
        let entries = await Self.entries(lists, jobs: jobs)
        var pieces: [(number: Int, entries: ArraySlice<Entry>)] = []
        var boundaries = ShardBoundaries()
        var start = 0
        var size = 0
        for (index, entry) in entries.enumerated() {
            let own = entry.list.count + entry.term.count
            if index > start, size + own > Self.size {
                pieces.append((pieces.count, entries[start..<index]))
                (start, size) = (index, 0)
            }
            if index == start { boundaries.begin(with: entry.term, after: index == 0 ? [] : entries[index - 1].term) }
            size += own
        }
        if start < entries.count { pieces.append((pieces.count, entries[start...])) }
        self.boundaries = boundaries.text
        shards = await parallelMap(pieces, jobs: jobs) { piece in
            Shard("search-terms-\(piece.number)", json: Self.json(of: piece.entries))
        }
    }

    /// All terms in the order of their bytes.
    private static func entries(_ lists: PostingLists, jobs: Int) async -> [Entry] {
        let step = 2048
        let ranges = stride(from: 0, to: lists.terms.count, by: step).map { $0..<min($0 + step, lists.terms.count) }
        let encoded = await parallelMap(ranges, jobs: jobs) { $0.map(lists.encoded) }.flatMap { $0 }
        let terms = zip(lists.terms, encoded).map { Entry(term: $0, list: $1) }
        return (terms + Beginnings.lists(lists, encoded)).sorted { $0.term.lexicographicallyPrecedes($1.term) }
    }

    /// The terms, the lengths of their lists, and the lists.
    private static func json(of entries: ArraySlice<Entry>) -> [UInt8] {
        var terms = WordList()
        var lengths = NumberText()
        var lists = NumberText()
        for entry in entries {
            terms.append(entry.term)
            lengths.append(entry.list.count)
            lists += entry.list
        }
        return JSONWriter.document(.compact) { json in
            json.member("terms", terms.text)
            json.member("lengths", lengths.bytes)
            json.member("lists", lists.bytes)
        }
    }
}
