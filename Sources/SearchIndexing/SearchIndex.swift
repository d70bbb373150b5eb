import ContentReading
import FrameworkModel
import LinkResolution
import PageRendering

/// The index of a site: a small entry, and shards of which a search loads those that it needs. `docs/architecture.md`
/// describes the format. Every file is a script, see `ScriptData`; so a search works from disk too.
public struct SearchIndex: Sendable {
    /// A file of the index.
    public struct File: Sendable {
        public let address: Address
        public let bytes: [UInt8]
    }

    /// Where the entry stands: its name never changes.
    public static let entry = Address("assets/data/search.js")

    /// The entry and the shards. The name of a shard tells what is in the index: what has the name never changes.
    public let files: [File]

    /// Builds an index.
    ///
    /// - Parameters:
    ///   - records: What can be found; in whatever number of tasks, the same records give the same bytes.
    ///   - domains: The domains, in the order in which readers see them.
    ///   - jobs: How many tasks work at the same time.
    public static func build(
        _ records: [SearchRecord], domains: [(id: String, name: String)], jobs: Int
    ) async -> SearchIndex {
        let order = RecordOrder(records, domains: domains.map(\.id))
        let parts = await parallelMap(slices(of: order.records), jobs: jobs) { IndexPart($0) }
        let lists = PostingLists(parts)
        async let texts = TextShards(order.records, jobs: jobs)
        async let terms = TermShards(lists, jobs: jobs)
        let spelling = SpellingShards(lists)
        let (textShards, termShards) = await (texts, terms)
        let shards = textShards.shards + termShards.shards + spelling.shards
        let hash = await hash(of: shards, jobs: jobs)
        let entry = IndexEntry(
            order: order, domains: domains, texts: textShards, terms: termShards, spelling: spelling, hash: hash)
        return SearchIndex(
            files: [File(address: Self.entry, bytes: ScriptData.script(entry.json, named: "search"))]
                + shards.map { File(address: Address("assets/data/\($0.name).\(hash).js"), bytes: $0.script) })
    }

    /// As many as keep all cores busy to the end. What comes of them does not depend on how many there are.
    private static func slices(of records: [SearchRecord]) -> [ArraySlice<SearchRecord>] {
        let size = max(256, (records.count + 15) / 16)
        return stride(from: 0, to: records.count, by: size).map { records[$0..<min($0 + size, records.count)] }
    }

    private static func hash(of shards: [Shard], jobs: Int) async -> String {
        let hashes = await parallelMap(shards, jobs: jobs) { $0.hash }
        var hash: UInt64 = 14_695_981_039_346_656_037
        for shard in hashes { hash = (hash ^ shard) &* 1_099_511_628_211 }
        return String(hash, radix: 36)
    }
}

/// A file of the index besides the entry.
struct Shard: Sendable {
    let name: String
    let script: [UInt8]

    init(_ name: String, json: [UInt8]) {
        self.name = name
        script = ScriptData.script(json, named: name)
    }

    /// FNV-1a, of 64 bits.
    var hash: UInt64 {
        script.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
}
