/// A number of levels, as it is read.
struct CitationNumber {
    /// What its first level is.
    enum Lead {
        case digits
        /// `X`, `YY2`: a chapter that has no number yet.
        case draft
        /// `E`, `AA`: an appendix.
        case letters
    }

    let lead: Lead
    let levels: Int
    let end: Int
}

extension Span<UInt8> {
    /// A section's number with at least so many levels, and the range that it may begin: `4.20-21`. One that begins
    /// with a letter is of an appendix: `Z.3`.
    func section(at index: Int, levels: Int) -> CitedPart? {
        guard let number = number(at: index), number.levels >= levels, isEnd(number.end) else { return nil }
        let name = text(index..<number.end)
        switch number.lead {
        case .digits, .draft: return CitedPart(.section(name), end: rangeEnd(number.end))
        case .letters: return number.levels > 1 ? CitedPart(.appendix(name), end: number.end) : nil
        }
    }

    /// The number of a caption: a section's, a hyphen, a counter and perhaps a letter (`10.1-1b`).
    func caption(at index: Int) -> (number: String, end: Int)? {
        guard let section = number(at: index), let counter = dash(at: section.end) else { return nil }
        var end = digits(at: counter, atMost: 3)
        guard end > counter else { return nil }
        if byte(end) >= UInt8(ascii: "a"), byte(end) <= UInt8(ascii: "z") { end += 1 }
        return isEnd(end) ? (text(index..<section.end) + "-" + text(counter..<end), end) : nil
    }

    /// Levels between full stops. A full stop that no level follows ends a sentence, not the number.
    func number(at index: Int) -> CitationNumber? {
        guard var end = level(at: index), let lead = lead(index..<end) else { return nil }
        var levels = 1
        while byte(end) == .period, byte(end + 1).isLetterOrDigit {
            // The second level of an appendix is a number; `U.S.` is none.
            guard levels < mostLevels, lead != .letters || byte(end + 1).isDigit, let next = level(at: end + 1) else {
                return nil
            }
            end = next
            levels += 1
        }
        return CitationNumber(lead: lead, levels: levels, end: end)
    }

    /// Digits, or capitals and perhaps digits, which drafts and templates use: `18`, `D`, `YY4`.
    ///
    /// No level is 0 or begins so, but versions and times do.
    private func level(at index: Int) -> Int? {
        guard byte(index) != UInt8(ascii: "0") else { return nil }
        var capitals = index
        while byte(capitals).isCapital, capitals - index < 3 { capitals += 1 }
        let end = digits(at: capitals, atMost: 4)
        return end > index ? end : nil
    }

    private func lead(_ level: Range<Int>) -> CitationNumber.Lead? {
        let first = byte(level.lowerBound)
        guard first.isCapital else { return .digits }
        let capitals = level.prefix { byte($0).isCapital }.count
        if first == UInt8(ascii: "X") || first == UInt8(ascii: "Y"),
            level.prefix(capitals).allSatisfy({ byte($0) == first })
        {
            return .draft
        }
        return capitals == level.count && capitals < 3 ? .letters : nil
    }

    private func rangeEnd(_ end: Int) -> Int {
        guard let start = dash(at: end), byte(start).isDigit, let last = number(at: start), isEnd(last.end) else {
            return end
        }
        return last.end
    }

    private func digits(at index: Int, atMost count: Int) -> Int {
        var end = index
        while byte(end).isDigit, end - index < count { end += 1 }
        return end
    }

    /// Whether a number can end before an index: nothing is glued to it.
    func isEnd(_ index: Int) -> Bool {
        guard !isWord(at: index), byte(index) != UInt8(ascii: "@"), byte(index) != UInt8(ascii: "%") else {
            return false
        }
        return byte(index) != .colon || !byte(index + 1).isLetterOrDigit
    }
}

/// The deepest heading that IHE publishes has ten levels.
private let mostLevels = 12
