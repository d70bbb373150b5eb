/// How the filter writes tags.
extension HTML {
    /// Appends a start tag.
    mutating func append(tag name: String, _ attributes: [HTMLAttribute]) {
        append(markup: "<")
        append(markup: name.utf8)
        for attribute in attributes {
            append(markup: " ")
            append(markup: attribute.name.utf8)
            guard let value = attribute.value else { continue }
            append(markup: "=\"")
            if attribute.isAddress, value.utf8.first == Self.rootMarker {
                append(markup: CollectionOfOne(Self.rootMarker))
                append(text: String(value.unicodeScalars.dropFirst()))
            } else {
                append(text: value)
            }
            append(markup: "\"")
        }
        append(markup: ">")
    }

    /// Appends an end tag.
    mutating func append(endTag name: String) {
        append(markup: "</")
        append(markup: name.utf8)
        append(markup: ">")
    }
}

extension HTMLAttribute {
    fileprivate var isAddress: Bool { name == "href" || name == "src" }
}

extension [HTMLAttribute] {
    /// Adds a class to those of the tag.
    mutating func addClass(_ name: String) {
        guard let index = firstIndex(where: { $0.name == "class" }) else {
            return insert(HTMLAttribute(name: "class", value: name), at: 0)
        }
        let classes = self[index].value?.split(separator: " ") ?? []
        if !classes.contains(name[...]) { self[index].value = (classes + [name[...]]).joined(separator: " ") }
    }
}
