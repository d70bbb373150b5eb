import ContentReading
import FrameworkModel

/// What has changed from one framework to another: definitions and pages that are new, gone or say something else.
public struct FrameworkComparison: Sendable {
    /// The changes, sorted by kind and identifier; pages come last, by their paths.
    public let changes: [SubjectChange]
    /// What the domains are called, in the new framework where they are in it.
    public let domainNames: [String: String]

    /// Compares two frameworks. Swapped, they give the same changes the other way round.
    public init(from old: Framework, to new: Framework) {
        let definitions = DefinitionComparison(old: old, new: new)
        changes = definitions.changes() + PageComparison.changes(from: old.pages, to: new.pages)
        let domains = Array(old.domains) + Array(new.domains)
        domainNames = Dictionary(domains.map { ($0.id, $0.name) }, uniquingKeysWith: { _, new in new })
    }

    /// How many definitions and pages have been changed in a way.
    public func count(_ kind: ChangeKind) -> Int { changes.count { $0.kind == kind } }

    /// What actors must or need no longer support.
    public var obligations: [(change: SubjectChange, fact: FactChange)] {
        changes.flatMap { change in change.facts.filter { $0.obligation != nil }.map { (change, $0) } }
    }
}

/// What has changed in a definition or page.
public struct SubjectChange: Sendable {
    public enum Subject: Sendable, Hashable {
        case definition(DefinitionKey)
        /// A page, by its path in the content folder.
        case page(String)
    }

    public let subject: Subject
    public let kind: ChangeKind
    /// The name with the identifier that readers know it by, the new one where there is one.
    public let title: String
    /// The name that a definition had before, where it was another.
    public let oldName: String?
    /// The domain that it belongs to, the new one where there is one; `nil` where domains share it, and for pages.
    public let domain: String?
    /// What the definition says in XML; of one that is only in one version, its definition in words.
    public let facts: [FactChange]
    /// The prose beside the definition, or the text of the page; empty where it is only in one version.
    public let sections: [SectionChange]
}

/// What has changed in one of the facts of a definition.
public struct FactChange: Sendable {
    /// Whether an actor must support something that it need not support before, or no longer. What only one version
    /// of a profile knows an actor for counts as neither: no system has claimed it in both.
    public enum Obligation: String, Sendable { case added, removed }

    public let field: FactField
    /// What tells the fact from others of its field, such as the identifiers of an actor and a transaction.
    public let path: [String]
    /// How readers know what it is about.
    public let label: String
    public let kind: ChangeKind
    /// The value in the old version, as readers know it; `nil` for prose and for what is new.
    public let old: String?
    /// The value in the new version; `nil` for prose and for what is gone.
    public let new: String?
    /// The text with its differences, for prose.
    public let runs: [MarkedRun]
    public let obligation: Obligation?
}

/// Compares the pages of two frameworks.
enum PageComparison {
    static func changes(from old: [MarkdownFile], to new: [MarkdownFile]) -> [SubjectChange] {
        let before = Dictionary(old.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        return Set(before.keys).union(after.keys).sorted().compactMap { path in
            change(of: path, before[path], after[path])
        }
    }

    private static func change(of path: String, _ old: MarkdownFile?, _ new: MarkdownFile?) -> SubjectChange? {
        let kind: ChangeKind = old == nil ? .added : new == nil ? .removed : .changed
        var facts: [FactChange] = []
        var sections: [SectionChange] = []
        if let old, let new {
            facts = FactComparison.changes(from: DefinitionFacts.sheet(of: old), to: DefinitionFacts.sheet(of: new))
            sections = SectionComparison.changes(from: old.prose.markdown, to: new.prose.markdown)
            if facts.isEmpty, sections.isEmpty { return nil }
        }
        return SubjectChange(
            subject: .page(path), kind: kind, title: (new ?? old)?.frontMatter.title ?? path, oldName: nil, domain: nil,
            facts: facts, sections: sections)
    }
}
