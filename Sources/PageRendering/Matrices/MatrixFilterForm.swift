import FrameworkModel

/// What stands for a status that is not known.
let unknownStatus = "unknown"

/// The controls with which readers filter a matrix on its page. They need script, which shows them: the pages of filters
/// do without.
extension PageComposer {
    func filterForm(for content: MatrixContent) -> HTML {
        let uses = content.cells.joined().flatMap(\.uses)
        let statuses = Set(uses.map { $0.status?.rawValue ?? unknownStatus })
        let optionalities = Set(uses.compactMap(\.transaction?.optionality))
        var html: HTML = "<form class=\"matrix-filter\" hidden>\n"
        html += boxes(
            "Status of the profile", "status",
            Status.allCases.map { ($0.rawValue, $0.label) } + [(unknownStatus, "Not known")], statuses)
        html += boxes(
            "Optionality", "optionality", Optionality.allCases.map { ($0.rawValue, $0.label) },
            Set(optionalities.map(\.rawValue)))
        html += """
            <label class="matrix-words">Name or number <input type="search" name="words" autocomplete="off"></label>
            <button type="reset">Show all</button>
            <p role="status"></p>
            </form>

            """
        return html
    }

    /// A box for each value that occurs; nothing where there is no choice.
    private func boxes(
        _ title: String, _ name: String, _ values: [(value: String, label: String)], _ occurring: Set<String>
    ) -> HTML {
        guard occurring.count > 1 else { return HTML() }
        var html: HTML = "<fieldset><legend>\(title)</legend>"
        for (value, label) in values where occurring.contains(value) {
            html +=
                "<label><input type=\"checkbox\" name=\"\(name)\" value=\"\(value)\" checked> \(label)</label>"
        }
        html += "</fieldset>\n"
        return html
    }
}
