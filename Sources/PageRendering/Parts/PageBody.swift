import LinkResolution

/// The part of a page below its title, put together section by section.
struct PageBody {
    private(set) var html = HTML()
    private(set) var headings: [Heading] = []
    /// Anchors besides those of headings.
    private(set) var ids: [String] = []

    static func += (body: inout PageBody, html: HTML) {
        body.html += html
    }

    /// Appends a section with a heading of level 2; nothing where there is nothing in it.
    ///
    /// - Parameter cssClass: What the theme tells the section by.
    mutating func append(_ id: SectionID, _ title: String, class cssClass: String = "", _ content: HTML) {
        guard !content.isEmpty else { return }
        let heading = Heading(level: 2, id: id.rawValue, title: title)
        let attribute: HTML = cssClass.isEmpty ? "" : " class=\"\(cssClass)\""
        html += "<section\(attribute)>\n"
        append(heading)
        html += content
        html += "</section>\n"
    }

    /// Appends a heading that the page's contents list.
    mutating func append(_ heading: Heading) {
        html.append(startOf: heading)
        html.append(text: heading.title)
        html.append(endOf: heading)
        headings.append(heading)
    }

    /// Appends prose and takes over its headings.
    mutating func append(_ prose: RenderedProse?) {
        guard let prose, !prose.html.isEmpty else { return }
        html += "<div class=\"prose\">\n\(prose.html)</div>\n"
        headings += prose.headings
        ids += prose.ids
    }
}

/// The on-page contents: the headings of the two upper levels, nested.
func contents(of headings: [Heading]) -> HTML {
    let listed = headings.filter { $0.level <= 3 }
    guard listed.count > 1 else { return HTML() }
    var html: HTML = "<ol>"
    var isNested = false
    for (index, heading) in listed.enumerated() {
        let nests = heading.level > 2 && index > 0
        if nests, !isNested { html += "<ol>" }
        if !nests, isNested { html += "</li></ol>" }
        if index > 0, !(nests && !isNested) { html += "</li>" }
        html += "<li><a href=\"#\(heading.id)\">\(heading.title)</a>"
        isNested = nests
    }
    html += isNested ? "</li></ol></li></ol>" : "</li></ol>"
    return html
}
