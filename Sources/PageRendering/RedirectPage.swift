import LinkResolution

/// The page at an address that a page had: it leads on by itself, and by a link where that is switched off.
public enum RedirectPage {
    /// The bytes of the page.
    ///
    /// - Parameter baseURL: Where the site is published, for the canonical address.
    public static func bytes(for redirect: Redirect, baseURL: String?, language: String) -> [UInt8] {
        let href = destination(of: redirect, fromRoot: redirect.address.root)
        let canonical: HTML =
            path(of: redirect).flatMap { path in baseURL.map { "<link rel=\"canonical\" href=\"\($0 + path)\">\n" } }
            ?? HTML()
        let page: HTML = """
            <!doctype html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <title>Moved: \(redirect.address.path)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            \(canonical)<meta http-equiv="refresh" content="0; url=\(href)">
            </head>
            <body>
            <h1>This page has moved</h1>
            <p>It is now at <a href="\(href)">\(href)</a>.</p>
            </body>
            </html>

            """
        return page.bytes
    }

    /// Where a redirect leads.
    ///
    /// - Parameter root: What leads to the root of the site.
    public static func destination(of redirect: Redirect, fromRoot root: String) -> String {
        let fragment = redirect.target.fragment.map { "#\($0)" } ?? ""
        switch redirect.target.target {
        case .page(let page): return root + page.address.encoded + fragment
        case .asset(let address): return root + address.encoded + fragment
        case .imported(let definition):
            return (leadsBeside(definition.url) ? root : "") + urlEncoded(definition.url) + fragment
        case .external(let url): return urlEncoded(url)
        case .samePage: return fragment
        }
    }

    /// The path in the site that it leads to; `nil` for another site.
    private static func path(of redirect: Redirect) -> String? {
        switch redirect.target.target {
        case .page(let page): page.address.encoded
        case .asset(let address): address.encoded
        case .imported, .external, .samePage: nil
        }
    }
}
