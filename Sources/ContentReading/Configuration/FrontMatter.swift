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
    /// Whether it is not to be published yet.
    public var isDraft = false

    public init() {}

    static let keys = ["title", "description", "order", "draft"]

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
            matter.isDraft = reader.flag("draft") ?? false
            matter.isReadable = matter.title != nil || !reader.keys.contains("title")
            reader.reportKeys(notIn: keys)
            return (matter, closing.end, reader.diagnostics)
        } catch {
            matter.isReadable = false
            return (matter, closing.end, [error])
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
