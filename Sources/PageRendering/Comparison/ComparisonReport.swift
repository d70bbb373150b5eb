import FrameworkModel
import LinkResolution
import ModelComparison

/// What has changed from one framework to another, as a report for people or programs. Each form has a file.
public struct ComparisonReport: Sendable {
    let comparison: FrameworkComparison
    /// What the two frameworks are called: folders or revisions.
    let old: String
    let new: String

    /// - Parameters:
    ///   - old: What the old framework is called: a folder or revision.
    ///   - new: What the new one is called.
    public init(_ comparison: FrameworkComparison, from old: String, to new: String) {
        self.comparison = comparison
        self.old = old
        self.new = new
    }

    /// The changes of a domain, or what domains share, kind by kind.
    struct Group {
        /// `nil` for what domains share, and for pages.
        let domain: String?
        let title: String
        let kinds: [(label: String, listName: String, changes: [SubjectChange])]
    }

    /// All changes in the order of a report: what domains share, then the domains, then the pages.
    var groups: [Group] {
        let definitions = comparison.changes.filter { $0.key != nil }
        let pages = comparison.changes.filter { $0.key == nil }
        let byDomain = Dictionary(grouping: definitions, by: \.domain)
        let domains = byDomain.keys.compactMap { $0 }.sorted(by: identifierPrecedes)
        var groups = ([nil] + domains).compactMap { domain in byDomain[domain].map { group($0, of: domain) } }
        if !pages.isEmpty {
            groups.append(Group(domain: nil, title: "Pages", kinds: [("Pages of the site", "pages", pages)]))
        }
        return groups
    }

    private func group(_ changes: [SubjectChange], of domain: String?) -> Group {
        let byKind = Dictionary(grouping: changes) { $0.key?.kind }
        let kinds = DefinitionKind.allCases.compactMap { kind in
            byKind[kind].map { (label: kind.pluralLabel, listName: kind.listName, changes: $0) }
        }
        let title = domain.map { id in comparison.domainNames[id].map { "\($0) (\(id))" } ?? id }
        return Group(domain: domain, title: title ?? "Shared by all domains", kinds: kinds)
    }

    /// How much has changed, in one line.
    var summary: String {
        let counts = ChangeKind.allCases.map { "\(comparison.count($0)) \($0.rawValue)" }.joined(separator: ", ")
        let obligations = comparison.obligations
        guard !obligations.isEmpty else { return counts }
        let added = obligations.count { $0.fact.obligation == .added }
        return "\(counts); obligations: \(added) added, \(obligations.count - added) removed"
    }
}

extension SubjectChange {
    /// The key of a definition; `nil` for a page.
    var key: DefinitionKey? {
        if case .definition(let key) = subject { key } else { nil }
    }
}

extension SectionChange {
    /// How readers know the section: its heading below those around it.
    var name: String {
        heading.isEmpty ? "Text before the first heading" : "Section \((trail + [heading]).joined(separator: " / "))"
    }

    /// What happened to it, in words.
    var outcome: String {
        var outcomes: [String] = []
        if kind != .changed { outcomes.append(kind.rawValue) }
        if isMoved { outcomes.append("moved") }
        if let oldHeading { outcomes.append(oldHeading.isEmpty ? "given a heading" : "renamed from \"\(oldHeading)\"") }
        return outcomes.isEmpty ? "changed" : outcomes.joined(separator: ", ")
    }
}

extension MarkedRun {
    /// The text as it is shown; a change that is nothing but a break can be seen by a sign.
    var shownText: String {
        guard kind != .omitted else { return "[… \(count) words …]" }
        return kind != .kept && text.allSatisfy(\.isNewline) ? "¶\(text)" : text
    }

    /// Whether a space stands between this and what follows it.
    func isApart(from next: MarkedRun) -> Bool { text.last?.isNewline != true && next.text.first?.isNewline != true }
}
