import Synchronization

/// A source file as it was read: the text that diagnostics point into.
///
/// A class, since every definition and place refers to one.
public final class SourceText: Sendable {
    /// The path as the user would type it, such as `content/site.yml`.
    public let path: String
    /// The file's bytes.
    public let bytes: [UInt8]
    /// Where lines begin, once the first position is asked for: a file may have thousands of problems.
    private let knownLineStarts = Mutex<[Int]?>(nil)

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    private var lineStarts: [Int] {
        knownLineStarts.withLock { known in
            if let known { return known }
            var starts = [min(textStart, bytes.count)]
            for (index, byte) in bytes.enumerated() where byte == newline { starts.append(index + 1) }
            known = starts
            return starts
        }
    }

    /// The position of a byte. The first one walks through the file, so it is meant for problems, not for the hot path.
    ///
    /// - Parameters:
    ///   - offset: The byte's offset; beyond the end means the end.
    ///   - length: How many bytes the problem covers; what reaches beyond the line is cut off.
    public func location(at offset: Int, length: Int = 1) -> SourceLocation {
        let offset = min(max(offset, 0), bytes.count)
        let starts = lineStarts
        let line = max(1, starts.partition(from: { $0 > offset }))
        let lineStart = min(offset, starts[line - 1])
        var lineEnd = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        if lineEnd > lineStart, bytes[lineEnd - 1] == carriageReturn { lineEnd -= 1 }
        let end = max(offset, min(lineEnd, offset + length))
        let shown = excerpt(of: lineStart..<max(lineStart, lineEnd), around: offset)
        return SourceLocation(
            path: path, line: line, column: scalarCount(lineStart..<offset) + 1,
            length: max(1, scalarCount(offset..<end)), excerpt: String(decoding: bytes[shown], as: UTF8.self),
            excerptColumn: scalarCount(lineStart..<shown.lowerBound) + 1)
    }

    /// The whole line, of a long one the part around the place: a report of many problems must not hold the line as often.
    private func excerpt(of line: Range<Int>, around offset: Int) -> Range<Int> {
        guard line.count > 2 * excerptReach else { return line }
        var start = max(line.lowerBound, offset - excerptReach)
        var end = min(line.upperBound, offset + excerptReach)
        while start > line.lowerBound, isContinuation(bytes[start]) { start -= 1 }
        while end < line.upperBound, isContinuation(bytes[end]) { end += 1 }
        return start..<max(start, end)
    }

    /// The position of a line and column as a parser counts them.
    ///
    /// - Parameters:
    ///   - line: The line, counted from 1.
    ///   - column: The column in Unicode scalars, counted from 1.
    public func location(line: Int, column: Int) -> SourceLocation {
        let starts = lineStarts
        var offset = starts[min(max(1, line), starts.count) - 1]
        var remaining = max(1, column) - 1
        while remaining > 0, offset < bytes.count, bytes[offset] != newline {
            offset += 1
            while offset < bytes.count, isContinuation(bytes[offset]) { offset += 1 }
            remaining -= 1
        }
        return location(at: offset)
    }

    /// Where the text begins: a byte order mark is no column that an editor shows.
    private var textStart: Int { bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0 }

    private func scalarCount(_ range: Range<Int>) -> Int {
        bytes[range].reduce(into: 0) { count, byte in if !isContinuation(byte) { count += 1 } }
    }
}

/// What some editors put before UTF-8.
public let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// How many bytes of a long line are shown on both sides of a place.
private let excerptReach = 200
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
