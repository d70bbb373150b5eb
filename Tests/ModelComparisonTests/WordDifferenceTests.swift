import Testing

@testable import ModelComparison

struct WordDifferenceTests {
    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
    private func compare(_ old: String, _ new: String) -> String {
        marked(WordDifference.runs(words(old), words(new)))
    }

    @Test(arguments: [
        ("a b c", "a b c", ""), ("a b c", "a x c", "a [-b-] {+x+} c"), ("", "a", "{+a+}"), ("a", "", "[-a-]"),
        ("a b", "b", "[-a-] b"), ("a b", "a b c", "a b {+c+}"), ("a b a b", "b a b a", "[-a-] b a b {+a+}"),
    ])
    func marksWhatDiffers(old: String, new: String, marks: String) {
        #expect(compare(old, new) == marks)
    }

    @Test func leavesOutWhatIsFarFromADifference() {
        let many = (1...100).map(String.init)
        let runs = WordDifference.runs(many + ["end"], many + ["stop"])
        #expect(runs.map(\.kind) == [.omitted, .kept, .deleted, .inserted])
        #expect(runs.map(\.count) == [84, 16, 1, 1])
    }

    @Test func aWordBetweenLongerDifferencesIsNoAnchor() {
        #expect(compare("a b c the d e f", "g h i the j k l") == "[-a b c the d e f-] {+g h i the j k l+}")
    }

    /// The same marks whichever text is the old one, and both texts can be read off them.
    @Test func isTheSameInBothDirections() {
        var random = SeededGenerator()
        for _ in 0..<200 {
            let old = (0..<Int.random(in: 0...30, using: &random)).map { _ in "abcdef".randomElement(using: &random)! }
            let new = (0..<Int.random(in: 0...30, using: &random)).map { _ in "abcdef".randomElement(using: &random)! }
            let (oldWords, newWords) = (old.map(String.init), new.map(String.init))
            let forward = WordDifference.runs(oldWords, newWords)
            let backward = WordDifference.runs(newWords, oldWords)
            func text(_ runs: [MarkedRun], without kind: MarkedRun.Kind) -> [String] {
                runs.filter { $0.kind != kind }.flatMap { words($0.text) }
            }
            guard oldWords != newWords else { continue }
            #expect(text(forward, without: .inserted) == oldWords)
            #expect(text(forward, without: .deleted) == newWords)
            #expect(
                forward.filter { $0.kind == .inserted }.map(\.text)
                    == backward.filter { $0.kind == .deleted }.map(\.text))
            #expect(forward.filter { $0.kind == .kept }.map(\.text) == backward.filter { $0.kind == .kept }.map(\.text))
        }
    }

    /// Counted in comparisons rather than seconds: what is too different is not matched word by word.
    @Test func manyDifferencesAreMarkedAroundWhatStandsOnce() {
        let old = (0..<600).flatMap { ["same", "old\($0)", "x", "y\($0 % 7)"] } + words("these stand only once end")
        let new = (0..<600).flatMap { ["same", "new\($0)", "y\($0 % 5)", "x"] } + words("these stand only once stop")
        let runs = WordDifference.runs(old, new)
        #expect(runs.map(\.kind) == [.kept, .deleted, .inserted, .kept, .deleted, .inserted])
        #expect(runs.map(\.text).suffix(3) == ["these stand only once", "end", "stop"])
    }
}

/// The same numbers on each run.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
