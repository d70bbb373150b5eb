/// Writes the layout of a diagram as SVG that stands in a page.
///
/// Attributes give every shape a plain look, for readers without the theme's style sheets, such as programs that print.
/// Style sheets override them by the classes of the groups. No style stands inline, and nothing has an identifier: a page
/// may hold several diagrams, and the identifiers of print editions are none that XML knows.
struct DiagramSVG {
    /// What a diagram is called, and what it shows.
    struct Name {
        let title: String
        let description: String
    }

    private let layout: DiagramLayout
    /// Where the links of the diagram lead, as values of `href`; `nil` for a link to nowhere.
    private let links: [HTML?]
    private var html = HTML()

    /// The diagram in a region that scrolls where it is wider than the page.
    static func html(for layout: DiagramLayout, named name: Name, links: [HTML?]) -> HTML {
        var svg = DiagramSVG(layout, links: links)
        svg.open(name)
        svg.writeLines(.lifeline, .delay)
        for style in DiagramLayout.Box.Style.allCases { svg.writeBoxes(style) }
        svg.writeLines(.divider, .separator, .message, .reply)
        svg.writeTips()
        svg.writeSigns()
        for style in DiagramLayout.Text.Style.allCases { svg.writeTexts(style) }
        svg.html += "</svg></div>\n"
        return svg.html
    }

    private init(_ layout: DiagramLayout, links: [HTML?]) {
        self.layout = layout
        self.links = links
    }

    private mutating func open(_ name: Name) {
        // Whatever stands in an image is hidden from assistive technology, and links must not be: then it is a graphic
        // with parts, which is what SVG means without a role.
        let role: HTML = links.contains { $0 != nil } ? HTML() : " role=\"img\""
        html += """
            <div class="diagram-scroll" role="region" tabindex="0" aria-label="\(name.title)">\
            <svg class="diagram"\(role) \
            width="\(layout.width)" height="\(layout.height)" viewBox="0 0 \(layout.width) \(layout.height)" \
            font-family="Arial, Helvetica, Liberation Sans, sans-serif" font-size="\(FontMetrics.fontSize)">
            <title>\(name.title)</title>
            <desc>\(name.description)</desc>

            """
    }

    // MARK: Lines and boxes

    private mutating func writeLines(_ styles: DiagramLayout.Line.Style...) {
        for style in styles {
            let lines = layout.lines.filter { $0.style == style }
            guard !lines.isEmpty else { continue }
            let dashes: HTML = style.dashes.map { " stroke-dasharray=\"\($0)\"" } ?? HTML()
            html += "<g class=\"diagram-\(style.rawValue)\" fill=\"none\" stroke=\"\(style.color)\"\(dashes)>\n"
            for line in lines { write(line.points) }
            html += "</g>\n"
        }
    }

    private mutating func write(_ points: [DiagramLayout.Point]) {
        html += "<path d=\""
        for (index, point) in points.enumerated() { html += "\(index == 0 ? "M" : "L")\(point.x) \(point.y)" }
        html += "\"/>\n"
    }

    private mutating func writeBoxes(_ style: DiagramLayout.Box.Style) {
        let boxes = layout.boxes.filter { $0.style == style }
        guard !boxes.isEmpty else { return }
        html += "<g class=\"diagram-\(style.rawValue)\" fill=\"\(style.fill)\" stroke=\"#6b7680\">\n"
        for box in boxes {
            let frame = box.frame
            html += """
                <rect x="\(frame.x)" y="\(frame.y)" width="\(frame.width)" height="\(frame.height)"\(style.corners)/>

                """
        }
        html += "</g>\n"
    }

    // MARK: Arrows and signs

    private mutating func writeTips() {
        for (shapes, attributes) in Self.tipGroups {
            let tips = layout.tips.filter { shapes.contains($0.shape) }
            guard !tips.isEmpty else { continue }
            html += "<g class=\"diagram-tip\(attributes)>\n"
            for tip in tips { html += "<path d=\"\(Self.path(of: tip))\"/>\n" }
            html += "</g>\n"
        }
    }

    private static let tipGroups: [([SequenceDiagram.Tip], HTML)] = [
        ([.filled, .circle], "\" fill=\"#1f2a33\" stroke=\"none\""),
        ([.open, .upper, .lower, .lost], " diagram-tip-open\" fill=\"none\" stroke=\"#1f2a33\""),
    ]

    private static func path(of tip: DiagramLayout.Tip) -> String {
        let (x, y) = (tip.point.x, tip.point.y)
        let back = tip.pointsRight ? x - Measures.tip : x + Measures.tip
        return switch tip.shape {
        case .none: ""
        case .filled: "M\(x) \(y)L\(back) \(y - 4)L\(back) \(y + 4)Z"
        case .open: "M\(back) \(y - 5)L\(x) \(y)L\(back) \(y + 5)"
        case .upper: "M\(back) \(y - 5)L\(x) \(y)"
        case .lower: "M\(back) \(y + 5)L\(x) \(y)"
        case .lost: "M\(x - 5) \(y - 5)L\(x + 5) \(y + 5)M\(x - 5) \(y + 5)L\(x + 5) \(y - 5)"
        case .circle: "M\(x - 4) \(y)a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"
        }
    }

    private mutating func writeSigns() {
        guard !layout.signs.isEmpty else { return }
        html += "<g class=\"diagram-sign\" fill=\"none\" stroke=\"#1f2a33\">\n"
        for sign in layout.signs {
            html += "<path d=\"\(Self.path(of: sign.kind, at: sign.center))\"/>\n"
        }
        html += "</g>\n"
    }

    private static func path(of kind: SequenceDiagram.Participant.Kind, at center: DiagramLayout.Point) -> String {
        let (x, y) = (center.x, center.y)
        let circle = "M\(x - 8) \(y)a8 8 0 1 0 16 0a8 8 0 1 0 -16 0"
        return switch kind {
        case .participant: ""
        case .actor:
            "M\(x - 4) \(y - 8)a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M\(x) \(y - 4)v9M\(x - 8) \(y)h16"
                + "M\(x - 6) \(y + 12)l6 -7l6 7"
        case .boundary: circle + "M\(x - 16) \(y - 8)v16M\(x - 16) \(y)h8"
        case .control: circle + "M\(x + 3) \(y - 12)l-4 4l4 4"
        case .entity: circle + "M\(x - 9) \(y + 10)h18"
        case .database:
            "M\(x - 10) \(y - 7)a10 4 0 1 0 20 0a10 4 0 1 0 -20 0v15a10 4 0 0 0 20 0v-15"
        case .collections: "M\(x - 11) \(y - 5)h18v14h-18ZM\(x - 7) \(y - 5)v-4h18v14h-4"
        case .queue: "M\(x - 12) \(y - 7)h22a4 7 0 0 1 0 14h-22a4 7 0 0 1 0 -14ZM\(x + 10) \(y - 7)a4 7 0 0 0 0 14"
        }
    }

    // MARK: Text

    private mutating func writeTexts(_ style: DiagramLayout.Text.Style) {
        let texts = layout.texts.filter { $0.style == style }
        guard !texts.isEmpty else { return }
        let weight: HTML = style.isBold ? " font-weight=\"bold\"" : HTML()
        html += "<g class=\"diagram-text-\(style.rawValue)\" fill=\"#1f2a33\" stroke=\"none\"\(weight)>\n"
        for text in texts { write(text) }
        html += "</g>\n"
    }

    /// Writes the lines of a text. A link that goes on over lines is one link.
    private mutating func write(_ text: DiagramLayout.Text) {
        let lines = text.text.lines
        let onlyLinks = lines.map { line in
            Set(line.compactMap(\.link)).count == 1 ? line.compactMap(\.link).first : nil
        }
        var start = 0
        while start < lines.count {
            let rest = onlyLinks[start...]
            let end = onlyLinks[start] == nil ? start + 1 : rest.firstIndex { $0 != onlyLinks[start] } ?? lines.count
            let href = end - start > 1 ? onlyLinks[start].flatMap(href) : nil
            if let href { html += "<a href=\"\(href)\">\n" }
            for number in start..<end where !lines[number].isEmpty {
                let baseline = text.frame.y + number * FontMetrics.lineHeight + FontMetrics.fontSize
                write(lines[number], of: text, at: baseline, isInLink: href != nil)
            }
            if href != nil { html += "</a>\n" }
            start = end
        }
    }

    private func href(_ link: Int) -> HTML? { links.indices.contains(link) ? links[link] : nil }

    private mutating func write(
        _ line: [DiagramText.Run], of text: DiagramLayout.Text, at baseline: Int, isInLink: Bool
    ) {
        if text.isCentered {
            html += "<text x=\"\(text.frame.middle)\" y=\"\(baseline)\" text-anchor=\"middle\">"
        } else {
            html += "<text x=\"\(text.frame.x)\" y=\"\(baseline)\">"
        }
        for run in line { write(run, isBold: run.isBold && !text.style.isBold, isInLink: isInLink) }
        html += "</text>\n"
    }

    private mutating func write(_ run: DiagramText.Run, isBold: Bool, isInLink: Bool) {
        let href = isInLink ? nil : run.link.flatMap(href)
        let span: HTML =
            "\(isBold ? " font-weight=\"bold\"" : "" as HTML)\(run.isItalic ? " font-style=\"italic\"" : "" as HTML)"
        if let href { html += "<a href=\"\(href)\">" }
        html += span.isEmpty ? "\(run.text)" : "<tspan\(span)>\(run.text)</tspan>"
        if href != nil { html += "</a>" }
    }
}

extension DiagramLayout.Line.Style {
    fileprivate var color: HTML {
        switch self {
        case .message, .reply: "#1f2a33"
        case .lifeline, .delay, .divider, .separator: "#8b97a2"
        }
    }

    fileprivate var dashes: HTML? {
        switch self {
        case .delay: "1 4"
        case .divider, .reply: "6 4"
        case .lifeline, .separator, .message: nil
        }
    }
}

extension DiagramLayout.Box.Style {
    fileprivate var fill: HTML {
        switch self {
        case .band, .keyword, .choice: "#e9edf1"
        case .frame: "none"
        case .bar, .head, .reference: "#ffffff"
        case .note: "#fcf2df"
        }
    }

    fileprivate var corners: HTML {
        switch self {
        case .head, .band: " rx=\"3\""
        case .choice: " rx=\"12\""
        default: HTML()
        }
    }
}

extension DiagramLayout.Text.Style {
    /// Whether all text of the style is bold.
    fileprivate var isBold: Bool {
        switch self {
        case .name, .keyword, .title: true
        case .label, .note, .guardText, .aside: false
        }
    }
}
