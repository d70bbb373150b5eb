import ContentReading
import Diagnostics
import FrameworkModel

/// Where a link of the prose leads.
public struct ResolvedLink: Sendable, Equatable {
    public enum Target: Sendable, Equatable {
        /// A page of the site.
        case page(SitePage)
        /// A file that is published as it is.
        case asset(Address)
        /// A definition of another site whose inventory is known.
        case imported(ImportedDefinition)
        /// The page that the link stands on.
        case samePage
        /// Another site.
        case external(String)
    }

    public let target: Target
    /// The anchor on the page, without `#` and not percent-encoded.
    public let fragment: String?

    /// The page of the site that it leads to; `nil` for all else.
    public var page: SitePage? {
        if case .page(let page) = target { page } else { nil }
    }
}

/// What a link calls the definition that it leads to.
public struct LinkLabel: Sendable, Equatable {
    /// The name, for the hover.
    public let name: String
    /// The name with the identifier that readers know it by, for a link without text.
    public let title: String
}

/// Why a link leads nowhere.
public struct LinkProblem: Error, Sendable {
    public let rule: Rule
    public let summary: String
    /// The names that would have been right, for suggestions. They are sought only where the problem is told.
    public var candidates: [String] { findCandidates() }
    private let findCandidates: @Sendable () -> [String]
    /// The name that was looked for.
    public let name: String
    public let help: String?

    init(
        _ rule: Rule, _ summary: String, name: String = "",
        candidates: @autoclosure @escaping @Sendable () -> [String] = [], help: String? = nil
    ) {
        self.rule = rule
        self.summary = summary
        self.name = name
        findCandidates = candidates
        self.help = help
    }

    /// A picture that is no file of the content folder.
    public static func notAPicture(_ destination: String) -> LinkProblem {
        LinkProblem(
            .brokenLink, "'\(destination)' is no picture of the content folder",
            help: "put the picture into the content folder and link to it, relative to this file")
    }

    /// The problem as a diagnostic.
    public func diagnostic(at location: SourceLocation) -> Diagnostic {
        Diagnostic(rule, at: location, summary, name: name, among: candidates, otherwise: help)
    }
}

/// What rendering prose needs to know of the site.
public protocol ReferenceResolving: Sendable {
    /// The transaction that a text in brackets names.
    ///
    /// - Returns: `nil` where the text is no reference, such as `UTF-8`.
    /// - Throws: `LinkProblem` where it looks like a transaction and there is none.
    func transaction(_ text: Substring) throws(LinkProblem) -> ResolvedLink?

    /// Resolves the destination of a link.
    ///
    /// What a destination with a scheme leads to does not depend on the path, and on the text only where no name follows
    /// the scheme. What any other leads to depends on the folder of the path, not on the text.
    ///
    /// - Parameters:
    ///   - destination: The destination as written.
    ///   - text: The link's text, which a reference without a name refers to.
    ///   - path: The path in the content folder of the file that holds the link.
    func resolve(_ destination: String, text: String, from path: String) throws(LinkProblem) -> ResolvedLink

    /// What links call the definition whose page has a number.
    func label(ofPage number: Int) -> LinkLabel

    /// What is wrong with a text that stands for a definition; `nil` for a name of it, and for words that are no name.
    func misnomer(of key: DefinitionKey, in text: String) -> Misnomer?

    /// How names are spelled.
    var spelling: NameSpelling { get }

    /// What citations look like.
    var citations: CitationGrammar { get }

    /// The page with a key; `nil` for a page that the site does not have.
    func page(_ key: PageKey) -> SitePage?
}

/// Turns what editors write as the destination of a link into a target.
public struct LinkResolver: ReferenceResolving {
    private let framework: Framework
    private let names: NameIndex
    /// The names that other sites have for what they define, in the order in which they are asked.
    private let importedNames: [NameIndex]
    private let addresses: AddressBook
    /// Pages by the path of the file that an editor would link to.
    private let pagesByFile: [String: PageKey]
    /// What links call definitions, by the numbers of their pages.
    private let labels: [LinkLabel?]
    public let spelling: NameSpelling
    public let citations: CitationGrammar

    /// What takes longest is made by two tasks.
    public static func make(_ framework: Framework, addresses: AddressBook) async -> LinkResolver {
        async let spelling = NameSpelling(framework)
        return LinkResolver(framework, addresses, NameIndex(framework), await spelling)
    }

    public init(_ framework: Framework, addresses: AddressBook) {
        self.init(framework, addresses, NameIndex(framework), NameSpelling(framework))
    }

    private init(_ framework: Framework, _ addresses: AddressBook, _ names: NameIndex, _ spelling: NameSpelling) {
        self.framework = framework
        self.addresses = addresses
        self.names = names
        importedNames = framework.imports.sites.map(NameIndex.init)
        self.spelling = spelling
        var pagesByFile: [String: PageKey] = [:]
        for page in framework.pages { pagesByFile[page.file.path] = PageKey(page) }
        for (key, file) in framework.prose { pagesByFile[file.file.path] = .definition(key) }
        for (path, keys) in framework.definitionsByFile where keys.count == 1 {
            pagesByFile[path] = .definition(keys[0])
        }
        self.pagesByFile = pagesByFile
        citations = Self.citations(of: framework)
        var labels = [LinkLabel?](repeating: nil, count: addresses.pages.count)
        for definition in framework.definitions {
            guard let page = addresses.page(.definition(definition.key)), labels[page.number] == nil else { continue }
            labels[page.number] = LinkLabel(name: definition.name, title: definition.title)
        }
        self.labels = labels
    }

    /// What citations of the site's own domains look like, and of those of other sites.
    private static func citations(of framework: Framework) -> CitationGrammar {
        let imported = framework.imports.sites.flatMap(\.definitions).filter {
            $0.key.kind == .domain && framework.domains[$0.key.id] == nil
        }
        let domains =
            framework.domains.map { ($0.id, $0.identity.aliases) }
            + imported.map { ($0.key.id, $0.otherNames) }
        // Names of several words are prose, not citations.
        let aliases = domains.flatMap { domain, aliases in aliases.filter { !$0.contains(" ") }.map { ($0, domain) } }
        var seen: Set<String> = []
        return CitationGrammar(
            domains: domains.map(\.0).filter { seen.insert($0).inserted },
            aliases: Dictionary(aliases, uniquingKeysWith: { first, _ in first }))
    }

    public func label(ofPage number: Int) -> LinkLabel {
        (labels.indices.contains(number) ? labels[number] : nil) ?? LinkLabel(name: "", title: "")
    }

    /// The numbers of the pages that links call something else than another resolver's links, with the same pages, do.
    public func renamedPages(since other: LinkResolver) -> Set<Int> {
        Set(labels.indices.filter { !other.labels.indices.contains($0) || labels[$0] != other.labels[$0] })
    }

    public func page(_ key: PageKey) -> SitePage? { addresses.page(key) }

    public func misnomer(of key: DefinitionKey, in text: String) -> Misnomer? { names.misnomer(of: key, in: text) }

    /// Whether there are definitions of a kind, and so a list of them.
    func hasList(of kind: DefinitionKind) -> Bool { addresses[.list(kind)] != nil }

    public func transaction(_ text: Substring) throws(LinkProblem) -> ResolvedLink? {
        guard ([names] + importedNames).contains(where: { $0.looksLikeTransaction(text) }) else { return nil }
        return try definition(String(text), kind: .transaction, fragment: nil)
    }

    public func resolve(_ destination: String, text: String, from path: String) throws(LinkProblem) -> ResolvedLink {
        if destination.isEmpty {
            throw LinkProblem(.brokenLink, "this link leads nowhere", help: "write where it leads in the parentheses")
        }
        let (location, fragment) = split(destination)
        if let colon = colon(of: location) {
            let scheme = location[..<colon].lowercased()
            let rest = location[location.utf8.index(after: colon)...]
            if let kind = DefinitionKind(rawValue: scheme) {
                let name = rest.isEmpty ? text : percentDecoded(rest)
                return try definition(name, kind: kind, fragment: fragment)
            }
            if scheme == "list" { return try list(percentDecoded(rest), fragment: fragment) }
            return try external(destination, scheme: scheme)
        }
        if location.isEmpty { return ResolvedLink(target: .samePage, fragment: fragment) }
        return try file(percentDecoded(location), fragment: fragment, from: path)
    }

    private func split(_ destination: String) -> (location: Substring, fragment: String?) {
        guard let hash = destination.utf8.firstIndex(of: UInt8(ascii: "#")) else { return (destination[...], nil) }
        let fragment = percentDecoded(destination[destination.utf8.index(after: hash)...])
        return (destination[..<hash], fragment.isEmpty ? nil : fragment)
    }

    /// The colon behind a scheme.
    private func colon(of location: Substring) -> Substring.Index? {
        var location = location
        let end = location.withUTF8 { schemeEnd(of: $0) }
        return end.map { location.utf8.index(location.startIndex, offsetBy: $0) }
    }

    private func external(_ destination: String, scheme: String) throws(LinkProblem) -> ResolvedLink {
        guard ["https", "http", "mailto"].contains(scheme) else {
            throw LinkProblem(
                .unsafeAddress, "links to '\(scheme):' are not published",
                name: scheme, candidates: DefinitionKind.allCases.map(\.rawValue) + ["https", "http", "mailto"],
                help: "link to https:, http: or mailto:, or to a definition such as actor:document-consumer")
        }
        return ResolvedLink(target: .external(destination), fragment: nil)
    }

    /// The list of a kind, by the name that `site.yml` calls it.
    private func list(_ name: String, fragment: String?) throws(LinkProblem) -> ResolvedLink {
        let kind = DefinitionKind.allCases.first { $0.listName == name }
        guard let page = kind.flatMap({ addresses.page(.list($0)) }) else {
            throw LinkProblem(
                .unresolvedReference, "there is no list '\(name)'", name: name,
                candidates: DefinitionKind.allCases.filter(hasList).map(\.listName), help: "name a list that there is")
        }
        return ResolvedLink(target: .page(page), fragment: fragment)
    }

    private func definition(
        _ name: String, kind: DefinitionKind, fragment: String?
    ) throws(LinkProblem) -> ResolvedLink {
        if let key = try key(of: name, kind: kind, in: names), let page = addresses.page(.definition(key)) {
            return ResolvedLink(target: .page(page), fragment: fragment)
        }
        for names in importedNames {
            guard let key = try key(of: name, kind: kind, in: names), let imported = framework.imports[key] else {
                continue
            }
            return ResolvedLink(target: .imported(imported), fragment: fragment)
        }
        throw LinkProblem(
            .unresolvedReference, "there is no \(kind.rawValue) '\(name)'", name: name,
            candidates: ([names] + importedNames).flatMap { $0.names(of: kind) },
            help: "define it, or refer to another")
    }

    private func key(
        of name: String, kind: DefinitionKind, in names: NameIndex
    ) throws(LinkProblem) -> DefinitionKey? {
        switch names.find(name, kind: kind) {
        case .one(let key): return key
        case .none: return nil
        case .several(let keys):
            throw LinkProblem(
                .ambiguousReference, "more than one \(kind.rawValue) is called '\(name)'",
                help: "name one by its id: \(alternatives(keys.map { "\(kind.rawValue):\($0.id)" }))")
        }
    }

    private func file(_ link: String, fragment: String?, from path: String) throws(LinkProblem) -> ResolvedLink {
        guard let target = joined(link, to: path) else {
            throw LinkProblem(
                .brokenLink, "'\(link)' leaves the content folder",
                help: "link to a file of the content folder, relative to this one")
        }
        // Guides for FHIR link to the pages that their sources become.
        let source = target.hasSuffix(".html") ? String(target.dropLast("html".count)) + "md" : target
        if let key = pagesByFile[target] ?? pagesByFile[source], let page = addresses.page(key) {
            return ResolvedLink(target: .page(page), fragment: fragment)
        }
        if let keys = framework.definitionsByFile[target] {
            return try definition(in: keys, of: link, fragment: fragment)
        }
        if let address = addresses.asset(target) { return ResolvedLink(target: .asset(address), fragment: fragment) }
        if framework.drafts.contains(target) {
            throw LinkProblem(
                .brokenLink, "'\(link)' is a draft, which is left out of the site",
                help: "remove the link, or 'draft: true' from the front matter there")
        }
        let files = Array(pagesByFile.keys) + framework.definitionsByFile.keys
        throw LinkProblem(
            .brokenLink, "there is no file '\(target)' in the content folder", name: target, candidates: files.sorted(),
            help: "link to a .md or .xml file, relative to this one")
    }

    /// A link into a file of several definitions names one of them by its anchor.
    private func definition(
        in keys: [DefinitionKey], of link: String, fragment: String?
    ) throws(LinkProblem) -> ResolvedLink {
        let matches = keys.filter { $0.id == fragment }
        if matches.count == 1, let page = addresses.page(.definition(matches[0])) {
            return ResolvedLink(target: .page(page), fragment: nil)
        }
        throw LinkProblem(
            .brokenLink, "'\(link)' holds several definitions", name: fragment ?? "", candidates: keys.map(\.id),
            help: "name one: '\(link)#\(keys.first?.id ?? "")'")
    }

    /// The path that a relative link leads to; `nil` where it leaves the content folder.
    private func joined(_ link: String, to path: String) -> String? {
        guard link.utf8.first != slash else { return nil }
        var target = Array(path.utf8)
        Self.removeLastPart(of: &target)
        for part in link.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) {
                guard !target.isEmpty else { return nil }
                Self.removeLastPart(of: &target)
            } else {
                if !target.isEmpty { target.append(slash) }
                target += part
            }
        }
        return String(decoding: target, as: UTF8.self)
    }

    private static func removeLastPart(of path: inout [UInt8]) {
        path.removeSubrange((path.lastIndex(of: slash) ?? 0)...)
    }
}

private let slash = UInt8(ascii: "/")
