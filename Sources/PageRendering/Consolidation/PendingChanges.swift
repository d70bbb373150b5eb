import FrameworkModel
import LinkResolution

/// What a plain page says of changes that are not in force yet.
extension PageComposer {
    /// The notice at the head of a chapter that supplements change.
    func pendingChanges(of key: DefinitionKey) -> HTML {
        let choice = viewChoice(of: key, current: nil)
        guard !choice.isEmpty else { return HTML() }
        let ids = FrameworkView.allCases.flatMap { consolidation[$0, key]?.supplements ?? [] }
        let supplements = Set(ids).compactMap { framework.supplements[$0] }
            .sorted { identifierPrecedes($0.id, $1.id) }
            .map { supplement -> HTML in "\(link(to: supplement)) \(badge(supplement.status))" }
        return """
            <div class="pending-changes">
            <p><strong>Changes of this chapter are pending:</strong> \(supplements.joined(separator: ", "))</p>
            \(choice)</div>

            """
    }

    /// What stands below the headings of sections that supplements amend, by the anchors of the sections.
    func pendingNotes(on key: DefinitionKey) -> [(anchor: String, note: HTML)] {
        amendments.pending(changing: key).compactMap { entry in
            guard let target = entry.target, let anchor = target.anchor,
                let supplement = framework.supplements[entry.supplement]
            else { return nil }
            let what = "\(entry.amendment.change.noteLabel) pending"
            let place = place(of: target, amendedBy: supplement.key)
            let way: HTML = place.map { " <a href=\"\($0)\">See it in place</a>" } ?? HTML()
            return (
                anchor,
                """
                <p class="change-note">\(what): \(link(to: supplement)) \(badge(supplement.status))\(way)</p>

                """
            )
        }
    }

    /// Where the reader sees an amendment in place: the first view that has it.
    func place(of target: Amendments.Target, amendedBy supplement: DefinitionKey) -> Address? {
        FrameworkView.allCases.first { view in
            consolidation[view, target.definition]?.supplements.contains(supplement.id) == true
        }.flatMap { addresses[.consolidated($0, target.definition)] }
    }
}

extension Amendment.Change {
    fileprivate var noteLabel: String {
        switch self {
        case .addAfter, .addBefore, .addIn: "Addition"
        case .replace: "Replacement"
        case .insertText: "Insertion"
        case .delete: "Deletion"
        }
    }
}
