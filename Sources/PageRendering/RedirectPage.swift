import LinkResolution

/// The page at an address that a page had: it leads on by itself, and by a link where that is switched off.
public enum RedirectPage {
    /// The bytes of the page.
    ///
    /// - Parameter baseURL: Where the site is published, for the canonical address.
    public static func bytes(for redirect: Redirect, baseURL: String?, language: String) -> [UInt8] {
        let (path, href) = destination(of: redirect)
        let canonical: HTML =
            path.flatMap { path in baseURL.map { "<link rel=\"canonical\" href=\"\($0 + path)\">\n" } } ?? HTML()
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

    /// The path in the site, where it is one of the site, and the address as a link from the old one.
    private static func destination(of redirect: Redirect) -> (path: String?, href: String) {
        let fragment = redirect.target.fragment.map { "#\($0)" } ?? ""
        func moved(to address: Address) -> (path: String?, href: String) {
            (address.encoded, redirect.address.root + address.encoded + fragment)
        }
        switch redirect.target.target {
        case .page(let page): return moved(to: page.address)
        case .asset(let address): return moved(to: address)
        case .imported(let definition): return (nil, urlEncoded(definition.url) + fragment)
        case .external(let url): return (nil, urlEncoded(url))
        case .samePage: return (nil, fragment)
        }
    }
}
