import Diagnostics
import FrameworkModel

/// How actors and profiles are spelled, to notice names in prose that are nearly right.
///
/// A name of several words counts as misspelled where one word is one letter off; an acronym where two of its letters
/// have changed places, or one letter of a longer one is wrong.
public struct NameSpelling: Sendable {
    /// Names of several words, by their first and their last word.
    private var byFirstWord: [String: [[String]]] = [:]
    private var byLastWord: [String: [[String]]] = [:]
    private var known: Set<String> = []
    private let acronyms: [String]
    /// The names of actors that have several words.
    private var names: Set<[String]> = []

    public init(_ framework: Framework) {
        let names = framework.definitions.flatMap { definition in
            [definition.id, definition.name] + definition.otherIdentifiers + definition.identity.aliases
        }
        let imports = framework.imports.sites.flatMap(\.definitions)
        func imported(_ kind: DefinitionKind) -> [ImportedDefinition] { imports.filter { $0.key.kind == kind } }
        self.init(
            actors: framework.actors.map(\.name) + imported(.actor).map(\.name),
            profiles: framework.profiles.map(\.acronym) + imported(.profile).map(\.label),
            names: names + imports.flatMap { [$0.key.id, $0.name] + $0.otherNames })
    }

    /// - Parameters:
    ///   - actors: The names of actors.
    ///   - profiles: The acronyms of profiles.
    ///   - names: All names that are right, of whatever kind.
    public init(actors: [String], profiles: [String], names: [String]) {
        for name in actors {
            let words = name.split(separator: " ").map(String.init)
            guard words.count > 1, let first = words.first, let last = words.last else { continue }
            self.names.insert(words)
            byFirstWord[first, default: []].append(words)
            byLastWord[last, default: []].append(words)
        }
        for name in names {
            known.insert(name.lowercased())
            // The words of a name may stand alone.
            for word in name.split(separator: " ") { known.insert(word.lowercased()) }
        }
        var seen: Set<String> = []
        acronyms = profiles.filter { $0.utf8.count >= 4 && seen.insert($0).inserted }
    }

    /// The name that words in capitals nearly spell, and which of them do.
    public func nearMiss(in words: ArraySlice<String>) -> (words: Range<Int>, name: String)? {
        for start in words.indices {
            for name in byFirstWord[words[start]] ?? [] {
                if let range = misspelling(of: name, at: start, in: words) {
                    return (range, name.joined(separator: " "))
                }
            }
            for name in byLastWord[words[start]] ?? [] {
                let first = start - name.count + 1
                guard first >= words.startIndex else { continue }
                if let range = misspelling(of: name, at: first, in: words) {
                    return (range, name.joined(separator: " "))
                }
            }
        }
        return nil
    }

    private func misspelling(of name: [String], at start: Int, in words: ArraySlice<String>) -> Range<Int>? {
        let range = start..<start + name.count
        guard range.upperBound <= words.endIndex else { return nil }
        let different = zip(words[range], name).enumerated().filter { $0.element.0 != $0.element.1 }
        guard different.count == 1, let (position, pair) = different.first.map({ ($0.offset, $0.element) }),
            pair.1.utf8.count > 3, differByOneLetter(Array(pair.0.unicodeScalars), Array(pair.1.unicodeScalars))
        else { return nil }
        // The plural of a name is right.
        if position == name.count - 1, pair.0 == pair.1 + "s" { return nil }
        let isKnown = known.contains(words[range].joined(separator: " ").lowercased())
        return isKnown || pair.0.lowercased() == pair.1.lowercased() ? nil : range
    }

    /// The acronym that a word nearly is.
    public func nearMiss(of word: String) -> String? {
        let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
        guard word.utf8.count >= 4, word.utf8.allSatisfy(\.isLetterOrDigit), !known.contains(word.lowercased()),
            !known.contains(singular.lowercased())
        else {
            return nil
        }
        let letters = Array(word.unicodeScalars)
        let near = acronyms.filter { acronym in
            let other = Array(acronym.unicodeScalars)
            let isSwap = letters.count == other.count && letters.sorted() == other.sorted()
            return acronym.lowercased() != word.lowercased() && (isSwap || other.count > 4)
                && differByOneLetter(letters, other)
        }
        return near.count == 1 ? near[0] : nil
    }
}

extension NameSpelling {
    /// What is called otherwise than before, to tell which words may be spelled right or wrong because of it.
    public struct Change: Sendable {
        private let names: Set<[String]>
        private let acronyms: Set<String>
        private let known: Set<String>
        /// Names of several words, in lower case.
        private let phrases: [String]

        public init(from old: NameSpelling, to new: NameSpelling) {
            names = old.names.symmetricDifference(new.names)
            acronyms = Set(old.acronyms).symmetricDifference(new.acronyms)
            known = old.known.symmetricDifference(new.known)
            phrases = known.filter { $0.contains(" ") }
        }

        /// Whether the acronym that a word nearly is may be another now.
        public func concerns(_ word: String) -> Bool {
            let lowercased = word.lowercased()
            if known.contains(lowercased) || known.contains(String(lowercased.dropLast())) { return true }
            let letters = Array(word.unicodeScalars)
            return acronyms.contains { differByOneLetter(letters, Array($0.unicodeScalars)) || $0 == word }
        }

        /// Whether the name that words nearly are may be another now.
        public func concerns(_ words: [String]) -> Bool {
            if names.contains(where: { words.contains($0[0]) || words.contains($0[$0.count - 1]) }) { return true }
            guard !phrases.isEmpty else { return false }
            let text = words.joined(separator: " ").lowercased()
            return phrases.contains(where: text.contains)
        }
    }
}
