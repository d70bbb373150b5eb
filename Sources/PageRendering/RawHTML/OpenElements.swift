/// An element whose end tag hasn't come yet.
struct OpenElement {
    let name: String
    /// Whether we wrote it ourselves.
    let isTrusted: Bool
    let isEndOptional: Bool
    /// The piece of raw HTML that it came from, or came after.
    let rawIndex: Int
    /// Its place among the trusted elements.
    fileprivate(set) var trustedPlace = 0
    fileprivate(set) var context = Context()

    /// What is open around the content of an element, as places in the stack. It is handed down from element to
    /// element, so that no question needs a search through all of them.
    struct Context {
        /// The paragraph that a block would end.
        var paragraph: Int?
        var link: Int?
        var heading: Int?
        /// The table between whose cells the content stands.
        var table: Int?
    }
}

/// The open elements, and the rules by which elements end.
///
/// They follow those of HTML's own parser (WHATWG HTML, section 13.2.6), so that browsers find the tree that is
/// written, with one difference: what an author wrote can't end what we wrote around it, except for a paragraph.
struct OpenElements {
    private(set) var stack: [OpenElement] = []
    private(set) var rawCount = 0
    /// How many elements of a name are open, of those that came with raw HTML.
    private var rawCounts: [String: Int] = [:]
    /// The trusted elements whose end tags are still to come, and whether they are open. Raw HTML may have ended them.
    private var trusted: [(name: String, isOpen: Bool)] = []
    private var trustedCounts: [String: Int] = [:]

    var context: OpenElement.Context { stack.last?.context ?? .init() }

    mutating func push(_ element: OpenElement, isBlock: Bool) {
        var element = element
        element.context = context(inside: element.name, isBlock: isBlock)
        if element.isTrusted {
            element.trustedPlace = trusted.count
            pushTrusted(element.name, isOpen: true)
        } else {
            rawCount += 1
            rawCounts[element.name, default: 0] += 1
        }
        stack.append(element)
    }

    /// Takes note of the start of a trusted element that isn't written; its end tag will come.
    mutating func pushTrusted(_ name: String, isOpen: Bool = false) {
        trusted.append((name, isOpen))
        trustedCounts[name, default: 0] += 1
    }

    mutating func pop() -> OpenElement? {
        guard let element = stack.popLast() else { return nil }
        if element.isTrusted {
            if trusted.indices.contains(element.trustedPlace) { trusted[element.trustedPlace].isOpen = false }
        } else {
            rawCount -= 1
            rawCounts[element.name, default: 0] -= 1
        }
        return element
    }

    private func context(inside name: String, isBlock: Bool) -> OpenElement.Context {
        let place = stack.count
        var inside = context
        if isBlock { inside.paragraph = nil }
        switch name {
        case "p": inside.paragraph = place
        case "a": inside.link = place
        case "table": inside = .init(link: inside.link, table: place)
        case "td", "th", "caption": inside = .init(link: inside.link)
        case _ where AllowList.headings.contains(name): inside.heading = place
        default: break
        }
        return inside
    }

    // MARK: End tags

    /// Where the element is that a trusted end tag ends; `nil` where that one is closed already.
    ///
    /// Our own markup is nested, so it is the last that began, unless raw HTML swallowed a start tag or an end tag.
    mutating func endTrusted(_ name: String) -> Int? {
        guard trustedCounts[name, default: 0] > 0 else { return nil }
        var lowest: Int?
        while let last = trusted.popLast() {
            trustedCounts[last.name, default: 0] -= 1
            if last.isOpen { lowest = trusted.count }
            if last.name == name { break }
        }
        return lowest.flatMap { lowest in stack.lastIndex { $0.isTrusted && $0.trustedPlace == lowest } }
    }

    /// Where the element is that an end tag of raw HTML ends: within what we wrote around it, and within its cell.
    func endRaw(_ name: String) -> Int? {
        let names = AllowList.headings.contains(name) ? AllowList.headings : [name]
        return raw(names, before: boundary(ofEnd: name)).nearest
    }

    private func boundary(ofEnd name: String) -> Set<String> {
        switch name {
        case "table", "td", "th", "caption": []
        case "thead", "tbody", "tfoot", "tr", "colgroup": ["table"]
        case "li": ["ul", "ol", "td", "th", "caption", "table"]
        default: ["td", "th", "caption", "table"]
        }
    }

    /// The first and last elements of raw HTML with one of some names, seen from within.
    private func raw(_ names: Set<String>, before boundary: Set<String>) -> (nearest: Int?, furthest: Int?) {
        var found: (nearest: Int?, furthest: Int?)
        // Most of what isn't there needs no search.
        guard names.contains(where: { rawCounts[$0, default: 0] > 0 }) else { return found }
        var place = stack.count
        while place > 0, !stack[place - 1].isTrusted {
            place -= 1
            if names.contains(stack[place].name) {
                found = (found.nearest ?? place, place)
            }
            if boundary.contains(stack[place].name) { break }
        }
        return found
    }

    // MARK: Start tags

    /// What has to happen before an element can begin.
    enum Room {
        /// All elements from this place on end first.
        case after(closing: Int)
        case free
        /// It can't stand here.
        case none
    }

    /// Whether an element may begin here.
    func room(for name: String, isBlock: Bool, isVoid: Bool, isTrusted: Bool) -> Room {
        if let rule = OpenElement.structure[name] {
            return isTrusted ? .free : room(within: rule)
        }
        if let table = context.table {
            // Browsers put what stands between cells in front of the table, but a table ends the one around it.
            if name == "table" || (isTrusted && isBlock) { return .after(closing: table) }
            return isTrusted || isVoid ? .free : .none
        }
        if name == "a", let link = context.link { return room(insteadOf: link, isTrusted: isTrusted) }
        if AllowList.headings.contains(name), let heading = context.heading {
            return room(insteadOf: heading, isTrusted: isTrusted)
        }
        if isBlock, let paragraph = context.paragraph { return .after(closing: paragraph) }
        return .free
    }

    /// Links and headings don't nest: the new one ends the open one, unless that is ours or something of ours is in it.
    private func room(insteadOf place: Int, isTrusted: Bool) -> Room {
        guard stack.count - place <= rawCount, !stack[place...].contains(where: \.isTrusted) else {
            return isTrusted ? .free : .none
        }
        return .after(closing: place)
    }

    private func room(within rule: OpenElement.Structure) -> Room {
        let ended = raw(rule.ends, before: rule.boundary).furthest
        let parent = (ended ?? stack.count) - 1
        guard stack.indices.contains(parent), rule.parents.contains(stack[parent].name) else { return .none }
        return ended.map { .after(closing: $0) } ?? .free
    }
}

extension OpenElement {
    /// Where a part of a list or table may stand.
    struct Structure {
        /// The elements, one of which it stands in.
        let parents: Set<String>
        /// The elements that end where it begins.
        let ends: Set<String>
        /// The elements beyond which none ends.
        let boundary: Set<String>
    }

    /// The parts of lists and tables.
    static let structure: [String: Structure] = {
        let cells: Set<String> = ["td", "th"]
        let groups: Set<String> = ["thead", "tbody", "tfoot", "caption", "colgroup"]
        let bodies: Set<String> = ["table", "thead", "tbody", "tfoot"]
        var structure = [
            "li": list(["ul", "ol"], ends: ["li"]), "dt": list(["dl"], ends: ["dt", "dd"]),
            "dd": list(["dl"], ends: ["dt", "dd"]), "tr": table(bodies, ends: ["tr", "caption", "colgroup"]),
            "col": table(["table", "colgroup"], ends: ["caption"]),
        ]
        for cell in cells { structure[cell] = table(["tr"], ends: cells) }
        for group in groups { structure[group] = table(["table"], ends: groups.union(["tr"])) }
        return structure
    }()

    private static func list(_ parents: Set<String>, ends: Set<String>) -> Structure {
        .init(parents: parents, ends: ends, boundary: parents.union(["td", "th", "caption", "table"]))
    }

    private static func table(_ parents: Set<String>, ends: Set<String>) -> Structure {
        .init(parents: parents, ends: ends, boundary: parents.union(["table"]))
    }
}
