import ContentReading
import PageRendering

/// Records as a search shows them, in shards of a few kilobytes.
struct TextShards: Sendable {
    let shards: [Shard]
    /// How many records each shard has.
    let counts: [Int]

    private static let size = 3400
    private static let mostRecords = 24
    /// Of longer texts the beginning is shown.
    private static let longestText = 1500

    init(_ records: [SearchRecord], jobs: Int) async {
        var ranges: [(number: Int, range: Range<Int>)] = []
        var start = 0
        var size = 0
        for index in records.indices {
            let own = min(records[index].text.count, Self.longestText) + records[index].title.utf8.count + 60
            if index > start, size + own > Self.size || index - start == Self.mostRecords {
                ranges.append((ranges.count, start..<index))
                (start, size) = (index, 0)
            }
            size += own
        }
        if start < records.count { ranges.append((ranges.count, start..<records.count)) }
        counts = ranges.map(\.range.count)
        shards = await parallelMap(ranges, jobs: jobs) { item in
            Shard("search-texts-\(item.number)", json: Self.json(of: records[item.range]))
        }
    }

    private static func json(of records: ArraySlice<SearchRecord>) -> [UInt8] {
        JSONWriter.document(.compact) { json in
            json.array("records", of: records) { json, record in
                json.value { json in
                    json.value(record.address)
                    json.value(record.page)
                    json.value(record.title)
                    json.value(record.number)
                    json.value { json in
                        for identifier in record.identifiers { json.value(identifier) }
                    }
                    json.value(shown(record.text))
                }
            }
        }
    }

    /// The beginning of a text, in whole words.
    private static func shown(_ text: [UInt8]) -> ArraySlice<UInt8> {
        guard text.count > longestText else { return text[...] }
        let beginning = text[..<longestText]
        return beginning[..<(beginning.lastIndex(of: UInt8(ascii: " ")) ?? longestText)]
    }
}
