import Diagnostics
import ModelComparison

/// The report for terminals: `+` for what was added, `-` for what was removed, `~` for what changed, `!` for
/// obligations; in text, deleted words are marked `[-so-]` and inserted ones `{+so+}`.
extension ComparisonReport {
    /// The report as plain text.
    public var text: String {
        var text = "From \(old) to \(new): \(summary)\n"
        let obligations = comparison.obligations
        if !obligations.isEmpty { text += "\nObligations\n" }
        for (change, fact) in obligations { text += "  ! \(change.title): \(line(fact))\n" }
        for group in groups {
            text += "\n\(group.title)\n"
            for kind in group.kinds {
                text += "  \(kind.label)\n"
                for change in kind.changes { append(change, to: &text) }
            }
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { TerminalReport.visible(String($0)) }.joined(separator: "\n")
    }

    private func append(_ change: SubjectChange, to text: inout String) {
        let sign =
            switch change.kind {
            case .added: "+"
            case .removed: "-"
            case .changed: "~"
            }
        let renamed = change.oldName.map { ", before: \($0)" } ?? ""
        text += "    \(sign) \(change.title)\(renamed)\n"
        for fact in change.facts {
            text += "      \(fact.obligation == nil ? "" : "! ")\(line(fact))\n"
            if !fact.runs.isEmpty { text += indented(marked(fact.runs)) }
        }
        for section in change.sections {
            text += "      \(section.name): \(section.outcome)\n"
            if !section.runs.isEmpty { text += indented(marked(section.runs)) }
        }
    }

    private func line(_ fact: FactChange) -> String {
        let obligation = fact.obligation.map { " (obligation \($0.rawValue))" } ?? ""
        switch (fact.old, fact.new) {
        case (nil, nil): return fact.label
        case (let old?, let new?): return "\(fact.label): \(old) → \(new)\(obligation)"
        case (nil, let new?): return "\(fact.label): \(new) added\(obligation)"
        case (let old?, nil): return "\(fact.label): \(old) removed\(obligation)"
        }
    }

    private func marked(_ runs: [MarkedRun]) -> String {
        var text = ""
        for (index, run) in runs.enumerated() {
            switch run.kind {
            case .kept, .omitted: text += run.shownText
            case .deleted: text += "[-\(run.shownText)-]"
            case .inserted: text += "{+\(run.shownText)+}"
            }
            if index + 1 < runs.count, run.isApart(from: runs[index + 1]) { text += " " }
        }
        return text
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "\n" : "        \($0)\n" }.joined()
    }
}
