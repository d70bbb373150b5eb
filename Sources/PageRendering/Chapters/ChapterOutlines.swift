import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// The outlines of all chapters.
struct ChapterOutlines: Sendable {
    private var chapters: [PageKey: OutlinedChapter] = [:]
    /// The pages whose outlines differ from those that these follow.
    private(set) var changed: [PageKey] = []

    /// An outline, and what the chapter lacks of its template. A class, since outlines are copied from build to build.
    private final class OutlinedChapter: Sendable {
        let source: Source
        let outline: ChapterOutline
        let problems: [Diagnostic]

        init(_ source: Source, of definition: any Definition, _ prose: Prose?) {
            self.source = source
            outline = OutlineBuilder.outline(
                of: source.text?.prose, template: source.template, number: source.number, name: source.name,
                names: source.names, reserved: SectionID.all)
            guard let prose, let text = source.text?.prose else {
                problems = []
                return
            }
            problems = ChapterChecks.diagnostics(for: outline, of: definition, text, prose)
        }
    }

    /// All that an outline depends on.
    private struct Source {
        let text: RenderedText?
        let template: [TemplateSection]
        let number: String?
        let name: String
        let names: [String]

        init(of definition: any Definition, in framework: Framework, _ text: RenderedText?) {
            self.text = text
            template = ChapterTemplate.sections(of: definition, in: framework)
            number = framework.place(of: definition)?.number
            name = (definition as? Profile)?.acronym ?? definition.id
            names = [definition.id, definition.label, definition.name]
        }

        func isSame(as other: Source) -> Bool {
            text === other.text && number == other.number && name == other.name && names == other.names
                && template == other.template
        }
    }

    init() {}

    /// Puts the outlines together from definitions and rendered prose.
    ///
    /// Reports `missing-section`, `duplicate-number` and `number-mismatch`.
    ///
    /// - Parameters:
    ///   - definitions: The definitions whose chapters are outlined; others are passed over.
    ///   - previous: Outlines of the same chapters that these follow: what would be the same is taken from them.
    init(
        of definitions: [any Definition], in framework: Framework, _ texts: RenderedTexts,
        following previous: ChapterOutlines? = nil, jobs: Int
    ) async {
        let chapters = definitions.filter(\.isChapter)
        let outlined = await parallelMap(chapters, jobs: jobs) { definition -> (OutlinedChapter, isKnown: Bool) in
            let page = PageKey.definition(definition.key)
            let own = texts.chapters[page]
            let source = Source(of: definition, in: framework, own.map { texts.results[$0] })
            if let known = previous?.chapters[page], known.source.isSame(as: source) { return (known, true) }
            return (OutlinedChapter(source, of: definition, own.map { texts.pieces[$0].prose }), false)
        }
        self.chapters = previous?.chapters ?? [:]
        self.chapters.reserveCapacity(chapters.count)
        for (definition, (chapter, isKnown)) in zip(chapters, outlined) where !isKnown {
            let page = PageKey.definition(definition.key)
            if self.chapters.updateValue(chapter, forKey: page)?.outline != chapter.outline { changed.append(page) }
        }
    }

    /// What the chapters lack of their templates.
    var diagnostics: [Diagnostic] { chapters.values.flatMap(\.problems) }

    /// Takes over other outlines in the place of its own.
    ///
    /// - Returns: The pages whose outlines differ from those before.
    @discardableResult
    mutating func replace(by others: ChapterOutlines) -> [PageKey] {
        let changed = others.chapters.filter { page, other in chapters[page]?.outline != other.outline }
        chapters.merge(others.chapters) { _, other in other }
        return Array(changed.keys)
    }

    /// The outline of a chapter; empty for a page that is none.
    subscript(page: PageKey) -> ChapterOutline { chapters[page]?.outline ?? ChapterOutline() }

    /// The chapters that have figures or tables with numbers, in no particular order.
    var pagesWithFigures: [PageKey] { chapters.lazy.filter { !$0.value.outline.figuresAndTables.isEmpty }.map(\.key) }
}
