/// What raw HTML may consist of.
enum AllowList {
    /// What happens to an element.
    enum Verdict {
        /// It stays, under this name.
        case keep(String, Element)
        /// Its tags are left out, its content stays.
        case dropTags
        /// It is left out with all that it holds.
        case dropContent(isVoid: Bool)
    }

    /// An element that may stand in a page.
    struct Element {
        /// Whether it ends a paragraph.
        var isBlock = false
        /// Whether it has neither content nor end tag.
        var isVoid = false
        /// HTML lets its end tag be omitted, so that a missing one is no mistake.
        var isEndOptional = false
        /// The attributes besides those that every element may have.
        var attributes: [String: AttributeSyntax] = [:]
    }

    /// What an attribute may say.
    enum AttributeSyntax {
        case text
        case number(ClosedRange<Int>)
        case oneOf(Set<String>)
        /// No value: it says all by being there.
        case flag
        case id
        /// The old way to write an `id`.
        case name
        case classes
        case link
        case picture
    }

    static func verdict(on name: String) -> Verdict {
        let kept = renamed[name] ?? name
        if let element = elements[kept] { return .keep(kept, element) }
        if droppedVoid.contains(name) { return .dropContent(isVoid: true) }
        return droppedWithContent.contains(name) ? .dropContent(isVoid: false) : .dropTags
    }

    static func syntax(of attribute: String, on element: Element) -> AttributeSyntax? {
        if let syntax = element.attributes[attribute] ?? globalAttributes[attribute] { return syntax }
        return isARIA(attribute) ? .text : nil
    }

    private static func isARIA(_ attribute: String) -> Bool {
        attribute.hasPrefix("aria-") && attribute.utf8.dropFirst(5).allSatisfy { (0x61...0x7A).contains($0) }
    }

    // MARK: Elements

    /// A page has one `h1`, its title; the others are the ways of old to write what HTML has elements for.
    private static let renamed = ["h1": "h2", "strike": "s", "tt": "code", "acronym": "abbr"]

    static let headings: Set<String> = ["h2", "h3", "h4", "h5", "h6"]

    private static let inlines = [
        "b", "i", "u", "s", "em", "strong", "small", "mark", "cite", "q", "kbd", "samp", "var", "code", "sup", "sub",
        "span", "abbr", "dfn", "bdi", "bdo",
    ]

    private static let blocks = [
        "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "dl", "div", "section", "aside", "figure",
        "figcaption", "summary", "table",
    ]

    private static let elements: [String: Element] = {
        var elements: [String: Element] = [
            "p": .init(isBlock: true, isEndOptional: true),
            "ol": .init(isBlock: true, attributes: ["start": .number(-9_999_999...9_999_999)]),
            "li": .init(isBlock: true, isEndOptional: true, attributes: ["value": .number(-9_999_999...9_999_999)]),
            "dt": .init(isBlock: true, isEndOptional: true), "dd": .init(isBlock: true, isEndOptional: true),
            "details": .init(isBlock: true, attributes: ["open": .flag]),
            "hr": .init(isBlock: true, isVoid: true), "br": .init(isVoid: true), "wbr": .init(isVoid: true),
            "a": .init(attributes: ["href": .link, "name": .name]),
            "time": .init(attributes: ["datetime": .text]),
            "del": .init(attributes: ["datetime": .text]), "ins": .init(attributes: ["datetime": .text]),
            "img": .init(
                isVoid: true,
                attributes: [
                    "src": .picture, "alt": .text, "width": .number(1...10_000), "height": .number(1...10_000),
                ]),
            // A task's box: it does nothing, see `isTaskBox`.
            "input": .init(
                isVoid: true, attributes: ["type": .oneOf(["checkbox"]), "disabled": .flag, "checked": .flag]),
        ]
        for name in inlines { elements[name] = .init() }
        for name in blocks { elements[name] = .init(isBlock: true) }
        return elements.merging(partsOfTables) { first, _ in first }
    }()

    private static let partsOfTables: [String: Element] = {
        let span = AttributeSyntax.number(1...1000)
        let cell: [String: AttributeSyntax] = ["colspan": span, "rowspan": span, "headers": .text]
        let scope = AttributeSyntax.oneOf(["row", "col", "rowgroup", "colgroup"])
        return [
            "caption": .init(isEndOptional: true),
            "thead": .init(isEndOptional: true), "tbody": .init(isEndOptional: true),
            "tfoot": .init(isEndOptional: true), "tr": .init(isEndOptional: true),
            "td": .init(isEndOptional: true, attributes: cell),
            "th": .init(isEndOptional: true, attributes: cell.merging(["scope": scope]) { first, _ in first }),
            "colgroup": .init(isEndOptional: true, attributes: ["span": span]),
            "col": .init(isVoid: true, attributes: ["span": span]),
        ]
    }()

    /// Elements that HTML reads by rules of their own, that load or run something, or whose content is nothing to read.
    private static let droppedWithContent: Set<String> = [
        "script", "style", "template", "iframe", "object", "applet", "noscript", "noembed", "noframes", "frameset",
        "title", "svg", "math", "audio", "video", "canvas", "textarea", "select", "datalist", "map", "xml",
    ]

    private static let droppedVoid: Set<String> = [
        "embed", "frame", "base", "link", "meta", "source", "track", "param", "bgsound", "keygen", "basefont", "area",
        "isindex",
    ]

    /// Whether an `input` is the box of a task list, the only part of a form that may stand in a page.
    static func isTaskBox(_ attributes: [HTMLAttribute]) -> Bool {
        attributes.contains { $0.name == "type" && $0.value == "checkbox" }
            && attributes.contains { $0.name == "disabled" }
    }

    // MARK: Attributes

    private static let globalAttributes: [String: AttributeSyntax] = [
        "id": .id, "class": .classes, "title": .text, "lang": .text, "dir": .oneOf(["ltr", "rtl", "auto"]),
        "tabindex": .oneOf(["0"]),
        "role": .oneOf([
            "heading", "note", "region", "img", "group", "doc-noteref", "doc-endnotes", "doc-backlink",
        ]),
    ]

    /// Attributes that are left out without a word: they were for the tools that sources have been written for.
    static let silentAttributes: Set<String> = ["markdown"]
}
