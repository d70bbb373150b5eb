import ContentReading
import FrameworkModel

/// Compares the definitions of two frameworks, each with the one of its key.
struct DefinitionComparison {
    let old: Framework
    let new: Framework

    /// The changes, sorted by kind and identifier.
    func changes() -> [SubjectChange] {
        let keys = Set(old.definitions.map(\.key)).union(new.definitions.map(\.key))
        let sorted = keys.sorted { left, right in
            left.kind != right.kind ? left.kind < right.kind : identifierPrecedes(left.id, right.id)
        }
        return sorted.compactMap { key in
            switch (old[key], new[key]) {
            case (let before?, let after?): change(from: before, to: after)
            case (nil, let after?): change(.added, after, in: new)
            case (let before?, nil): change(.removed, before, in: old)
            case (nil, nil): nil
            }
        }
    }

    private func change(_ kind: ChangeKind, _ definition: any Definition, in framework: Framework) -> SubjectChange {
        var sheet = FactSheet()
        sheet.add(.definition, "Definition", definition.identity.definition.map { [$0] } ?? [])
        let facts =
            kind == .added
            ? FactComparison.changes(from: FactSheet(), to: sheet)
            : FactComparison.changes(from: sheet, to: FactSheet())
        return SubjectChange(
            subject: .definition(definition.key), kind: kind, title: definition.title, oldName: nil,
            domain: domain(of: definition), facts: facts, sections: [])
    }

    private func change(from before: any Definition, to after: any Definition) -> SubjectChange? {
        var facts = FactComparison.changes(
            from: DefinitionFacts(framework: old).sheet(of: before),
            to: DefinitionFacts(framework: new).sheet(of: after))
        if let before = before as? Profile, let after = after as? Profile {
            facts = withoutObligations(
                of: Set(before.actors.map(\.actor.id)).symmetricDifference(after.actors.map(\.actor.id)), facts)
        }
        let noProse = ArraySlice<UInt8>()
        let sections = SectionComparison.changes(
            from: old.prose[before.key]?.prose.markdown ?? noProse, to: new.prose[after.key]?.prose.markdown ?? noProse)
        guard !facts.isEmpty || !sections.isEmpty else { return nil }
        return SubjectChange(
            subject: .definition(after.key), kind: .changed, title: after.title,
            oldName: before.name == after.name ? nil : before.name, domain: domain(of: after), facts: facts,
            sections: sections)
    }

    /// Nobody could claim these actors in both versions.
    private func withoutObligations(of actors: Set<String>, _ facts: [FactChange]) -> [FactChange] {
        facts.map { fact in
            fact.obligation != nil && actors.contains(fact.path.first ?? "") ? fact.withoutObligation : fact
        }
    }

    private func domain(of definition: any Definition) -> String? {
        definition is Domain ? definition.id : definition.domainReference?.id
    }
}

/// Compares what two versions of a definition say.
enum FactComparison {
    /// The changes in the order of reports.
    static func changes(from old: FactSheet, to new: FactSheet) -> [FactChange] {
        Set(old.facts.keys).union(new.facts.keys).sorted().compactMap { key in
            change(from: old.facts[key], to: new.facts[key])
        }
    }

    private static func change(from old: Fact?, to new: Fact?) -> FactChange? {
        guard let fact = new ?? old else { return nil }
        let kind: ChangeKind = old == nil ? .added : new == nil ? .removed : .changed
        let obligation = obligation(from: old?.optionality, to: new?.optionality)
        let runs = WordDifference.runs(words(old), words(new))
        guard kind != .changed || text(old) != text(new) || !runs.isEmpty else { return nil }
        return FactChange(
            field: fact.key.field, path: fact.key.path, label: fact.label, kind: kind, old: shown(old),
            new: shown(new), runs: runs, obligation: obligation)
    }

    /// From optional to required, or from nothing to required, is a duty more; a condition stands between.
    private static func obligation(from old: Optionality?, to new: Optionality?) -> FactChange.Obligation? {
        func weight(_ optionality: Optionality?) -> Int {
            switch optionality {
            case nil, .optional: 0
            case .conditional: 1
            case .required: 2
            }
        }
        return weight(new) > weight(old) ? .added : weight(new) < weight(old) ? .removed : nil
    }

    private static func words(_ fact: Fact?) -> [String] {
        if case .prose(let words) = fact?.value { words } else { [] }
    }

    private static func text(_ fact: Fact?) -> String? {
        if case .text(let text, _) = fact?.value { text } else { nil }
    }

    private static func shown(_ fact: Fact?) -> String? {
        if case .text(_, let shown) = fact?.value { shown } else { nil }
    }
}

extension FactChange {
    fileprivate var withoutObligation: FactChange {
        FactChange(
            field: field, path: path, label: label, kind: kind, old: old, new: new, runs: runs, obligation: nil)
    }
}
