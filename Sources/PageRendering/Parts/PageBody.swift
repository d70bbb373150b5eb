import LinkResolution

/// The part of a page below its title, put together section by section.
struct PageBody {
    private(set) var html = HTML()
    private(set) var headings: [Heading] = []
    /// Anchors besides those of headings.
    private(set) var ids: [String] = []
    /// Where sections begin, and what in the body is no text of theirs.
    private(set) var sections = SectionStarts()

    static func += (body: inout PageBody, html: HTML) {
        body.html += html
    }

    /// Appends what stands beside the text: key facts, where the rest is published, sources.
    mutating func append(aside: HTML) {
        sections.asides.append(html.bytes.count..<(html.bytes.count + aside.bytes.count))
        html += aside
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
        sections.starts.append((headings.count, html.bytes.count))
        html += heading.markup()
        headings.append(heading)
    }

    /// Notes anchors in what was appended.
    mutating func append(anchors: [String]) { ids += anchors }

    /// Appends prose, with its headings and other anchors.
    mutating func append(_ prose: FinishedProse) {
        guard !prose.html.isEmpty else { return }
        html += "<div class=\"prose\">\n"
        sections.append(prose.sections, headings: headings.count, offset: html.bytes.count)
        html += "\(prose.html)</div>\n"
        headings += prose.headings
        ids += prose.ids
    }
}

/// The on-page contents: the headings of the upper levels, nested.
func contents(of headings: [Heading], downTo deepest: Int = 3) -> HTML {
    let listed = headings.filter { $0.level <= deepest }
    guard listed.count > 1 else { return HTML() }
    var html = HTML()
    // The levels of the headings that the open lists end with.
    var open: [Int] = []
    for heading in listed {
        while open.count > 1, open[open.count - 2] >= heading.level {
            html += "</li></ol>"
            open.removeLast()
        }
        if let last = open.last, last >= heading.level {
            html += "</li>"
            open[open.count - 1] = heading.level
        } else {
            html += "<ol>"
            open.append(heading.level)
        }
        let number: HTML = heading.number.map { "<span class=\"section-number\">\($0)</span> " } ?? HTML()
        html += "<li><a href=\"#\(heading.id)\">\(number)\(heading.title)</a>"
    }
    for _ in open { html += "</li></ol>" }
    return html
}
