/// Reads the generator's own HTML as a tree: values stand in double quotes, `<` and `>` in text are escaped, and every element
/// but the void ones has an end tag, since raw HTML has been balanced.
struct HTMLTree {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    /// The pieces of a fragment.
    static func nodes(of html: HTML) -> [MarkedNode] {
        var tree = HTMLTree(bytes: html.bytes[...], index: 0)
        return tree.nodes()
    }

    /// The pieces up to the end tag of the element that they are in.
    private mutating func nodes() -> [MarkedNode] {
        var nodes: [MarkedNode] = []
        if let space = takeSpace(), !space.isEmpty {
            nodes.append(MarkedNode(content: .leaf, key: bytes[space.startIndex..<space.startIndex], space: space))
        }
        while index < bytes.endIndex, !isEndTag {
            let start = index
            let content = takeContent()
            let end = index
            nodes.append(MarkedNode(content: content, key: bytes[start..<end], space: takeSpace() ?? []))
        }
        return nodes
    }

    private var isEndTag: Bool { bytes[index...].starts(with: endSign) }

    private mutating func takeContent() -> MarkedNode.Content {
        guard bytes[index] == .lessThan else {
            index = bytes[index...].firstIndex { $0.isWhitespace || $0 == .lessThan } ?? bytes.endIndex
            return .leaf
        }
        guard let element = HTMLElement(tag: bytes[index...]) else {
            // What is no tag is taken as a word, so that nothing is lost.
            index += 1
            return .leaf
        }
        index = element.tag.endIndex
        if element.isVoid { return .leaf }
        guard element.isContainer || element.isHeading else {
            skip(element.name)
            return .leaf
        }
        let children = nodes()
        takeEndTag()
        return .element(element, children)
    }

    private mutating func takeSpace() -> ArraySlice<UInt8>? {
        let space = bytes[index...].prefix(while: \.isWhitespace)
        index = space.endIndex
        return space
    }

    private mutating func takeEndTag() {
        guard index < bytes.endIndex else { return }
        index = bytes[index...].firstIndex(of: .greaterThan).map { $0 + 1 } ?? bytes.endIndex
    }

    /// Goes behind the end tag of an element, over elements of its name inside.
    private mutating func skip(_ name: String) {
        var depth = 1
        while depth > 0, let start = bytes[index...].firstIndex(of: .lessThan) {
            let isEnd = bytes[start...].starts(with: endSign)
            let written = bytes[(start + (isEnd ? 2 : 1))...].prefix { $0.isLetterOrDigit }
            index = bytes[start...].firstIndex(of: .greaterThan).map { $0 + 1 } ?? bytes.endIndex
            if written.elementsEqual(name.utf8) { depth += isEnd ? -1 : 1 }
        }
        if depth > 0 { index = bytes.endIndex }
    }
}

private let endSign = Array("</".utf8)
