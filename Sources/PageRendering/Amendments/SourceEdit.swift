/// A change of the bytes of a source file, as an amendment asks for it.
public struct SourceEdit: Sendable {
    /// The path of the file within the content folder.
    public let path: String
    /// The bytes that go, in the file as it is; empty where something is only added.
    public let range: Range<Int>
    /// The bytes that come in their place.
    public let replacement: [UInt8]
    /// The line of the replacement that holds the first line of what the amendment adds, from 0.
    let leadingLines: Int

    init(path: String, range: Range<Int>, replacement: [UInt8] = [], leadingLines: Int = 0) {
        self.path = path
        self.range = range
        self.replacement = replacement
        self.leadingLines = leadingLines
    }

    /// Whether both change the same bytes, or one adds something within what the other takes away.
    func overlaps(_ other: SourceEdit) -> Bool {
        guard path == other.path else { return false }
        if range.isEmpty || other.range.isEmpty {
            let (point, around) = range.isEmpty ? (range.lowerBound, other.range) : (other.range.lowerBound, range)
            return around.lowerBound < point && point < around.upperBound
        }
        return range.overlaps(other.range)
    }

    /// Whether both add something at the same place.
    func meets(_ other: SourceEdit) -> Bool {
        path == other.path && range.isEmpty && other.range.isEmpty && range == other.range
    }
}

extension Sequence<SourceEdit> {
    /// The bytes of a file after the edits, which may not overlap. Of several that add something at the same place, the
    /// first comes first.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        let ordered = enumerated().sorted { left, right in
            (left.element.range.lowerBound, left.element.range.upperBound, left.offset)
                < (right.element.range.lowerBound, right.element.range.upperBound, right.offset)
        }
        var edited: [UInt8] = []
        edited.reserveCapacity(bytes.count)
        var start = 0
        for (_, edit) in ordered where edit.range.lowerBound >= start {
            edited += bytes[start..<edit.range.lowerBound]
            edited += edit.replacement
            start = edit.range.upperBound
        }
        return edited + bytes[start...]
    }
}
