/// A feed as in RFC 4287. What `HTML` escapes in text is right for XML too.
struct AtomFeed {
    struct Entry {
        /// An IRI that the entry keeps forever.
        let id: String
        let title: String
        /// An ISO 8601 date.
        let updated: String
        let page: String
        /// Where the document itself is.
        let related: String?
        let categories: [String]
        let summary: String
    }

    /// Where the feed is, which is also what it is known by.
    let address: String
    /// The page that it is the feed of.
    let page: String
    let title: String
    let author: String
    let language: String
    /// The entries, the latest first.
    let entries: [Entry]

    /// The file.
    var bytes: [UInt8] {
        var xml: HTML = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language)">
            <id>\(address)</id>
            <title>\(title)</title>
            <updated>\(Self.time(entries.map(\.updated).max() ?? ""))</updated>
            <author><name>\(author)</name></author>
            <link rel="self" type="application/atom+xml" href="\(address)"/>
            <link rel="alternate" type="text/html" href="\(page)"/>

            """
        for entry in entries { xml += Self.markup(of: entry) }
        xml += "</feed>\n"
        return xml.bytes
    }

    private static func markup(of entry: Entry) -> HTML {
        let related: HTML = entry.related.map { "<link rel=\"related\" href=\"\($0)\"/>\n" } ?? HTML()
        let categories = entry.categories.map { "<category term=\"\($0)\"/>" as HTML }.joined(separator: "")
        return """
            <entry>
            <id>\(entry.id)</id>
            <title>\(entry.title)</title>
            <updated>\(time(entry.updated))</updated>
            <link rel="alternate" type="text/html" href="\(entry.page)"/>
            \(related)\(categories)
            <summary>\(entry.summary)</summary>
            </entry>

            """
    }

    /// A day as RFC 3339 has points of time: what the day is, the content says, but no hour.
    private static func time(_ date: String) -> String { "\(date)T00:00:00Z" }
}
