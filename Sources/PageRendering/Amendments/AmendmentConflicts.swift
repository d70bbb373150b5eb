import Diagnostics

/// Amendments that get in each other's way.
enum AmendmentConflicts {
    /// Reports `amendment-conflict`: for two that change the same text, and as a warning for those of two supplements
    /// that add something at the same place.
    static func diagnostics(among entries: [Amendments.Entry]) -> [Diagnostic] {
        let edits = entries.compactMap { entry in entry.edit.map { (entry: entry, edit: $0) } }
        let byPath = Dictionary(grouping: edits, by: \.edit.path)
        return byPath.sorted { $0.key < $1.key }.flatMap { diagnostics(in: $0.value) }
    }

    private typealias Placed = (entry: Amendments.Entry, edit: SourceEdit)

    private static func diagnostics(in file: [Placed]) -> [Diagnostic] {
        let ordered = file.enumerated().sorted { left, right in
            (left.element.edit.range.lowerBound, left.offset) < (right.element.edit.range.lowerBound, right.offset)
        }
        var diagnostics: [Diagnostic] = []
        // The edit that reaches farthest of those before.
        var farthest: (offset: Int, element: Placed)?
        for current in ordered {
            if let previous = farthest, let problem = problem(previous, current) { diagnostics.append(problem) }
            if farthest.map({ $0.element.edit.range.upperBound <= current.element.edit.range.upperBound }) ?? true {
                farthest = current
            }
        }
        return diagnostics
    }

    private static func problem(
        _ one: (offset: Int, element: Placed), _ other: (offset: Int, element: Placed)
    ) -> Diagnostic? {
        let (first, second) = one.offset < other.offset ? (one.element, other.element) : (other.element, one.element)
        let related = Diagnostic.Related(
            "\(first.entry.supplement) changes it here", at: first.entry.amendment.location)
        let title = first.entry.target?.title ?? first.entry.amendment.target
        if first.edit.overlaps(second.edit) {
            return Diagnostic(
                .amendmentConflict, at: second.entry.amendment.location,
                "\(first.entry.supplement) changes the same text of '\(title)'",
                help: "only one of the two can be merged: agree on one text, or amend another place", related: related)
        }
        guard first.edit.meets(second.edit), first.entry.supplement != second.entry.supplement else { return nil }
        return Diagnostic(
            .amendmentConflict, at: second.entry.amendment.location,
            "\(first.entry.supplement) adds something at the same place of '\(title)'",
            help: "what \(first.entry.supplement) adds comes first; name another place if it is to come last",
            related: related
        ).with(.warning)
    }
}
