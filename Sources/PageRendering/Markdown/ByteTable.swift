import Foundation

/// Values by two pieces of bytes that lie elsewhere, as in libcmark's memory. To look into a dictionary of Strings, the
/// bytes would have to become Strings first, which costs more than all else about a link.
struct ByteTable<Value> {
    private struct Entry {
        let hash: Int
        /// Where both pieces are in `keys`, one behind the other.
        let key: Range<Int>
        let firstCount: Int
        /// Where the value is in `values`.
        let value: Int
    }

    /// The entries by their hash, each in the first free place from there on. The number is a power of two, and half
    /// of them are free at least.
    private var entries: [Entry?] = Array(repeating: nil, count: 64)
    /// The bytes of all keys. Keys and values stand apart, so that to look at an entry counts no references.
    private var keys: [UInt8] = []
    private var values: [Value] = []

    func value(_ first: Bytes, _ second: Bytes) -> Value? {
        entries[place(of: first, second, hash: Self.hash(first, second))].map { values[$0.value] }
    }

    mutating func keep(_ value: Value, for first: Bytes, _ second: Bytes) {
        if values.count * 2 >= entries.count { grow() }
        let hash = Self.hash(first, second)
        let place = place(of: first, second, hash: hash)
        guard entries[place] == nil else { return }
        let start = keys.count
        keys += first
        keys += second
        entries[place] = Entry(hash: hash, key: start..<keys.count, firstCount: first.count, value: values.count)
        values.append(value)
    }

    /// Where the entry of a key is, or will be.
    private func place(of first: Bytes, _ second: Bytes, hash: Int) -> Int {
        var place = hash & (entries.count - 1)
        while let entry = entries[place], !isKey(of: entry, first, second, hash: hash) {
            place = (place + 1) & (entries.count - 1)
        }
        return place
    }

    private func isKey(of entry: Entry, _ first: Bytes, _ second: Bytes, hash: Int) -> Bool {
        guard entry.hash == hash, entry.firstCount == first.count, entry.key.count == first.count + second.count else {
            return false
        }
        return keys.withUnsafeBufferPointer { keys in
            let middle = entry.key.lowerBound + first.count
            return Self.isSame(keys.part(entry.key.lowerBound..<middle), first)
                && Self.isSame(keys.part(middle..<entry.key.upperBound), second)
        }
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: nil, count: old.count * 2)
        for case let entry? in old {
            var place = entry.hash & (entries.count - 1)
            while entries[place] != nil { place = (place + 1) & (entries.count - 1) }
            entries[place] = entry
        }
    }

    private static func hash(_ first: Bytes, _ second: Bytes) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(first))
        hasher.combine(bytes: UnsafeRawBufferPointer(second))
        return hasher.finalize()
    }

    /// Whether bytes of the same number are the same.
    private static func isSame(_ known: Bytes, _ bytes: Bytes) -> Bool {
        guard let start = known.baseAddress, let other = bytes.baseAddress else { return true }
        return memcmp(start, other, known.count) == 0
    }
}
