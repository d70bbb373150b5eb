import ModelComparison

/// Finds the items that two versions of an element both have, changed or not.
struct ItemAlignment {
    typealias Pair = (old: Int, new: Int)

    /// How many pairs of items are looked at one by one, where a stretch of items has changed.
    private static let limit = 2_500

    private let old: [ItemProfile]
    private let new: [ItemProfile]
    private var pairs: [Pair] = []

    /// The pairs in ascending order.
    ///
    /// - Parameter container: The element.
    static func pairs(_ old: [MarkedItem], _ new: [MarkedItem], in container: HTMLTag?) -> [Pair] {
        // A cell stands in its column, whatever it says.
        if container?.name == "tr", old.count == new.count { return zip(old.indices, new.indices).map { ($0, $1) } }
        var alignment = ItemAlignment(ItemProfile.profiles(of: old), ItemProfile.profiles(of: new))
        alignment.align(by: \.key, old.indices, new.indices) { alignment, oldGap, newGap in
            alignment.alignChanged(oldGap, newGap)
        }
        return alignment.pairs
    }

    private init(_ old: [ItemProfile], _ new: [ItemProfile]) {
        self.old = old
        self.new = new
    }

    /// Pairs the items with the same key, and hands on what lies between.
    private mutating func align(
        by key: (ItemProfile) -> [UInt8], _ oldRange: Range<Int>, _ newRange: Range<Int>,
        gap: (inout ItemAlignment, Range<Int>, Range<Int>) -> Void
    ) {
        var numbers = Numbers()
        let matches = SequenceMatching.matches(
            old[oldRange].map { numbers[key($0)] }, new[newRange].map { numbers[key($0)] })
        var (oldEnd, newEnd) = (oldRange.lowerBound, newRange.lowerBound)
        for match in matches {
            let pair = (old: oldRange.lowerBound + match.old, new: newRange.lowerBound + match.new)
            // What is compared as a whole may say the same by other tags.
            guard old[pair.old].canPair(with: new[pair.new]) else { continue }
            gap(&self, oldEnd..<pair.old, newEnd..<pair.new)
            pairs.append(pair)
            (oldEnd, newEnd) = (pair.old + 1, pair.new + 1)
        }
        gap(&self, oldEnd..<oldRange.upperBound, newEnd..<newRange.upperBound)
    }

    /// Pairs items that have changed.
    private mutating func alignChanged(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
        guard !oldRange.isEmpty, !newRange.isEmpty else { return }
        guard oldRange.count * newRange.count > Self.limit else { return alignBySimilarity(oldRange, newRange) }
        align(by: \.beginning, oldRange, newRange) { alignment, oldGap, newGap in
            if oldGap.count * newGap.count <= Self.limit { alignment.alignBySimilarity(oldGap, newGap) }
        }
    }

    /// Pairs items in their order so that they are as similar as can be.
    private mutating func alignBySimilarity(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
        guard !oldRange.isEmpty, !newRange.isEmpty else { return }
        let similarity = Similarity(old[oldRange], new[newRange])
        let width = newRange.count + 1
        // The best sum of what follows two positions, and what the first two items have in common.
        var best = [Double](repeating: 0, count: (oldRange.count + 1) * width)
        var score = [Double?](repeating: nil, count: best.count)
        for row in (0..<oldRange.count).reversed() {
            for column in (0..<newRange.count).reversed() {
                let place = row * width + column
                score[place] = similarity.score(row, column)
                best[place] = max(best[place + width], best[place + 1])
                if let score = score[place] { best[place] = max(best[place], best[place + width + 1] + score) }
            }
        }
        var (row, column) = (0, 0)
        while row < oldRange.count, column < newRange.count {
            let place = row * width + column
            if let score = score[place], best[place] == best[place + width + 1] + score {
                pairs.append((oldRange.lowerBound + row, newRange.lowerBound + column))
                row += 1
                column += 1
            } else if best[place] == best[place + width] {
                row += 1
            } else {
                column += 1
            }
        }
    }
}

/// What is looked at to find an item again.
struct ItemProfile {
    let item: MarkedItem
    let text: [[UInt8]]
    /// The same in two items that are the same, or differ in numbers and tags only.
    let key: [UInt8]

    /// - Parameter trail: The headings above, which tell sections of the same name apart.
    private init(_ item: MarkedItem, _ text: [[UInt8]], trail: [[UInt8]]) {
        self.item = item
        self.text = text
        let name = item.block.map { $0.tag.headingLevel == nil ? $0.tag.name : "h" } ?? ""
        key = Array(([Array(name.utf8)] + text + trail).joined(separator: [0]))
    }

    static func profiles(of items: [MarkedItem]) -> [ItemProfile] {
        var trail: [(level: Int, title: [UInt8])] = []
        return items.map { item in
            let text = item.text
            guard let level = item.block?.tag.headingLevel else { return ItemProfile(item, text, trail: []) }
            while let last = trail.last, last.level >= level { trail.removeLast() }
            let profile = ItemProfile(item, text, trail: trail.map(\.title))
            trail.append((level, Array(text.joined(separator: [.space]))))
            return profile
        }
    }

    var tag: HTMLTag? { item.block?.tag }

    /// What stays the same in an item that has changed in its course.
    var beginning: [UInt8] {
        let text = tag?.name == "tr" ? firstCell : Array(text.prefix(4))
        return Array(([Array((tag?.name ?? "").utf8)] + text).joined(separator: [0]))
    }

    /// The words of a row's first cell.
    var firstCell: [[UInt8]] { item.block?.items.first { !$0.mark.isDeletion }?.text ?? [] }

    /// Whether one can be what the other has become.
    func canPair(with new: ItemProfile) -> Bool {
        switch (item.content, new.item.content) {
        case (.words, .words): return true
        case (.block(let old), .block(let new)):
            let isHeading = old.tag.headingLevel != nil && new.tag.headingLevel != nil
            guard old.tag.name == new.tag.name || isHeading else { return false }
            if new.tag.name == "svg", old.whole != nil, new.whole != nil { return true }
            return old.whole == new.whole
        default: return false
        }
    }
}
