/// Diagnostics as text for a person: `path:line:column: error: summary [identifier]`, the source line, a caret.
public struct TerminalReport: Sendable {
    /// Whether severities and carets are coloured by ANSI escapes.
    public let colored: Bool

    public init(colored: Bool) {
        self.colored = colored
    }

    /// The report of all diagnostics, sorted by file and position; empty for none.
    public func text(for diagnostics: [Diagnostic]) -> String {
        var report = ""
        for diagnostic in diagnostics.sorted() { append(diagnostic, to: &report) }
        return report
    }

    private func append(_ diagnostic: Diagnostic, to report: inout String) {
        let severity = paint(diagnostic.severity.rawValue, diagnostic.severity == .error ? "1;31" : "1;35")
        let summary = visible(diagnostic.summary)
        report += "\(visible(place(diagnostic.location))): \(severity): \(summary) [\(diagnostic.rule.rawValue)]\n"
        appendExcerpt(of: diagnostic.location, to: &report)
        if let help = diagnostic.help { report += "  \(paint("help", "1;36")): \(visible(help))\n" }
        if let related = diagnostic.related {
            report += "\(visible(place(related.location))): note: \(visible(related.message))\n"
            appendExcerpt(of: related.location, to: &report)
        }
    }

    private func place(_ location: SourceLocation) -> String {
        location.line == 0 ? location.path : "\(location.path):\(location.line):\(location.column)"
    }

    /// The source line and a caret line under it. A long line is cut around the place.
    private func appendExcerpt(of location: SourceLocation, to report: inout String) {
        guard location.line > 0 else { return }
        let scalars = Array(location.excerpt.unicodeScalars)
        let place = location.column - location.excerptColumn
        let start = min(max(0, scalars.count - widest), max(0, place - widest / 2))
        let isCut = start > 0 || location.excerptColumn > 1
        let shown = scalars.dropFirst(start).prefix(widest).map(Self.visible)
        let indent = shown.prefix(place - start).map { $0 == "\t" ? "\t" : " " as Character }
        let mark = "^" + String(repeating: "~", count: max(0, min(location.length, shown.count - indent.count) - 1))
        let ellipsis = isCut ? "…" : ""
        report += "  \(ellipsis)\(String(shown))\n"
        report += "  \(isCut ? " " : "")\(String(indent))\(paint(mark, "1;32"))\n"
    }

    private func visible(_ text: String) -> String { Self.visible(text) }

    /// A line of text as a terminal may have it: control characters of the content must not reach it.
    public static func visible(_ line: String) -> String { String(line.unicodeScalars.map(visible)) }

    private static func visible(_ scalar: Unicode.Scalar) -> Character {
        scalar == "\t"
            ? "\t" : scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : Character(scalar)
    }

    private func paint(_ text: String, _ code: String) -> String {
        colored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

private let widest = 120
