/// What a reader may be about to type: for beginnings that so many terms have that no search can load them all, the records
/// whose names begin so, those that are most likely meant.
///
/// Such a list stands among the terms under the beginning and an asterisk, right where the terms are.
enum Beginnings {
    private static let longest = 4
    /// Beginnings with less than so many bytes of lists need none.
    private static let size = 9000
    /// How many records are kept.
    private static let most = 40

    static func lists(_ lists: PostingLists, _ encoded: [NumberText]) -> [TermShards.Entry] {
        (1...longest).flatMap { length in
            ranges(of: lists.terms, length: length).compactMap { range in
                guard encoded[range].reduce(0, { $0 + $1.count }) > size else { return nil }
                let list = list(of: range, lists)
                let term = lists.terms[range.lowerBound].prefix(length) + [UInt8(ascii: "*")]
                return list.count == 0 ? nil : TermShards.Entry(term: Array(term), list: list)
            }
        }
    }

    /// The terms that have the same beginning of so many letters or digits.
    private static func ranges(of terms: [[UInt8]], length: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < terms.count {
            let beginning = terms[start].prefix(length)
            var end = start + 1
            while end < terms.count, terms[end].starts(with: beginning) { end += 1 }
            if beginning.count == length, beginning.allSatisfy({ $0 < 0x80 }) { ranges.append(start..<end) }
            start = end
        }
        return ranges
    }

    /// The best records: by the kind of name, then in their own order, which has what is used more first.
    private static func list(of range: Range<Int>, _ lists: PostingLists) -> NumberText {
        var levels: [UInt32: UInt8] = [:]
        for term in range {
            for (record, level) in lists.names(term) { levels[record] = max(levels[record] ?? 0, level) }
        }
        let best = levels.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(most)
        var groups: [[UInt32]] = Array(repeating: [], count: PostingLists.levelCount)
        for (record, level) in best { groups[Int(level)].append(record) }
        return PostingLists.encoded(groups)
    }
}
