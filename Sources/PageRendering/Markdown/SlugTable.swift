/// Gives headings their anchors by GitHub's rule: lower case, punctuation dropped, spaces to hyphens, and a number
/// behind the second and later ones that come out the same.
struct SlugTable {
    private var used: Set<String>
    private var counts: [String: Int] = [:]

    /// - Parameter reserved: Anchors that the page has already.
    init(reserved: some Sequence<String>) {
        used = Set(reserved)
    }

    /// The anchor of the next heading with a text.
    mutating func slug(for heading: String) -> String {
        let slug = Self.slug(of: heading)
        let base = slug.isEmpty ? "section" : slug
        var candidate = base
        while !used.insert(candidate).inserted {
            let count = counts[base, default: 0] + 1
            counts[base] = count
            candidate = "\(base)-\(count)"
        }
        return candidate
    }

    /// Takes an anchor that the author has chosen.
    ///
    /// - Returns: `false` where the page has it already.
    mutating func take(_ id: String) -> Bool { used.insert(id).inserted }

    private static func slug(of heading: String) -> String {
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
