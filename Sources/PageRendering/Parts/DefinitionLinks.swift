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
    func link(to reference: DefinitionReference) -> HTML { nameLinks[reference.key] ?? "\(reference.id)" }

    /// A link to a transaction by its name, with its identifier behind it.
    func fullLink(to transaction: Transaction) -> HTML {
        "\(link(to: transaction, text: transaction.name)) \(identifier("[\(transaction.id)]"))"
    }

    /// A link to a transaction by its name; its identifier where it does not exist.
    func fullLink(to transaction: DefinitionReference) -> HTML {
        framework.transactions[transaction.id].map { fullLink(to: $0) } ?? identifier(transaction.id)
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
