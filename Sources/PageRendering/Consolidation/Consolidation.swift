import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// The chapters of a framework with the text of pending supplements in its place, all changes marked.
public struct Consolidation: Sendable {
    /// A chapter in a view.
    struct Chapter: Sendable {
        /// The text with its marks.
        let marked: Marked
        /// What it would be with all changes accepted.
        let accepted: FinishedProse
        /// The supplements that change it, in the order in which they were applied.
        let supplements: [String]
    }

    private var chapters: [PageKey: Chapter] = [:]
    /// What is wrong with the amended sources, told at the amendments, and how it is known in those before.
    private var problems: [(problem: Problem, diagnostic: Diagnostic)] = []
    /// The files that are amended.
    private var amendedPaths: Set<String> = []

    public init() {}

    /// The chapter of a definition in a view; `nil` for what the view does not change.
    subscript(view: FrameworkView, definition: DefinitionKey) -> Chapter? { chapters[.consolidated(view, definition)] }

    /// The pages that come with it, in a fixed order.
    public var pages: [(view: FrameworkView, DefinitionKey)] {
        chapters.keys.sorted().compactMap { page in
            if case .consolidated(let view, let definition) = page { (view, definition) } else { nil }
        }
    }

    /// The chapters that a view changes.
    func chapters(in view: FrameworkView) -> [DefinitionKey] { pages.filter { $0.view == view }.map(\.1) }

    /// Applies the pending supplements layer by layer, and compares what their chapters become.
    ///
    /// - Parameter composer: The site without amendments.
    public init(
        _ amendments: Amendments, of composer: PageComposer, sources: ContentSources, jobs: Int
    ) async {
        var steps: [DefinitionKey: [(supplement: Supplement, text: FinishedProse)]] = [:]
        var applied: [String] = []
        for layer in AmendmentLayers.layers(of: amendments.pending(of: composer.framework), amendments) {
            applied += layer.supplements.map(\.id)
            let amended = AmendedSources(sources, amendedBy: applied, amendments)
            let state = await AmendedState(amended, of: composer, jobs: jobs)
            amendedPaths.formUnion(amended.changes.keys)
            for problem in state.diagnostics {
                if let diagnostic = amended.diagnostic(problem) { problems.append((Problem(problem), diagnostic)) }
            }
            for (definition, supplement) in layer.chapters {
                guard let text = state.composer.chapter(of: definition) else { continue }
                steps[definition, default: []].append((supplement, text))
            }
        }
        for (definition, steps) in steps { add(definition, steps, composer) }
    }

    /// What is wrong with the amended sources and was not with those before.
    ///
    /// - Parameter known: What has been reported of the sources.
    public func diagnostics(besides known: [Diagnostic]) -> [Diagnostic] {
        guard !problems.isEmpty else { return [] }
        var known = Set(known.map(Problem.init))
        return problems.filter { known.insert($0.problem).inserted }.map(\.diagnostic)
    }

    /// Whether the chapters that it amends do not change with the text of some files, as long as citations lead where they
    /// have led.
    ///
    /// - Parameter paths: The paths of the files in the content folder.
    public func isIndependent(of paths: Set<String>) -> Bool { amendedPaths.isDisjoint(with: paths) }

    private mutating func add(
        _ definition: DefinitionKey, _ steps: [(supplement: Supplement, text: FinishedProse)], _ composer: PageComposer
    ) {
        guard let plain = composer.chapter(of: definition) else { return }
        for view in FrameworkView.allCases {
            let steps = steps.filter { view.includes($0.supplement.status) }
            // What nothing of the view's own changes is the same as in the view before.
            guard let last = steps.last, view == .trialImplementation || last.supplement.status == .publicComment else {
                continue
            }
            let marked = ChangeMarking.mark(
                [plain.html] + steps.map(\.text.html), by: steps.map { composer.origin(of: $0.supplement) })
            guard !marked.changes.isEmpty else { continue }
            chapters[.consolidated(view, definition)] = Chapter(
                marked: marked, accepted: last.text, supplements: steps.map(\.supplement.id))
        }
    }

    /// What tells a problem from others, wherever in the amended file it has gone.
    private struct Problem: Hashable {
        let rule: Rule
        let summary: String

        init(_ diagnostic: Diagnostic) {
            rule = diagnostic.rule
            summary = diagnostic.summary
        }
    }
}

extension PageComposer {
    /// The text of a chapter, without the ways on to what follows from final text; `nil` for what is no chapter.
    func chapter(of definition: DefinitionKey) -> FinishedProse? {
        switch framework[definition] {
        case let profile as Profile: chapter(of: profile)
        case let transaction as Transaction: chapter(of: transaction)
        case let module as ContentModule: chapter(of: module)
        case let chapter as FrameworkModel.Chapter: self.chapter(of: chapter)
        default: nil
        }
    }

    /// Whom the changes of a supplement are ascribed to.
    fileprivate func origin(of supplement: Supplement) -> ChangeMarking.Origin {
        let page = addresses[supplement.key] ?? Address("")
        return ChangeMarking.Origin(label: supplement.name, address: page, fragment: nil)
    }
}
