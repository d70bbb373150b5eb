import LinkResolution

extension HTML {
    /// Appends the start tag of a link.
    ///
    /// - Parameter title: The title that the author gave; without one, the name of a definition is the hover.
    mutating func append(startOf link: ResolvedLink, title: String = "", _ resolver: any ReferenceResolving) {
        var hover = title.isEmpty ? nil : title
        append(markup: "<a ")
        if case .page(let page) = link.target, case .definition(let key) = page.key {
            append(markup: "class=\"ref ref-")
            append(text: key.kind.rawValue)
            append(markup: "\" ")
            hover = hover ?? resolver.label(of: key).name
        } else if case .imported(let definition) = link.target {
            append(markup: "class=\"ref ref-")
            append(text: definition.key.kind.rawValue)
            append(markup: " external\" ")
            hover = hover ?? definition.hover
        } else if case .external = link.target {
            append(markup: "class=\"external\" ")
        }
        append(markup: "href=\"")
        append(hrefOf: link)
        if let hover {
            append(markup: "\" title=\"")
            append(text: hover)
        }
        append(markup: "\">")
    }

    /// Appends where a link leads, as the value of an attribute.
    mutating func append(hrefOf link: ResolvedLink) {
        switch link.target {
        case .page(let page): append(page.address)
        case .asset(let address): return append(address)
        case .imported(let definition): append(text: urlEncoded(definition.url))
        case .external(let url): return append(text: urlEncoded(url))
        case .samePage: break
        }
        if let fragment = link.fragment {
            append(markup: "#")
            append(text: fragment)
        }
    }
}

extension ResolvedLink {
    /// What the link says where the author wrote no text for it.
    func name(_ resolver: any ReferenceResolving) -> String {
        switch target {
        case .page(let page):
            if case .definition(let key) = page.key { return resolver.label(of: key).title }
            return page.address.path
        case .asset(let address): return address.path
        case .imported(let definition): return definition.title
        case .external(let url): return url
        case .samePage: return "#\(fragment ?? "")"
        }
    }
}
