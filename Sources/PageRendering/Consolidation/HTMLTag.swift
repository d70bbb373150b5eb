/// A start tag of the generator's own HTML, as it is written: values stand in double quotes. Two are the same tag only
/// if they stand at the same place.
final class HTMLTag: Sendable {
    /// The element's name, in lower case.
    let name: String
    let markup: [UInt8]

    init(markup: some Collection<UInt8>) {
        self.markup = Array(markup)
        let name = self.markup.dropFirst().prefix { !$0.isWhitespace && $0 != .greaterThan && $0 != UInt8(ascii: "/") }
        self.name = String(decoding: name, as: UTF8.self)
    }

    /// The value of an attribute, as it is written.
    subscript(attribute: String) -> ArraySlice<UInt8>? { range(of: attribute).map { markup[$0] } }

    /// Where the value of an attribute stands. In values, quotation marks are escaped.
    private func range(of attribute: String) -> Range<Int>? {
        let beginning = Array(" \(attribute)=\"".utf8)
        guard let start = markup.firstRange(of: beginning)?.upperBound,
            let end = markup[start...].firstIndex(of: .quote)
        else { return nil }
        return start..<end
    }

    func hasClass(_ name: String) -> Bool {
        self["class"]?.split(separator: .space).contains { $0.elementsEqual(name.utf8) } ?? false
    }

    /// The tag with another value of an attribute, or without it.
    func setting(_ attribute: String, to value: [UInt8]?) -> HTMLTag {
        var markup = markup
        if let range = range(of: attribute) {
            if let value {
                markup.replaceSubrange(range, with: value)
            } else {
                markup.removeSubrange((range.lowerBound - attribute.utf8.count - 3)...range.upperBound)
            }
        } else if let value {
            let place = 1 + name.utf8.count
            markup.insert(contentsOf: Array(" \(attribute)=\"".utf8) + value + [.quote], at: place)
        }
        return HTMLTag(markup: markup)
    }

    func adding(class name: String) -> HTMLTag {
        let classes = self["class"].map { Array($0) + [.space] } ?? []
        return setting("class", to: classes + Array(name.utf8))
    }
}

/// What the names of elements tell.
extension HTMLTag {
    /// The level of a heading, down to 8; `nil` for other elements.
    var headingLevel: Int? {
        if name.utf8.count == 2, name.utf8.first == UInt8(ascii: "h"), let level = name.last?.wholeNumberValue {
            return level
        }
        guard self["role"]?.elementsEqual("heading".utf8) == true, let level = self["aria-level"] else { return nil }
        return Int(String(decoding: level, as: UTF8.self))
    }

    var isVoid: Bool { Self.void.contains(name) }

    /// Whether the element begins and ends lines, whatever it holds.
    var isBlock: Bool { Self.blocks.contains(name) || Self.parts.contains(name) }

    /// Whether the element holds lines of text and no blocks.
    var holdsTextOnly: Bool { Self.texts.contains(name) || headingLevel != nil }

    /// Whether the element has its place as part of another, so that nothing may stand around it.
    var isPart: Bool { Self.parts.contains(name) }

    /// Whether the element holds nothing but such parts.
    var holdsPartsOnly: Bool { Self.wholes.contains(name) }

    /// Whether the element is a number that the generator works out, or a link that comes with it: another number makes
    /// no other text.
    var isNumber: Bool {
        switch name {
        case "span": hasClass("section-number") || hasClass("caption-number")
        case "sup": hasClass("footnote-ref")
        case "a": hasClass("anchor") || self["role"]?.elementsEqual("doc-backlink".utf8) == true
        default: false
        }
    }

    /// Whether the element is the link by which readers take the address of a section.
    var isAnchorLink: Bool { name == "a" && hasClass("anchor") }

    private static let void: Set = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let blocks: Set = [
        "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "svg", "table",
        "ul",
    ]
    private static let parts: Set = [
        "caption", "col", "colgroup", "dd", "dt", "figcaption", "legend", "li", "optgroup", "option", "summary",
        "tbody", "td", "tfoot", "th", "thead", "tr",
    ]
    private static let wholes: Set = [
        "colgroup", "dl", "ol", "optgroup", "select", "table", "tbody", "tfoot", "thead", "tr", "ul",
    ]
    private static let texts: Set = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "sup", "sub", "code"]
}
