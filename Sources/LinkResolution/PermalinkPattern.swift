import FrameworkModel

/// A pattern of addresses, such as `{domain}/TF/Volume1/ch-{chapter}.html`.
struct PermalinkPattern: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case field(String)
    }

    private let pieces: [Piece]

    /// What is wrong with a pattern, in words.
    struct Problem: Error {
        let summary: String
        let field: String?
    }

    /// - Parameters:
    ///   - pattern: Text with fields in braces.
    ///   - fields: The fields that the kind has.
    /// - Throws: `Problem` where braces don't match, a field is unknown, or no address could come of the pattern.
    init(_ pattern: String, fields: [String]) throws(Problem) {
        var pieces: [Piece] = []
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw Problem(summary: "a brace is not closed", field: nil)
            }
            let field = String(rest[rest.index(after: open)..<close])
            guard fields.contains(field) else { throw Problem(summary: "there is no field '{\(field)}'", field: field) }
            pieces += [.text(String(rest[..<open])), .field(field)]
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.text(String(rest)))
        self.pieces = pieces
        guard isSafePath(expanded { _ in "x" } ?? ""), pattern.hasSuffix(".html") else {
            throw Problem(summary: "an address is a relative path that ends in .html and has no '..'", field: nil)
        }
    }

    /// The address for the values of a definition; `nil` where one of the fields has no value.
    func expanded(_ value: (String) -> String?) -> String? {
        var path = ""
        for piece in pieces {
            switch piece {
            case .text(let text): path += text
            case .field(let field):
                guard let value = value(field) else { return nil }
                path += value
            }
        }
        return path
    }

    /// The patterns for a kind of which `site.yml` says nothing.
    static func defaults(for kind: DefinitionKind) -> [String] {
        switch kind {
        case .domain: ["{id}/index.html"]
        case .volume: ["{domain}/TF/Volume{number}/index.html", "{id}/index.html"]
        case .chapter: ["{domain}/chapters/{id}.html", "{volume}/{id}.html"]
        case .profile, .transaction, .contentModule, .supplement, .changeProposal, .publication:
            ["{domain}/\(kind.listName)/{id}.html"]
        case .actor, .option, .organisation, .membership, .event, .tool, .product, .term, .standard, .source:
            ["\(kind.listName)/{id}.html"]
        }
    }

    /// The fields that patterns for a kind may have.
    static func fields(of kind: DefinitionKind) -> [String] {
        switch kind {
        case .domain, .actor, .option, .organisation, .membership, .event, .tool, .product, .term, .standard, .source:
            ["id"]
        case .volume: ["id", "domain", "number"]
        case .chapter: ["id", "domain", "volume", "volume-number", "number"]
        case .profile: ["id", "domain", "chapter"]
        case .transaction, .contentModule: ["id", "domain", "section"]
        case .supplement, .changeProposal, .publication: ["id", "domain"]
        }
    }
}

extension Definition {
    /// The value of a field of the kind's permalink patterns.
    func permalinkField(_ field: String) -> String? {
        switch (field, self) {
        case ("id", _): id
        case ("domain", _): domainReference?.id
        case ("number", let volume as Volume): volume.number
        case ("volume", let chapter as Chapter): chapter.volume.id
        case ("volume-number", let chapter as Chapter): chapter.volumeNumber
        case ("number", let chapter as Chapter): chapter.number
        case ("chapter", let profile as Profile): profile.chapter
        case ("section", let transaction as Transaction): transaction.section
        case ("section", let module as ContentModule): module.section
        default: nil
        }
    }
}

/// Whether a path stays below the folder it is relative to and names a file that every system can hold.
func isSafePath(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= 1_000 else { return false }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 200
            && part.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: ":") }
    }
}
