import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// The amendments of all supplements, each with the place that it changes.
public struct Amendments: Sendable {
    /// What an amendment is directed at.
    struct Target: Sendable {
        /// The definition whose chapter or facts change.
        let definition: DefinitionKey
        /// The anchor of the section on its page; `nil` for the page as a whole.
        let anchor: String?
        /// What the place is called.
        let title: String
        /// The volume that it stands in.
        let volume: ChapterPlace.VolumeKey?
    }

    /// An amendment of a supplement.
    struct Entry: Sendable {
        let supplement: String
        let amendment: Amendment
        /// `nil` for what is not there.
        let target: Target?
        /// `nil` for what can't be done.
        let edit: SourceEdit?
    }

    /// The amendments by supplement, in the order of its text.
    private var entries: [String: [Entry]] = [:]
    /// Those that are still to be merged, by the definition that they change.
    private var pendingByTarget: [DefinitionKey: [Entry]] = [:]
    /// What the amendments lack.
    public private(set) var diagnostics: [Diagnostic] = []

    public init() {}

    /// Finds what the amendments of all supplements change.
    ///
    /// Reports `invalid-amendment` for one that is not complete or stands elsewhere than in a supplement,
    /// `amendment-target` for a target that is not there, `amendment-conflict` where two change the same place, and
    /// `outdated-amendment` where the volume has another revision than the supplement was written for.
    public init(of library: ProseLibrary, _ framework: Framework, sources: ContentSources, resolver: LinkResolver) {
        let search = AmendmentSearch(library, framework, sources, grammar: resolver.citations)
        for (page, amendments) in library.amendments {
            guard let key = page.definition, let supplement = framework[key] as? Supplement else {
                diagnostics += amendments.map(Self.misplaced)
                continue
            }
            for amendment in amendments where !amendment.target.isEmpty {
                var (target, edit): (Target?, SourceEdit?)
                do throws(Diagnostic) {
                    let found = try search.target(of: amendment, in: supplement)
                    target = found
                    // What has been merged is not looked for any more.
                    if supplement.isPending { edit = try search.edit(amendment, at: found) }
                } catch {
                    if supplement.isPending { diagnostics.append(error) }
                }
                add(amendment, target, edit, of: supplement, framework)
            }
        }
        let pending = pending(of: framework).flatMap { self[$0.id] }
        diagnostics += AmendmentConflicts.diagnostics(among: pending)
        for entry in pending where entry.edit != nil {
            if let target = entry.target { pendingByTarget[target.definition, default: []].append(entry) }
        }
    }

    /// The amendments of a supplement, in the order of its text.
    subscript(supplement: String) -> [Entry] { entries[supplement] ?? [] }

    /// What is still to be merged into a definition or its chapter, supplement by supplement.
    func pending(changing definition: DefinitionKey) -> [Entry] { pendingByTarget[definition] ?? [] }

    /// What the amendments of a supplement do to the source files.
    public func edits(of supplement: String) -> [SourceEdit] { self[supplement].compactMap(\.edit) }

    /// The supplements that change something and are not merged yet, those of trial implementation first, each in the
    /// order of their identifiers.
    func pending(of framework: Framework) -> [Supplement] {
        let pending = framework.supplements.filter { $0.isPending && !self[$0.id].isEmpty }
        return pending.filter { $0.status == .trialImplementation } + pending.filter { $0.status == .publicComment }
    }

    private static func misplaced(_ amendment: Amendment) -> Diagnostic {
        Diagnostic(
            .invalidAmendment, at: amendment.location, "an amendment stands in the text of a supplement",
            help: "move it to the Markdown beside a supplement's definition")
    }

    private mutating func add(
        _ amendment: Amendment, _ target: Target?, _ edit: SourceEdit?, of supplement: Supplement,
        _ framework: Framework
    ) {
        entries[supplement.id, default: []].append(
            Entry(supplement: supplement.id, amendment: amendment, target: target, edit: edit))
        guard supplement.isPending, let volume = target?.volume else { return }
        for base in supplement.baseRevisions where framework.volumes[base.volume.id].map(framework.key) == volume {
            guard let current = framework.volumes[base.volume.id]?.edition.revision, current != base.revision else {
                continue
            }
            diagnostics.append(
                Diagnostic(
                    .outdatedAmendment, at: amendment.location,
                    "this was written for revision \(base.revision) of \(base.volume.id), which is at \(current)",
                    help: "see whether it still fits, then set revision=\"\(current)\" in the supplement's 'affects'",
                    related: .init("the revision is named here", at: base.volume.place.location)))
        }
    }
}
