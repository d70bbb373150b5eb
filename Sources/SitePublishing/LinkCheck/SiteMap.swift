import LinkResolution
import PageRendering
import SearchIndexing

/// What the site has at which address.
struct SiteMap: Sendable {
    /// What an address leads to.
    enum Target: Sendable {
        /// A file that the site has.
        case file
        case anchor(AnchorOfPage)
        case missing(OutputFinding)
        /// Another site.
        case external(String)
    }

    private let pages: [(key: PageKey, address: Address)]
    private let numbers: [String: Int]
    private let files: Set<String>
    /// Where other sites stand beside this one, as paths from its root.
    private let sitesBeside: [String]

    init(_ site: Site) {
        pages = site.addresses.pages
        numbers = Dictionary(
            zip(pages.lazy.map(\.address.path), pages.indices), uniquingKeysWith: { first, _ in first })
        sitesBeside = site.linked.framework.imports.sites.map(\.baseURL).filter(leadsBeside)
        files = Set(site.files.map(\.path)).union(
            [SearchIndex.entry.path] + pages.flatMap { page in page.key.dataFormats.map { page.address.data($0).path } }
        )
    }

    /// The number of a page by its path; `nil` where there is none.
    func number(of path: String) -> Int? { numbers[path] }

    /// The page with a number.
    func page(_ number: Int) -> (key: PageKey, address: Address) { pages[number] }

    /// Follows an address.
    ///
    /// - Parameters:
    ///   - address: The address as it is meant, without references to characters.
    ///   - file: The path of the file that names it, or nothing for an address from the root.
    func target(of address: String, from file: String) -> Target {
        if isExternal(address) { return .external(address) }
        // What stands there, only its inventory tells.
        if file.isEmpty, sitesBeside.contains(where: address.hasPrefix) { return .file }
        if address.hasPrefix("/") { return .missing(.rooted(address)) }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0].prefix { $0 != "?" })
        guard let full = Self.join(path, to: file) else { return .missing(.missingFile(address)) }
        guard let page = number(of: full) else { return files.contains(full) ? .file : .missing(.missingFile(full)) }
        guard parts.count > 1, let fragment = Self.fragment(String(parts[1])) else { return .file }
        return .anchor(AnchorOfPage(page: page, fragment: fragment))
    }

    /// A fragment as the id that it asks for; `nil` for what every page has, or what asks for a text.
    static func fragment(_ fragment: String) -> String? {
        guard !fragment.isEmpty, fragment.lowercased() != "top", !fragment.hasPrefix(":~:") else { return nil }
        return percentDecoded(fragment)
    }

    /// The path that a relative one leads to; `nil` where it leads out of the site.
    private static func join(_ path: String, to file: String) -> String? {
        var names = file.split(separator: "/").dropLast().map(String.init)
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            switch part {
            case ".": if index == parts.count - 1 { names.append("") }
            case "..":
                guard names.popLast() != nil else { return nil }
                if index == parts.count - 1 { names.append("") }
            default: names.append(percentDecoded(part))
            }
        }
        return names.joined(separator: "/")
    }
}

/// Whether an address has a scheme or names a host, and so leads to no file of the site.
private func isExternal(_ address: String) -> Bool {
    if address.hasPrefix("//") { return true }
    guard let end = address.utf8.firstIndex(where: { !$0.isOfScheme }), end > address.startIndex else { return false }
    return address.utf8[end] == UInt8(ascii: ":")
}

extension UInt8 {
    fileprivate var isOfScheme: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
