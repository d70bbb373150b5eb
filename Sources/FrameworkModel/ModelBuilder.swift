import ContentReading
import Diagnostics

/// Puts the sources together to the model and checks what they mean together.
public struct ModelBuilder {
    private let previous: Framework?
    private var decoded: [String: DecodedFile] = [:]
    private var definitionsByFile: [String: [DefinitionKey]] = [:]
    private var definitions: [DefinitionKey: any Definition] = [:]
    private var diagnostics: [Diagnostic] = []

    /// Builds the model.
    ///
    /// Reports `duplicate-id`, `prose-without-definition`, `missing-key` for a page without a title, and what the
    /// checks report: `unknown-id`, `duplicate-entry`, `role-mismatch`, `grouping-cycle`, `profile-without-actors`,
    /// `transaction-without-roles`, `unused-actor`, `similar-names`, `number-mismatch`, `status-mismatch`.
    ///
    /// - Parameter previous: The model of what was read before: what files say that have not changed is taken from it.
    public static func build(
        _ sources: ContentSources, following previous: Framework? = nil
    ) -> (framework: Framework, diagnostics: [Diagnostic]) {
        let (framework, problems) = assemble(sources, following: previous)
        return (framework, problems + check(framework))
    }

    /// What is wrong with what definitions mean together: the part of `build` that nothing else waits for.
    public static func check(_ framework: Framework) -> [Diagnostic] { ModelChecks.diagnostics(for: framework) }

    /// Builds the model without checking it.
    public static func assemble(
        _ sources: ContentSources, following previous: Framework? = nil
    ) -> (framework: Framework, diagnostics: [Diagnostic]) {
        var builder = ModelBuilder(following: previous)
        for file in sources.definitions { builder.decode(file) }
        builder.completeDerivedFacts()
        let (prose, pages) = builder.assign(sources.prose)
        let framework = Framework(
            builder.definitions, prose: prose, pages: pages, drafts: sources.drafts,
            definitionsByFile: builder.definitionsByFile, decoded: builder.decoded,
            imports: Imports(of: sources.inventories, following: previous?.imports), following: previous)
        return (framework, builder.diagnostics)
    }

    // MARK: Definitions

    private init(following previous: Framework?) {
        self.previous = previous
    }

    private mutating func decode(_ file: DefinitionFile) {
        let known = previous?.decoded[file.file.path].flatMap { $0.source === file.source ? $0 : nil }
        let decoded = known ?? DecodedFile(source: file.source, definitions: Self.definitions(in: file))
        self.decoded[file.file.path] = decoded
        for definition in decoded.definitions { add(definition, of: file.file.path) }
    }

    private static func definitions(in file: DefinitionFile) -> [any Definition] {
        let elements = file.root.name == "definitions" ? file.root.children : [file.root]
        return elements.compactMap { element in
            DefinitionKind(rawValue: element.name).flatMap { kind in
                decode(kind, ElementDecoder(element: element, source: file.source))
            }
        }
    }

    private static func decode(_ kind: DefinitionKind, _ decoder: ElementDecoder) -> (any Definition)? {
        switch kind {
        case .domain: Domain(decoder)
        case .volume: Volume(decoder)
        case .chapter: Chapter(decoder)
        case .profile: Profile(decoder)
        case .actor: FrameworkActor(decoder)
        case .transaction: Transaction(decoder)
        case .option: ProfileOption(decoder)
        case .contentModule: ContentModule(decoder)
        case .supplement: Supplement(decoder)
        case .changeProposal: ChangeProposal(decoder)
        case .publication: Publication(decoder)
        case .organisation: Organisation(decoder)
        case .membership: Membership(decoder)
        case .event: Event(decoder)
        case .tool: TestTool(decoder)
        case .product: Product(decoder)
        case .term: Term(decoder)
        case .standard: Standard(decoder)
        case .source: FactSource(decoder)
        }
    }

    private mutating func add(_ definition: any Definition, of path: String) {
        let key = definition.key
        if let first = definitions[key] {
            diagnostics.append(
                Diagnostic(
                    .duplicateIdentifier, at: definition.identity.place.location,
                    "there is another \(key.kind.rawValue) '\(key.id)'",
                    help: "remove one of the two, or give one another id",
                    related: .init("the first is here", at: first.identity.place.location)))
        } else {
            definitions[key] = definition
            definitionsByFile[path, default: []].append(key)
        }
    }

    /// What follows from another definition: the section of a transaction from its domain's and its own number
    /// (General Introduction 7.5: `3.18` for ITI-18, `4.5` for RAD-5), the domain of a chapter from its volume.
    private mutating func completeDerivedFacts() {
        for (key, definition) in definitions {
            switch definition {
            case var transaction as Transaction where transaction.section == nil:
                let domain = definitions[transaction.domain.key] as? Domain
                guard let base = domain?.transactionSection, let number = transaction.number else { continue }
                transaction.section = "\(base).\(number)"
                definitions[key] = transaction
            case var chapter as Chapter:
                let volume = definitions[chapter.volume.key] as? Volume
                chapter.domain = volume?.domain
                chapter.volumeNumber = volume?.number
                definitions[key] = chapter
            default: continue
            }
        }
    }

    // MARK: Prose

    /// Tells the prose of definitions from plain pages: prose stands beside its definition with the same stem.
    private mutating func assign(
        _ files: [MarkdownFile]
    ) -> (prose: [DefinitionKey: MarkdownFile], pages: [MarkdownFile]) {
        var prose: [DefinitionKey: MarkdownFile] = [:]
        var pages: [MarkdownFile] = []
        for file in files {
            switch definitionsByFile[file.file.stem + ".xml"] {
            case .some(let keys) where keys.count == 1:
                prose[keys[0]] = file
            case .some:
                report(file, "this prose stands beside a file of several definitions", name: nil)
            case nil where file.frontMatter.title == nil && file.frontMatter.isReadable:
                report(
                    file, "this is neither a page, which has a title, nor the prose of a definition",
                    name: file.file.stem)
            case nil:
                pages.append(file)
            }
        }
        return (prose, pages)
    }

    private mutating func report(_ file: MarkdownFile, _ summary: String, name: String?) {
        let place = file.prose.location(at: 0)
        let help = "a page begins with front matter ('---', 'title: ...', '---'); prose is named like its .xml file"
        guard let name else {
            return diagnostics.append(
                Diagnostic(.proseWithoutDefinition, at: place, summary, help: "give the definition a file of its own"))
        }
        let stems = definitionsByFile.keys.map { $0.hasSuffix(".xml") ? String($0.dropLast(4)) : $0 }
        diagnostics.append(
            Diagnostic(.proseWithoutDefinition, at: place, summary, name: name, among: stems, otherwise: help))
    }
}

/// What a file says, before anything is known of other files.
struct DecodedFile: Sendable {
    /// The text as it was read then.
    let source: SourceText
    let definitions: [any Definition]
}
