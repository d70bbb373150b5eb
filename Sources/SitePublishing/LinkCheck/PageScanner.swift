import Foundation
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
    private let map: SiteMap
    private let listsExternals: Bool
    /// What addresses from the root lead to, by their digests.
    private var known: [UInt64: SiteMap.Target] = [:]
    private var ids: [UInt64] = []
    private var links: [(digest: UInt64, fragment: MarkupScanner.Bytes)] = []

    /// - Parameter listsExternals: Whether addresses of other sites are wanted.
    init(_ map: SiteMap, listsExternals: Bool = false) {
        self.map = map
        self.listsExternals = listsExternals
    }

    /// Reads a page.
    ///
    /// - Parameter root: What leads from the page to the root.
    func scan(_ bytes: [UInt8], of address: Address, root: String) -> PageScan? {
        guard let page = map.number(of: address.path) else { return nil }
        ids.removeAll(keepingCapacity: true)
        links.removeAll(keepingCapacity: true)
        var gathered = Gathered()
        var root = root
        return bytes.withUnsafeBufferPointer { bytes in
            root.withUTF8 { root in
                MarkupScanner.scan(bytes) { attribute, value in
                    switch attribute {
                    case .id: ids.append(Self.digest(value))
                    case .address: follow(value, of: address, root, &gathered)
                    case .addresses: followAll(value, of: address, root, &gathered)
                    }
                }
            }
            checkOwn(page, in: bytes, &gathered)
            return PageScan(
                page: page, ids: ids, anchors: gathered.anchors, findings: gathered.findings.sorted(),
                externals: gathered.externals.sorted())
        }
    }

    private struct Gathered {
        var anchors: [AnchorOfPage] = []
        var findings: Set<OutputFinding> = []
        var externals: Set<String> = []
    }

    private func follow(
        _ value: MarkupScanner.Bytes, of address: Address, _ root: MarkupScanner.Bytes, _ gathered: inout Gathered
    ) {
        // Nothing, or nothing but a query, stays on the page.
        guard let first = value.first, first != UInt8(ascii: "?") else { return }
        if first == UInt8(ascii: "#") {
            let fragment = MarkupScanner.Bytes(rebasing: value.dropFirst())
            return links.append((Self.digest(fragment, isEncoded: true), fragment))
        }
        let target: SiteMap.Target
        if value.count >= root.count, root.isEmpty || value.starts(with: root) {
            let rest = MarkupScanner.Bytes(rebasing: value.dropFirst(root.count))
            let digest = Digest.of(rest)
            if let found = known[digest] {
                target = found
            } else {
                target = map.target(of: decodedValue(rest), from: "")
                known[digest] = target
            }
        } else {
            target = map.target(of: decodedValue(value), from: address.path)
        }
        switch target {
        case .file: break
        case .anchor(let anchor): gathered.anchors.append(anchor)
        case .missing(let finding): gathered.findings.insert(finding)
        case .external(let url): if listsExternals { gathered.externals.insert(url) }
        }
    }

    /// The addresses of `srcset`, each with what picture it is for behind it.
    private func followAll(
        _ value: MarkupScanner.Bytes, of address: Address, _ root: MarkupScanner.Bytes, _ gathered: inout Gathered
    ) {
        let isSpace = { (byte: UInt8) in byte <= UInt8(ascii: " ") }
        for candidate in value.split(separator: UInt8(ascii: ",")) {
            guard let picture = candidate.split(maxSplits: 1, whereSeparator: isSpace).first else { continue }
            follow(MarkupScanner.Bytes(rebasing: picture), of: address, root, &gathered)
        }
    }

    /// Settles what the page itself tells: ids that stand twice, links within it.
    private func checkOwn(_ page: Int, in bytes: MarkupScanner.Bytes, _ gathered: inout Gathered) {
        ids.sort()
        if zip(ids, ids.dropFirst()).contains(where: ==) {
            var seen: Set<UInt64> = []
            MarkupScanner.scan(bytes) { attribute, value in
                guard attribute == .id, !seen.insert(Self.digest(value)).inserted else { return }
                gathered.findings.insert(.duplicateID(decodedValue(value)))
            }
        }
        for (digest, fragment) in links where !ids.holds(digest) {
            let fragment = SiteMap.fragment(decodedValue(fragment))
            if let fragment { gathered.findings.insert(.missingAnchor(page: page, fragment: fragment)) }
        }
    }

    /// - Parameter isEncoded: Whether percent signs stand for other characters.
    private static func digest(_ value: MarkupScanner.Bytes, isEncoded: Bool = false) -> UInt64 {
        guard value.contains(where: { $0 == UInt8(ascii: "&") || (isEncoded && $0 == UInt8(ascii: "%")) }) else {
            return Digest.of(value)
        }
        let text = decodedValue(value)
        return Digest.of(isEncoded ? text.removingPercentEncoding ?? text : text)
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
