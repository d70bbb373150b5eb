import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// The outlines of all chapters.
struct ChapterOutlines: Sendable {
    private var outlines: [PageKey: ChapterOutline] = [:]
    /// What the chapters' templates miss.
    private(set) var diagnostics: [Diagnostic] = []

    init() {}

    /// Puts the outlines together from definitions and rendered prose.
    ///
    /// Reports `missing-section`, `duplicate-number` and `number-mismatch`.
    ///
    /// - Parameter definitions: The definitions whose chapters are outlined; others are passed over.
    init(of definitions: [any Definition], in framework: Framework, _ texts: RenderedTexts, jobs: Int) async {
        let prose = texts.chapters
        let chapters = definitions.filter(\.isChapter)
        let outlined = await parallelMap(chapters, jobs: jobs) { definition in
            let own = prose[.definition(definition.key)]
            let outline = OutlineBuilder.outline(
                of: own.map { texts.results[$0] }, template: ChapterTemplate.sections(of: definition, in: framework),
                number: framework.place(of: definition)?.number,
                name: (definition as? Profile)?.acronym ?? definition.id,
                names: [definition.id, definition.label, definition.name], reserved: SectionID.all)
            let problems = own.map {
                ChapterChecks.diagnostics(for: outline, of: definition, texts.results[$0], texts.pieces[$0].prose)
            }
            return (outline, problems ?? [])
        }
        outlines.reserveCapacity(chapters.count)
        for (definition, (outline, problems)) in zip(chapters, outlined) {
            outlines[.definition(definition.key)] = outline
            diagnostics += problems
        }
    }

    /// Takes over other outlines in the place of its own.
    mutating func replace(by others: ChapterOutlines) {
        outlines.merge(others.outlines) { _, other in other }
    }

    /// The outline of a chapter; empty for a page that is none.
    subscript(page: PageKey) -> ChapterOutline { outlines[page] ?? ChapterOutline() }

    /// The chapters that have figures or tables with numbers, in no particular order.
    var pagesWithFigures: [PageKey] { outlines.lazy.filter { !$0.value.figuresAndTables.isEmpty }.map(\.key) }
}
