import FrameworkModel

/// Finds definitions by what editors call them: identifier, acronym, keyword, name or alias.
public struct NameIndex: Sendable {
    private var keys: [DefinitionKind: [String: [DefinitionKey]]] = [:]
    private var names: [DefinitionKind: [String]] = [:]
    /// Definitions by their identifiers and by names, as they are written, that only one has: nearly all references.
    private var exact: [DefinitionKey: DefinitionKey] = [:]
    private var transactionPrefixes: Set<Substring> = []

    public init(_ framework: Framework) {
        for definition in framework.definitions {
            let key = definition.key
            var seen: Set<String> = []
            for name in [key.id] + definition.otherIdentifiers + [definition.name] + definition.identity.aliases
            where seen.insert(folded(name)).inserted {
                keys[key.kind, default: [:]][folded(name), default: []].append(key)
                names[key.kind, default: []].append(name)
            }
            if key.kind == .transaction, let hyphen = key.id.lastIndex(of: "-") {
                transactionPrefixes.insert(key.id[..<hyphen])
            }
        }
        for (kind, names) in names {
            for name in names {
                if let keys = keys[kind]?[folded(name)], keys.count == 1 { exact[DefinitionKey(kind, name)] = keys[0] }
            }
        }
        for definition in framework.definitions { exact[definition.key] = definition.key }
    }

    /// What a name finds.
    public enum Match: Sendable {
        case one(DefinitionKey)
        /// Several definitions share the name.
        case several([DefinitionKey])
        case none
    }

    /// The definition with a name. An identifier, letter for letter, comes before anything else.
    public func find(_ name: String, kind: DefinitionKind) -> Match {
        if let key = exact[DefinitionKey(kind, name)] { return .one(key) }
        let matches = keys[kind]?[folded(name)] ?? []
        return matches.count > 1 ? .several(matches) : matches.first.map(Match.one) ?? .none
    }

    /// All names of a kind, for suggestions.
    public func names(of kind: DefinitionKind) -> [String] { names[kind] ?? [] }

    /// Whether a text looks like the identifier of a transaction: a prefix that some transaction has, a hyphen, and
    /// a number or a draft's placeholder. `UTF-8` does not.
    public func looksLikeTransaction(_ text: Substring) -> Bool {
        guard let hyphen = text.lastIndex(of: "-"), transactionPrefixes.contains(text[..<hyphen]) else { return false }
        let number = text[text.index(after: hyphen)...].utf8
        return !number.isEmpty && number.allSatisfy(isDigitOrUppercase)
    }

    private func isDigitOrUppercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// Upper and lower case and the amount of white space make no difference.
    private func folded(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
