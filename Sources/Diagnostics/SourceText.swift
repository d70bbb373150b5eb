import Synchronization

/// A source file as it was read: the text that diagnostics point into.
///
/// A class, since every definition and place refers to one.
public final class SourceText: Sendable {
    /// The path as the user would type it, such as `content/site.yml`.
    public let path: String
    /// The file's bytes.
    public let bytes: [UInt8]
    /// Made once the first position is asked for: a file may have thousands of problems, and all of them on one line.
    private let knownLandmarks = Mutex<Landmarks?>(nil)

    /// From where lines and columns are counted.
    private struct Landmarks {
        var lineStarts: [Int]
        /// How many scalars stand before each stretch of `stretch` bytes.
        var scalarsBefore: [Int] = []
    }

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    private var landmarks: Landmarks {
        knownLandmarks.withLock { known in
            if let known { return known }
            var landmarks = Landmarks(lineStarts: [min(textStart, bytes.count)])
            var scalars = 0
            for (index, byte) in bytes.enumerated() {
                if index % stretch == 0 { landmarks.scalarsBefore.append(scalars) }
                if !isContinuation(byte) { scalars += 1 }
                if byte == newline { landmarks.lineStarts.append(index + 1) }
            }
            if bytes.count % stretch == 0 { landmarks.scalarsBefore.append(scalars) }
            known = landmarks
            return landmarks
        }
    }

    /// The position of a byte. The first one walks through the file, so it is meant for problems, not for the hot path.
    ///
    /// - Parameters:
    ///   - offset: The byte's offset; beyond the end means the end.
    ///   - length: How many bytes the problem covers; what reaches beyond the line is cut off.
    public func location(at offset: Int, length: Int = 1) -> SourceLocation {
        let offset = min(max(offset, 0), bytes.count)
        let landmarks = landmarks
        let starts = landmarks.lineStarts
        let line = max(1, starts.partition(from: { $0 > offset }))
        let lineStart = min(offset, starts[line - 1])
        var lineEnd = line < starts.count ? starts[line] - 1 : bytes.count
        if lineEnd > lineStart, bytes[lineEnd - 1] == carriageReturn { lineEnd -= 1 }
        let end = max(offset, min(lineEnd, offset + length))
        let shown = excerpt(of: lineStart..<max(lineStart, lineEnd), around: offset)
        let scalarsBefore = scalars(before: lineStart, landmarks)
        return SourceLocation(
            path: path, line: line, column: scalars(before: offset, landmarks) - scalarsBefore + 1,
            length: max(1, scalarCount(offset..<end)), excerpt: String(decoding: bytes[shown], as: UTF8.self),
            excerptColumn: scalars(before: shown.lowerBound, landmarks) - scalarsBefore + 1)
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
        let starts = landmarks.lineStarts
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

    private func scalars(before offset: Int, _ landmarks: Landmarks) -> Int {
        let start = offset / stretch
        return landmarks.scalarsBefore[start] + scalarCount(start * stretch..<offset)
    }

    private func scalarCount(_ range: Range<Int>) -> Int {
        bytes[range].reduce(into: 0) { count, byte in if !isContinuation(byte) { count += 1 } }
    }
}

/// What some editors put before UTF-8.
public let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// How many bytes of a long line are shown on both sides of a place.
private let excerptReach = 200
/// How many bytes lie between two places from which scalars are counted.
private let stretch = 1024
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
