import LinkResolution

extension ResolvedLink {
    /// The start tag of the link.
    ///
    /// - Parameter title: The title that the author gave; without one, the name of a definition is the hover.
    func openingTag(_ resolver: any ReferenceResolving, title: String = "") -> HTML {
        let titleAttribute: HTML = title.isEmpty ? "" : " title=\"\(title)\""
        guard case .page(let page) = target, case .definition(let key) = page.key else {
            if case .external = target { return "<a class=\"external\" href=\"\(href)\"\(titleAttribute)>" }
            return "<a href=\"\(href)\"\(titleAttribute)>"
        }
        let hover: HTML = title.isEmpty ? " title=\"\(resolver.label(of: key).name)\"" : titleAttribute
        return "<a class=\"ref ref-\(key.kind.rawValue)\" href=\"\(href)\"\(hover)>"
    }

    /// Where the link leads, as the value of an attribute.
    var href: HTML {
        let fragment: HTML = fragment.map { "#\($0)" } ?? ""
        switch target {
        case .page(let page): return "\(page.address)\(fragment)"
        case .asset(let address): return "\(address)"
        case .samePage: return fragment
        case .external(let url): return "\(urlEncoded(url))"
        }
    }

    /// What the link says where the author wrote no text for it.
    func name(_ resolver: any ReferenceResolving) -> String {
        switch target {
        case .page(let page):
            if case .definition(let key) = page.key { return resolver.label(of: key).title }
            return page.address.path
        case .asset(let address): return address.path
        case .external(let url): return url
        case .samePage: return "#\(fragment ?? "")"
        }
    }
}
