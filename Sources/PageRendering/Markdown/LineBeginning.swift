import Foundation

/// What the first bytes of a line tell of it.
struct LineBeginning {
    let isBlank: Bool
    /// Whether the line may be one that libcmark must get otherwise.
    let canBeEdited: Bool
    /// Whether the line may begin a construct of the dialect or be a part of it: a directive, an attribute list, a
    /// definition, a table, a deep heading. Marks of lists may stand before it.
    let isMark: Bool

    init(_ line: Bytes) {
        var index = line.afterContainers(from: 0)
        let first = index < line.count ? line[index] : .newline
        isBlank = first == .newline || first == .carriageReturn
        switch first {
        case .colon, .hash, .openBracket, .hyphen, .lessThan, .backtick, .tilde: canBeEdited = true
        default: canBeEdited = false
        }
        while let content = line.afterListMark(at: index) { index = line.afterContainers(from: content) }
        isMark = index < line.count && Self.isMark(line[index])
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case .colon, .openBrace, .hash, .pipe, .hyphen, UInt8(ascii: "+"): true
        default: false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the line goes on after indentation and the marks of quotations.
    fileprivate func afterContainers(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isBlank || self[index] == .greaterThan { index += 1 }
        return index
    }

    /// Where the line goes on after the mark of a list's item; `nil` where none is.
    fileprivate func afterListMark(at start: Int) -> Int? {
        guard start < count else { return nil }
        var end = start
        switch self[start] {
        case .hyphen, UInt8(ascii: "*"), UInt8(ascii: "+"): end += 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            while end < count, self[end].isDigit { end += 1 }
            guard end < count, self[end] == UInt8(ascii: ".") || self[end] == UInt8(ascii: ")") else { return nil }
            end += 1
        default: return nil
        }
        return end < count && self[end].isBlank ? end + 1 : nil
    }

    /// Where a byte is next; the end where it is not.
    func first(_ byte: UInt8, from start: Int) -> Int {
        guard let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
            return count
        }
        return UnsafeRawPointer(base).distance(to: found)
    }
}
