/// Keeps anchors unique where a chapter shows deleted text too: what is deleted has an anchor only if nothing else has it.
struct DeletedIDs {
    /// The anchors of the chapter with all changes.
    private let accepted: Set<[UInt8]>
    /// These, and those of deleted text so far.
    private var taken: Set<[UInt8]>

    init(besidesThoseOf html: HTML) {
        let beginning = Array(" id=\"".utf8)
        var accepted: Set<[UInt8]> = []
        var rest = html.bytes[...]
        // Text has no quotation marks that are not escaped, so what is found stands in a tag.
        while let space = rest.firstIndex(of: .space) {
            rest = rest[space...]
            guard rest.starts(with: beginning) else {
                rest.removeFirst()
                continue
            }
            rest = rest.dropFirst(beginning.count)
            accepted.insert(Array(rest.prefix { $0 != .quote }))
        }
        self.accepted = accepted
        taken = accepted
    }

    /// A start tag as it stands in deleted text.
    mutating func fitting(_ tag: HTMLTag) -> HTMLTag {
        var tag = tag
        if let id = tag["id"], !taken.insert(Array(id)).inserted { tag = tag.setting("id", to: nil) }
        for attribute in ["aria-labelledby", "aria-describedby", "aria-details", "aria-controls", "for", "headers"] {
            // What it means now is something else.
            let ids = tag[attribute]?.split(separator: .space) ?? []
            if ids.contains(where: { accepted.contains(Array($0)) }) { tag = tag.setting(attribute, to: nil) }
        }
        // Landmarks may not have the same name.
        if tag["role"]?.elementsEqual("region".utf8) == true { tag = tag.setting("role", to: Array("group".utf8)) }
        if tag["role"]?.starts(with: "doc-".utf8) == true, let href = tag["href"], href.first == .hash,
            accepted.contains(Array(href.dropFirst()))
        {
            for attribute in ["href", "role", "aria-label"] { tag = tag.setting(attribute, to: nil) }
        }
        return tag
    }
}
