import LinkResolution

extension PageComposer {
    /// The contents: chapters with the sections of the two levels below them.
    func contents(of chapters: [EditionChapter]) -> HTML {
        let entries = PageRendering.contents(of: chapters.flatMap(\.headings), downTo: 4)
        guard !entries.isEmpty else { return HTML() }
        return "<nav class=\"edition-contents\" aria-label=\"Contents\">\n<h2>Contents</h2>\n\(entries)\n</nav>\n"
    }

    /// The lists of figures and of tables that have a number.
    func captions(of chapters: [EditionChapter]) -> HTML {
        "\(captions(.figure, "Figures", of: chapters))\(captions(.table, "Tables", of: chapters))"
    }

    private func captions(_ kind: CaptionLabel.Kind, _ title: String, of chapters: [EditionChapter]) -> HTML {
        var entries = HTML()
        for chapter in chapters {
            for captioned in chapter.outline.figuresAndTables where captioned.label.kind == kind {
                guard let id = captioned.label.id else { continue }
                entries += """
                    <li><a href="#\(chapter.anchor(id))"><span class="section-number">\(captioned.label.text)</span> \(captioned.text)</a></li>

                    """
            }
        }
        guard !entries.isEmpty else { return entries }
        return """
            <nav class="edition-contents edition-captions" aria-label="\(title)">
            <h2>\(title)</h2>
            <ol>
            \(entries)</ol>
            </nav>

            """
    }
}
