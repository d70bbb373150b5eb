import ContentReading
import LinkResolution
import PageRendering

/// The files of a site that hosts and search engines read: redirects and headers in the formats of the hosts that `site.yml`
/// names, `robots.txt` and the sitemap.
struct HostFiles {
    struct File: Sendable, Equatable {
        enum Purpose: Sendable, Equatable {
            case headers, redirects, apache, nginx, noJekyll, hostName, robots
            case sitemap(Int)
        }

        let path: String
        fileprivate let purpose: Purpose
    }

    private let configuration: SiteConfiguration
    private let assets: ThemeAssets
    private let redirects: [Redirect]
    private let pages: () -> [(address: Address, lastChange: String?)]
    private let hasOwn: (String) -> Bool

    /// - Parameters:
    ///   - pages: What search engines are to list.
    ///   - hasOwn: Whether the content has a file of its own at a path, which is published in the place of one from here.
    init(
        _ configuration: SiteConfiguration, assets: ThemeAssets, redirects: [Redirect],
        pages: @escaping () -> [(address: Address, lastChange: String?)], hasOwn: @escaping (String) -> Bool
    ) {
        self.configuration = configuration
        self.assets = assets
        self.redirects = redirects
        self.pages = pages
        self.hasOwn = hasOwn
    }

    /// The files that the site has.
    var all: [File] {
        var files: [File] = []
        func add(_ path: String, _ purpose: File.Purpose, if condition: Bool = true) {
            if condition { files.append(File(path: path, purpose: purpose)) }
        }
        let hosts = Set(configuration.hosts)
        let hasPlainFiles = !hosts.isDisjoint(with: [.netlify, .cloudflarePages])
        add("_headers", .headers, if: hasPlainFiles)
        add("_redirects", .redirects, if: hasPlainFiles && !redirects.isEmpty)
        add(".htaccess", .apache, if: hosts.contains(.apache))
        add("nginx.conf", .nginx, if: hosts.contains(.nginx))
        add(".nojekyll", .noJekyll, if: hosts.contains(.githubPages))
        add("CNAME", .hostName, if: hosts.contains(.githubPages) && ownHostName != nil)
        add("robots.txt", .robots, if: !hasOwn("robots.txt"))
        for (number, file) in sitemaps.enumerated() { add(file.path, .sitemap(number)) }
        return files
    }

    func bytes(of file: File) -> [UInt8] {
        switch file.purpose {
        case .headers: Array(HostHeaders(rules).plainFile.utf8)
        case .redirects: Array(plainRedirects.utf8)
        case .apache: Array(ServerSettings(rules).apache.utf8)
        case .nginx: Array(ServerSettings(rules).nginx.utf8)
        case .noJekyll: []
        case .hostName: Array("\(ownHostName ?? "")\n".utf8)
        case .robots: Array(robots.utf8)
        case .sitemap(let number): sitemaps[number].bytes
        }
    }

    // MARK: Search engines

    private var sitemaps: [(path: String, bytes: [UInt8])] {
        configuration.baseURL.map { Sitemap.files(for: pages(), at: $0) } ?? []
    }

    private var robots: String {
        "User-agent: *\nAllow: /\n" + (configuration.baseURL.map { "Sitemap: \($0)sitemap.xml\n" } ?? "")
    }

    // MARK: Hosts

    /// What is told to every host in its own words.
    private var rules: HostRules {
        HostRules(
            root: root, folders: assetFolders, redirects: redirects,
            headers: SecurityHeaders.all(forms: [configuration.contact, configuration.newsletter].compactMap { $0 }))
    }

    /// The path of the site on its host, with a slash at its end.
    private var root: String {
        guard let rest = configuration.baseURL?.split(separator: "//", maxSplits: 1).last,
            let slash = rest.firstIndex(of: "/")
        else { return "/" }
        return String(rest[slash...])
    }

    /// The folders with files whose names hold a hash.
    private var assetFolders: [String] {
        Set(
            assets.all.map {
                String(
                    $0.address.encoded.prefix(
                        upTo: $0.address.encoded.lastIndex(of: "/") ?? $0.address.encoded.startIndex))
            }
        )
        .sorted()
    }

    /// The name of a host that is the site's alone; `nil` below a path or a name that GitHub gives.
    private var ownHostName: String? {
        guard root == "/", let host = configuration.baseURL?.split(separator: "/").dropFirst().first,
            !host.hasSuffix(".github.io"), !host.contains(":")
        else { return nil }
        return String(host)
    }

    /// Netlify and Cloudflare Pages. The first shows the page at the old address unless it is forced; the second has no word for
    /// that, since it always follows.
    private var plainRedirects: String {
        let code = configuration.hosts.contains(.cloudflarePages) ? "301" : "301!"
        return rules.moves.map { "\($0.encodedPath) \($0.target) \(code)\n" }.joined()
    }
}
