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

    /// Appends the link by which readers take the address of a section, and the end tag of its heading.
    mutating func append(endOf heading: Heading) {
        append(markup: " <a class=\"anchor\" href=\"#")
        append(text: heading.id)
        append(markup: "\" aria-label=\"Link to this section: ")
        append(text: heading.title)
        append(markup: "\">#</a>")
        guard heading.level <= 6 else { return append(markup: "</div>\n") }
        append(markup: "</h")
        append(number: heading.level)
        append(markup: ">\n")
    }
}
