import LinkResolution
import PageRendering

/// The addresses of pages for search engines, by the protocol of sitemaps.org: at most 50,000 in a file of at most 50 MiB,
/// and where there are more files, one that names them.
enum Sitemap {
    static let mostPages = 50_000
    static let mostBytes = 50 << 20

    /// The files by path; `sitemap.xml` is the one to begin with.
    static func files(
        for pages: [(address: Address, lastChange: String?)], at baseURL: String, mostPages: Int = mostPages,
        mostBytes: Int = mostBytes
    ) -> [(path: String, bytes: [UInt8])] {
        var parts: [[UInt8]] = []
        var part = Array(start(of: "urlset").utf8)
        var count = 0
        let end = Array("</urlset>\n".utf8)
        for page in pages {
            let entry = Array(entry("url", baseURL + page.address.encoded, page.lastChange).utf8)
            if count == mostPages || (count > 0 && part.count + entry.count + end.count > mostBytes) {
                parts.append(part + end)
                part = Array(start(of: "urlset").utf8)
                count = 0
            }
            part += entry
            count += 1
        }
        parts.append(part + end)
        guard parts.count > 1 else { return [("sitemap.xml", parts[0])] }
        let names = parts.indices.map { "sitemap-\($0 + 1).xml" }
        let entries = names.map { entry("sitemap", baseURL + $0, nil) }.joined()
        let index = start(of: "sitemapindex") + entries + "</sitemapindex>\n"
        return [("sitemap.xml", Array(index.utf8))] + zip(names, parts).map { ($0, $1) }
    }

    private static func start(of element: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <\(element) xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

        """
    }

    private static func entry(_ element: String, _ url: String, _ date: String?) -> String {
        // Addresses are percent-encoded, so an ampersand is all that XML could take for something else.
        let location = url.replacing("&", with: "&amp;")
        return "<\(element)><loc>\(location)</loc>\(date.map { "<lastmod>\($0)</lastmod>" } ?? "")</\(element)>\n"
    }
}
