/// The path and the query of a request's target.
struct RequestPath: Equatable {
    /// The path within the site, decoded, without the slash at its beginning.
    let path: String
    /// What stands behind the question mark, as it was written.
    let query: String?
    /// The host that the target names, where it is a whole address.
    let host: String?

    /// - Returns: `nil` for what is no path, or would lead out of the site.
    init?(_ target: String) {
        var rest = Substring(target)
        var host: String?
        if let scheme = ["http://", "https://"].first(where: { target.lowercased().hasPrefix($0) }) {
            rest = rest.dropFirst(scheme.count)
            let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
            host = String(rest[..<end])
            rest = rest[end...]
            if !rest.hasPrefix("/") { rest = "/" + rest }
        }
        guard rest.hasPrefix("/"), !rest.contains("#") else { return nil }
        let mark = rest.firstIndex(of: "?") ?? rest.endIndex
        query = mark < rest.endIndex ? String(rest[rest.index(after: mark)...]) : nil
        guard let path = Self.decoded(rest[..<mark].dropFirst()), Self.isInside(path) else { return nil }
        self.path = path
        self.host = host
    }

    /// The value of a field of the query.
    func field(_ name: String) -> String? {
        let pairs = (query ?? "").split(separator: "&")
        let pair = pairs.first { $0.prefix { $0 != "=" } == name }
        return pair.flatMap { FormFields.decoded($0.drop { $0 != "=" }.dropFirst()) }
    }

    /// Neither a part that leads up nor a byte that other programs take for the end of a part.
    private static func isInside(_ path: String) -> Bool {
        let isPlain = path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
        // By bytes: a slash and a combining mark are one character.
        return isPlain
            && path.utf8.split(separator: UInt8(ascii: "/")).allSatisfy { part in
                !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
            }
    }

    /// A text with its codes replaced, once; `nil` where a code is broken or the bytes are not UTF-8.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            guard digits.count == 2 else { return nil }
            bytes.append(UInt8(digits[0] * 16 + digits[1]))
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
