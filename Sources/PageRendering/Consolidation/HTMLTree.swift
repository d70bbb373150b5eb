/// A node of the generator's own HTML.
enum HTMLNode {
    case text(ArraySlice<UInt8>)
    case element(HTMLElement)

    /// Whether it begins and ends lines.
    var isBlock: Bool { if case .element(let element) = self { element.isBlock } else { false } }
}

/// An element of the generator's own HTML.
struct HTMLElement {
    let tag: HTMLTag
    let children: [HTMLNode]
    /// The content as it is written, of an element that is looked at as a whole; `nil` for others.
    let whole: [UInt8]?
    /// Whether it begins and ends lines, or something in it does.
    let isBlock: Bool

    init(_ tag: HTMLTag, children: [HTMLNode] = [], whole: [UInt8]? = nil) {
        self.tag = tag
        self.children = children
        self.whole = whole
        isBlock = tag.isBlock || children.contains(where: \.isBlock)
    }
}

/// Reads the generator's own HTML, which is balanced: what raw HTML brings has been filtered.
struct HTMLTree {
    /// How deep elements stand in others at most; what is deeper is looked at as a whole.
    private static let depth = 100

    private let bytes: [UInt8]
    private var index = 0
    private var open: [(tag: HTMLTag, children: [HTMLNode])] = []
    private var nodes: [HTMLNode] = []

    static func nodes(of html: HTML) -> [HTMLNode] {
        var tree = HTMLTree(bytes: html.bytes)
        tree.read()
        return tree.nodes
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func read() {
        while index < bytes.count {
            let start = index
            guard bytes[start] == .lessThan else {
                index = bytes[start...].firstIndex(of: .lessThan) ?? bytes.count
                append(.text(bytes[start..<index]))
                continue
            }
            index = endOfTag(at: start)
            if start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "/") {
                close(HTMLTag(markup: [.lessThan] + bytes[(start + 2)..<index]).name)
            } else {
                open(HTMLTag(markup: bytes[start..<index]))
            }
        }
        while let last = open.last { close(last.tag.name) }
    }

    private mutating func append(_ node: HTMLNode) {
        if open.isEmpty { nodes.append(node) } else { open[open.count - 1].children.append(node) }
    }

    /// Where a tag ends. A bracket in a value ends none.
    private func endOfTag(at start: Int) -> Int {
        var isInValue = false
        for index in start..<bytes.count {
            if bytes[index] == .quote { isInValue.toggle() }
            if bytes[index] == .greaterThan, !isInValue { return index + 1 }
        }
        return bytes.count
    }

    private mutating func open(_ tag: HTMLTag) {
        if tag.isVoid {
            append(.element(HTMLElement(tag, whole: [])))
        } else if tag.name == "pre" || tag.name == "svg" || open.count >= Self.depth {
            append(.element(HTMLElement(tag, whole: readWhole(tag.name))))
        } else {
            open.append((tag, []))
        }
    }

    /// Reads to the end of an element that is looked at as a whole.
    private mutating func readWhole(_ name: String) -> [UInt8] {
        let start = index
        var inside = 0
        while let tagStart = bytes[index...].firstIndex(of: .lessThan) {
            index = endOfTag(at: tagStart)
            let isEnd = bytes[tagStart...].starts(with: "</".utf8)
            let tag = bytes[(tagStart + (isEnd ? 2 : 1))..<index]
            guard tag.starts(with: name.utf8), !tag.dropFirst(name.utf8.count).first.isPartOfName else { continue }
            if !isEnd {
                inside += 1
            } else if inside == 0 {
                return Array(bytes[start..<tagStart])
            } else {
                inside -= 1
            }
        }
        index = bytes.count
        return Array(bytes[start...])
    }

    /// Closes an element with what is open in it; an end tag without an element is left out.
    private mutating func close(_ name: String) {
        guard let place = open.lastIndex(where: { $0.tag.name == name }) else { return }
        while open.count > place, let (tag, children) = open.popLast() {
            append(.element(HTMLElement(tag, children: children)))
        }
    }
}

extension UInt8? {
    fileprivate var isPartOfName: Bool { self?.isPartOfWord ?? false }
}
