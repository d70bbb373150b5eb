import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution

/// Finds what amendments are directed at: sections by their numbers, definitions by their names.
///
/// A class, since it keeps the texts that it has cut into sections: many amendments change the same chapter.
final class AmendmentSearch {
    let library: ProseLibrary
    let framework: Framework
    private let grammar: CitationGrammar
    private let sources: ContentSources
    private lazy var definitionFiles = Dictionary(
        sources.definitions.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
    private lazy var paths = framework.pathsByDefinition
    private var texts: [DefinitionKey: SectionText] = [:]

    init(_ library: ProseLibrary, _ framework: Framework, _ sources: ContentSources, grammar: CitationGrammar) {
        self.library = library
        self.framework = framework
        self.grammar = grammar
        self.sources = sources
    }

    /// What an amendment is directed at.
    func target(of amendment: Amendment, in supplement: Supplement) throws(Diagnostic) -> Amendments.Target {
        if let colon = amendment.target.firstIndex(of: ":"),
            let kind = DefinitionKind(rawValue: String(amendment.target[..<colon]))
        {
            let id = String(amendment.target[amendment.target.index(after: colon)...])
            return try target(DefinitionKey(kind, id), amendment)
        }
        return try citedTarget(of: amendment, in: supplement)
    }

    private func target(_ key: DefinitionKey, _ amendment: Amendment) throws(Diagnostic) -> Amendments.Target {
        guard let definition = framework[key] else {
            throw Diagnostic(
                .amendmentTarget, at: amendment.location, "there is no \(key.kind.rawValue) '\(key.id)'", name: key.id,
                among: framework.definitions(of: key.kind).map(\.id))
        }
        return Amendments.Target(
            definition: key, anchor: nil, title: definition.title, volume: framework.place(of: definition)?.volume)
    }

    private func citedTarget(
        of amendment: Amendment, in supplement: Supplement
    ) throws(Diagnostic) -> Amendments.Target {
        let bytes = Array(amendment.target.utf8)
        guard let match = grammar.citations(in: bytes.span).first, match.range == bytes.indices else {
            throw Diagnostic(
                .amendmentTarget, at: amendment.location, "'\(amendment.target)' names no section or definition",
                help: "cite a section with its volume, as in 'ITI TF-2: 3.18.4.1', or write 'profile:XDS.b'")
        }
        switch library.sectionIndex.find(match.citation, from: nil, of: supplement.domain.id) {
        case .found(let entry):
            guard let key = entry.page.definition, let definition = framework[key] else { break }
            let volume = framework.place(of: definition)?.volume ?? (definition as? Volume).map(framework.key)
            return Amendments.Target(definition: key, anchor: entry.anchor, title: entry.title, volume: volume)
        case .missing(_, let problem), .unresolved(let problem):
            throw Diagnostic(
                .amendmentTarget, at: amendment.location, problem.summary, name: problem.name,
                among: problem.candidates, otherwise: problem.help)
        case .imported(let section, _):
            throw Diagnostic(
                .amendmentTarget, at: amendment.location, "'\(amendment.target)' is a section of another site",
                help: "amend what this site holds; \(section.url) is amended where it is written")
        case .foreign: break
        }
        throw Diagnostic(
            .amendmentTarget, at: amendment.location, "'\(amendment.target)' does not tell the volume",
            help: "cite the section with its volume, as in 'ITI TF-2: 3.18.4.1'")
    }

    /// The text of a chapter by its sections; `nil` for a definition without text.
    func text(of definition: DefinitionKey) -> SectionText? {
        if let text = texts[definition] { return text }
        guard let file = framework.prose[definition], let rendered = library.prose(of: .definition(definition)) else {
            return nil
        }
        let text = SectionText(file, rendered)
        texts[definition] = text
        return text
    }

    /// The source file and the element of a definition.
    func element(
        of target: Amendments.Target, _ amendment: Amendment
    ) throws(Diagnostic) -> (file: DefinitionFile, element: XMLElement) {
        let key = target.definition
        guard let file = paths[key].flatMap({ definitionFiles[$0] }),
            let element = ElementSearch.element(of: (key.kind.rawValue, key.id), in: file.root)
        else {
            throw Diagnostic(
                .amendmentTarget, at: amendment.location, "the definition '\(amendment.target)' can't be read",
                help: "mend its file first")
        }
        return (file, element)
    }

    /// Whether an amendment changes facts rather than prose.
    func isOfDefinition(_ amendment: Amendment) -> Bool {
        amendment.target.firstIndex(of: ":").map {
            DefinitionKind(rawValue: String(amendment.target[..<$0])) != nil
        } ?? false
    }
}
