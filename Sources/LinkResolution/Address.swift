/// Where a page stands in the site: a path from the site's root, such as `ITI/TF/Volume1/ch-10.html`.
public struct Address: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let path: String
    /// The path as it stands in a link: what is not safe in a URL's path is percent-encoded.
    public let encoded: String

    /// - Parameter path: The path from the root, without a slash at its beginning.
    public init(_ path: String) {
        self.path = path
        encoded = path.utf8.allSatisfy(isUnreserved) ? path : percentEncoded(path, unless: isUnreserved)
    }

    /// What leads from the page back to the root: `../` for each folder.
    public var root: String {
        String(repeating: "../", count: path.utf8.lazy.filter { $0 == UInt8(ascii: "/") }.count)
    }

    /// Where a page stands that belongs to this one, beside it: as `print`, `print.html` for `index.html`, else
    /// `ch-10-print.html` for `ch-10.html`.
    func path(beside name: String) -> String {
        let stem = path.dropLast(".html".count)
        return stem.split(separator: "/").last == "index"
            ? stem.dropLast("index".count) + "\(name).html" : stem + "-\(name).html"
    }

    public static func < (left: Address, right: Address) -> Bool {
        left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }

    public var description: String { path }
}

/// An address of another site as it stands in a link: what no URL can hold is percent-encoded, what it means is kept.
public func urlEncoded(_ url: String) -> String {
    let isSafe = { (byte: UInt8) in isUnreserved(byte) || "!#$%&'()*,;:=?@".utf8.contains(byte) }
    return url.utf8.allSatisfy(isSafe) ? url : percentEncoded(url, unless: isSafe)
}

/// Whether the address of a page of another site is a path from the root of this one, since the two stand beside each other.
public func leadsBeside(_ url: String) -> Bool { url.hasPrefix("../") }

private func percentEncoded(_ text: String, unless isSafe: (UInt8) -> Bool) -> String {
    var encoded = ""
    for byte in text.utf8 {
        if isSafe(byte) {
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            let hex = String(byte, radix: 16, uppercase: true)
            encoded += byte < 0x10 ? "%0\(hex)" : "%\(hex)"
        }
    }
    return encoded
}

/// RFC 3986, section 2.3, and the slash. A plus sign stays too: only in a query does it mean a space.
private func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default:
        "-._~/+".utf8.contains(byte)
    }
}

/// The text that percent-encoding stands for; a `%` that begins no valid code stays as it is.
public func percentDecoded(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        if byte == UInt8(ascii: "%"), digits.count == 2 {
            bytes.append(UInt8(digits[0] * 16 + digits[1]))
            rest.removeFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
