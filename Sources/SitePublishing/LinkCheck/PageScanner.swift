import LinkResolution

/// What a page's tags name, as far as it can't be settled by the page alone.
struct PageScan: Sendable {
    /// The page, as the number of its address in the site.
    let page: Int
    /// Digests of the ids, sorted.
    let ids: [UInt64]
    /// Links to anchors of other pages.
    let anchors: [AnchorOfPage]
    let findings: [OutputFinding]
    /// Addresses of other sites, each once.
    let externals: [String]
}

/// An anchor that links name. A class, since most are named by many pages.
final class AnchorOfPage: Sendable {
    /// The page that has it, as the number of its address in the site.
    let page: Int
    let fragment: String
    let digest: UInt64

    init(page: Int, fragment: String) {
        self.page = page
        self.fragment = fragment
        digest = Digest.of(fragment)
    }
}

/// Something that is wrong with what a page's tags name.
enum OutputFinding: Sendable, Hashable, Comparable {
    /// An address of the site that has no file.
    case missingFile(String)
    /// An address that begins with a slash, and so leads elsewhere wherever the site is not at the root of a host.
    case rooted(String)
    /// An anchor that the page does not have.
    case missingAnchor(page: Int, fragment: String)
    /// An id that several elements have.
    case duplicateID(String)
}

/// A digest of bytes, to tell ids apart without holding them. Two of a site's ids have the same about once in 2^30 sites.
enum Digest {
    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var digest: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        var start = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while start + 8 <= raw.count {
            mix(&digest, raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            start += 8
        }
        var rest: UInt64 = 0
        while start < raw.count {
            rest = rest << 8 | UInt64(raw[start])
            start += 1
        }
        mix(&digest, rest)
        return digest
    }

    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of($0) }
    }

    private static func mix(_ digest: inout UInt64, _ word: UInt64) {
        let product = (digest ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        digest = product.high ^ product.low ^ digest &<< 1
    }
}

/// Checks what the tags of finished pages name, page by page. One belongs to one task: it remembers what it has looked up.
final class PageScanner {
    private var names: PageNames

    /// - Parameter listsExternals: Whether addresses of other sites are wanted.
    init(_ map: SiteMap, listsExternals: Bool = false) {
        names = PageNames(map, listsExternals: listsExternals)
    }

    /// Reads a page.
    ///
    /// - Parameter root: What leads from the page to the root.
    func scan(_ bytes: [UInt8], of address: Address, root: String) -> PageScan? {
        guard let page = names.map.number(of: address.path) else { return nil }
        names.begin(page, address, root: Array(root.utf8))
        return bytes.withUnsafeBufferPointer { bytes in
            MarkupScanner.scan(bytes, into: &names)
            return names.scan(of: bytes)
        }
    }
}

/// What the tags of a page name.
private struct PageNames: AttributeTaker {
    let map: SiteMap
    private let listsExternals: Bool
    /// What addresses from the root lead to, by their digests, whatever page names them.
    private var known: [UInt64: SiteMap.Target] = [:]

    private var page = 0
    private var address = Address("")
    private var root: [UInt8] = []
    private var ids: [UInt64] = []
    private var links: [(digest: UInt64, fragment: MarkupScanner.Bytes)] = []
    private var anchors: [AnchorOfPage] = []
    private var findings: Set<OutputFinding> = []
    private var externals: Set<String> = []

    init(_ map: SiteMap, listsExternals: Bool) {
        self.map = map
        self.listsExternals = listsExternals
    }

    mutating func begin(_ page: Int, _ address: Address, root: [UInt8]) {
        self.page = page
        self.address = address
        self.root = root
        ids.removeAll(keepingCapacity: true)
        links.removeAll(keepingCapacity: true)
        anchors = []
        findings = []
        externals = []
    }

    mutating func take(_ attribute: MarkupScanner.Attribute, _ value: MarkupScanner.Bytes) {
        switch attribute {
        case .id: ids.append(Self.digest(value))
        case .address: follow(value)
        case .addresses: followAll(value)
        }
    }

    private mutating func follow(_ value: MarkupScanner.Bytes) {
        // Nothing, or nothing but a query, stays on the page.
        guard let first = value.first, first != UInt8(ascii: "?") else { return }
        if first == UInt8(ascii: "#") {
            let fragment = MarkupScanner.Bytes(rebasing: value.dropFirst())
            return links.append((Self.digest(fragment, isEncoded: true), fragment))
        }
        switch target(of: value) {
        case .file: break
        case .anchor(let anchor): anchors.append(anchor)
        case .missing(let finding): findings.insert(finding)
        case .external(let url): if listsExternals { externals.insert(url) }
        }
    }

    private mutating func target(of value: MarkupScanner.Bytes) -> SiteMap.Target {
        guard value.count >= root.count, root.isEmpty || value.starts(with: root) else {
            return map.target(of: decodedValue(value), from: address.path)
        }
        let rest = MarkupScanner.Bytes(rebasing: value.dropFirst(root.count))
        let digest = Digest.of(rest)
        if let found = known[digest] { return found }
        let target = map.target(of: decodedValue(rest), from: "")
        known[digest] = target
        return target
    }

    /// The addresses of `srcset`, each with what picture it is for behind it.
    private mutating func followAll(_ value: MarkupScanner.Bytes) {
        let isSpace = { (byte: UInt8) in byte <= UInt8(ascii: " ") }
        for candidate in value.split(separator: UInt8(ascii: ",")) {
            guard let picture = candidate.split(maxSplits: 1, whereSeparator: isSpace).first else { continue }
            follow(MarkupScanner.Bytes(rebasing: picture))
        }
    }

    /// Settles what the page itself tells: ids that stand twice, links within it.
    ///
    /// - Parameter bytes: The page.
    mutating func scan(of bytes: MarkupScanner.Bytes) -> PageScan {
        ids.sort()
        if zip(ids, ids.dropFirst()).contains(where: ==) {
            var repeated = RepeatedIDs()
            MarkupScanner.scan(bytes, into: &repeated)
            findings.formUnion(repeated.found.map(OutputFinding.duplicateID))
        }
        for (digest, fragment) in links where !ids.holds(digest) {
            let fragment = SiteMap.fragment(decodedValue(fragment))
            if let fragment { findings.insert(.missingAnchor(page: page, fragment: fragment)) }
        }
        return PageScan(
            page: page, ids: ids, anchors: anchors, findings: findings.sorted(), externals: externals.sorted())
    }

    /// - Parameter isEncoded: Whether percent signs stand for other characters.
    private static func digest(_ value: MarkupScanner.Bytes, isEncoded: Bool = false) -> UInt64 {
        guard value.contains(where: { $0 == UInt8(ascii: "&") || (isEncoded && $0 == UInt8(ascii: "%")) }) else {
            return Digest.of(value)
        }
        let text = decodedValue(value)
        return Digest.of(isEncoded ? percentDecoded(text) : text)
    }
}

/// The ids that several elements of a page have.
private struct RepeatedIDs: AttributeTaker {
    private(set) var found: Set<String> = []
    private var seen: Set<String> = []

    mutating func take(_ attribute: MarkupScanner.Attribute, _ value: MarkupScanner.Bytes) {
        guard attribute == .id else { return }
        let id = decodedValue(value)
        if !seen.insert(id).inserted { found.insert(id) }
    }
}

extension [UInt64] {
    /// Whether a sorted array has a number.
    func holds(_ number: UInt64) -> Bool {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] == number { return true }
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
