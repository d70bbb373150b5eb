/// Gives headings their anchors by GitHub's rule: lower case, punctuation dropped, spaces to hyphens, and a number
/// behind the second and later ones that come out the same.
struct SlugTable {
    /// The anchors that the page has elsewhere.
    let reserved: Set<String>
    private var used: Set<String>
    private var counts: [String: Int] = [:]

    init(reserved: Set<String>) {
        self.reserved = reserved
        used = Set(minimumCapacity: 12)
    }

    /// The anchor of the next heading with a text.
    mutating func slug(for heading: String) -> String {
        let slug = Self.slug(of: heading)
        let base = slug.isEmpty ? "section" : slug
        var candidate = base
        while !take(candidate) {
            let count = counts[base, default: 0] + 1
            counts[base] = count
            candidate = "\(base)-\(count)"
        }
        return candidate
    }

    /// Takes an anchor that the author has chosen.
    ///
    /// - Returns: `false` where the page has it already.
    mutating func take(_ id: String) -> Bool { !reserved.contains(id) && used.insert(id).inserted }

    private static func slug(of heading: String) -> String {
        guard heading.utf8.contains(where: { $0 >= 0x80 }) else { return slug(ofASCII: heading.utf8) }
        var slug = String.UnicodeScalarView()
        for scalar in heading.lowercased().unicodeScalars {
            if scalar == " " || scalar == "-" {
                slug.append("-")
            } else if isKept(scalar) {
                slug.append(scalar)
            }
        }
        return String(slug)
    }

    private static func slug(ofASCII heading: String.UTF8View) -> String {
        String(unsafeUninitializedCapacity: heading.count) { slug in
            var count = 0
            for byte in heading {
                switch byte {
                case .space: slug[count] = .hyphen
                case _ where byte.isCapital: slug[count] = byte | 0x20
                case _ where byte.isLetterOrDigit || byte == .hyphen || byte == UInt8(ascii: "_"): slug[count] = byte
                default: continue
                }
                count += 1
            }
            return count
        }
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "_": true
        case "\u{0}"..."\u{7F}": false
        default:
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark
        }
    }
}
