/// What stands for a status that is not known.
let unknownStatus = "unknown"

/// The controls with which readers filter what a page shows. They need script, which shows them: pages of filters do
/// without.
struct FilterForm {
    private var controls = HTML()

    /// What a control offers.
    typealias Choice = (value: String, label: String)

    /// Appends a box for each value that occurs; nothing where there is no choice.
    mutating func appendBoxes(_ title: String, _ name: String, _ values: [Choice], occurring: Set<String>) {
        guard occurring.count > 1 else { return }
        controls += "<fieldset><legend>\(title)</legend>"
        for (value, label) in values where occurring.contains(value) {
            controls +=
                "<label><input type=\"checkbox\" name=\"\(name)\" value=\"\(value)\" checked> \(label)</label>"
        }
        controls += "</fieldset>\n"
    }

    /// Appends a list of which one value can be chosen, or all; nothing where there is no choice.
    mutating func appendList(_ title: String, _ name: String, _ values: [Choice]) {
        guard values.count > 1 else { return }
        controls += "<label class=\"filter-field\">\(title) <select name=\"\(name)\"><option value=\"\">All</option>"
        for (value, label) in values { controls += "<option value=\"\(value)\">\(label)</option>" }
        controls += "</select></label>\n"
    }

    /// The form.
    ///
    /// - Parameters:
    ///   - words: What readers are asked for in the field for words.
    ///   - noun: What rows are called that are filtered, in the plural; `nil` for what is no list of rows.
    func html(words: String, noun: String? = nil) -> HTML {
        let attribute: HTML = noun.map { " data-noun=\"\($0)\"" } ?? HTML()
        return """
            <form class="filter"\(attribute) hidden>
            \(controls)<label class="filter-field">\(words) <input type="search" name="words" autocomplete="off"></label>
            <button type="reset">Show all</button>
            <p role="status"></p>
            </form>

            """
    }
}

extension PageComposer {
    /// Links to what filters leave, as items of a list; nothing where there is no choice.
    func filterPages(_ items: [HTML], _ label: String) -> HTML {
        guard items.count > 1 else { return HTML() }
        return """
            <nav class="filter-pages" aria-label="\(label)"><p aria-hidden="true">\(label)</p>
            <ul>\(items.joined(separator: ""))</ul></nav>

            """
    }
}
