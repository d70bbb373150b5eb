import ContentReading
import Diagnostics
import FrameworkModel

/// The address of every page, known before any page is rendered.
public struct AddressBook: Sendable {
    private var sitePages: [PageKey: SitePage] = [:]
    private var assets: Set<String> = []

    /// The pages in the order of their addresses.
    public private(set) var pages: [(key: PageKey, address: Address)] = []

    /// The address of a page; `nil` for a page that the site does not have.
    public subscript(key: PageKey) -> Address? { sitePages[key]?.address }

    /// The address of a definition's page.
    public subscript(key: DefinitionKey) -> Address? { self[.definition(key)] }

    /// The page with a key; `nil` for a page that the site does not have.
    public func page(_ key: PageKey) -> SitePage? { sitePages[key] }

    /// The page at a path of the site.
    public func page(at path: String) -> PageKey? {
        let place = pages.partition { !$0.address.path.utf8.lexicographicallyPrecedes(path.utf8) }
        return place < pages.endIndex && pages[place].address.path == path ? pages[place].key : nil
    }

    /// The address of a file that is published as it is, by its path in the content folder.
    public func asset(_ path: String) -> Address? { assets.contains(path) ? Address(path) : nil }

    /// The book with pages in it that only rendered prose shows the need for: registers, and chapters with the text of
    /// supplements. Where an author's page has the address, such a page gives way.
    public func with(
        _ registers: [(register: Register, domain: String?)], consolidated: [(view: FrameworkView, DefinitionKey)] = []
    ) -> AddressBook {
        var book = self
        let taken = Set(pages.map(\.address))
        func add(_ key: PageKey, _ address: Address) {
            guard !taken.contains(address) else { return }
            book.sitePages[key] = SitePage(key, address, number: book.pages.count)
            book.pages.append((key, address))
        }
        for (register, domain) in registers {
            let name = register.rawValue
            add(
                .register(register, domain: domain),
                Address(domain.map { "\($0)/\(name).html" } ?? "\(name)/index.html"))
        }
        for view in FrameworkView.allCases where consolidated.contains(where: { $0.view == view }) {
            add(.view(view), Address("\(view.rawValue)/index.html"))
        }
        for (view, definition) in consolidated {
            guard let plain = self[definition] else { continue }
            add(.consolidated(view, definition), Address("\(view.rawValue)/\(plain.path)"))
        }
        book.pages.sort { $0.address < $1.address }
        return book
    }

    /// Gives every page its address.
    ///
    /// Reports `invalid-address` for a permalink pattern that no address can come of, `unknown-key` for a pattern of
    /// a kind that does not exist, and `address-collision` for pages that would stand in the same place, also where
    /// a file system that ignores upper and lower case would see the same.
    public static func assign(
        _ framework: Framework, assets: [ContentFile], configuration: SiteConfiguration
    ) -> (book: AddressBook, diagnostics: [Diagnostic]) {
        var assigner = AddressAssigner()
        assigner.readPatterns(configuration.permalinks)
        for page in framework.pages { assigner.add(page) }
        for definition in framework.definitions { assigner.add(definition) }
        assigner.addGeneratedPages(for: framework)
        for definition in framework.printed { assigner.addEdition(of: definition) }
        for profile in framework.profiles { assigner.addObligations(of: profile) }
        for profile in framework.profiles { assigner.addMatrices(of: profile, framework) }
        for domain in framework.domains { assigner.addMatrices(of: domain, framework) }
        if configuration.contact != nil {
            for domain in framework.domains { assigner.addContact(of: domain) }
        }
        for asset in assets { assigner.add(asset) }
        for redirect in configuration.redirects { assigner.add(redirect.from) }

        var book = AddressBook()
        book.assets = Set(assets.map(\.path))
        book.pages = assigner.addresses.map { ($0.key, $0.value) }.sorted { $0.address < $1.address }
        for (number, page) in book.pages.enumerated() {
            book.sitePages[page.key] = SitePage(page.key, page.address, number: number)
        }
        return (book, assigner.diagnostics)
    }
}

/// Gives addresses out one by one and notices when one is given twice.
private struct AddressAssigner {
    private(set) var addresses: [PageKey: Address] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private var patterns: [DefinitionKind: [PermalinkPattern]] = [:]
    private var owners: [String: Owner] = [:]
    /// The folders that addresses lie in, each with the first page that lies there.
    private var folders: [String: Owner] = [:]

    /// Where the page comes from that has an address. Positions are worked out for problems only.
    private enum Owner {
        case file(String)
        case setting(SourceLocation)
        case definition(SourcePlace)
        case generated

        var location: SourceLocation? {
            switch self {
            case .file(let path): SourceLocation(path: path)
            case .setting(let location): location
            case .definition(let place): place.location
            case .generated: nil
            }
        }
    }

    mutating func readPatterns(_ permalinks: [String: [SiteConfiguration.Setting]]) {
        for (name, settings) in permalinks.sorted(by: { $0.key < $1.key }) where DefinitionKind(rawValue: name) == nil {
            guard let location = settings.first?.location else { continue }
            diagnostics.append(
                Diagnostic(
                    .unknownKey, at: location, "there is no kind '\(name)' to give addresses to", name: name,
                    among: DefinitionKind.allCases.map(\.rawValue)))
        }
        for kind in DefinitionKind.allCases {
            let own = (permalinks[kind.rawValue] ?? []).compactMap { pattern($0, for: kind) }
            let defaults = PermalinkPattern.defaults(for: kind).compactMap { pattern in
                try? PermalinkPattern(pattern, fields: PermalinkPattern.fields(of: kind))
            }
            patterns[kind] = own + defaults
        }
    }

    private mutating func pattern(_ setting: SiteConfiguration.Setting, for kind: DefinitionKind) -> PermalinkPattern? {
        let fields = PermalinkPattern.fields(of: kind)
        do {
            return try PermalinkPattern(setting.value, fields: fields)
        } catch {
            diagnostics.append(
                Diagnostic(
                    .invalidAddress, at: setting.location,
                    "the pattern '\(setting.value)' gives no address: \(error.summary)", name: error.field ?? "",
                    among: fields,
                    otherwise: "its fields are \(fields.map { "{\($0)}" }.joined(separator: ", "))"))
            return nil
        }
    }

    mutating func add(_ page: MarkdownFile) {
        let stem = page.file.stem
        let path = stem.hasPrefix("pages/") ? String(stem.dropFirst("pages/".count)) : stem
        give(path + ".html", to: PageKey(page), owner: .file(page.file.displayPath))
    }

    mutating func add(_ definition: any Definition) {
        let path = (patterns[definition.key.kind] ?? []).lazy.compactMap { $0.expanded(definition.permalinkField) }
            .first
        // What is no safe path comes of an identifier that the schema refuses, and reports.
        guard let path, isSafePath(path) else { return }
        give(path, to: .definition(definition.key), owner: .definition(definition.identity.place))
    }

    mutating func addGeneratedPages(for framework: Framework) {
        if addresses[.home] == nil { give("index.html", to: .home, owner: .generated) }
        give("search.html", to: .search, owner: .generated)
        give("404.html", to: .notFound, owner: .generated)
        for address in [Address.framework, .inventory, .openSearch] { _ = take(address.path, owner: .generated) }
        for kind in DefinitionKind.allCases where !framework.definitions(of: kind).isEmpty {
            give("\(kind.listName)/index.html", to: .list(kind), owner: .generated)
        }
        for status in framework.boardStatuses {
            give("supplements/\(status.rawValue).html", to: .supplements(status), owner: .generated)
        }
        if framework.profiles.contains(where: { !$0.actors.isEmpty }) {
            give("what-must-my-system-do/index.html", to: .addingUp, owner: .generated)
        }
    }

    mutating func addEdition(of definition: any Definition) {
        guard let page = addresses[.definition(definition.key)] else { return }
        give(page.path(beside: "print"), to: .edition(definition.key), owner: .definition(definition.identity.place))
    }

    /// A page for each actor of a profile.
    mutating func addObligations(of profile: Profile) {
        guard let page = addresses[.definition(profile.key)] else { return }
        var seen: Set<String> = []
        for actor in profile.actors where seen.insert(actor.actor.id).inserted {
            let path = page.path(beside: actor.actor.id)
            guard isSafePath(path) else { continue }
            let key = PageKey.obligations(ActorClaim(profile: profile.id, actor: actor.actor.id))
            give(path, to: key, owner: .definition(actor.actor.place))
        }
    }

    mutating func addMatrices(of definition: any Definition, _ framework: Framework) {
        guard let page = addresses[.definition(definition.key)] else { return }
        for matrix in framework.matrices.of(definition.key) {
            give(page.path(beside: matrix.name), to: .matrix(matrix), owner: .definition(definition.identity.place))
        }
    }

    /// The form with the domain's topic chosen: without script, a link can't choose it.
    mutating func addContact(of domain: Domain) {
        guard let page = addresses[.definition(domain.key)] else { return }
        give(page.path(beside: "contact"), to: .contact(domain.id), owner: .definition(domain.identity.place))
    }

    mutating func add(_ asset: ContentFile) {
        _ = take(asset.path, owner: .file(asset.displayPath))
    }

    /// An address that a page had.
    mutating func add(_ old: SiteConfiguration.Setting) {
        guard isSafePath(old.value), old.value.hasSuffix(".html") else {
            diagnostics.append(
                Diagnostic(
                    .invalidAddress, at: old.location, "'\(old.value)' is no address of a page",
                    help: "write the path from the site's root, such as 'ITI/TF/Volume1/ch-10.html'"))
            return
        }
        _ = take(old.value, owner: .setting(old.location))
    }

    /// Gives an address to a page, and those beside it to its data.
    private mutating func give(_ path: String, to key: PageKey, owner: Owner) {
        guard take(path, owner: owner) else { return }
        let address = Address(path)
        addresses[key] = address
        for format in key.dataFormats { _ = take(address.data(format).path, owner: owner) }
    }

    private mutating func take(_ path: String, owner: Owner) -> Bool {
        // Some file systems take upper and lower case for the same.
        let folded = path.lowercased()
        if folded.hasPrefix("assets/") {
            return collide(path, owner, with: nil, "addresses below 'assets' belong to the theme")
        }
        let above = folders(above: folded)
        if let other = owners[folded] ?? folders[folded] ?? above.compactMap({ owners[$0] }).first {
            return collide(path, owner, with: other, "another page has the address '\(path)', or a folder in its place")
        }
        owners[folded] = owner
        for folder in above where folders[folder] == nil { folders[folder] = owner }
        return true
    }

    private func folders(above path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    private mutating func collide(_ path: String, _ owner: Owner, with other: Owner?, _ summary: String) -> Bool {
        let location = owner.location ?? other?.location ?? SourceLocation(path: path)
        let related = owner.location == nil ? nil : other?.location
        diagnostics.append(
            Diagnostic(
                .addressCollision, at: location, summary,
                help: "rename one, or give the kind a permalink pattern in site.yml that tells them apart",
                related: related.map { .init("the other is here", at: $0) }))
        return false
    }
}
