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
        var numbers: [PageKey: AnchorNumbers] = [:]
        lazy var locator = ProseLocator(prose, lineStarts: PreparedMarkdown(prose.markdown).originalLineStarts)
        return rendered.numberedLinks.compactMap { link in
            let target = link.page ?? page
            if link.fragment != nil, numbers[target] == nil { numbers[target] = anchorNumbers(on: target) }
            guard let number = link.fragment.map({ numbers[target]?.number(at: $0) }) ?? chapterNumber(of: target),
                link.named.number != number,
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

    /// The number of a chapter.
    private func chapterNumber(of page: PageKey) -> String? {
        page.definition.flatMap { framework[$0] }.flatMap(framework.place)?.number
    }

    private func anchorNumbers(on page: PageKey) -> AnchorNumbers {
        AnchorNumbers(outlines[page], chapters[page].map { texts.results[$0].prose })
    }
}

/// The numbers of what stands at the anchors of a page. Found once for all links that lead to the page: a text may have
/// thousands.
private struct AnchorNumbers {
    private let outline: ChapterOutline
    private let prose: RenderedProse?
    /// Of sections, which may have none, tables and figures.
    private var numbers: [String: String?] = [:]
    /// Of the sections that hold other anchors.
    private var surrounding: [String: String]?

    /// - Parameter prose: The text of the page.
    init(_ outline: ChapterOutline, _ prose: RenderedProse?) {
        self.outline = outline
        self.prose = prose
        for section in outline.sections {
            for anchor in [section.id, section.numberAnchor] {
                if let anchor { numbers.updateValue(section.number, forKey: anchor) }
            }
        }
        for label in outline.figuresAndTables.map(\.label) {
            if let id = label.id { numbers[id] = label.number }
        }
    }

    /// The number of the section, table or figure at an anchor, or of the section that holds it.
    mutating func number(at anchor: String) -> String? {
        if let number = numbers[anchor] { return number }
        guard let prose, prose.ids.contains(anchor) else { return nil }
        let surrounding = surrounding ?? surroundingNumbers(in: prose)
        self.surrounding = surrounding
        return surrounding[anchor]
    }

    private func surroundingNumbers(in prose: RenderedProse) -> [String: String] {
        let sections = outline.sections.compactMap { section in section.heading.map { ($0, section.number) } }
        let sectionNumbers = Dictionary(sections, uniquingKeysWith: { first, _ in first })
        var marks = prose.html.marks[...]
        var number: String?
        var numbers: [String: String] = [:]
        let bytes = prose.html.bytes
        for opening in bytes.ranges(of: Array(" id=\"".utf8)) {
            while let (mark, range) = marks.first, range.lowerBound < opening.lowerBound {
                if case .headingNumber(let heading) = mark { number = sectionNumbers[heading] ?? nil }
                marks.removeFirst()
            }
            let id = String(decoding: bytes[opening.upperBound...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
            if numbers[id] == nil { numbers[id] = number }
        }
        return numbers
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
