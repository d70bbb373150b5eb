/// How much a problem matters.
public enum Severity: String, Sendable, Comparable, CaseIterable {
    /// The site is not published.
    case error
    /// The site is published; under `--strict` it is not.
    case warning

    public static func < (left: Severity, right: Severity) -> Bool {
        left == .error && right == .warning
    }
}
