/// Finds what two sequences have in common, in their order, in time linear in their length.
public enum SequenceMatching {
    /// A pair of positions at which the sequences have the same element.
    public struct Match: Sendable, Equatable {
        public let old: Int
        public let new: Int
    }

    /// How many differences are looked for before two sequences count as too different to match one by one. Myers'
    /// algorithm takes time by the length times this.
    private static let limit = 256

    /// The matches in ascending order. Two sequences have the same matches whichever is the old one.
    public static func matches(_ old: [Int], _ new: [Int]) -> [Match] {
        if new.lexicographicallyPrecedes(old) {
            return matches(new, old).map { Match(old: $0.new, new: $0.old) }
        }
        return matches(old[...], new[...])
    }

    private static func matches(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [Match] {
        let (head, tail) = commonEnds(old, new)
        let oldMiddle = old.dropFirst(head).dropLast(tail)
        let newMiddle = new.dropFirst(head).dropLast(tail)
        var matches = zip(old.indices, new.indices).prefix(head).map(Match.init)
        matches += shortestEdit(oldMiddle, newMiddle) ?? aroundAnchors(oldMiddle, newMiddle)
        matches += zip(old.indices.suffix(tail), new.indices.suffix(tail)).map(Match.init)
        return matches
    }

    private static func commonEnds(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> (head: Int, tail: Int) {
        let head = zip(old, new).prefix { $0 == $1 }.count
        let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        return (head, tail)
    }

    // MARK: Few differences

    /// The matches that leave the fewest differences, by Myers' algorithm ("An O(ND) Difference Algorithm and Its
    /// Variations"); `nil` where there are more differences than the limit.
    private static func shortestEdit(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [Match]? {
        let most = min(old.count + new.count, limit)
        let center = most + 1
        var reach = [Int](repeating: 0, count: 2 * most + 3)
        var history: [[Int]] = []
        for step in 0...most {
            for diagonal in stride(from: -step, through: step, by: 2) {
                let isDown = goesDown(diagonal, step, reach, center)
                var x = isDown ? reach[center + diagonal + 1] : reach[center + diagonal - 1] + 1
                while x < old.count, x - diagonal < new.count,
                    old[old.startIndex + x] == new[new.startIndex + x - diagonal]
                {
                    x += 1
                }
                reach[center + diagonal] = x
                if x >= old.count, x - diagonal >= new.count { return matches(along: history, old, new) }
            }
            history.append(Array(reach[(center - step)...(center + step)]))
        }
        return nil
    }

    private static func goesDown(_ diagonal: Int, _ step: Int, _ reach: [Int], _ center: Int) -> Bool {
        diagonal == -step
            || (diagonal != step && reach[center + diagonal - 1] < reach[center + diagonal + 1])
    }

    /// Goes back from the end the way that Myers' algorithm came.
    private static func matches(
        along history: [[Int]], _ old: ArraySlice<Int>, _ new: ArraySlice<Int>
    ) -> [Match] {
        var matches: [Match] = []
        var (x, y) = (old.count, new.count)
        for step in stride(from: history.count, through: 0, by: -1) {
            var (previousX, previousY) = (0, 0)
            if step > 0 {
                let reach = history[step - 1]
                let diagonal = x - y
                let isDown = goesDown(diagonal, step, reach, step - 1)
                let from = isDown ? diagonal + 1 : diagonal - 1
                previousX = reach[step - 1 + from]
                previousY = previousX - from
            }
            while x > previousX, y > previousY {
                x -= 1
                y -= 1
                matches.append(Match(old: old.startIndex + x, new: new.startIndex + y))
            }
            (x, y) = (previousX, previousY)
        }
        return matches.reversed()
    }

    // MARK: Many differences

    /// Matches what stands once in both sequences and in the same order, and then what lies between, where there are few
    /// differences. What lies between others is taken for replaced as a whole.
    private static func aroundAnchors(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [Match] {
        let places = uniquePlaces(new)
        let candidates = uniquePlaces(old).compactMap { element, place in
            places[element].map { Match(old: place, new: $0) }
        }.sorted { $0.old < $1.old }
        var matches: [Match] = []
        var (oldStart, newStart) = (old.startIndex, new.startIndex)
        func matchGap(to oldEnd: Int, _ newEnd: Int) {
            let oldGap = old[oldStart..<oldEnd]
            let newGap = new[newStart..<newEnd]
            guard !oldGap.isEmpty, !newGap.isEmpty else { return }
            matches += shortestEdit(oldGap, newGap) ?? []
        }
        for anchor in longestAscent(candidates.map(\.new)).map({ candidates[$0] }) {
            matchGap(to: anchor.old, anchor.new)
            matches.append(anchor)
            (oldStart, newStart) = (anchor.old + 1, anchor.new + 1)
        }
        matchGap(to: old.endIndex, new.endIndex)
        return matches
    }

    /// Where the elements stand that occur once.
    private static func uniquePlaces(_ elements: ArraySlice<Int>) -> [Int: Int] {
        var places: [Int: Int?] = [:]
        for index in elements.indices {
            places.updateValue(places[elements[index]] == nil ? index : nil, forKey: elements[index])
        }
        return places.compactMapValues { $0 }
    }

    /// The positions of a longest ascending part of distinct numbers.
    static func longestAscent(_ numbers: [Int]) -> [Int] {
        // For each length, the position of the smallest number that an ascent of it ends in.
        var ends: [Int] = []
        var before = [Int](repeating: -1, count: numbers.count)
        for (position, number) in numbers.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if numbers[ends[middle]] < number { low = middle + 1 } else { high = middle }
            }
            if low > 0 { before[position] = ends[low - 1] }
            if low == ends.count { ends.append(position) } else { ends[low] = position }
        }
        var ascent: [Int] = []
        var position = ends.last ?? -1
        while position >= 0 {
            ascent.append(position)
            position = before[position]
        }
        return ascent.reversed()
    }
}
