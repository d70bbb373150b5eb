/// Decides whether an address may stand in a page, by what a browser makes of it.
enum SafeAddress {
    /// An address without what browsers ignore in it: controls and spaces at its ends, tabs and line breaks anywhere
    /// (WHATWG URL, section 4.4).
    static func cleaned(_ address: String) -> String {
        var scalars = Substring(address).unicodeScalars
        while let first = scalars.first, first.value <= 0x20 { scalars.removeFirst() }
        while let last = scalars.last, last.value <= 0x20 { scalars.removeLast() }
        var cleaned = String.UnicodeScalarView()
        cleaned.append(contentsOf: scalars.lazy.filter { ![0x09, 0x0A, 0x0D].contains($0.value) })
        return String(cleaned)
    }

    /// Whether an address can be left out without asking where it leads: it runs or holds what no page links to.
    static func isHarmful(_ cleaned: String) -> Bool {
        guard let scheme = scheme(of: cleaned) else { return false }
        return harmful.contains(scheme)
    }

    /// Whether an address is one that the site publishes: one behind the root marker, a fragment, or one of the web.
    static func isPublished(_ address: String) -> Bool {
        guard let first = address.utf8.first, first != UInt8(ascii: "#") else { return true }
        guard !address.utf8.dropFirst().contains(where: { $0 < 0x20 }) else { return false }
        if first == HTML.rootMarker {
            // On the page at the root, nothing takes the place of the marker.
            let path = address.unicodeScalars.dropFirst()
            return path.first != "/" && path.first != "\\"
                && !path.prefix { !"/?#".unicodeScalars.contains($0) }.contains(":")
        }
        return address == cleaned(address) && isOfTheWeb(address)
    }

    /// Whether an address leads to another site.
    static func isOfTheWeb(_ address: String) -> Bool {
        scheme(of: address).map { published.contains($0) } ?? false
    }

    private static func scheme(of address: some StringProtocol) -> String? {
        guard let colon = address.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = address[..<colon].lowercased()
        guard let first = scheme.utf8.first, (0x61...0x7A).contains(first), scheme.utf8.allSatisfy(isOfScheme) else {
            return nil
        }
        return scheme
    }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
    }

    private static let published: Set<String> = ["http", "https", "mailto"]
    private static let harmful: Set<String> = [
        "javascript", "vbscript", "livescript", "mocha", "data", "file", "blob", "filesystem", "view-source", "jar",
        "about", "resource", "ms-its", "mhtml", "res", "feed", "intent",
    ]
}
