/// The names that an editor may have meant, nearest first, at most three.
///
/// A name is near when few letters are wrong for its length, or when it begins with what was written;
/// upper and lower case, spaces and hyphens don't count as a difference in meaning.
public func nearestNames(to name: String, among candidates: some Sequence<String>) -> [String] {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= 100 else { return [] }
    let limit = max(1, wanted.count / 3)
    var near: [(distance: Int, name: String)] = []
    for candidate in candidates {
        let letters = folded(candidate)
        if let distance = editDistance(wanted, letters, atMost: limit) {
            near.append((distance, candidate))
        } else if wanted.count >= 3, letters.starts(with: wanted) {
            near.append((limit + 1, candidate))
        }
    }
    near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    var names: [String] = []
    for candidate in near where !names.contains(candidate.name) {
        names.append(candidate.name)
        if names.count == 3 { break }
    }
    return names
}

private func folded(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.filter { $0 != " " && $0 != "-" && $0 != "_" }
}

/// Whether two names differ by one letter: another one, one more, or two that changed places.
public func differByOneLetter(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    editDistance(left, right, atMost: 1) == 1
}

/// The Damerau-Levenshtein distance (with adjacent letters swapped as one mistake), or `nil` above the limit.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(substitution, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforePrevious[column - 1] + 1)
            }
            current.append(best)
        }
        if current.allSatisfy({ $0 > limit }) { return nil }
        (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count] <= limit ? previous[right.count] : nil
}
