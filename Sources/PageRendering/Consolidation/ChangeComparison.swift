import ModelComparison

/// Finds what a step changes in a chapter, and marks it.
struct ChangeComparison {
    let step: Int

    // MARK: Blocks

    /// The items of an element after the step. What earlier steps deleted stays where it stood.
    func merge(_ old: [MarkedItem], _ new: [MarkedItem], in container: HTMLTag?) -> [MarkedItem] {
        let current = old.indices.filter { !old[$0].mark.isDeletion }
        let pairs = ItemAlignment.pairs(current.map { old[$0] }, new, in: container)
        var merged: [MarkedItem] = []
        var (oldEnd, newEnd) = (0, 0)
        func bringForward(_ oldPlace: Int, _ newPlace: Int) {
            merged += old[oldEnd..<oldPlace].compactMap { $0.deleted(by: step) }
            merged += new[newEnd..<newPlace].map(inserted)
        }
        for pair in pairs {
            bringForward(current[pair.old], pair.new)
            merged.append(merge(old[current[pair.old]], new[pair.new]))
            (oldEnd, newEnd) = (current[pair.old] + 1, pair.new + 1)
        }
        bringForward(old.count, new.count)
        return merged
    }

    private func inserted(_ item: MarkedItem) -> MarkedItem {
        var item = item
        item.mark = .inserted(step)
        return item
    }

    /// An item that has stayed the same, or has changed inside.
    private func merge(_ old: MarkedItem, _ new: MarkedItem) -> MarkedItem {
        var merged = new
        merged.mark = old.mark
        switch (old.content, new.content) {
        case (.block(let old), .block(let new)): merged.content = .block(merge(old, new))
        case (.words(let old), .words(let new)): merged.content = .words(merge(old, new))
        default: break
        }
        return merged
    }

    private func merge(_ old: MarkedBlock, _ new: MarkedBlock) -> MarkedBlock {
        var merged = new
        if let whole = new.whole {
            // Elements that are compared as a whole are the same, or drawings.
            merged.redrawnBy = old.redrawnBy + (old.whole == whole ? [] : [step])
        } else {
            merged.items = merge(old.items, new.items, in: new.tag)
        }
        return merged
    }

    // MARK: Words

    /// How much of two lines must be the same, for them to be compared word by word.
    private static let leastShare = 0.3

    private func merge(_ old: [MarkedWord], _ new: [MarkedWord]) -> [MarkedWord] {
        let current = old.indices.filter { !old[$0].mark.isDeletion }
        var merged: [MarkedWord] = []
        var (oldEnd, newEnd) = (0, 0)
        func bringForward(_ oldPlace: Int, _ newPlace: Int) {
            merged += old[oldEnd..<oldPlace].compactMap { $0.deleted(by: step) }
            for word in new[newEnd..<newPlace] {
                merged.append(word)
                merged[merged.count - 1].mark = .inserted(step)
            }
        }
        for (oldIndex, newIndex) in pairs(current.map { old[$0] }, new) {
            let place = current[oldIndex]
            bringForward(place, newIndex)
            merged += merge(old[place], new[newIndex])
            (oldEnd, newEnd) = (place + 1, newIndex + 1)
        }
        bringForward(old.count, new.count)
        return merged
    }

    /// The words that both lines have.
    private func pairs(_ old: [MarkedWord], _ new: [MarkedWord]) -> [(old: Int, new: Int)] {
        var numbers = Numbers()
        let stretches = WordDifference.stretches(old.map { numbers[$0.key] }, new.map { numbers[$0.key] })
        let pairs = stretches.flatMap { stretch in
            stretch.kept.enumerated().map { (old: $1, new: stretch.inserted.upperBound + $0) }
        }
        let (oldCount, newCount) = (old.count { !$0.isNumber }, new.count { !$0.isNumber })
        let same = pairs.count { !new[$0.new].isNumber }
        let isAlike = Double(2 * same) >= Self.leastShare * Double(oldCount + newCount)
        return isAlike ? pairs : pairs.filter { new[$0.new].isNumber }
    }

    /// A word that has stayed. White space that came or went in front of it is a change too: without it, words would run
    /// into each other where changes are accepted or rejected.
    private func merge(_ old: MarkedWord, _ new: MarkedWord) -> [MarkedWord] {
        var merged = new
        merged.mark = old.mark
        merged.spaceMark = old.spaceMark
        if case (.element(let old), .element(let new)) = (old.content, new.content) {
            merged.content = .element(merge(old, new))
        }
        switch (old.space.isEmpty, new.space.isEmpty) {
        case (true, false): merged.spaceMark = .inserted(step)
        case (false, true) where old.mark == .kept && old.spaceMark == .kept:
            return [MarkedWord(space: old.space, in: old.elementsAroundSpace, .deleted(step)), merged]
        default: break
        }
        return [merged]
    }
}

extension MarkedWord {
    /// Whether it is a number that the generator works out.
    var isNumber: Bool { if case .element(let element) = content { element.tag.isNumber } else { false } }

    /// Words with the same key are the same. What a link of the site leads to is no matter of the text, but where one out
    /// of it leads is.
    fileprivate var key: [UInt8] {
        switch content {
        case .text(let text):
            let link = elements.last { $0.name == "a" }?["href"]
            guard let link, link.first != HTML.rootMarker, link.first != .hash else { return text }
            return text + [0] + link
        case .element(let element) where element.tag.isNumber:
            return [1] + Array(element.tag.name.utf8) + (element.tag["class"] ?? [])
        case .element(let element) where element.tag.isVoid:
            return [2] + element.tag.markup
        case .element(let element):
            return [3] + Array(element.tag.name.utf8) + [0] + (element.whole ?? [])
        }
    }
}

/// Gives the same number to what is the same.
struct Numbers {
    private var numbers: [[UInt8]: Int] = [:]

    subscript(key: [UInt8]) -> Int {
        mutating get {
            if let known = numbers[key] { return known }
            numbers[key] = numbers.count
            return numbers.count - 1
        }
    }
}
