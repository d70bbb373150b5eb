import LinkResolution

/// Makes the HTML of a page that of a chapter in a print edition, in one pass over its bytes: headings are a level lower,
/// anchors begin with the chapter's, links to what the edition holds stay in it, long words in tables may break, and the
/// links by which readers take the address of a section are left out.
///
/// The HTML is the generator's own: values stand in double quotes, and `<`, `>` and `"` in text are escaped.
struct EditionRewriting {
    private let bytes: Bytes
    private let chapter: EditionChapter
    private let links: EditionLinks
    private var html = HTML()
    /// Up to where the HTML is done.
    private var done = 0
    /// How many tables are open.
    private var tables = 0

    /// Appends the HTML of a page to that of an edition.
    static func append(_ page: HTML, of chapter: EditionChapter, _ links: EditionLinks, to edition: inout HTML) {
        page.bytes.withUnsafeBufferPointer { bytes in
            var rewriting = EditionRewriting(bytes: bytes, chapter: chapter, links: links)
            // Handed over and back, so that the edition is never copied.
            swap(&rewriting.html, &edition)
            rewriting.run()
            swap(&rewriting.html, &edition)
        }
    }

    private init(bytes: Bytes, chapter: EditionChapter, links: EditionLinks) {
        self.bytes = bytes
        self.chapter = chapter
        self.links = links
    }

    private mutating func run() {
        while let start = bytes[done...].firstIndex(of: .lessThan) {
            copyText(to: start)
            if let end = endOfAnchorLink(at: start) { done = end } else { rewriteTag() }
        }
        copyText(to: bytes.count)
    }

    private mutating func copyText(to end: Int) {
        guard tables > 0 else { return copy(to: end) }
        html.append(withBreaksInLongWords: bytes.part(done..<end))
        done = end
    }

    /// Copies what is not done yet.
    private mutating func copy(to end: Int) {
        html.append(markup: bytes.part(done..<end))
        done = end
    }

    // MARK: Tags

    private mutating func rewriteTag() {
        if bytes.spells("<table", at: done) { tables += 1 } else if bytes.spells("</table", at: done) { tables -= 1 }
        let level = lowerHeading()
        while let next = bytes[done...].firstIndex(where: { $0 == .greaterThan || $0 == .quote }),
            bytes[next] == .quote, let end = bytes[(next + 1)...].firstIndex(of: .quote)
        {
            rewriteAttribute((next + 1)..<end, ofHeading: level)
        }
        copy(to: bytes[done...].firstIndex(of: .greaterThan).map { $0 + 1 } ?? bytes.count)
    }

    /// Writes the name of a heading's tag a level lower; `nil` for other tags. Below the last level of HTML it is a `div`.
    private mutating func lowerHeading() -> Int? {
        let isEnd = bytes.spells("</h", at: done)
        let digit = done + (isEnd ? 3 : 2)
        guard isEnd || bytes.spells("<h", at: done), digit < bytes.count, bytes[digit].isDigit else {
            return nil
        }
        let level = Int(bytes[digit] - UInt8(ascii: "0")) + 1
        done = digit + 1
        html += isEnd ? "</" : "<"
        html += level <= 6 ? "h\(level)" : "div"
        if level > 6, !isEnd { html += " role=\"heading\" aria-level=\"\(level)\"" }
        return level
    }

    /// The end of a link by which readers take the address of a section; `nil` where none begins.
    private func endOfAnchorLink(at start: Int) -> Int? {
        guard bytes.spells("<a class=\"anchor\"", at: start),
            let end = bytes[start...].firstIndex(of: .greaterThan),
            bytes.spells("#</a>", at: end + 1)
        else { return nil }
        return end + 1 + "#</a>".utf8.count
    }

    // MARK: Attributes

    /// Writes the tag up to the end of an attribute's value.
    private mutating func rewriteAttribute(_ value: Range<Int>, ofHeading level: Int?) {
        let attribute = bytes[done..<(value.lowerBound - 2)]
        let name = attribute[(attribute.lastIndex(where: \.isWhitespace).map { $0 + 1 } ?? attribute.startIndex)...]
        switch String(decoding: name, as: UTF8.self) {
        case "role" where level ?? 0 > 6, "aria-level" where level ?? 0 > 6:
            done = value.upperBound + 1
            return
        // Tables of several chapters may have the same name, which landmarks may not.
        case "role" where bytes[value].elementsEqual("region".utf8): replace(value, by: "group")
        case "id": replace(value, by: "\(chapter.id)/\(HTML(markup: bytes[value]))")
        case "href": replace(value, by: link(bytes[value]))
        case "headers", "aria-labelledby", "aria-describedby", "aria-details", "aria-controls", "aria-owns":
            let ids = bytes[value].split(separator: .space).map { id -> HTML in "\(chapter.id)/\(HTML(markup: id))" }
            replace(value, by: ids.joined(separator: " "))
        case "aria-level":
            let level = Int(String(decoding: bytes[value], as: UTF8.self)) ?? 0
            replace(value, by: "\(level + 1)")
        default: break
        }
        copy(to: value.upperBound + 1)
    }

    private mutating func replace(_ value: Range<Int>, by new: HTML) {
        copy(to: value.lowerBound)
        html += new
        done = value.upperBound
    }

    /// Where a link leads from within the edition.
    private func link(_ href: Slice<Bytes>) -> HTML {
        let isOnPage = href.first == .hash
        guard isOnPage || href.first == HTML.rootMarker else { return HTML(markup: href) }
        let hash = href.firstIndex(of: .hash)
        let page = isOnPage ? "\(chapter.address.encoded)" : HTML(markup: href.dropFirst().prefix { $0 != .hash })
        let fragment = hash.map { HTML(markup: href[($0 + 1)...]) }
        if let anchor = links.anchor(page, fragment) { return "#\(anchor)" }
        return isOnPage ? "\(chapter.address)\(HTML(markup: href))" : HTML(markup: href)
    }
}
