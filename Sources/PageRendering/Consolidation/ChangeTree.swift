/// What has happened to a piece of a chapter. What one step inserts and a later one deletes is left out.
enum ChangeMark: Hashable {
    case kept
    /// By which step.
    case inserted(Int)
    case deleted(Int)

    var step: Int? {
        switch self {
        case .kept: nil
        case .inserted(let step), .deleted(let step): step
        }
    }

    var isDeletion: Bool { if case .deleted = self { true } else { false } }
    var isInsertion: Bool { if case .inserted = self { true } else { false } }
}

/// A block, or a line of text between blocks.
struct MarkedItem {
    enum Content {
        case block(MarkedBlock)
        case words([MarkedWord])
    }

    var mark = ChangeMark.kept
    /// The white space in front, which means nothing.
    var space: ArraySlice<UInt8> = []
    var content: Content

    var block: MarkedBlock? { if case .block(let block) = content { block } else { nil } }
}

/// An element with its content as items.
struct MarkedBlock {
    var tag: HTMLTag
    var items: [MarkedItem] = []
    /// The white space at its end, which means nothing.
    var endSpace: ArraySlice<UInt8> = []
    /// The content of an element that is compared as a whole; `nil` for others.
    var whole: [UInt8]?
    /// The steps that drew a diagram anew.
    var redrawnBy: [Int] = []
}

/// A word of a line, a mark of punctuation or a picture, with the inline elements that it stands in.
struct MarkedWord {
    enum Content {
        case text([UInt8])
        case element(MarkedBlock)

        /// Whether it is white space by itself.
        var isBlank: Bool { if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false } }
    }

    var mark = ChangeMark.kept
    /// The white space in front.
    var space: [UInt8] = []
    /// The inline elements that the white space stands in, from the outermost.
    var elementsAroundSpace: [HTMLTag] = []
    /// Who inserted the white space in front of a word that is older.
    var spaceMark = ChangeMark.kept
    var content: Content
    /// The inline elements that the word stands in, from the outermost.
    var elements: [HTMLTag] = []

    /// White space by itself.
    init(space: [UInt8], in elements: [HTMLTag], _ mark: ChangeMark) {
        self.mark = mark
        content = .text(space)
        self.elements = elements
    }

    init(_ content: Content, in elements: [HTMLTag], after space: WordCutting.Space) {
        self.content = content
        self.elements = elements
        self.space = space.bytes
        elementsAroundSpace = space.elements
    }
}

// MARK: From HTML

extension MarkedBlock {
    init(_ element: HTMLElement) {
        tag = element.tag
        whole = element.whole
        guard element.whole == nil else { return }
        (items, endSpace) = MarkedItem.items(of: element.children, in: element.tag)
    }
}

extension MarkedItem {
    /// The items of an element's content, and the white space at its end.
    static func items(of nodes: [HTMLNode], in tag: HTMLTag?) -> (items: [MarkedItem], endSpace: ArraySlice<UInt8>) {
        var items: [MarkedItem] = []
        var space: ArraySlice<UInt8> = []
        var line = WordCutting()
        func endLine() {
            guard !line.isEmpty else { return }
            let end = line.end()
            items.append(MarkedItem(space: space, content: .words(line.words)))
            space = end
            line = WordCutting()
        }
        let holdsTextOnly = tag?.holdsTextOnly == true
        for node in nodes {
            if case .element(let element) = node, element.isBlock, !holdsTextOnly {
                endLine()
                items.append(MarkedItem(space: space, content: .block(MarkedBlock(element))))
                space = []
            } else if line.isEmpty, case .text(let text) = node {
                let rest = text.drop(while: \.isWhitespace)
                if !rest.isEmpty || space.isEmpty { space = text[..<rest.startIndex] }
                line.add(.text(rest))
            } else {
                line.add(node)
            }
        }
        endLine()
        return (items, space)
    }
}

// MARK: Deletion

extension MarkedItem {
    /// The item as a step leaves it that deletes it; `nil` for one that came by an earlier step.
    func deleted(by step: Int) -> MarkedItem? {
        switch mark {
        case .inserted: return nil
        case .deleted: return self
        case .kept:
            var item = self
            item.mark = .deleted(step)
            item.content = content.withoutInsertions
            return item
        }
    }
}

extension MarkedItem.Content {
    /// What was there before any step.
    fileprivate var withoutInsertions: MarkedItem.Content {
        switch self {
        case .block(let block): .block(block.withoutInsertions)
        case .words(let words): .words(words.compactMap(\.withoutInsertions))
        }
    }
}

extension MarkedBlock {
    fileprivate var withoutInsertions: MarkedBlock {
        var block = self
        block.items = items.filter { !$0.mark.isInsertion }.map { item in
            var item = item
            item.content = item.content.withoutInsertions
            return item
        }
        return block
    }
}

extension MarkedWord {
    /// The word as a step leaves it that deletes it; `nil` for one that came by an earlier step.
    func deleted(by step: Int) -> MarkedWord? {
        guard mark == .kept else { return mark.isDeletion ? self : nil }
        var word = withoutInsertions
        word?.mark = .deleted(step)
        return word
    }

    fileprivate var withoutInsertions: MarkedWord? {
        guard !mark.isInsertion else { return nil }
        var word = self
        if spaceMark.isInsertion { word.space = [] }
        word.spaceMark = .kept
        if case .element(let element) = content { word.content = .element(element.withoutInsertions) }
        return word
    }
}
