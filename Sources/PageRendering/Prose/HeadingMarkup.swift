extension Heading {
    /// The whole heading, its text without markup.
    func markup(citedAs citation: String? = nil) -> HTML {
        "\(openingTag)\(numberMarkup)\(title)\(anchorLink(citedAs: citation))\(closingTag)"
    }

    /// HTML has six levels; the field needs eight.
    var openingTag: HTML {
        level <= 6
            ? "<h\(level) id=\"\(id)\">"
            : "<div class=\"heading\" role=\"heading\" aria-level=\"\(level)\" id=\"\(id)\">"
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
        let cited: HTML = citation.map { " data-citation=\"\($0)\"" } ?? HTML()
        return """
             <a class="anchor" href="#\(numberAnchor ?? id)"\(cited) aria-label="Link to this section: \(title)">#</a>
            """
    }

    var closingTag: HTML { level <= 6 ? "</h\(level)>\n" : "</div>\n" }
}
