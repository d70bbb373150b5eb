/// The classes that raw HTML may give to elements: those that themes know.
enum RawHTMLClasses {
    /// What becomes of a class; `nil` if no theme knows it.
    static func known(_ name: String) -> [String]? {
        if let replacement = replaced[name] { return replacement }
        if kept.contains(name) || prefixes.contains(where: { name.hasPrefix($0) && isPlain(name) }) { return [name] }
        return nil
    }

    private static let kept: Set<String> = [
        "admonition", "align-center", "align-left", "align-right", "anchor", "bg-info", "compact", "data", "diagram",
        "external", "footnote-ref", "footnotes", "grid", "heading", "no-break", "normative", "note", "numbers", "ref",
        "requirement", "requirement-id", "row-headers", "table-scroll", "table-striped", "wide",
    ]

    private static let prefixes = ["admonition-", "hl-", "language-", "ref-"]

    /// What HL7's publisher and its style sheets call things. An empty list is for what every table or row has anyway.
    private static let replaced: [String: [String]] = [
        "stu-note": ["admonition", "admonition-note"],
        "note-to-balloters": ["admonition", "admonition-note"],
        "dragon": ["admonition", "admonition-warning"],
        "table": [], "table-bordered": [], "odd": [], "even": [],
    ]

    private static func isPlain(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
        }
    }
}
