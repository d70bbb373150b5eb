import CCMark
import Diagnostics
import LinkResolution

/// Raw HTML: written as it is behind a comment with its number, then filtered with all the HTML around it.
extension ProseRenderer {
    mutating func writeRawHTML(_ node: OpaquePointer) {
        result.html.append(rawHTML: node.literal, index: rawHTMLLines.count)
        rawHTMLLines.append(sourceLine(of: node))
    }

    /// Lets through what the allow-list allows, resolves its links, and reports the rest.
    mutating func filterRawHTML() {
        nameLinks()
        rewindLocator()
        var links = LinksOfRawHTML(renderer: self)
        let filtered = RawHTMLFilter.filter(
            result.html, resolveLink: { links.href($0, $1, $2) }, resolvePicture: { links.source($0, $1, $2) },
            isTaken: { [slugs] in slugs?.reserved.contains($0) == true })
        result = links.renderer.result
        slugs = links.renderer.slugs
        result.html = filtered.html
        keepHeadingsInsideElements()
        result.requirements = result.requirements.map { $0.withHTML(filterQuietly($0.html)) }
        for id in filtered.ids where slugs?.take(id) == true { result.ids.append(id) }
        for removal in filtered.removals {
            report(
                removal.rule, at: removal.name, line: line(ofRaw: removal.rawIndex), removal.summary,
                help: "the user guide lists what HTML may stand in Markdown")
        }
    }

    /// The filter knows no marks in attributes.
    private mutating func nameLinks() {
        result.html = result.html.named(links.label)
        result.requirements = result.requirements.map { $0.withHTML($0.html.named(links.label)) }
    }

    /// A heading inside an element that raw HTML opened begins no section: the two could not be taken apart.
    private mutating func keepHeadingsInsideElements() {
        let bytes = result.html.bytes
        var depth = 0
        var index = 0
        for (mark, range) in result.html.marks {
            guard case .headingNumber(let heading) = mark else { continue }
            while index < range.lowerBound {
                if bytes[index] == .lessThan { depth += nesting(ofTagAt: index, in: bytes) }
                index += 1
            }
            // The heading's own tag is open.
            if depth > 1 { result.headings[heading].isSection = false }
        }
    }

    /// By how much a tag of filtered HTML, which is balanced, changes how deep the text behind it stands.
    private func nesting(ofTagAt index: Int, in bytes: [UInt8]) -> Int {
        let name = bytes[(index + 1)...].prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "/") }
        if name.first == UInt8(ascii: "/") { return -1 }
        return name.isEmpty || voidElements.contains(String(decoding: name, as: UTF8.self)) ? 0 : 1
    }

    /// Filters a part of the text once more, for a page that shows the part alone. Its problems are known by then.
    private func filterQuietly(_ part: HTML) -> HTML {
        var links = LinksOfRawHTML(renderer: self)
        return RawHTMLFilter.filter(
            part, resolveLink: { links.href($0, $1, $2) }, resolvePicture: { links.source($0, $1, $2) }
        ).html
    }

    func line(ofRaw index: Int) -> Int { rawHTMLLines.indices.contains(index) ? rawHTMLLines[index] : 1 }
}

private let voidElements: Set<String> = ["br", "col", "hr", "img", "input", "wbr"]

/// Resolves the links of raw HTML as those of Markdown.
private struct LinksOfRawHTML {
    var renderer: ProseRenderer

    mutating func href(_ destination: String, _ text: String, _ index: Int) -> String? {
        guard let link = resolve(destination, text, index) else { return nil }
        renderer.note(link)
        var href = HTML()
        href.append(hrefOf: link)
        return String(decoding: href.bytes, as: UTF8.self)
    }

    mutating func source(_ destination: String, _ text: String, _ index: Int) -> String? {
        guard let link = resolve(destination, text, index) else { return nil }
        guard case .asset(let address) = link.target else {
            renderer.report(.notAPicture(destination), at: destination, line: renderer.line(ofRaw: index))
            return nil
        }
        return String(decoding: ("\(address)" as HTML).bytes, as: UTF8.self)
    }

    private mutating func resolve(_ destination: String, _ text: String, _ index: Int) -> ResolvedLink? {
        do {
            return try renderer.links.resolve(destination, text: text, from: renderer.path)
        } catch {
            renderer.report(error, at: destination, line: renderer.line(ofRaw: index))
            return nil
        }
    }
}

extension Removal {
    fileprivate var summary: String {
        switch kind {
        case .element: "the element '\(name)' is left out of the page; its content stays"
        case .content: "the element '\(name)' is left out of the page with its content"
        case .attribute: "the attribute '\(name)' is left out of the page"
        case .cssClass: "no theme knows the class '\(name)'"
        case .address: "the address '\(name)' is left out of the page"
        case .duplicateID: "the page has another element '#\(name)'"
        case .unopened: "this ends no element '\(name)'"
        case .unclosed: "'\(name)' has no end"
        case .tooDeep: "'\(name)' stands too deep in other elements"
        case .rest: "the HTML from here on can't be read and is left out of the page"
        }
    }

    /// What is lost for good is an error.
    fileprivate var rule: Rule { kind == .rest ? .unreadableHTML : .rawHTML }
}
