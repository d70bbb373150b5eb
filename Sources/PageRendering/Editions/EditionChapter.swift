import FrameworkModel
import LinkResolution

/// A chapter of a print edition: the text of a definition's page, with anchors that no other chapter has.
struct EditionChapter {
    let definition: any Definition
    /// The page on the site.
    let address: Address
    /// The anchor of the chapter, with which all others in it begin.
    let id: String
    let outline: ChapterOutline
    /// The anchors of the page that come along.
    let anchors: Set<HTML>
    private let place: ChapterPlace?

    init(
        _ definition: any Definition, _ address: Address, id: String, place: ChapterPlace?, outline: ChapterOutline,
        prose: RenderedProse?
    ) {
        self.definition = definition
        self.address = address
        self.id = id
        self.outline = outline
        self.place = place
        let ofProse = (prose?.ids ?? []) + (prose?.headings.map(\.id) ?? [])
        anchors = Set((ofProse + outline.anchors + outline.sections.map(\.id)).map { "\($0)" })
    }

    /// The edition's name of an anchor. No identifier holds a slash, so what is before it tells the chapter.
    func anchor(_ anchor: String) -> String { "\(id)/\(anchor)" }

    /// The heading of the chapter, one level below the title of the edition.
    var heading: Heading {
        let number = place.map { $0.isAppendix ? "Appendix \($0.number)" : $0.number }
        let title = definition is Volume ? "About this volume" : definition.titleInContents
        return Heading(level: 2, id: id, title: title, number: number)
    }

    /// The headings of the chapter and its sections, as the edition has them.
    var headings: [Heading] {
        [heading]
            + outline.sections.map { section in
                Heading(
                    level: section.level + 1, id: anchor(section.id), title: section.title, number: section.number)
            }
    }
}

/// Where a link leads that stays in the edition.
struct EditionLinks {
    private let chapters: [HTML: EditionChapter]

    init(_ chapters: [EditionChapter]) {
        self.chapters = Dictionary(
            chapters.map { ("\($0.address.encoded)" as HTML, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The anchor in the edition for a link's address and fragment; `nil` for what only the site has.
    func anchor(_ address: HTML, _ fragment: HTML?) -> HTML? {
        guard let chapter = chapters[address] else { return nil }
        guard let fragment else { return "\(chapter.id)" }
        return chapter.anchors.contains(fragment) ? "\(chapter.id)/\(fragment)" : nil
    }
}
