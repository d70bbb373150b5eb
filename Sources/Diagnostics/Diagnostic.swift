/// A problem in the content, the theme or the folders, told so that an editor can mend it.
public struct Diagnostic: Error, Sendable, Hashable {
    /// The rule that is broken.
    public let rule: Rule
    /// How much it matters.
    public private(set) var severity: Severity
    /// Where it is.
    public let location: SourceLocation
    /// What is wrong, in one line without a full stop.
    public let summary: String
    /// What to do about it, in one line; `nil` where the summary says it already.
    public let help: String?
    /// Another place that belongs to the problem, such as the first of two definitions.
    public let related: Related?

    /// A second place and what it has to do with the problem.
    public struct Related: Sendable, Hashable {
        public let location: SourceLocation
        public let message: String

        public init(_ message: String, at location: SourceLocation) {
            self.location = location
            self.message = message
        }
    }

    public init(
        _ rule: Rule, at location: SourceLocation, _ summary: String, help: String? = nil, related: Related? = nil
    ) {
        self.rule = rule
        self.severity = rule.severity
        self.location = location
        self.summary = summary
        self.help = help
        self.related = related
    }

    /// A problem with a name that nothing has: the help lists the names nearest to it.
    ///
    /// - Parameters:
    ///   - name: The name as written.
    ///   - candidates: All names that would have been right.
    public init(
        _ rule: Rule, at location: SourceLocation, _ summary: String, name: String,
        among candidates: some Sequence<String>,
        otherwise help: String? = nil
    ) {
        let nearest = nearestNames(to: name, among: candidates)
        self.init(rule, at: location, summary, help: nearest.isEmpty ? help : "did you mean \(alternatives(nearest))?")
    }
}

extension Diagnostic {
    /// The problem as a site sees it that takes the rule for more or less than others do.
    public func with(_ severity: Severity) -> Diagnostic {
        var diagnostic = self
        diagnostic.severity = severity
        return diagnostic
    }
}

extension Diagnostic: Comparable {
    /// By file and position, then in a fixed order, so that a report is the same on every run.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.location != right.location { return left.location < right.location }
        return (left.rule.rawValue, left.summary) < (right.rule.rawValue, right.summary)
    }
}

/// Names in quotes, the last joined by "or".
public func alternatives(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
}
