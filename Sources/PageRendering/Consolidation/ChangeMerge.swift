import ModelComparison

/// Merges a later state of a chapter into what is marked already: what the state has no more is marked as deleted, what it
/// has besides as inserted.
struct ChangeMerge {
    /// The number of the step that led to the state.
    private let step: Int

    /// - Parameters:
    ///   - marked: The chapter with the marks of all steps before.
    ///   - state: The state after the step.
    static func merge(_ marked: [MarkedNode], _ state: [MarkedNode], step: Int) -> [MarkedNode] {
        ChangeMerge(step: step).merge(marked, state)
    }

    private func merge(_ old: [MarkedNode], _ new: [MarkedNode]) -> [MarkedNode] {
        let live = old.indices.filter { !old[$0].isDeleted }
        var merged: [MarkedNode] = []
        var (nextOld, nextNew) = (0, 0)
        func take(upToLive liveEnd: Int, upToNew newEnd: Int) {
            let end = liveEnd < live.count ? live[liveEnd] : old.count
            merged += gap(old[nextOld..<end], new[nextNew..<newEnd])
            (nextOld, nextNew) = (end, newEnd)
        }
        for match in matches(live.map { old[$0] }, new) {
            take(upToLive: match.old, upToNew: match.new)
            var node = old[live[match.old]]
            if case .leaf = node.content { node = replacing(node, by: new[match.new]) }
            merged.append(node)
            (nextOld, nextNew) = (live[match.old] + 1, match.new + 1)
        }
        take(upToLive: live.count, upToNew: new.count)
        return merged
    }

    /// A piece as the later state has it, with the mark that it had.
    private func replacing(_ old: MarkedNode, by new: MarkedNode) -> MarkedNode {
        var node = new
        node.mark = old.mark
        return node
    }

    private func matches(_ old: [MarkedNode], _ new: [MarkedNode]) -> [SequenceMatching.Match] {
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ node: MarkedNode) -> Int {
            let key = node.isAnchorLink ? anchorSign[...] : node.key
            if let known = numbers[key] { return known }
            numbers[key] = numbers.count
            return numbers.count - 1
        }
        return SequenceMatching.matches(old.map(number), new.map(number))
    }

    // MARK: What has no match

    /// What stands between two matches: pieces that are alike are merged, the others deleted and inserted.
    private func gap(_ old: ArraySlice<MarkedNode>, _ new: ArraySlice<MarkedNode>) -> [MarkedNode] {
        var merged: [MarkedNode] = []
        var rest = new
        for node in old {
            if node.isDeleted {
                merged.append(node)
            } else if let (partner, united) = partner(of: node, in: rest) {
                merged += rest[..<partner].map(inserted)
                merged.append(united)
                rest = rest[(partner + 1)...]
            } else if case .inserted = node.mark {
                // What one step brought and a later one took away is in neither the first nor the last state.
                continue
            } else if !isDrawing(node, replacedIn: rest) {
                merged.append(node.marked(.deleted(step)))
            }
        }
        return merged + rest.map(inserted)
    }

    private func inserted(_ node: MarkedNode) -> MarkedNode { node.marked(.inserted(step)) }

    /// A drawing is shown once, as it becomes: two of them one above the other tell nothing.
    private func isDrawing(_ node: MarkedNode, replacedIn new: ArraySlice<MarkedNode>) -> Bool {
        node.name == "svg" && new.contains { $0.name == "svg" }
    }

    /// The piece that is most like another, and the two as one.
    private func partner(
        of node: MarkedNode, in candidates: ArraySlice<MarkedNode>
    ) -> (index: Int, united: MarkedNode)? {
        guard case .element(let element, _) = node.content else { return nil }
        let words = Set(node.words)
        var best: (index: Int, likeness: Int)?
        for index in candidates.indices.prefix(Self.reach) {
            let likeness = likeness(of: node, element, words, to: candidates[index])
            if likeness > best?.likeness ?? 0 { best = (index, likeness) }
        }
        return best.flatMap { best in united(node, candidates[best.index]).map { (best.index, $0) } }
    }

    /// How much of the words two pieces have in common, in percent; 0 for pieces that are not the same element.
    private func likeness(
        of node: MarkedNode, _ element: HTMLElement, _ words: Set<ArraySlice<UInt8>>, to candidate: MarkedNode
    ) -> Int {
        guard case .element(let other, _) = candidate.content, other.name == element.name else { return 0 }
        if let id = element.value("id"), element.isHeading, id == other.value("id") { return 100 }
        if element.name == "figure", holdsDrawing(node), holdsDrawing(candidate) { return 100 }
        let others = Set(candidate.words)
        // Tables and lists grow and shrink by rows and items.
        let isOfParts = element.isStructure && element.name != "tr"
        let whole = isOfParts ? min(words.count, others.count) : max(words.count, others.count)
        let likeness = 100 * words.intersection(others).count / max(whole, 1)
        return likeness >= 50 ? likeness : 0
    }

    private func holdsDrawing(_ node: MarkedNode) -> Bool { node.key.firstRange(of: drawingSign) != nil }

    /// Two pieces as one with the changes marked inside; `nil` where that would break the grid of a table.
    private func united(_ old: MarkedNode, _ new: MarkedNode) -> MarkedNode? {
        guard case .element(_, let before) = old.content, case .element(let element, let after) = new.content else {
            return nil
        }
        var node = new
        node.mark = old.mark
        var children: [MarkedNode] = []
        if element.name == "tr" {
            guard before.count == after.count else { return nil }
            for (old, new) in zip(before, after) {
                guard let cell = old.key == new.key ? old : united(old, new) else { return nil }
                children.append(cell)
            }
        } else {
            children = merge(before, after)
            // A cell that spans rows counts them.
            if element.name == "tbody", children.contains(where: \.isDeleted), old.spansRows || new.spansRows {
                return nil
            }
        }
        node.content = .element(element, children)
        return node
    }

    /// How many pieces are looked at for one that is like another, so that the time stays linear.
    private static let reach = 24
}

extension MarkedNode {
    /// The link by which readers take the address of a section: it changes with the number, and tells nothing.
    fileprivate var isAnchorLink: Bool { key.starts(with: anchorSign) }

    /// Whether one of its cells spans rows.
    fileprivate var spansRows: Bool { key.firstRange(of: rowspanSign) != nil }
}

private let anchorSign = Array("<a class=\"anchor\"".utf8)
private let drawingSign = Array("<svg".utf8)
private let rowspanSign = Array(" rowspan=".utf8)
