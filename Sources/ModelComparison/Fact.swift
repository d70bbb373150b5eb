import ContentReading
import FrameworkModel

/// What a definition or page can say. The raw value is its name in data; the order is that of reports.
public enum FactField: String, Sendable, CaseIterable {
    case name, alias, title, description, acronym, kind, domain, volume, number, chapter, section
    case transactionSection = "transaction-section"
    case keyword, citation, organization, status, revision, date
    case dateKind = "date-kind"
    case format, href
    case commentFrom = "comment-from"
    case commentUntil = "comment-until"
    case commentAddress = "comment-href"
    case order, definition
    // Parts of profiles.
    case actor
    case actorDescription = "actor-description"
    case transaction
    case contentModule = "content-module"
    case option, grouping, role, condition, notes
    // Parts of other definitions.
    case exchange, standard, affects, release
    case pastRevision = "past-revision"
    case part
    case partAddress = "part-href"
    case namespace, source
    // Who takes part in what.
    case country, membership, contact, activity
    case nationalExtension = "national-extension"
    case right, committee, sponsor
    case days, place, scope, during, organiser, registration, tests, criterion
    case projectLabel = "project-label"
    case resultsPublished = "results-published"
    case result, platform, covers, vendor, statement, claim, certificate

    fileprivate var rank: Int { Self.ranks[self] ?? 0 }
    private static let ranks = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// Whether facts of this kind are sorted by what they belong to before they are by their kind.
    fileprivate var isPartOfProfile: Bool { (FactField.actor.rank...FactField.notes.rank).contains(rank) }
}

/// One thing that a definition says, and by what the same thing is found in another version of it.
struct Fact {
    /// What tells a fact from the others of its definition.
    struct Key: Hashable, Comparable {
        let field: FactField
        /// The identifiers that lead to it, such as an actor's and a transaction's.
        var path: [String]

        static func < (left: Key, right: Key) -> Bool {
            guard left.field.isPartOfProfile, right.field.isPartOfProfile else {
                return left.field == right.field
                    ? precedes(left.path, right.path) : left.field.rank < right.field.rank
            }
            return left.path == right.path
                ? left.field.rank < right.field.rank : precedes(left.path, right.path)
        }

        private static func precedes(_ left: [String], _ right: [String]) -> Bool {
            left.lexicographicallyPrecedes(right, by: identifierPrecedes)
        }
    }

    enum Value {
        /// What is compared, and how readers know it.
        case text(String, shown: String)
        case prose([String])
    }

    var key: Key
    /// How readers know what the fact is about.
    let label: String
    let value: Value
    /// Whether an actor must support what the fact is about.
    let optionality: Optionality?
}

/// All that a definition says by itself.
struct FactSheet {
    private(set) var facts: [Fact.Key: Fact] = [:]

    /// Adds a text that the definition has once; nothing where there is none.
    mutating func add(_ field: FactField, _ label: String, _ text: String?, shown: String? = nil) {
        add(field, [], label, text, shown: shown)
    }

    /// Adds Markdown that the definition has once; nothing where there is none.
    mutating func add(_ field: FactField, _ label: String, _ prose: [Prose]) { add(field, [], label, prose) }

    /// Adds a text; nothing where there is none.
    ///
    /// - Parameters:
    ///   - path: What tells the fact from others of the field.
    ///   - shown: How readers know the text; as it is without it.
    ///   - optionality: Whether an actor must support what the fact is about.
    mutating func add(
        _ field: FactField, _ path: [String], _ label: String, _ text: String?, shown: String? = nil,
        optionality: Optionality? = nil
    ) {
        guard let text else { return }
        add(
            Fact(
                key: Fact.Key(field: field, path: path), label: label, value: .text(text, shown: shown ?? text),
                optionality: optionality))
    }

    /// Adds Markdown; nothing where there is none.
    mutating func add(_ field: FactField, _ path: [String], _ label: String, _ prose: [Prose]) {
        var words: [String] = []
        for text in prose {
            if !words.isEmpty { words.append(ProseWords.paragraphBreak) }
            words += ProseWords.words(of: ProseWords.lines(of: text.markdown))
        }
        guard !words.isEmpty else { return }
        add(Fact(key: Fact.Key(field: field, path: path), label: label, value: .prose(words), optionality: nil))
    }

    /// What stands twice, as versions of documents do, is told apart by a count.
    private mutating func add(_ fact: Fact) {
        var fact = fact
        let count = counts[fact.key, default: 0] + 1
        counts[fact.key] = count
        if count > 1 { fact.key.path.append("#\(count)") }
        facts[fact.key] = fact
    }

    /// How often a key was used.
    private var counts: [Fact.Key: Int] = [:]
}
