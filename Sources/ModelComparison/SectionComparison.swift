/// What happened to a section of a text.
public struct SectionChange: Sendable {
    /// The heading, in the new text where it stands there; empty for what stands before the first one.
    public let heading: String
    /// The heading in the old text, where it was another.
    public let oldHeading: String?
    /// The headings of the sections around it.
    public let trail: [String]
    public let kind: ChangeKind
    /// Whether it stands among other sections, or in another order with them.
    public let isMoved: Bool
    /// The text with its differences; empty where only its place or heading changed.
    public let runs: [MarkedRun]
}

/// Whether something is only in the new version, only in the old one, or in both.
public enum ChangeKind: String, Sendable, CaseIterable { case added, removed, changed }

/// Finds out which sections of two texts belong together, and what changed in them.
struct SectionComparison {
    private let old: [ProseSection]
    private let new: [ProseSection]
    private let oldWords: [[String]]
    private let newWords: [[String]]
    private var partnersOfOld: [Int?]
    private var partnersOfNew: [Int?]

    /// The changes in the order of the sections.
    static func changes(from old: some Collection<UInt8>, to new: some Collection<UInt8>) -> [SectionChange] {
        guard !old.elementsEqual(new) else { return [] }
        var comparison = SectionComparison(ProseSections.sections(of: old), ProseSections.sections(of: new))
        comparison.pair()
        return comparison.changes()
    }

    private init(_ old: [ProseSection], _ new: [ProseSection]) {
        self.old = old
        self.new = new
        oldWords = old.map { ProseWords.words(of: $0.lines) }
        newWords = new.map { ProseWords.words(of: $0.lines) }
        partnersOfOld = Array(repeating: nil, count: old.count)
        partnersOfNew = Array(repeating: nil, count: new.count)
    }

    // MARK: Which belong together

    /// By what is the surest first: heading and place, number, heading alone, text alone.
    private mutating func pair() {
        pair(old.map { .some($0.path) }, new.map { .some($0.path) }, allowsRepetition: true)
        pair(old.map(\.number), new.map(\.number))
        pair(old.map { $0.slug.isEmpty ? nil : $0.slug }, new.map { $0.slug.isEmpty ? nil : $0.slug })
        pair(oldWords.map { $0.isEmpty ? nil : $0 }, newWords.map { $0.isEmpty ? nil : $0 })
    }

    /// Pairs sections that have no partner yet and the same key.
    ///
    /// - Parameter allowsRepetition: Whether of several sections with a key the first belong together, the second, and
    ///   so on; otherwise such keys tell nothing.
    private mutating func pair<Key: Hashable>(_ oldKeys: [Key?], _ newKeys: [Key?], allowsRepetition: Bool = false) {
        func places(_ keys: [Key?], _ partners: [Int?]) -> [Key: [Int]] {
            var places: [Key: [Int]] = [:]
            for (index, key) in keys.enumerated() where partners[index] == nil {
                if let key { places[key, default: []].append(index) }
            }
            return places
        }
        let oldPlaces = places(oldKeys, partnersOfOld)
        for (key, newIndices) in places(newKeys, partnersOfNew) {
            guard let oldIndices = oldPlaces[key],
                allowsRepetition || (oldIndices.count == 1 && newIndices.count == 1)
            else { continue }
            for (oldIndex, newIndex) in zip(oldIndices, newIndices) {
                partnersOfOld[oldIndex] = newIndex
                partnersOfNew[newIndex] = oldIndex
            }
        }
    }

    // MARK: What changed

    private func changes() -> [SectionChange] {
        let moved = movedSections()
        return order().compactMap { oldIndex, newIndex in
            switch (oldIndex, newIndex) {
            case (let oldIndex?, let newIndex?): change(oldIndex, newIndex, isMoved: moved.contains(oldIndex))
            case (nil, let index?): change(.added, new[index], WordDifference.runs(newWords[index], only: .inserted))
            case (let index?, nil): change(.removed, old[index], WordDifference.runs(oldWords[index], only: .deleted))
            case (nil, nil): nil
            }
        }
    }

    private func change(_ kind: ChangeKind, _ section: ProseSection, _ runs: [MarkedRun]) -> SectionChange {
        SectionChange(
            heading: section.heading, oldHeading: nil, trail: section.trail, kind: kind, isMoved: false, runs: runs)
    }

    private func change(_ oldIndex: Int, _ newIndex: Int, isMoved: Bool) -> SectionChange? {
        let (before, after) = (old[oldIndex], new[newIndex])
        let runs = WordDifference.runs(oldWords[oldIndex], newWords[newIndex])
        let isRenamed = before.heading != after.heading
        guard isRenamed || isMoved || !runs.isEmpty else { return nil }
        return SectionChange(
            heading: after.heading, oldHeading: isRenamed ? before.heading : nil, trail: after.trail, kind: .changed,
            isMoved: isMoved, runs: runs)
    }

    /// The old positions of the sections that stand in another section than before, or out of the order that most of
    /// them have kept. It is the same ones in both directions.
    private func movedSections() -> Set<Int> {
        let pairs = partnersOfOld.enumerated().compactMap { old, new in new.map { (old: old, new: $0) } }
        let isForward = old.map(\.path).lexicographicallyPrecedes(new.map(\.path))
        let sorted = isForward ? pairs : pairs.sorted { $0.new < $1.new }
        let kept = SequenceMatching.longestAscent(sorted.map { isForward ? $0.new : $0.old })
        var moved = Set(pairs.map(\.old)).subtracting(kept.map { sorted[$0].old })
        for (oldIndex, newIndex) in pairs {
            let parent = new[newIndex].parent
            let isElsewhere = old[oldIndex].parent.map { partnersOfOld[$0] } != parent.map { .some($0) }
            if isElsewhere { moved.insert(oldIndex) }
        }
        return moved
    }

    /// All sections, each once, in the order of the new text; what it has no more follows what it followed.
    private func order() -> [(old: Int?, new: Int?)] {
        var followers: [Int: [Int]] = [:]
        var anchor = -1
        for index in old.indices {
            if let partner = partnersOfOld[index] {
                anchor = partner
            } else {
                followers[anchor, default: []].append(index)
            }
        }
        var order: [(old: Int?, new: Int?)] = (followers[-1] ?? []).map { ($0, nil) }
        for index in new.indices {
            order.append((partnersOfNew[index], index))
            order += (followers[index] ?? []).map { ($0, nil) }
        }
        return order
    }
}
