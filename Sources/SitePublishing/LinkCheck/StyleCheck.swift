import Diagnostics
import LinkResolution
import PageRendering

/// Checks what stylesheets load: reports `broken-output-link` where the address in `url()` or `@import` is no file of the site.
struct StyleCheck {
    let map: SiteMap
    /// The files of the theme, which stylesheets of the theme name by the names that they have there.
    let assets: ThemeAssets

    /// - Parameter files: The stylesheets by the paths from which their addresses lead.
    func problems(in files: [(path: String, source: SourceText)]) -> [Diagnostic] {
        files.flatMap { path, source in
            Self.addresses(in: source.bytes).compactMap { range in
                let address = String(decoding: source.bytes[range], as: UTF8.self)
                guard !address.isEmpty, !address.hasPrefix("#"), isMissing(address, from: path) else { return nil }
                return Diagnostic(
                    .brokenOutputLink, at: source.location(at: range.lowerBound, length: range.count),
                    "the stylesheet loads '\(address)', which is no file of the site",
                    help: "correct the address, which is relative to the stylesheet, or add the file")
            }
        }
    }

    private func isMissing(_ address: String, from file: String) -> Bool {
        guard case .missing(let finding) = map.target(of: address, from: file) else { return false }
        guard case .missingFile(let path) = finding else { return true }
        return !assets.contains(Address(path))
    }

    /// Where addresses stand, without quotes.
    static func addresses(in style: [UInt8]) -> [Range<Int>] {
        var addresses: [Range<Int>] = []
        var next = 0
        while next < style.count {
            let rest = style[next...]
            if rest.starts(with: "/*".utf8) {
                next = rest.dropFirst(2).firstRange(of: Array("*/".utf8))?.upperBound ?? style.count
            } else if rest.starts(with: "url(".utf8) {
                let end = style[next...].firstIndex(of: UInt8(ascii: ")")) ?? style.count
                addresses.append(style.withoutQuotes(next + 4..<end))
                next = end
            } else if rest.starts(with: "@import".utf8) {
                let end =
                    style[next...].firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "(") } ?? style.count
                if let address = style.quoted(next + 7..<end) { addresses.append(address) }
                // What is loaded by `url()` is found behind it.
                next += 7
            } else {
                next += 1
            }
        }
        return addresses
    }
}

extension [UInt8] {
    private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// A range without white space and quotes around it.
    fileprivate func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
        let isAround = { (byte: UInt8) in byte <= UInt8(ascii: " ") || isQuote(byte) }
        guard let first = self[range].firstIndex(where: { !isAround($0) }),
            let last = self[range].lastIndex(where: { !isAround($0) })
        else { return range.lowerBound..<range.lowerBound }
        return first..<last + 1
    }

    /// What stands between the first quotes of a range.
    fileprivate func quoted(_ range: Range<Int>) -> Range<Int>? {
        guard let start = self[range].firstIndex(where: isQuote),
            let end = self[(start + 1)..<range.upperBound].firstIndex(of: self[start])
        else { return nil }
        return start + 1..<end
    }
}
