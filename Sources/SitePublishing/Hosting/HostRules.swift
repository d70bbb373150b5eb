import LinkResolution
import PageRendering

/// What hosts are told of a site, whatever their formats.
struct HostRules {
    /// The path of the site on its host, with a slash at its end.
    let root: String
    /// The folders of the site that hold files whose names hold a hash.
    let folders: [String]
    let redirects: [Redirect]
    /// The headers of every file.
    let headers: [(name: String, value: String)]

    /// A page that has moved.
    struct Move {
        /// The old path on the host, and the same as it stands in a URL.
        let path: String
        let encodedPath: String
        /// A path on the host or an address of another site, percent-encoded.
        let target: String
    }

    var moves: [Move] {
        redirects.map { redirect in
            Move(
                path: root + redirect.address.path, encodedPath: root + redirect.address.encoded,
                target: urlEncoded(RedirectPage.destination(of: redirect, fromRoot: root)))
        }
    }

    /// What paths below `root` match that hold files whose names hold a hash: those of the theme, and the parts of the index
    /// of the search. The data that the theme's scripts load has the same name for ever.
    var hashedPaths: [String] {
        folders.map { "\(root)\($0)/:file" } + ["\(root)assets/data/search-*"]
    }

    /// The same as a regular expression, as Apache and nginx have them.
    var hashedPattern: String { "^\(root.replacing(".", with: "\\."))assets/(data/search-|(?!data/))" }
}

/// The headers of a site in the format of Netlify, Cloudflare Pages and others. Each applies all rules that match, and puts
/// the values of a header together, so that no header stands in two of them.
struct HostHeaders {
    private let rules: HostRules

    init(_ rules: HostRules) {
        self.rules = rules
    }

    var plainFile: String {
        var text = "\(rules.root)*\n"
        for (name, value) in rules.headers { text += "  \(name): \(value)\n" }
        for path in rules.hashedPaths { text += "\(path)\n  Cache-Control: \(SecurityHeaders.immutable)\n" }
        return text
    }
}
