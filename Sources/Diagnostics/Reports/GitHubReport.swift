/// Problems as commands of GitHub Actions, which shows them as annotations of a change.
///
/// Errors come first, as GitHub shows ten errors and ten warnings of a step at most. Nothing of the content stands at
/// the beginning of a line: a text that looks like a command must not become one.
struct GitHubReport {
    private let report: ProblemReport

    init(_ report: ProblemReport) {
        self.report = report
    }

    /// A command a line, and a note where GitHub will not show all.
    var text: String {
        let errors = report.diagnostics.filter { $0.severity == .error }
        let warnings = report.diagnostics.filter { $0.severity == .warning }
        var text = ""
        for diagnostic in errors + warnings { text += command(for: diagnostic) + "\n" }
        if max(errors.count, warnings.count) > mostShown {
            text += "GitHub shows \(mostShown) annotations of a kind; "
            text += "errors: \(errors.count), warnings: \(warnings.count)\n"
        }
        return text
    }

    private func command(for diagnostic: Diagnostic) -> String {
        let location = diagnostic.location
        var properties = [("file", report.paths.shortest(location.path))]
        if location.line > 0 {
            properties += [
                ("line", "\(location.line)"), ("endLine", "\(location.line)"), ("col", "\(location.column)"),
                ("endColumn", "\(location.endColumn)"),
            ]
        }
        properties.append(("title", diagnostic.rule.rawValue))
        let list = properties.map { "\($0.0)=\(Self.escaped($0.1, besides: ":,"))" }.joined(separator: ",")
        return "::\(diagnostic.severity.rawValue) \(list)::\(Self.escaped(message(for: diagnostic)))"
    }

    /// The log of a step shows the message alone, so it names the place too.
    private func message(for diagnostic: Diagnostic) -> String {
        var lines = ["\(place(diagnostic.location)): \(diagnostic.summary) [\(diagnostic.rule.rawValue)]"]
        if let help = diagnostic.help { lines.append("help: \(help)") }
        if let related = diagnostic.related { lines.append("\(place(related.location)): note: \(related.message)") }
        return lines.map(TerminalReport.visible).joined(separator: "\n")
    }

    private func place(_ location: SourceLocation) -> String {
        let path = report.paths.shortest(location.path)
        return location.line == 0 ? path : "\(path):\(location.line):\(location.column)"
    }

    /// A text as a command may hold it; that of a property without what ends a property.
    private static func escaped(_ text: String, besides more: String = "") -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if "%\r\n".unicodeScalars.contains(scalar) || more.unicodeScalars.contains(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                escaped += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

private let mostShown = 10
