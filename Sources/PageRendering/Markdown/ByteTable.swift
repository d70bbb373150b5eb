import Foundation

/// Values by two pieces of bytes that lie elsewhere, as in libcmark's memory. To look into a dictionary of Strings, the
/// bytes would have to become Strings first, which costs more than all else about a link.
struct ByteTable<Value> {
    private struct Entry {
        /// Both pieces, one behind the other.
        let key: [UInt8]
        let firstCount: Int
        let value: Value
    }

    /// Keys whose hashes are the same take each other's place: the table may forget, but finds nothing wrong.
    private var entries: [Int: Entry] = [:]

    func value(_ first: Bytes, _ second: Bytes) -> Value? {
        guard let entry = entries[Self.hash(first, second)], entry.firstCount == first.count,
            entry.key.count == first.count + second.count
        else { return nil }
        return entry.key.withUnsafeBufferPointer { key in
            Self.isSame(key.part(0..<first.count), first) && Self.isSame(key.part(first.count..<key.count), second)
                ? entry.value : nil
        }
    }

    mutating func keep(_ value: Value, for first: Bytes, _ second: Bytes) {
        entries[Self.hash(first, second)] = Entry(key: first + Array(second), firstCount: first.count, value: value)
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
