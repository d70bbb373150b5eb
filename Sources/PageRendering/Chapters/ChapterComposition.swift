import FrameworkModel
import LinkResolution

/// Prose as it stands on a page: with numbers, citations and lists.
struct FinishedProse {
    var html = HTML()
    var headings: [Heading] = []
    /// Anchors besides those of headings.
    var ids: [String] = []
    /// Where sections begin, and the lists of what is said elsewhere.
    var sections = SectionStarts()
}

extension FinishedProse {
    /// Notes parts of the HTML, in their order, that are no text of a section.
    fileprivate mutating func noteAsides(_ parts: [HTML]) {
        var start = 0
        for part in parts where !part.isEmpty {
            guard let range = html.bytes[start...].firstRange(of: part.bytes) else { continue }
            sections.asides.append(range)
            start = range.upperBound
        }
        sections.asides.sort { $0.lowerBound < $1.lowerBound }
    }
}

/// Prose on its page: what rendering had to leave open is filled in.
extension PageComposer {
    /// The text of a plain page, or what is said about a definition that is no chapter.
    func prose(of key: PageKey) -> FinishedProse {
        guard let prose = library.prose(of: key) else { return FinishedProse() }
        let filling = MarkFilling(composer: self, prose: prose, headings: prose.headings, page: key)
        let pieces = ProsePieces(prose)
        var finished = FinishedProse(headings: prose.headings, ids: prose.ids)
        finished.html.reserve(prose.html.bytes.count + 1024)
        finished.html += filling.html(of: pieces.introduction)
        for heading in prose.headings.indices {
            guard let piece = pieces.sections[heading] else { continue }
            finished.sections.starts.append((heading, finished.html.bytes.count))
            finished.html += filling.html(of: piece)
        }
        finished.html += filling.html(of: pieces.tail)
        finished.noteAsides(filling.lists)
        return finished
    }

    /// A chapter: sections in the order of the outline, in each the prose and then what definitions give.
    ///
    /// - Parameter generated: The HTML of a part that definitions give.
    func chapter(_ outline: ChapterOutline, of key: PageKey, generated: (GeneratedPart) -> HTML) -> FinishedProse {
        let prose = library.prose(of: key) ?? RenderedProse()
        let filling = MarkFilling(
            composer: self, prose: prose, headings: outline.numbered(prose.headings), page: key, outline: outline,
            place: key.definition.flatMap { framework[$0] }.flatMap(framework.place))
        let pieces = ProsePieces(prose)
        let notes = changeNotes(on: key)
        var chapter = FinishedProse(ids: prose.ids + outline.anchors)
        var asides: [HTML] = []
        chapter.html.reserve(prose.html.bytes.count + 16_384)
        chapter.html += filling.html(of: pieces.introduction)
        for section in outline.sections {
            let heading = Heading(section)
            chapter.sections.starts.append((chapter.headings.count, chapter.html.bytes.count))
            chapter.headings.append(heading)
            let text =
                section.heading.flatMap { pieces.sections[$0] }.map(filling.html)
                ?? heading.markup(citedAs: filling.citation(of: heading))
            let note = notes[section.numberAnchor ?? section.id]
            chapter.html += note.map { text.inserting($0, below: heading) } ?? text
            if let note { asides.append(note) }
            for part in section.parts where !part.isReplaced(bySectionWith: prose, pieces, section.heading) {
                chapter.html += generated(part)
            }
        }
        chapter.html += filling.html(of: pieces.tail)
        chapter.noteAsides(asides)
        chapter.noteAsides(filling.lists)
        return chapter
    }

    /// How a definition's chapter is cited; `nil` for one without a number.
    func citation(of definition: any Definition) -> String? {
        framework.place(of: definition).map { framework.citation(of: $0.number, in: $0) }
    }

    /// A citation of a definition's chapter that leads to it; of a definition of another site, what that is called.
    func reference(to reference: DefinitionReference) -> HTML {
        if framework[reference.key] == nil, let imported = framework.imports[reference.key] {
            return "\(imported.site)"
        }
        guard let definition = framework[reference.key], let address = addresses[reference.key],
            let citation = citation(of: definition)
        else { return "–" }
        return "<a class=\"ref ref-section\" href=\"\(address)\" title=\"\(definition.name)\">\(citation)</a>"
    }
}

/// Fills in what the marks in prose stand for.
private final class MarkFilling {
    private let composer: PageComposer
    private let prose: RenderedProse
    private let headings: [Heading]
    private let page: PageKey
    private let outline: ChapterOutline?
    /// Where the chapter stands; `nil` for what is no chapter.
    private let place: ChapterPlace?
    /// The lists of definitions that have been filled in: what is in them is said on pages of its own.
    private(set) var lists: [HTML] = []

    init(
        composer: PageComposer, prose: RenderedProse, headings: [Heading], page: PageKey,
        outline: ChapterOutline? = nil, place: ChapterPlace? = nil
    ) {
        self.composer = composer
        self.prose = prose
        self.headings = headings
        self.page = page
        self.outline = outline
        self.place = place
    }

    func html(of piece: ProsePieces.Piece) -> HTML { prose.html.replacing(piece.marks, in: piece.range, by: fill) }

    /// How a section is cited.
    func citation(of heading: Heading) -> String? {
        guard let place, let number = heading.number else { return nil }
        return composer.framework.citation(of: number, in: place)
    }

    private func list(_ list: DefinitionList) -> HTML {
        let html = composer.list(list)
        if list.subject != .namespaces { lists.append(html) }
        return html
    }

    private func form(_ index: Int) -> HTML {
        let form = prose.forms[index].form
        return composer.html(of: form, place: prose.forms[..<index].count { $0.form == form })
    }

    private func fill(_ mark: ProseMark) -> HTML {
        switch mark {
        case .headingNumber(let index): headings[index].numberMarkup
        case .headingEnd(let index): headings[index].anchorLink(citedAs: citation(of: headings[index]))
        case .caption(let index): (outline?.captionLabels[index] ?? prose.captions[index].label)?.markup ?? HTML()
        case .list(let index): list(prose.lists[index])
        case .form(let index): form(index)
        case .diagram(let index): prose.diagrams[index]
        case .amendment(let index): composer.instruction(of: prose.amendments[index], in: page)
        // Citations are linked and links are named before pages are composed.
        case .citation, .citationEnd, .name, .title, .footnotes: HTML()
        }
    }
}
