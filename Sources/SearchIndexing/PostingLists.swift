/// By which terms which records are found, the terms in the order of their bytes.
struct PostingLists: Sendable {
    let terms: [[UInt8]]
    /// Where the list of each term begins in `records` and `levels`, and where the last one ends.
    private let starts: [Int]
    private let records: [UInt32]
    private let levels: [UInt8]

    /// Joins what several tasks have found. The records of a part come before those of the next.
    init(_ parts: [IndexPart]) {
        var table = WordTable()
        let numbers = parts.map { part in part.terms.map { table.number(of: $0[...]).number } }
        let words = (0..<table.count).map { Array(table[$0]) }
        let order = words.indices.sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
        var ranks = Array(repeating: 0, count: words.count)
        for (rank, number) in order.enumerated() { ranks[number] = rank }

        var counts = Array(repeating: 0, count: words.count + 1)
        for (part, numbers) in zip(parts, numbers) {
            for posting in part.postings { counts[ranks[numbers[Int(posting.term)]] + 1] += 1 }
        }
        for rank in 1..<counts.count { counts[rank] += counts[rank - 1] }
        var next = counts
        var records = Array(repeating: UInt32(0), count: counts[words.count])
        var levels = Array(repeating: UInt8(0), count: counts[words.count])
        for (part, numbers) in zip(parts, numbers) {
            for posting in part.postings {
                let rank = ranks[numbers[Int(posting.term)]]
                records[next[rank]] = posting.record
                levels[next[rank]] = posting.level
                next[rank] += 1
            }
        }
        terms = order.map { words[$0] }
        (starts, self.records, self.levels) = (counts, records, levels)
    }

    /// How many records have a term among their words; some more, where it is a name too.
    func count(of term: Int) -> Int { starts[term + 1] - starts[term] }

    /// The records of which a term is a name, and what kind of name.
    func names(_ term: Int) -> [(record: UInt32, level: UInt8)] {
        (starts[term]..<starts[term + 1]).filter { levels[$0] >= Relevance.levels }.map { (records[$0], levels[$0]) }
    }

    /// The list of a term. Of a word that is nearly everywhere only the best records are there, and how many it has.
    func encoded(_ term: Int) -> NumberText {
        var groups: [[UInt32]] = Array(repeating: [], count: Self.levelCount)
        for index in starts[term]..<starts[term + 1] { groups[Int(levels[index])].append(records[index]) }
        return Self.encoded(groups)
    }

    /// A list, group by group, the best level first: the number of records with the level, and the way from each to the
    /// next.
    ///
    /// - Parameter groups: Records in their order, by level.
    static func encoded(_ groups: [[UInt32]]) -> NumberText {
        var text = NumberText()
        var room = Self.longest
        let words = groups[..<Relevance.levels].reduce(0) { $0 + $1.count }
        if words > room { text.append((words - 1) * Self.headerBase + Self.levelCount) }
        for level in groups.indices.reversed() where !groups[level].isEmpty {
            let isOfWords = level < Relevance.levels
            let group = isOfWords ? groups[level].prefix(room) : groups[level][...]
            if isOfWords { room -= group.count }
            guard !group.isEmpty else { continue }
            text.append((group.count - 1) * Self.headerBase + level)
            var last = 0
            for record in group {
                text.append(Int(record) - last)
                last = Int(record)
            }
        }
        return text
    }

    /// The number of records that are kept of a word: those that a longer list would add say little of it.
    static let longest = 3000
    static let levelCount = Relevance.levels + SearchRecord.Name.Rank.allCases.count
    private static let headerBase = levelCount + 1
}
