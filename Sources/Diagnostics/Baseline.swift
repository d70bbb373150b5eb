/// Problems that a site has had for long: they are not told, and don't keep it from being published, so that only new ones do.
///
/// A problem is known by its rule, its file, what is wrong and the text of its line: not by the number of the line, so that
/// it stays known when lines move.
public struct Baseline: Sendable {
    /// Problems that are all alike.
    public struct Entry: Sendable, Hashable {
        public let rule: Rule
        /// The path of the file within the content folder.
        public let path: String
        /// The `fingerprint` of the problems.
        public let fingerprint: String

        public init(rule: Rule, path: String, fingerprint: String) {
            self.rule = rule
            self.path = path
            self.fingerprint = fingerprint
        }
    }

    /// The entries, each with how many problems it stands for.
    public private(set) var counts: [Entry: Int] = [:]
    /// What stands before paths in reports, such as `content/`.
    private let prefix: String

    /// A baseline that knows nothing.
    ///
    /// - Parameter folder: The content folder, as the user typed it.
    public init(folder: String = "content") {
        prefix = folder.hasSuffix("/") ? folder : folder + "/"
    }

    /// Adds problems that are alike.
    public mutating func add(_ entry: Entry, count: Int = 1) { counts[entry, default: 0] += count }

    /// What an entry has to say to stand for a problem.
    public func entry(for diagnostic: Diagnostic) -> Entry {
        let path = diagnostic.location.path
        return Entry(
            rule: diagnostic.rule, path: path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path,
            fingerprint: diagnostic.fingerprint)
    }

    /// Tells new problems from known ones.
    ///
    /// - Returns: The new ones, how many are known, and the entries that stand for more problems than there are.
    public func compare(_ diagnostics: [Diagnostic]) -> (new: [Diagnostic], known: Int, gone: [Entry]) {
        guard !counts.isEmpty else { return (diagnostics, 0, []) }
        var left = counts
        let new = diagnostics.filter { diagnostic in
            guard diagnostic.canBeKnown else { return true }
            let entry = entry(for: diagnostic)
            guard let count = left[entry], count > 0 else { return true }
            left[entry] = count - 1
            return false
        }
        let gone = left.filter { $0.value > 0 }.map(\.key)
        return (new, diagnostics.count - new.count, gone)
    }
}

extension Diagnostic {
    /// Whether a baseline may hold the problem: a site can be published in spite of it.
    public var canBeKnown: Bool { severity == .warning || rule.canBeKnown }
}

extension Rule {
    /// Whether a baseline may hold problems of the rule: all warnings may be, and errors where pages can be made all the same.
    /// A link that leads nowhere stands there as its text, what is not defined as its identifier, a directive as what it
    /// holds; a file that belongs to nothing is left out.
    public var canBeKnown: Bool {
        switch self {
        case .unresolvedReference, .ambiguousReference, .brokenLink, .brokenAnchor, .unsafeAddress, .unknownIdentifier,
            .duplicateEntry, .unknownDirective, .unclosedDirective, .proseWithoutDefinition, .brokenOutputLink,
            .duplicateAnchor:
            true
        default: severity == .warning
        }
    }
}
