/// What tells a problem from others without the number of its line: the same on every machine and in every version, so that
/// it may be kept in files. FNV-1a, of 64 bits.
struct Fingerprint: CustomStringConvertible {
    private var value: UInt64 = 14_695_981_039_346_656_037

    /// - Parameter parts: Texts, in an order that matters.
    init(_ parts: String...) {
        for part in parts {
            for byte in part.utf8 { add(byte) }
            // No byte of UTF-8, so that the parts of "ab", "c" are not those of "a", "bc".
            add(0xFF)
        }
    }

    private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 1_099_511_628_211 }

    /// Sixteen hexadecimal digits.
    var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Diagnostic {
    /// A hash of what is wrong and of the text of the source line: it stays when lines move or are indented.
    public var fingerprint: String { Fingerprint(summary, trimmedExcerpt).description }

    fileprivate var trimmedExcerpt: String {
        let scalars = location.excerpt.unicodeScalars.drop { $0 == " " || $0 == "\t" }
        let end = scalars.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(scalars[...$0]) } ?? ""
    }
}

/// Gives each of many problems a fingerprint of its own; those that say the same of the same line are numbered.
struct UniqueFingerprints {
    private var counts: [String: Int] = [:]

    /// - Parameter path: The path of the problem's file, in the form that is the same wherever the report is made.
    mutating func next(for diagnostic: Diagnostic, path: String) -> String {
        let base = Fingerprint(diagnostic.rule.rawValue, path, diagnostic.summary, diagnostic.trimmedExcerpt)
        let number = counts[base.description, default: 0]
        counts[base.description] = number + 1
        return number == 0 ? base.description : Fingerprint(base.description, "\(number)").description
    }
}
