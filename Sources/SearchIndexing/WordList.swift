/// Words in the order of their bytes, one behind another: of each a digit that tells how many bytes it has in common with
/// the one before, then the rest.
struct WordList {
    private(set) var text: [UInt8] = []
    private var last: [UInt8] = []

    /// - Parameter note: A digit that stands behind the word.
    mutating func append(_ word: [UInt8], note: Int? = nil) {
        // A browser counts characters; so nothing beyond ASCII is shared.
        let shared = zip(last, word).count(upTo: Self.mostShared) { $0 == $1 && $0 < 0x80 }
        if !text.isEmpty { text.append(Self.separator) }
        var number = NumberText()
        number.append(shared)
        text += number.bytes
        text += word.dropFirst(shared)
        if let note {
            var number = NumberText()
            number.append(note)
            text += number.bytes
        }
        last = word
    }

    private static let separator = UInt8(ascii: "|")
    private static let mostShared = 61
}

extension Sequence {
    /// How many elements at the beginning fulfil a condition, up to a limit.
    fileprivate func count(upTo limit: Int, while isWanted: (Element) -> Bool) -> Int {
        var count = 0
        for element in self {
            guard count < limit, isWanted(element) else { break }
            count += 1
        }
        return count
    }
}

/// The beginnings of shards: a word is in the last one that does not begin behind it.
struct ShardBoundaries {
    private var list = WordList()
    private(set) var count = 0

    /// The list, as `WordList` writes it.
    var text: [UInt8] { list.text }

    /// Begins a shard, with no more of its first word than tells it from the last one of the shard before.
    mutating func begin(with word: [UInt8], after last: [UInt8]) {
        count += 1
        let shared = zip(last, word).count(upTo: .max) { $0 == $1 }
        let key = word.prefix(shared + 1)
        list.append(count == 1 ? [] : key.allSatisfy { $0 < 0x80 } ? Array(key) : word)
    }
}
