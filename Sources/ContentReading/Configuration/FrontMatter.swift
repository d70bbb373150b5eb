import Diagnostics

/// The YAML block between two `---` lines at the head of a Markdown file.
public struct FrontMatter: Sendable, Equatable {
    public var title: String?
    /// One or two sentences for lists and search engines.
    public var description: String?
    /// Whether it could be read; what it says is unknown otherwise, and reported.
    public var isReadable = true
    /// The place among the pages of the same folder, lowest first.
    public var order: Int?
    /// When what it says last changed, as `2026-01-15`; `nil` where it does not tell.
    public var updated: String?
    /// Whether it is not to be published yet.
    public var isDraft = false

    public init() {}

    static let keys = ["title", "description", "order", "updated", "draft"]

    /// Reads the front matter of a Markdown file.
    ///
    /// Reports `unclosed-front-matter`, `malformed-yaml`, `wrong-type` and `unknown-key`.
    ///
    /// - Returns: The front matter (empty where there is none) and the offset at which the Markdown begins.
    static func read(_ source: SourceText) -> (matter: FrontMatter, bodyOffset: Int, diagnostics: [Diagnostic]) {
        var matter = FrontMatter()
        let bytes = source.bytes
        let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        guard let opening = lineEnd(ofFence: start, in: bytes) else {
            return (matter, start, [])
        }
        guard let closing = closingFence(after: opening, in: bytes) else {
            let problem = Diagnostic(
                .unclosedFrontMatter, at: source.location(at: start, length: 3), "the front matter has no end",
                help: "close it with a line of three hyphens")
            matter.isReadable = false
            return (matter, bytes.count, [problem])
        }
        do {
            let yaml = String(decoding: bytes[opening..<closing.start], as: UTF8.self)
            var reader = try YAMLReader(yaml, in: source, lineOffset: 1)
            matter.title = reader.text("title")?.value
            matter.description = reader.text("description")?.value
            matter.order = reader.number("order")
            matter.readUpdated(&reader)
            matter.isDraft = reader.flag("draft") ?? false
            matter.isReadable = matter.title != nil || !reader.keys.contains("title")
            reader.reportKeys(notIn: keys)
            return (matter, closing.end, reader.diagnostics)
        } catch {
            matter.isReadable = false
            return (matter, closing.end, [error])
        }
    }

    private mutating func readUpdated(_ reader: inout YAMLReader) {
        guard let date = reader.text("updated") else { return }
        if isDate(date.value) {
            updated = date.value
        } else {
            reader.report(
                .wrongType, at: date.location, "'updated' takes a date such as 2026-01-15, not '\(date.value)'")
        }
    }

    /// The offset after a `---` line that begins at `start`; `nil` where there is no such line.
    private static func lineEnd(ofFence start: Int, in bytes: [UInt8]) -> Int? {
        guard bytes[start...].starts(with: fence) else { return nil }
        var end = start + fence.count
        while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\r") { end += 1 }
        if end == bytes.count { return end }
        return bytes[end] == UInt8(ascii: "\n") ? end + 1 : nil
    }

    private static func closingFence(after opening: Int, in bytes: [UInt8]) -> (start: Int, end: Int)? {
        var line = opening
        while line < bytes.count {
            if let end = lineEnd(ofFence: line, in: bytes) { return (line, end) }
            guard let newline = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            line = newline + 1
        }
        return nil
    }
}

private let fence = Array("---".utf8)

/// Whether a text is a calendar date as ISO 8601 writes it.
private func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
        let day = Int(parts[2]), text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) })
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return year > 0 && lengths.indices.contains(month - 1) && (1...lengths[month - 1]).contains(day)
}
