import LinkResolution

extension HTML {
    /// Appends the start tag of a link.
    ///
    /// - Parameter title: The title that the author gave; without one, the name of a definition is the hover.
    mutating func append(startOf link: ResolvedLink, title: String = "") {
        append(markup: "<a ")
        let definition = link.page.flatMap { page in page.key.definition.map { (page, $0.kind) } }
        if let (_, kind) = definition {
            append(markup: "class=\"ref ref-")
            append(text: kind.rawValue)
            append(markup: "\" ")
        } else if case .imported(let definition) = link.target {
            append(markup: "class=\"ref ref-")
            append(text: definition.key.kind.rawValue)
            append(markup: " external\" ")
        } else if case .external = link.target {
            append(markup: "class=\"external\" ")
        }
        append(markup: "href=\"")
        append(hrefOf: link)
        if !title.isEmpty {
            append(markup: "\" title=\"")
            append(text: title)
        } else if let (page, _) = definition {
            append(markup: "\" title=\"")
            append(.name(page.number))
        } else if case .imported(let definition) = link.target {
            append(markup: "\" title=\"")
            append(text: definition.hover)
        }
        append(markup: "\">")
    }

    /// Appends where a link leads, as the value of an attribute.
    mutating func append(hrefOf link: ResolvedLink) {
        switch link.target {
        case .page(let page): append(page.address)
        case .asset(let address): return append(address)
        case .imported(let definition): self += .href(ofOtherSite: definition.url)
        case .external(let url): return append(text: urlEncoded(url))
        case .samePage: break
        }
        if let fragment = link.fragment {
            append(markup: "#")
            append(text: fragment)
        }
    }

    /// Appends what a link says where the author wrote no text for it.
    mutating func append(nameOf link: ResolvedLink) {
        switch link.target {
        case .page(let page):
            if page.key.definition == nil { append(text: page.address.path) } else { append(.title(page.number)) }
        case .asset(let address): append(text: address.path)
        case .imported(let definition): append(text: definition.title)
        case .external(let url): append(text: url)
        case .samePage: append(text: "#\(link.fragment ?? "")")
        }
    }
}

extension HTML {
    /// The HTML with the names of what its links lead to.
    ///
    /// - Parameter label: What links call the definition whose page has a number.
    func named(_ label: (Int) -> LinkLabel) -> HTML {
        replacing(marks.filter(\.mark.isName), in: bytes.indices) { $0.name(label) ?? HTML() }
    }
}

extension ProseMark {
    /// What stands for the name or title of a definition; `nil` for another mark.
    ///
    /// - Parameter label: What links call the definition whose page has a number.
    func name(_ label: (Int) -> LinkLabel) -> HTML? {
        switch self {
        case .name(let page): "\(label(page).name)"
        case .title(let page): "\(label(page).title)"
        default: nil
        }
    }

    var isName: Bool {
        switch self {
        case .name, .title: true
        default: false
        }
    }
}
