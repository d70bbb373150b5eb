/// A piece of a chapter's HTML, and whether a change brought it or took it away.
struct MarkedNode {
    enum Mark: Equatable {
        case kept
        /// By which step.
        case inserted(Int)
        case deleted(Int)
    }

    enum Content {
        /// A word, or an element that is taken as one: a link, a picture, code.
        case leaf
        /// An element with what is in it.
        case element(HTMLElement, [MarkedNode])
    }

    var content: Content
    /// What tells the piece from others: its markup without the white space behind it.
    private(set) var key: ArraySlice<UInt8>
    /// The white space behind it.
    let space: ArraySlice<UInt8>
    var mark = Mark.kept

    init(content: Content, key: ArraySlice<UInt8>, space: ArraySlice<UInt8>) {
        self.content = content
        self.key = key
        self.space = space
    }

    /// The name of the element; empty for words.
    var name: String {
        switch content {
        case .leaf: HTMLElement(tag: key)?.name ?? ""
        case .element(let element, _): element.name
        }
    }

    /// Whether it can stand only where blocks can.
    var isBlock: Bool {
        if case .element = content { return true }
        return HTMLElement.atomicBlocks.contains(name)
    }

    var isDeleted: Bool {
        if case .deleted = mark { true } else { false }
    }

    /// The words of the text, for telling how much two pieces have in common.
    var words: [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var rest = key
        while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
            if rest[start] == .lessThan {
                let end = rest[start...].firstIndex(of: .greaterThan) ?? rest.index(before: rest.endIndex)
                rest = rest[(end + 1)...]
            } else {
                let end = rest[start...].firstIndex { $0.isWhitespace || $0 == .lessThan } ?? rest.endIndex
                words.append(rest[start..<end])
                rest = rest[end...]
            }
        }
        return words
    }

    /// The node with a mark for all of it. What it was before any change inside is what a deletion takes away.
    func marked(_ mark: Mark) -> MarkedNode {
        var node = self
        node.mark = mark
        guard case .element(let element, let children) = content, children.contains(where: \.hasMark) else {
            return node
        }
        let before = children.compactMap { child -> MarkedNode? in
            if case .inserted = child.mark { return nil }
            return child.marked(.kept)
        }
        node.content = .element(element, before)
        node.key = (Array(element.tag) + before.flatMap { $0.key + $0.space } + Array("</\(element.name)>".utf8))[...]
        return node
    }

    /// Whether it, or something in it, came or went.
    var hasMark: Bool {
        if mark != .kept { return true }
        guard case .element(_, let children) = content else { return false }
        return children.contains(where: \.hasMark)
    }
}

/// The start tag of an element.
struct HTMLElement {
    let name: String
    /// The tag as it is written.
    let tag: ArraySlice<UInt8>

    /// - Parameter tag: Bytes that begin with a start tag.
    /// - Returns: `nil` for text and end tags.
    init?(tag: ArraySlice<UInt8>) {
        guard tag.first == .lessThan, tag.dropFirst().first?.isLetter == true,
            let end = tag.firstIndex(of: .greaterThan)
        else { return nil }
        self.tag = tag[...end]
        name = String(decoding: tag.dropFirst().prefix { $0.isLetterOrDigit }, as: UTF8.self)
    }

    /// The value of an attribute, as it is written.
    func value(_ attribute: StaticString) -> ArraySlice<UInt8>? {
        let lead = attribute.withUTF8Buffer { [.space] + Array($0) + Array("=\"".utf8) }
        guard let range = tag.firstRange(of: lead) else { return nil }
        return tag[range.upperBound...].prefix { $0 != .quote }
    }

    var isHeading: Bool { name.count == 2 && name.first == "h" && name.last?.isNumber == true || role == "heading" }

    private var role: String { value("role").map { String(decoding: $0, as: UTF8.self) } ?? "" }

    /// Whether there is nothing in it, and no end tag.
    var isVoid: Bool { ["br", "col", "hr", "img", "input", "wbr", "area", "source"].contains(name) }

    /// Whether its children are compared one by one; all other elements are taken as one piece.
    var isContainer: Bool { Self.containers.contains(name) }

    /// Whether nothing but certain elements can be in it, so that no mark can stand around them.
    var isStructure: Bool { Self.structures.contains(name) }

    /// Whether only text and what belongs to it can be in it.
    var holdsText: Bool { isHeading || ["p", "dt", "summary"].contains(name) }

    private static let structures: Set<String> = [
        "table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "colgroup",
    ]
    private static let containers: Set<String> = structures.union([
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "aside", "blockquote", "figure",
        "figcaption", "caption", "td", "th", "li", "dt", "dd", "details", "summary", "nav",
    ])
    /// Blocks that are taken as one piece.
    static let atomicBlocks: Set<String> = ["pre", "svg", "hr", "form", "iframe", "fieldset"]
}
