import ArgumentParser
import Diagnostics

/// `generate-site explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what a rule asks for, and the way out.",
        discussion: "Without an identifier, all rules are listed. Reports have the identifier in brackets.")

    @Argument(help: "The identifier of a rule, such as unknown-id.")
    var identifier: String?

    private var rule: Rule? {
        // As it is copied from a report.
        identifier.flatMap { Rule(rawValue: $0.trimmingPrefix("[").split(separator: "]").first.map(String.init) ?? "") }
    }

    func validate() throws {
        guard let identifier, rule == nil else { return }
        let nearest = nearestNames(to: identifier, among: Rule.allCases.map(\.rawValue))
        let help =
            nearest.isEmpty
            ? "'generate-site explain' lists all rules." : "Did you mean \(alternatives(nearest))?"
        throw ValidationError("There is no rule '\(TerminalReport.visible(identifier))'. \(help)")
    }

    func run() {
        if let rule, let explanation = RuleExplanation.of(rule) {
            print(explanation.text(width: 80), terminator: "")
        } else {
            print(list, terminator: "")
        }
    }

    /// A line for each rule, in the order of the stages that find them.
    private var list: String {
        let width = Rule.allCases.map(\.rawValue.count).max() ?? 0
        return Rule.allCases.map { rule in
            let name = rule.rawValue + String(repeating: " ", count: width - rule.rawValue.count)
            let severity = rule.severity == .error ? "error  " : "warning"
            return "\(name)  \(severity)  \(RuleExplanation.of(rule)?.summary ?? "")\n"
        }.joined()
    }
}
