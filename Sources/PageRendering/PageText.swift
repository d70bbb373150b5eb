import FrameworkModel
import LinkResolution

/// What a page says, section by section and without markup: a by-product of composing it, for search.
public struct PageText: Sendable {
    /// A section of the page.
    public struct Section: Sendable {
        public let heading: Heading
        /// What stands between its heading and the next one, in UTF-8.
        public let text: [UInt8]
    }

    public let key: PageKey
    public let address: Address
    public let title: String
    /// The number of the chapter that the page is; empty for other pages.
    public let number: String
    /// What stands before the first section, the definition first, in UTF-8.
    public let introduction: [UInt8]
    /// The sections in their order, but for those that tell what has to do with the page.
    public let sections: [Section]
}

extension PageText {
    /// What a page says that is said nowhere else: the texts of pages that put together what others say are empty.
    public init(_ page: PageContent) {
        key = page.key
        address = page.address
        title = page.title
        number = page.number
        guard page.key.hasTextOfItsOwn else {
            (introduction, sections) = ([], [])
            return
        }
        var text = page.lead.text(in: page.lead.bytes.indices)
        let starts = page.sections.starts
        let first = page.sections.text(upTo: starts.first?.offset, from: 0, of: page.body)
        if !text.isEmpty, !first.isEmpty { text.append(UInt8(ascii: " ")) }
        introduction = text + first
        sections = starts.indices.compactMap { index in
            let heading = page.headings[starts[index].heading]
            guard !SectionID.ofRelations(on: page.key).contains(heading.id) else { return nil }
            let end = index + 1 < starts.count ? starts[index + 1].offset : nil
            let start = page.body.end(of: heading, at: starts[index].offset)
            return Section(heading: heading, text: page.sections.text(upTo: end, from: start, of: page.body))
        }
    }
}

/// Where in a body sections begin.
struct SectionStarts: Sendable {
    /// The offsets of the headings that begin sections, by the headings' indices on the page.
    var starts: [(heading: Int, offset: Int)] = []
    /// What is no text of a section.
    var asides: [Range<Int>] = []

    /// Appends those of prose that follows behind so many headings and bytes.
    mutating func append(_ other: SectionStarts, headings: Int, offset: Int) {
        starts += other.starts.map { ($0.heading + headings, $0.offset + offset) }
        asides += other.asides.map { ($0.lowerBound + offset)..<($0.upperBound + offset) }
    }

    fileprivate func text(upTo end: Int?, from start: Int, of body: HTML) -> [UInt8] {
        let end = end ?? body.bytes.count
        var text: [UInt8] = []
        var next = start
        for aside in asides where aside.lowerBound >= start && aside.upperBound <= end {
            text += body.text(in: next..<aside.lowerBound)
            next = aside.upperBound
        }
        return text + body.text(in: next..<max(next, end))
    }
}

extension Requirement {
    /// What is required, without markup, in UTF-8.
    public var text: [UInt8] {
        let html = html.withoutMarks
        return html.text(in: html.bytes.indices)
    }
}

extension PageKey {
    /// Whether the page says what no other does.
    fileprivate var hasTextOfItsOwn: Bool {
        switch self {
        case .home, .page, .definition, .obligations: true
        case .addingUp, .edition, .matrix, .list, .supplements, .consolidated, .view, .register, .contact, .search,
            .notFound:
            false
        }
    }
}

extension SectionID {
    /// The sections that list what has to do with what the page is about: each of it is found as what it is. What an
    /// actor must do is all on its page.
    fileprivate static func ofRelations(on page: PageKey) -> Set<String> {
        if case .obligations = page { [integrationStatement.rawValue] } else { ofRelations }
    }

    private static let ofRelations: Set<String> = Set(
        [
            .usedBy, .mentionedIn, .supplements, .changeProposals, .publications, .chapters, .volumes, .profiles,
            .domains, .transactions, .contentModules, .groupings, .integrationStatement, .affects, .releases,
            .revisions, .sponsoredDomains, .events, .eventsDuring, .testedProfiles, .testResults, .testedAt, .testTools,
            .testCoverage, .products, .integrationStatements, .productLabels, .memberOrganisations, .nationalExtensions,
        ].map { (section: SectionID) in section.rawValue })
}

extension HTML {
    /// Where a heading ends.
    fileprivate func end(of heading: Heading, at start: Int) -> Int {
        let tag: StaticString = heading.level <= 6 ? "</h" : "</div"
        return bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count, bytes[index] != .lessThan || !bytes.spells(tag, at: index) { index += 1 }
            while index < bytes.count, bytes[index] != .greaterThan { index += 1 }
            return min(index + 1, bytes.count)
        }
    }

    /// The text of a part of the fragment: what stands between its tags, white space as one space. Diagrams have none.
    func text(in range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count / 2)
        var index = range.lowerBound
        bytes.withUnsafeBufferPointer { bytes in
            while index < range.upperBound {
                let start = index
                while index < range.upperBound, !Self.interruptsText[Int(bytes[index])] { index += 1 }
                text.append(contentsOf: bytes[start..<index])
                guard index < range.upperBound else { return }
                let byte = bytes[index]
                if byte == .lessThan {
                    let tag = Tag(bytes, at: index, end: range.upperBound)
                    if tag.isBreak, let last = text.last, last != .space { text.append(.space) }
                    index = tag.end
                } else if byte == .ampersand, let (character, length) = Self.character(bytes, at: index) {
                    text.append(character)
                    index += length
                } else {
                    if byte == .ampersand {
                        text.append(byte)
                    } else if let last = text.last, last != .space {
                        text.append(.space)
                    }
                    index += 1
                }
            }
        }
        if text.last == .space { text.removeLast() }
        return text
    }

    /// What text is read up to: tags, references and white space.
    private static let interruptsText: [Bool] = (0...255).map { byte in
        let byte = UInt8(byte)
        return byte == .lessThan || byte == .ampersand || byte.isWhitespace
    }

    /// A tag, as far as text goes.
    private struct Tag {
        /// Where it ends; for that of a diagram, where the diagram does.
        let end: Int
        /// Whether what follows is another word.
        let isBreak: Bool

        init(_ bytes: Bytes, at start: Int, end limit: Int) {
            var index = start + 1
            if index < limit, bytes[index] == UInt8(ascii: "/") { index += 1 }
            let nameStart = index
            while index < limit, bytes[index].isLetterOrDigit { index += 1 }
            let name = bytes.part(nameStart..<index)
            isBreak = !HTML.isInline(name)
            while index < limit, bytes[index] != .greaterThan { index += 1 }
            if name.count == 3, name.spells("svg", at: 0), bytes[start + 1] != UInt8(ascii: "/") {
                while index < limit, !bytes.spells("</svg>", at: index) { index += 1 }
                index += 5
            }
            end = min(index + 1, limit)
        }
    }

    /// The elements that stand within a word or between words that have spaces of their own.
    private static func isInline(_ name: Bytes) -> Bool {
        inlineNames.contains { $0.utf8CodeUnitCount == name.count && name.spells($0, at: 0) }
    }

    private static let inlineNames: [StaticString] = [
        "a", "em", "strong", "code", "span", "ins", "del", "abbr", "wbr", "b", "i", "small", "q", "cite", "dfn", "kbd",
        "mark", "s", "u", "var", "samp",
    ]

    /// The character that a reference stands for, and how many bytes that takes; what escaping text gives.
    private static func character(_ bytes: Bytes, at index: Int) -> (UInt8, length: Int)? {
        for (name, character) in references where bytes.spells(name, at: index) {
            return (character, name.utf8CodeUnitCount)
        }
        return nil
    }

    private static let references: [(StaticString, UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
        ("&quot;", UInt8(ascii: "\"")), ("&#39;", UInt8(ascii: "'")),
    ]
}
