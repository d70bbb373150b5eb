/// A column of a table.
struct TableColumn: ExpressibleByStringLiteral {
    let title: String
    /// What the theme tells the column by.
    let cssClass: String

    init(_ title: String, class cssClass: String = "") {
        self.title = title
        self.cssClass = cssClass
    }

    init(stringLiteral title: String) {
        self.init(title)
    }

    static let optionality = TableColumn("Optionality", class: "optionality")

    fileprivate var attribute: HTML { cssClass.isEmpty ? "" : " class=\"\(cssClass)\"" }
}

/// A table of data: a caption, column headers, and rows whose first cell is the header of the row or of several rows.
struct DataTable {
    private let caption: String
    private let label: CaptionLabel?
    private let columns: [TableColumn]
    private var groups: [(header: HTML, rows: [[HTML]], attributes: HTML)] = []

    /// - Parameters:
    ///   - label: The number of the table, in a chapter.
    ///   - columns: The columns; the first holds the headers of the rows.
    init(_ caption: String, label: CaptionLabel? = nil, columns: [TableColumn]) {
        self.caption = caption
        self.label = label
        self.columns = columns
    }

    /// Appends a row: its header and the other cells.
    mutating func append(_ header: HTML, _ cells: HTML...) {
        append(header, cells: cells)
    }

    /// Appends a row: its header, the other cells, and what scripts and links know the row by.
    mutating func append(_ header: HTML, cells: [HTML], attributes: HTML = HTML()) {
        groups.append((header, [cells], attributes))
    }

    /// Appends rows that share a header.
    ///
    /// - Parameter otherwise: What stands in the second column where there are no rows.
    mutating func append(_ header: HTML, rows: [[HTML]], otherwise: String = "") {
        let empty: [HTML] = ["<span class=\"empty\">\(otherwise)</span>"] + columns.dropFirst(2).map { _ in "–" }
        groups.append((header, rows.isEmpty ? [empty] : rows, HTML()))
    }

    /// The table; nothing where it has no rows.
    var html: HTML {
        guard !groups.isEmpty else { return HTML() }
        var html: HTML = """
            <div class="table-scroll" role="region" tabindex="0" aria-label="\(caption)"><table class="data">
            <caption>\(label.map(\.markup) ?? HTML())\(caption)</caption>
            <thead><tr>
            """
        for column in columns { html += "<th scope=\"col\"\(column.attribute)>\(column.title)</th>" }
        html += "</tr></thead>\n"
        let isGrouped = groups.contains { $0.rows.count > 1 }
        if !isGrouped { html += "<tbody>\n" }
        for group in groups {
            if isGrouped { html += "<tbody>\n" }
            append(group.header, group.rows, group.attributes, to: &html)
            if isGrouped { html += "</tbody>\n" }
        }
        html += isGrouped ? "</table></div>\n" : "</tbody>\n</table></div>\n"
        return html
    }

    private func append(_ header: HTML, _ rows: [[HTML]], _ attributes: HTML, to html: inout HTML) {
        for (index, row) in rows.enumerated() {
            html += "<tr\(attributes)>"
            if index == 0 {
                html +=
                    rows.count == 1
                    ? "<th scope=\"row\">\(header)</th>"
                    : "<th scope=\"rowgroup\" rowspan=\"\(rows.count)\">\(header)</th>"
            }
            for (column, cell) in zip(columns.dropFirst(), row) { html += "<td\(column.attribute)>\(cell)</td>" }
            html += "</tr>\n"
        }
    }
}
