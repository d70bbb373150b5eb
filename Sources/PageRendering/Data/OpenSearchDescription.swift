import LinkResolution

/// What tells browsers how to search the site, in the format OpenSearch 1.1. It holds whole addresses, so that there is
/// none for a site that does not know its own.
enum OpenSearchDescription {
    static let mediaType = "application/opensearchdescription+xml"

    static func bytes(of title: String, search: Address, picture: Address, at baseURL: String) -> [UInt8] {
        let xml: HTML = """
            <?xml version="1.0" encoding="utf-8"?>
            <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
            <ShortName>\(shortName(of: title))</ShortName>
            <Description>Search \(title)</Description>
            <InputEncoding>UTF-8</InputEncoding>
            <Image height="16" width="16" type="image/svg+xml">\(baseURL + picture.encoded)</Image>
            <Url type="text/html" template="\(baseURL + search.encoded)?q={searchTerms}"/>
            <Url type="application/opensearchdescription+xml" rel="self" template="\(baseURL + Address.openSearch.encoded)"/>
            </OpenSearchDescription>

            """
        return xml.bytes
    }

    /// At most 16 characters, says the format: as many whole words as go into them.
    private static func shortName(of title: String) -> String {
        var name = ""
        for word in title.split(separator: " ") {
            let longer = name.isEmpty ? String(word) : "\(name) \(word)"
            guard longer.count <= 16 else { break }
            name = longer
        }
        return name.isEmpty ? String(title.prefix(16)) : name
    }
}
