import Foundation

/// Values by two pieces of bytes that lie elsewhere, as in libcmark's memory. To look into a dictionary of Strings, the
/// bytes would have to become Strings first, which costs more than all else about a link.
struct ByteTable<Value> {
    private struct Entry {
        let first: [UInt8]
        let second: [UInt8]
        let value: Value
    }

    /// Keys whose hashes are the same take each other's place: the table may forget, but finds nothing wrong.
    private var entries: [Int: Entry] = [:]

    func value(_ first: Bytes, _ second: Bytes) -> Value? {
        guard let entry = entries[Self.hash(first, second)], Self.isSame(entry.first, first),
            Self.isSame(entry.second, second)
        else { return nil }
        return entry.value
    }

    mutating func keep(_ value: Value, for first: Bytes, _ second: Bytes) {
        entries[Self.hash(first, second)] = Entry(first: Array(first), second: Array(second), value: value)
    }

    private static func hash(_ first: Bytes, _ second: Bytes) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(first))
        hasher.combine(bytes: UnsafeRawBufferPointer(second))
        return hasher.finalize()
    }

    private static func isSame(_ known: [UInt8], _ bytes: Bytes) -> Bool {
        guard known.count == bytes.count, let start = bytes.baseAddress else { return known.count == bytes.count }
        return memcmp(known, start, known.count) == 0
    }
}
