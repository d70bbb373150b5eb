extension Heading {
    /// HTML has six levels; the field needs eight.
    var openingTag: HTML {
        level <= 6
            ? "<h\(level) id=\"\(id)\">"
            : "<div class=\"heading\" role=\"heading\" aria-level=\"\(level)\" id=\"\(id)\">"
    }

    /// The link by which readers take the address of the section, and the end tag.
    var closingTag: HTML {
        let anchor: HTML = " <a class=\"anchor\" href=\"#\(id)\" aria-label=\"Link to this section: \(title)\">#</a>"
        return level <= 6 ? "\(anchor)</h\(level)>\n" : "\(anchor)</div>\n"
    }
}
