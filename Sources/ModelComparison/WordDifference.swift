/// A stretch of compared text: what both versions have, or what only one has.
public struct MarkedRun: Sendable, Equatable {
    public enum Kind: Sendable {
        case kept, deleted, inserted
        /// What both have, far from any difference; the text is left out.
        case omitted
    }

    public let kind: Kind
    /// The words with single spaces between them. Line breaks are those that mean something.
    public let text: String
    /// How many words.
    public let count: Int
}

/// Compares texts word by word.
public enum WordDifference {
    /// How many words of what both versions have are shown on both sides of a difference.
    private static let context = 16

    /// The differences; empty where there are none. The same words are marked in both directions.
    static func runs(_ old: [String], _ new: [String]) -> [MarkedRun] {
        guard old != new else { return [] }
        var numbers: [String: Int] = [:]
        func number(_ word: String) -> Int {
            if let known = numbers[word] { return known }
            numbers[word] = numbers.count
            return numbers.count - 1
        }
        // Numbers in the order of words: then no direction of the comparison shows in how they are matched.
        for word in Set(old).union(new).sorted() { _ = number(word) }
        return shown(stretches(old.map(number), new.map(number)), old, new)
    }

    /// The words of a text that only one version has.
    static func runs(_ words: [String], only kind: MarkedRun.Kind) -> [MarkedRun] {
        words.isEmpty ? [] : [run(kind, words[...])]
    }

    /// What lies between two stretches that both versions have, and the one that follows.
    public struct Stretch: Sendable {
        /// In the old text.
        public fileprivate(set) var deleted: Range<Int>
        /// In the new text.
        public fileprivate(set) var inserted: Range<Int>
        /// In the old text. In the new one, as many words follow those that are inserted.
        public fileprivate(set) var kept: Range<Int>
        var hasDifference: Bool { !deleted.isEmpty || !inserted.isEmpty }
    }

    /// What two texts have in common and what lies between.
    ///
    /// - Parameters:
    ///   - old: The words of the old text, each a number.
    ///   - new: The words of the new text, the same numbers for the same words.
    public static func stretches(_ old: [Int], _ new: [Int]) -> [Stretch] {
        let (oldCount, newCount) = (old.count, new.count)
        var stretches: [Stretch] = []
        var (oldEnd, newEnd) = (0, 0)
        for match in SequenceMatching.matches(old, new) {
            if match.old == oldEnd, match.new == newEnd, let last = stretches.indices.last {
                stretches[last].kept = stretches[last].kept.lowerBound..<(match.old + 1)
            } else {
                append(
                    Stretch(
                        deleted: oldEnd..<match.old, inserted: newEnd..<match.new, kept: match.old..<(match.old + 1)),
                    to: &stretches)
            }
            (oldEnd, newEnd) = (match.old + 1, match.new + 1)
        }
        if oldEnd < oldCount || newEnd < newCount {
            append(
                Stretch(deleted: oldEnd..<oldCount, inserted: newEnd..<newCount, kept: oldCount..<oldCount),
                to: &stretches)
        }
        return stretches
    }

    /// A word or two that happen to stand in both texts between longer differences tear these apart without telling
    /// anything: they count as replaced, too.
    private static func append(_ stretch: Stretch, to stretches: inout [Stretch]) {
        guard let last = stretches.last, last.hasDifference, last.kept.count <= 2, stretch.hasDifference,
            last.deleted.count + last.inserted.count + stretch.deleted.count + stretch.inserted.count
                >= 6 * last.kept.count, !last.deleted.isEmpty, !last.inserted.isEmpty
        else { return stretches.append(stretch) }
        stretches[stretches.count - 1] = Stretch(
            deleted: last.deleted.lowerBound..<stretch.deleted.upperBound,
            inserted: last.inserted.lowerBound..<stretch.inserted.upperBound, kept: stretch.kept)
    }

    private static func shown(_ stretches: [Stretch], _ old: [String], _ new: [String]) -> [MarkedRun] {
        var runs: [MarkedRun] = []
        for (index, stretch) in stretches.enumerated() {
            if !stretch.deleted.isEmpty { runs.append(run(.deleted, old[stretch.deleted])) }
            if !stretch.inserted.isEmpty { runs.append(run(.inserted, new[stretch.inserted])) }
            let before = stretch.hasDifference ? context : 0
            let after = index + 1 < stretches.count ? context : 0
            runs += shortened(old[stretch.kept], before: before, after: after)
        }
        return runs
    }

    /// What both versions have, where it is long with its middle left out.
    private static func shortened(_ words: ArraySlice<String>, before: Int, after: Int) -> [MarkedRun] {
        guard words.count > before + after + 4 else { return words.isEmpty ? [] : [run(.kept, words)] }
        var runs: [MarkedRun] = []
        if before > 0 { runs.append(run(.kept, words.prefix(before))) }
        runs.append(MarkedRun(kind: .omitted, text: "", count: words.count - before - after))
        if after > 0 { runs.append(run(.kept, words.suffix(after))) }
        return runs
    }

    private static func run(_ kind: MarkedRun.Kind, _ words: ArraySlice<String>) -> MarkedRun {
        var text = ""
        var isAtStart = true
        for word in words {
            let isBreak = word == ProseWords.lineBreak || word == ProseWords.paragraphBreak
            if !isAtStart, !isBreak { text += " " }
            text += word
            isAtStart = isBreak
        }
        return MarkedRun(kind: kind, text: text, count: words.count)
    }
}
