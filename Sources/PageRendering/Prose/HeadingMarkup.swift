extension HTML {
    /// Appends the start tag of a heading. HTML has six levels; the field needs eight.
    mutating func append(startOf heading: Heading) {
        if heading.level <= 6 {
            append(markup: "<h")
            append(number: heading.level)
        } else {
            append(markup: "<div class=\"heading\" role=\"heading\" aria-level=\"")
            append(number: heading.level)
            append(markup: "\"")
        }
        append(markup: " id=\"")
        append(text: heading.id)
        append(markup: "\">")
    }

    /// Appends the end tag of a heading.
    mutating func append(endOf heading: Heading) {
        guard heading.level <= 6 else { return append(markup: "</div>\n") }
        append(markup: "</h")
        append(number: heading.level)
        append(markup: ">\n")
    }
}

extension Heading {
    /// The whole heading, its text without markup.
    func markup(citedAs citation: String? = nil) -> HTML {
        var html = HTML()
        html.append(startOf: self)
        html += numberMarkup
        html.append(text: title)
        html += anchorLink(citedAs: citation)
        html.append(endOf: self)
        return html
    }

    /// The number, under which the section can be addressed as well.
    var numberMarkup: HTML {
        guard let number else { return HTML() }
        let id: HTML = numberAnchor.map { " id=\"\($0)\"" } ?? HTML()
        return "<span class=\"section-number\"\(id)>\(number)</span> "
    }

    /// The link by which readers take the address of the section.
    ///
    /// - Parameter citation: How the section is cited.
    func anchorLink(citedAs citation: String?) -> HTML {
        var html = HTML()
        html.append(markup: " <a class=\"anchor\" href=\"#")
        html.append(text: numberAnchor ?? id)
        if let citation {
            html.append(markup: "\" data-citation=\"")
            html.append(text: citation)
        }
        html.append(markup: "\" aria-label=\"Link to this section: ")
        html.append(text: title)
        html.append(markup: "\">#</a>")
        return html
    }
}
