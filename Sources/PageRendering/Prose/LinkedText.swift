import Diagnostics
import FrameworkModel
import LinkResolution

/// A text with its citations linked and its links named. A class, so that what has not changed goes from build to build at
/// no cost.
final class LinkedText: Sendable {
    let prose: RenderedProse
    /// What is wrong with it.
    let problems: [Diagnostic]
    private let text: RenderedText
    private let surroundings: CitationLinker.Surroundings
    private let matches: [SectionIndex.Match]

    /// What is otherwise in a site than in the one that it follows.
    struct Change {
        /// The volumes that have other sections.
        let volumes: Set<ChapterPlace.VolumeKey>
        /// The numbers of the pages of definitions that are called something else.
        let renamed: Set<Int>
    }

    /// - Parameter checks: Holds the numbers in the texts of links against what they lead to; `nil` for a text that is not
    ///   checked.
    init(_ text: RenderedText, _ piece: RenderedTexts.Piece, _ linker: CitationLinker, _ checks: NumberedLinkChecks?) {
        self.text = text
        surroundings = linker.surroundings(of: piece.page)
        matches = linker.matches(of: text.prose, in: surroundings)
        prose = linker.link(text.prose, piece.prose, to: matches, of: piece.page)
        problems = prose.diagnostics + (checks?.diagnostics(for: prose, piece.prose, of: piece.page) ?? [])
    }

    /// A text of which only the names of what its links lead to are others.
    private init(renaming old: LinkedText, _ piece: RenderedTexts.Piece, _ linker: CitationLinker) {
        text = old.text
        surroundings = old.surroundings
        matches = old.matches
        prose = linker.link(
            text.prose, piece.prose, to: matches, of: piece.page, reporting: old.prose.diagnostics)
        problems = old.problems
    }

    /// Whether it says something of volumes or pages that may be otherwise when their sections are.
    func dependsOn(
        _ volumes: Set<ChapterPlace.VolumeKey>, _ pages: Set<PageKey>, of page: PageKey, _ linker: CitationLinker
    ) -> Bool {
        prose.numberedLinks.contains { pages.contains($0.page ?? page) }
            || linker.cites(volumes, prose, in: surroundings)
    }

    /// The text, which may have been rendered anew, as it is now.
    func updated(
        _ text: RenderedText, _ piece: RenderedTexts.Piece, _ linker: CitationLinker, _ checks: NumberedLinkChecks,
        _ change: Change
    ) -> LinkedText {
        guard text === self.text, prose.numberedLinks.isEmpty, hasSameMatches(piece, linker, change.volumes) else {
            return LinkedText(text, piece, linker, checks)
        }
        let isRenamed = !change.renamed.isEmpty && text.prose.links.contains { change.renamed.contains($0.number) }
        return isRenamed ? LinkedText(renaming: self, piece, linker) : self
    }

    private func hasSameMatches(
        _ piece: RenderedTexts.Piece, _ linker: CitationLinker, _ volumes: Set<ChapterPlace.VolumeKey>
    ) -> Bool {
        if prose.citations.isEmpty { return true }
        guard linker.surroundings(of: piece.page) == surroundings else { return false }
        return !linker.cites(volumes, prose, in: surroundings)
            || zip(linker.matches(of: prose, in: surroundings), matches).allSatisfy { $0.isSame(as: $1) }
    }
}
