import FrameworkModel

/// The controls with which readers filter a matrix on its page.
extension PageComposer {
    func filterForm(for content: MatrixContent) -> HTML {
        let uses = content.cells.joined().flatMap(\.uses)
        let optionalities = Set(uses.compactMap(\.transaction?.optionality))
        var form = FilterForm()
        form.appendBoxes(
            "Status of the profile", "status", statusChoices,
            occurring: Set(uses.map { $0.status?.rawValue ?? unknownStatus }))
        form.appendBoxes(
            "Optionality", "optionality", Optionality.allCases.map { ($0.rawValue, $0.label) },
            occurring: Set(optionalities.map(\.rawValue)))
        return form.html(words: "Name or number")
    }

    /// Every status, and what stands for none.
    var statusChoices: [FilterForm.Choice] {
        Status.allCases.map { ($0.rawValue, $0.label) } + [(unknownStatus, "Not known")]
    }
}
