import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// Holds the numbers in the texts of links against those of the sections that they lead to.
struct NumberedLinkChecks {
    private let framework: Framework
    private let outlines: ChapterOutlines
    private let texts: RenderedTexts
    private let chapters: [PageKey: Int]

    init(_ framework: Framework, _ outlines: ChapterOutlines, _ texts: RenderedTexts) {
        self.framework = framework
        self.outlines = outlines
        self.texts = texts
        chapters = texts.chapters
    }

    /// Reports `misleading-link`.
    func diagnostics(for rendered: RenderedProse, _ prose: Prose, of page: PageKey) -> [Diagnostic] {
        guard !rendered.numberedLinks.isEmpty else { return [] }
        lazy var locator = ProseLocator(prose, lineStarts: PreparedMarkdown(prose.markdown).originalLineStarts)
        return rendered.numberedLinks.compactMap { link in
            let target = link.page ?? page
            guard let number = self.number(of: link.fragment, on: target), link.named.number != number,
                // What has no anchor of its own is cited on the page of its chapter.
                link.fragment != nil || !link.named.number.hasPrefix(number + ".")
            else { return nil }
            let offset = locator.offset(of: link.text, fromLine: link.line)
            return Diagnostic(
                .misleadingLink, at: prose.location(at: offset, length: link.text.utf8.count),
                "the text says \(link.named.number), but the link leads to \(number)",
                help: "correct the text or the link; a citation without a link finds its section by itself")
        }
    }

    /// The number of the section, table or figure at an anchor; of a chapter without one.
    private func number(of fragment: String?, on page: PageKey) -> String? {
        guard let fragment else { return page.definition.flatMap { framework[$0] }.flatMap(framework.place)?.number }
        let outline = outlines[page]
        if let label = outline.figuresAndTables.first(where: { $0.label.id == fragment }) { return label.label.number }
        if let section = outline.sections.first(where: { $0.id == fragment || $0.numberAnchor == fragment }) {
            return section.number
        }
        return heading(around: fragment, on: page).flatMap { heading in
            outline.sections.first { $0.heading == heading }?.number
        }
    }

    /// The heading that holds an anchor, or the last one before it.
    private func heading(around anchor: String, on page: PageKey) -> Int? {
        guard let chapter = chapters[page], texts.results[chapter].prose.ids.contains(anchor) else { return nil }
        let html = texts.results[chapter].prose.html
        let attribute = Array("\"\(anchor)\"".utf8)
        guard let place = html.bytes.firstRange(of: attribute)?.lowerBound else { return nil }
        var last: Int?
        for (mark, range) in html.marks where range.lowerBound < place {
            if case .headingNumber(let heading) = mark { last = heading }
        }
        return last
    }
}

extension Citation.Target {
    /// The number, whatever it is of; empty for a volume.
    fileprivate var number: String {
        switch self {
        case .volume: ""
        case .section(let number), .appendix(let number), .table(let number), .figure(let number): number
        }
    }
}
