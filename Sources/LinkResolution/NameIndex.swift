import FrameworkModel

/// Finds definitions by what editors call them: identifier, acronym, keyword, name or alias.
public struct NameIndex: Sendable {
    private var keys: [DefinitionKind: [String: [DefinitionKey]]] = [:]
    private var names: [DefinitionKind: [String]] = [:]
    /// Definitions by their identifiers and by names, as they are written, that only one has: nearly all references.
    private var exact: [DefinitionKey: DefinitionKey] = [:]
    /// The names of definitions whose links are held against them.
    private var namesByKey: [DefinitionKey: [String]] = [:]
    private var transactionPrefixes: Set<Substring> = []

    public init(_ framework: Framework) {
        self.init(
            framework.definitions.map { definition in
                (definition.key, definition.otherIdentifiers + [definition.name] + definition.identity.aliases)
            })
    }

    /// The names of what another site defines.
    public init(_ site: Imports.ImportedSite) {
        self.init(site.definitions.map { ($0.key, [$0.name] + $0.otherNames) })
    }

    /// - Parameter definitions: Keys, and names besides the identifiers.
    private init(_ definitions: [(key: DefinitionKey, names: [String])]) {
        for (key, otherNames) in definitions {
            var seen: Set<String> = []
            for name in [key.id] + otherNames {
                let folded = folded(name)
                guard seen.insert(folded).inserted else { continue }
                keys[key.kind, default: [:]][folded, default: []].append(key)
                names[key.kind, default: []].append(name)
            }
            if key.kind == .actor || key.kind == .transaction { namesByKey[key] = Array(seen) }
            if key.kind == .transaction, let hyphen = key.id.lastIndex(of: "-") {
                transactionPrefixes.insert(key.id[..<hyphen])
            }
        }
        for (kind, names) in names {
            for name in names {
                if let keys = keys[kind]?[folded(name)], keys.count == 1 { exact[DefinitionKey(kind, name)] = keys[0] }
            }
        }
        for (key, _) in definitions { exact[key] = key }
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

    /// What is wrong with a text that stands for a definition; `nil` for a name of it, and for words that are no name.
    public func misnomer(of key: DefinitionKey, in text: String) -> Misnomer? {
        // Terms are words like others: an entry may be a document entry.
        guard key.kind != .term else { return nil }
        switch find(text, kind: key.kind) {
        case .one(let other): return other == key ? nil : .another(other)
        case .several: return nil
        case .none: break
        }
        guard key.kind == .actor || key.kind == .transaction, looksLikeName(text) else { return nil }
        let words = folded(text)
        let isNamed = namesByKey[key]?.contains { name in
            words.contains(name) || (name.hasSuffix("y") && words.contains(name.dropLast() + "ies"))
        }
        return isNamed == true ? nil : .unknown
    }

    /// Several words, of which all that have more than three letters begin with a capital.
    private func looksLikeName(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.count > 1 && words.count { $0.first?.isUppercase == true } > 1
            && words.allSatisfy { $0.count < 4 || $0.first?.isLowercase != true }
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
        var name = name
        return name.withUTF8(foldedASCII)
            ?? name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// A name in lower case with single spaces; `nil` for one that has other letters than those of ASCII.
private func foldedASCII(_ name: UnsafeBufferPointer<UInt8>) -> String? {
    guard name.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(unsafeUninitializedCapacity: name.count) { folded in
        var count = 0
        var isBetween = false
        for byte in name {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                isBetween = count > 0
                continue
            }
            if isBetween {
                folded[count] = 0x20
                count += 1
                isBetween = false
            }
            folded[count] = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            count += 1
        }
        return count
    }
}

/// What is wrong with the text of a link that leads to a definition.
public enum Misnomer: Sendable, Equatable {
    /// It is the name of another.
    case another(DefinitionKey)
    /// It looks like a name, and none is called so.
    case unknown
}
