import FrameworkModel
import LinkResolution

/// The definitions that links show on hover and focus, dealt out to files of a few kilobytes, so that what a hover loads
/// does not grow with the site. The address of a definition's page tells its file.
struct DefinitionShards: Sendable {
    /// The kinds whose links show a definition; the theme's script tells them by the links' classes.
    private static let kinds: [DefinitionKind] = [.profile, .actor, .transaction, .option, .contentModule, .term]
    private static let meanSize = 16

    private var shards: [[DefinitionKey]]

    init(_ composer: PageComposer) {
        let definitions = Self.kinds.flatMap(composer.framework.definitions)
        let count = (definitions.count + Self.meanSize - 1) / Self.meanSize
        shards = Array(repeating: [], count: count)
        for definition in definitions {
            guard let address = composer.addresses[definition.key] else { continue }
            shards[Self.shard(of: address, among: count)].append(definition.key)
        }
    }

    var indices: Range<Int> { shards.indices }

    subscript(shard: Int) -> [DefinitionKey] { shards[shard] }

    /// The number of the shard: the hash FNV-1a, of 32 bits, of the path as links have it, modulo the number of shards.
    static func shard(of address: Address, among count: Int) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in address.encoded.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash % UInt32(count))
    }
}
