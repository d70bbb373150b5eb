import FrameworkModel
import PageRendering

/// What every search loads: where which shard begins, and the facets of all records.
struct IndexEntry {
    let order: RecordOrder
    let domains: [(id: String, name: String)]
    let texts: TextShards
    let terms: TermShards
    let spelling: SpellingShards
    let hash: String

    var json: [UInt8] {
        var runs = NumberText()
        for run in order.runs { runs += run.encoded }
        var counts = NumberText()
        for count in texts.counts { counts.append(count) }
        return JSONWriter.document(.compact) { json in
            json.member("hash", hash)
            json.member("count", order.records.count)
            table("kinds", SearchRecord.Kind.all.map { ($0.key, $0.label) }, to: &json)
            table("domains", domains.map { ($0.id, $0.name) } + [("", "")], to: &json)
            table("statuses", Status.allCases.map { ($0.rawValue, $0.label) } + [("", "")], to: &json)
            json.member("runs", runs.bytes)
            json.member("texts", counts.bytes)
            json.member("terms", terms.boundaries)
            json.member("beginnings", spelling.beginnings)
            json.member("endings", spelling.endings)
        }
    }

    /// Keys and what readers call them, in the order of their numbers.
    private func table(_ name: String, _ rows: [(key: String, label: String)], to json: inout JSONWriter) {
        json.array(name, of: rows) { json, row in
            json.value { json in
                json.value(row.key)
                json.value(row.label)
            }
        }
    }
}
