/// The key facts of a definition.
struct FactList {
    private var html = HTML()

    /// Appends a fact; nothing where there is no value.
    mutating func append(_ term: String, _ value: HTML?) {
        guard let value, !value.isEmpty else { return }
        html += "<div><dt>\(term)</dt><dd>\(value)</dd></div>"
    }

    /// Appends a fact that is plain text.
    mutating func append(_ term: String, text: String?) {
        append(term, text.map { "\($0)" })
    }

    /// The list; nothing where there are no facts.
    var list: HTML { html.isEmpty ? html : "<dl class=\"facts\">\(html)</dl>\n" }
}
