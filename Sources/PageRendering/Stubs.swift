struct FilteredHTML {
    var html: HTML
    var removals: [Removal]
    var ids: [String]
}
struct Removal {
    enum Kind { case element, attribute, address }
    let rawIndex: Int
    let name: String
    let kind: Kind
}
enum RawHTMLFilter {
    static func filter(
        _ html: HTML, resolveLink: (String, String, Int) -> String?, resolvePicture: (String, String, Int) -> String?
    ) -> FilteredHTML { .init(html: html, removals: [], ids: []) }
}
