import Diagnostics
import FrameworkModel
import LinkResolution

/// The sections that change proposals change, found among those that the site has.
struct ChangedSections: Sendable {
    /// A section that a change proposal cites.
    struct Target: Sendable {
        let citation: String
        /// Where it is; `nil` for what is not here.
        let entry: SectionIndex.Entry?
    }

    /// A change proposal, and what it changes of a page.
    struct Change: Sendable {
        let proposal: ChangeProposal
        let target: Target
    }

    private var targets: [DefinitionKey: [Target]] = [:]
    private var changes: [PageKey: [Change]] = [:]
    /// What the citations of change proposals lack.
    private(set) var diagnostics: [Diagnostic] = []

    init() {}

    /// Finds what the change proposals of a framework cite.
    ///
    /// Reports `unresolved-citation`.
    init(_ framework: Framework, grammar: CitationGrammar, index: SectionIndex) {
        for proposal in framework.changeProposals {
            for case .section(let text, let place) in proposal.changes {
                let target = Target(
                    citation: text, entry: find(text, at: place, of: proposal.domain.id, grammar: grammar, index: index)
                )
                targets[proposal.key, default: []].append(target)
                guard let page = target.entry?.page else { continue }
                changes[page, default: []].append(Change(proposal: proposal, target: target))
            }
        }
    }

    /// The sections that a proposal cites, in its order.
    func targets(of proposal: ChangeProposal) -> [Target] { targets[proposal.key] ?? [] }

    /// What changes sections of a page, in the order of the proposals.
    func changes(on page: PageKey) -> [Change] { changes[page] ?? [] }

    private mutating func find(
        _ text: String, at place: SourcePlace, of domain: String, grammar: CitationGrammar, index: SectionIndex
    ) -> SectionIndex.Entry? {
        let bytes = Array(text.utf8)
        guard let match = grammar.citations(in: bytes.span).first, match.range == bytes.indices else {
            report("'\(text)' cites no section", at: place)
            return nil
        }
        switch index.find(match.citation, from: nil, of: domain) {
        case .found(let entry): return entry
        case .missing(let chapter, let problem):
            diagnostics.append(problem.diagnostic(at: place.location))
            return chapter
        case .imported(_, let problem): if let problem { diagnostics.append(problem.diagnostic(at: place.location)) }
        case .unresolved(let problem): diagnostics.append(problem.diagnostic(at: place.location))
        case .foreign: report("'\(text)' does not tell the volume", at: place)
        }
        return nil
    }

    private mutating func report(_ summary: String, at place: SourcePlace) {
        diagnostics.append(
            Diagnostic(
                .unresolvedCitation, at: place.location, summary,
                help: "cite the section with its volume, such as 'ITI TF-2: 3.18.4.1'"))
    }
}
