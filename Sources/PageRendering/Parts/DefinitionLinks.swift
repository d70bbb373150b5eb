import FrameworkModel
import LinkResolution

extension PageComposer {
    /// A link to a definition, called by its label: identifier or acronym where there is one, else the name.
    func link(to definition: some Definition) -> HTML { link(to: definition, text: definition.label) }

    /// A link to a definition, called as given.
    func link(to definition: any Definition, text: String) -> HTML {
        text == definition.name
            ? nameLinks[definition.key] ?? "\(text)" : Self.link(to: definition, text: text, addresses)
    }

    static func link(to definition: any Definition, text: String, _ addresses: AddressBook) -> HTML {
        guard let address = addresses[definition.key] else { return "\(text)" }
        let title: HTML = text == definition.name ? "" : " title=\"\(definition.name)\""
        let isIdentifier = definition is Transaction && (text == definition.label || text == definition.id)
        let shown = isIdentifier ? identifier(text) : "\(text)"
        return "<a class=\"ref ref-\(definition.key.kind.rawValue)\" href=\"\(address)\"\(title)>\(shown)</a>"
    }

    /// A link to what a definition names; its identifier where that does not exist.
    func link(to reference: DefinitionReference) -> HTML { nameLink(to: reference.key) ?? "\(reference.id)" }

    /// A link to a definition of this or another site, called by its name; `nil` where there is none.
    func nameLink(to key: DefinitionKey) -> HTML? {
        nameLinks[key] ?? framework.imports[key].map { link(to: $0, "\($0.name)") }
    }

    /// A link to a definition of this or another site, called by its label; `nil` where there is none.
    func labelLink(to key: DefinitionKey) -> HTML? {
        framework[key].map { link(to: $0) } ?? framework.imports[key].map { link(to: $0, "\($0.label)") }
    }

    /// A link to a definition of another site.
    private func link(to imported: ImportedDefinition, _ text: HTML) -> HTML {
        """
        <a class="ref ref-\(imported.key.kind.rawValue) external" href="\(HTML.href(ofOtherSite: imported.url))" \
        title="\(imported.hover)">\(text)</a>
        """
    }

    /// Where a link to a definition of this or another site leads, as the value of `href`; `nil` where there is none.
    func href(of key: DefinitionKey) -> HTML? {
        addresses[key].map { "\($0)" } ?? framework.imports[key].map { .href(ofOtherSite: $0.url) }
    }

    /// A link to a transaction by its name, with its identifier behind it.
    func fullLink(to transaction: Transaction) -> HTML {
        "\(link(to: transaction, text: transaction.name)) \(identifier("[\(transaction.id)]"))"
    }

    /// A link to a transaction by its name; its identifier where it does not exist.
    func fullLink(to transaction: DefinitionReference) -> HTML {
        if let own = framework.transactions[transaction.id] { return fullLink(to: own) }
        return nameLink(to: transaction.key).map { "\($0) \(identifier("[\(transaction.id)]"))" }
            ?? identifier(transaction.id)
    }

    /// A link to a page of any kind, called by its title.
    func link(to page: PageKey) -> HTML { pageLinks[page] ?? "\(title(of: page))" }

    /// Links to the data beside a page.
    func dataLinks(of page: PageKey, at address: Address) -> HTML {
        page.dataFormats.map { format -> HTML in
            "<a href=\"\(address.data(format))\">This page as \(format.label)</a>"
        }.joined(separator: " · ")
    }

    /// A link to an address outside the site.
    func externalLink(_ href: String, _ text: String) -> HTML { "<a class=\"external\" href=\"\(href)\">\(text)</a>" }

    /// The title of a page, as its heading.
    public func title(of page: PageKey) -> String { titles[page] ?? "" }
}

/// An identifier such as `[ITI-18]`, which no line break may tear apart.
func identifier(_ text: String) -> HTML { "<span class=\"id\">\(text)</span>" }
