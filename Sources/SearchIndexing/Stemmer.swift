/// The stem that a word shares with its other forms: Snowball's algorithm for English, also known as Porter2
/// (https://snowballstem.org/algorithms/english/stemmer.html). The theme's `search-words.js` is its twin: both are held
/// to the same list of words by tests.
struct Stemmer {
    private var word: [UInt8] = []
    /// Where the regions R1 and R2 of the algorithm begin.
    private var r1 = 0
    private var r2 = 0

    /// The stem of a word of lower-case letters. Words that are short, or hold anything else, stay as they are.
    static func stem(_ word: [UInt8]) -> [UInt8] {
        guard word.count > 3, word.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) else {
            return word
        }
        if let stem = exceptions[word] { return stem }
        var stemmer = Stemmer(word: word)
        stemmer.run()
        // What was a consonant goes back to being a letter.
        return stemmer.word.map { $0 == consonantY ? UInt8(ascii: "y") : $0 }
    }

    private init(word: [UInt8]) {
        self.word = word
    }

    private mutating func run() {
        markConsonants()
        findRegions()
        removePlural()
        guard !Self.finished.contains(word) else { return }
        removePastAndGerund()
        replaceFinalY()
        replaceLongSuffix()
        replaceOtherSuffix()
        removeSuffix()
        removeFinalLetter()
    }

    // MARK: Letters and regions

    private func isVowel(_ index: Int) -> Bool { index >= 0 && index < word.count && Self.vowels.contains(word[index]) }

    /// A y at the beginning or behind a vowel is a consonant.
    private mutating func markConsonants() {
        for index in word.indices where word[index] == UInt8(ascii: "y") && (index == 0 || isVowel(index - 1)) {
            word[index] = consonantY
        }
    }

    private mutating func findRegions() {
        if let prefix = Self.prefixes.first(where: { word.starts(with: $0) }) {
            r1 = prefix.count
        } else {
            r1 = region(from: 0)
        }
        r2 = region(from: r1)
    }

    /// What follows the first consonant behind a vowel.
    private func region(from start: Int) -> Int {
        var index = start + 1
        while index < word.count {
            if isVowel(index - 1), !isVowel(index) { return index + 1 }
            index += 1
        }
        return word.count
    }

    private func ends(_ suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        guard count <= word.count else { return false }
        return suffix.withUTF8Buffer { suffix in
            (0..<count).allSatisfy { word[word.count - count + $0] == suffix[$0] }
        }
    }

    private mutating func cut(_ count: Int, adding suffix: String = "") {
        word.removeLast(count)
        word += suffix.utf8
    }

    /// Whether the word has a vowel before the last so many letters.
    private func hasVowel(before count: Int) -> Bool { (0..<max(0, word.count - count)).contains { isVowel($0) } }

    /// Whether the word ends in a short syllable.
    private var endsShort: Bool {
        let last = word.count - 1
        if word.count == 2 { return isVowel(0) && !isVowel(1) }
        guard last >= 2 else { return false }
        return !isVowel(last - 2) && isVowel(last - 1) && !isVowel(last) && word[last] != UInt8(ascii: "w")
            && word[last] != UInt8(ascii: "x") && word[last] != consonantY
    }

    private var isShort: Bool { r1 >= word.count && endsShort }

    // MARK: The steps

    private mutating func removePlural() {
        if ends("sses") {
            cut(2)
        } else if ends("ied") || ends("ies") {
            cut(word.count > 4 ? 2 : 1)
        } else if ends("us") || ends("ss") {
            return
        } else if ends("s"), hasVowel(before: 2) {
            cut(1)
        }
    }

    private mutating func removePastAndGerund() {
        for (suffix, count) in [("eedly", 5), ("eed", 3)] as [(StaticString, Int)] where ends(suffix) {
            if word.count - count >= r1 { cut(count, adding: "ee") }
            return
        }
        for (suffix, count) in [("ingly", 5), ("edly", 4), ("ing", 3), ("ed", 2)] as [(StaticString, Int)]
        where ends(suffix) {
            guard hasVowel(before: count) else { return }
            cut(count)
            if ends("at") || ends("bl") || ends("iz") {
                word.append(UInt8(ascii: "e"))
            } else if let last = word.last, word.count > 1, word[word.count - 2] == last, Self.doubles.contains(last) {
                cut(1)
            } else if isShort {
                word.append(UInt8(ascii: "e"))
            }
            return
        }
    }

    private mutating func replaceFinalY() {
        guard let last = word.last, last == UInt8(ascii: "y") || last == consonantY, word.count > 2,
            !isVowel(word.count - 2)
        else { return }
        cut(1, adding: "i")
    }

    private mutating func replaceLongSuffix() {
        for (suffix, count, replacement) in Self.longSuffixes where ends(suffix) {
            if word.count - count >= r1 { cut(count, adding: replacement) }
            return
        }
        if ends("ogi") {
            if word.count - 3 >= r1, word.count > 3, word[word.count - 4] == UInt8(ascii: "l") { cut(1) }
        } else if ends("li"), word.count - 2 >= r1, word.count > 2, Self.beforeLi.contains(word[word.count - 3]) {
            cut(2)
        }
    }

    private mutating func replaceOtherSuffix() {
        for (suffix, count, replacement) in Self.otherSuffixes where ends(suffix) {
            if word.count - count >= r1 { cut(count, adding: replacement) }
            return
        }
        if ends("ative"), word.count - 5 >= r2 { cut(5) }
    }

    private mutating func removeSuffix() {
        for (suffix, count) in Self.lastSuffixes where ends(suffix) {
            if word.count - count >= r2 { cut(count) }
            return
        }
        if ends("ion"), word.count - 3 >= r2, word.count > 3,
            word[word.count - 4] == UInt8(ascii: "s") || word[word.count - 4] == UInt8(ascii: "t")
        {
            cut(3)
        }
    }

    private mutating func removeFinalLetter() {
        if ends("e") {
            if word.count - 1 >= r2 {
                cut(1)
            } else if word.count - 1 >= r1 {
                var stem = self
                stem.word.removeLast()
                if !stem.endsShort { cut(1) }
            }
        } else if ends("ll"), word.count - 1 >= r2 {
            cut(1)
        }
    }

    // MARK: What the steps look up

    private static let vowels = Set("aeiouy".utf8)
    private static let doubles = Set("bdfgmnprt".utf8)
    private static let beforeLi = Set("cdeghkmnrt".utf8)
    private static let prefixes = ["gener", "commun", "arsen"].map { Array($0.utf8) }
    private static let finished = Set(
        ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"].map { Array($0.utf8) })

    private static let exceptions: [[UInt8]: [UInt8]] = Dictionary(
        uniqueKeysWithValues: [
            ("skis", "ski"), ("skies", "sky"), ("dying", "die"), ("lying", "lie"), ("tying", "tie"), ("idly", "idl"),
            ("gently", "gentl"), ("ugly", "ugli"), ("early", "earli"), ("only", "onli"), ("singly", "singl"),
            ("news", "news"), ("howe", "howe"), ("atlas", "atlas"), ("cosmos", "cosmos"), ("bias", "bias"),
            ("andes", "andes"),
        ].map { (Array($0.0.utf8), Array($0.1.utf8)) })

    /// Longer ones before those that they end in.
    private static let longSuffixes: [(StaticString, Int, String)] = [
        ("ization", 7, "ize"), ("ational", 7, "ate"), ("fulness", 7, "ful"), ("ousness", 7, "ous"),
        ("iveness", 7, "ive"), ("tional", 6, "tion"), ("biliti", 6, "ble"), ("lessli", 6, "less"), ("entli", 5, "ent"),
        ("ation", 5, "ate"), ("alism", 5, "al"), ("aliti", 5, "al"), ("ousli", 5, "ous"), ("iviti", 5, "ive"),
        ("fulli", 5, "ful"), ("enci", 4, "ence"), ("anci", 4, "ance"), ("abli", 4, "able"), ("izer", 4, "ize"),
        ("ator", 4, "ate"), ("alli", 4, "al"), ("bli", 3, "ble"),
    ]
    private static let otherSuffixes: [(StaticString, Int, String)] = [
        ("ational", 7, "ate"), ("tional", 6, "tion"), ("alize", 5, "al"), ("icate", 5, "ic"), ("iciti", 5, "ic"),
        ("ical", 4, "ic"), ("ness", 4, ""), ("ful", 3, ""),
    ]
    private static let lastSuffixes: [(StaticString, Int)] = [
        ("ement", 5), ("ance", 4), ("ence", 4), ("able", 4), ("ible", 4), ("ment", 4), ("ant", 3), ("ent", 3),
        ("ism", 3), ("ate", 3), ("iti", 3), ("ous", 3), ("ive", 3), ("ize", 3), ("al", 2), ("er", 2), ("ic", 2),
    ]
}

/// A y that is a consonant.
private let consonantY = UInt8(ascii: "Y")
