import Diagnostics

extension ModelChecks {
    /// Reports `placeholder-text`: a name that somebody meant to write later, and `repeated-word`: one in which a word
    /// stands twice.
    static func placeholders(in framework: Framework) -> [Diagnostic] {
        framework.definitions.compactMap { definition in
            let words = definition.name.split(separator: " ").map(String.init)
            if let placeholder = TextSlips.placeholder(in: words) {
                return Diagnostic(
                    .placeholderText, at: definition.identity.place.location,
                    "the name of the \(definition.key.kind.rawValue) '\(definition.id)' is still '\(placeholder)'",
                    help: "write the name, or leave the definition out until there is one")
            }
            guard let pair = zip(words, words.dropFirst()).first(where: TextSlips.isRepetition) else { return nil }
            return Diagnostic(
                .repeatedWord, at: definition.identity.place.location,
                "the name '\(definition.name)' has '\(pair.0)' twice", help: "remove one of the two")
        }
    }
}

/// Slips of the hand that a reader sees and an author does not.
public enum TextSlips {
    /// The words that stand for text to come, such as "coming soon"; `nil` where there are none.
    public static func placeholder(in words: [String]) -> String? {
        if let word = words.first(where: isPlaceholder) { return word }
        let pairs = zip(words, words.dropFirst())
        return pairs.first(where: { isPlaceholder($0, $1) }).map { "\($0) \($1)" }
    }

    /// Whether a word stands for text to come.
    public static func isPlaceholder(_ word: String) -> Bool { ["TBD", "TODO", "FIXME"].contains(word) }

    /// Whether two words stand for text to come.
    public static func isPlaceholder(_ first: String, _ second: String) -> Bool {
        switch first.lowercased() {
        case "coming": second.lowercased() == "soon"
        case "lorem": second.lowercased() == "ipsum"
        default: false
        }
    }

    /// Whether a word that follows itself is a slip. "That that" and "had had" may be right, and so may numbers.
    public static func isRepetition(_ first: String, _ second: String) -> Bool {
        first == second && first.count > 1 && first.allSatisfy(\.isLetter)
            && !["that", "had"].contains(first.lowercased())
    }
}
