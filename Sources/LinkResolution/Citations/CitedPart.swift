/// What a citation names of a volume, as it is read.
struct CitedPart {
    let target: Citation.Target
    /// The volume, where it stands at the number: `Section 2:3.93`.
    let volume: String?
    /// Where its text ends.
    let end: Int

    init(_ target: Citation.Target, volume: String? = nil, end: Int) {
        self.target = target
        self.volume = volume
        self.end = end
    }
}

extension Span<UInt8> {
    /// `Section 3.18`, `Chapter 10`, `Appendix Z.3`, `Table 10.1-1`, `Figure 1:53.2-1`; the word in any case, or plural.
    func part(at index: Int) -> CitedPart? {
        switch byte(index).lowercased {
        case UInt8(ascii: "s"): sectionPart(afterWord: keyword("section", at: index))
        case UInt8(ascii: "c"): sectionPart(afterWord: keyword("chapter", at: index))
        case UInt8(ascii: "a"): appendixPart(afterWord: keyword("appendix", or: "appendices", at: index))
        case UInt8(ascii: "t"): captionPart(afterWord: keyword("table", at: index)) { .table($0) }
        case UInt8(ascii: "f"): captionPart(afterWord: keyword("figure", at: index)) { .figure($0) }
        default: nil
        }
    }

    /// What comes after `ITI TF-2`. Without a colon, a number of one level could be anything.
    func part(ofVolume end: Int) -> CitedPart? {
        let separator = blanks(from: end) ?? end
        switch byte(separator) {
        case .colon:
            let start = blanks(from: separator + 1) ?? separator + 1
            return part(at: start) ?? section(at: start, levels: 1)
        case UInt8(ascii: ","):
            return blanks(from: separator + 1).flatMap { part(at: $0) }
        default:
            return separator == end ? nil : part(at: separator) ?? section(at: separator, levels: 2)
        }
    }

    /// The `1:10.2.4` of `ITI 1:10.2.4`. Behind a space, a number of one level could be anything.
    func part(withVolumeAt index: Int) -> CitedPart? {
        guard let volume = volumePrefix(at: index) else { return nil }
        let start = blanks(from: volume.end)
        return section(at: start ?? volume.end, levels: start == nil ? 1 : 2).map {
            CitedPart($0.target, volume: volume.name, end: $0.end)
        }
    }

    private func sectionPart(afterWord end: Int?) -> CitedPart? {
        guard let start = end else { return nil }
        let volume = volumePrefix(at: start)
        return section(at: volume?.end ?? start, levels: 1).map {
            CitedPart($0.target, volume: volume?.name, end: $0.end)
        }
    }

    private func appendixPart(afterWord end: Int?) -> CitedPart? {
        guard let start = end, let number = number(at: start), number.lead == .letters || number.lead == .draft,
            isEnd(number.end)
        else { return nil }
        return CitedPart(.appendix(text(start..<number.end)), end: number.end)
    }

    private func captionPart(afterWord end: Int?, _ target: (String) -> Citation.Target) -> CitedPart? {
        guard let start = end else { return nil }
        let volume = volumePrefix(at: start)
        return caption(at: volume?.end ?? start).map {
            CitedPart(target($0.number), volume: volume?.name, end: $0.end)
        }
    }

    /// Where the number begins after a word, which can be plural.
    private func keyword(_ word: StaticString, or plural: StaticString? = nil, at index: Int) -> Int? {
        var end = index + word.utf8CodeUnitCount
        if let plural, holds(plural, at: index) {
            end = index + plural.utf8CodeUnitCount
        } else if !holds(word, at: index) {
            return nil
        } else if plural == nil, byte(end).lowercased == UInt8(ascii: "s") {
            end += 1
        }
        return blanks(from: end)
    }
}

// MARK: - Volumes

extension Span<UInt8> {
    /// The volume and the colon that begin `2:3.18`, `2x:Z.3`.
    func volumePrefix(at index: Int) -> (name: String, end: Int)? {
        let end = index + (isVolumeLetter(byte(index + 1)) ? 2 : 1)
        guard byte(index) >= UInt8(ascii: "1"), byte(index) <= UInt8(ascii: "4"), byte(end) == .colon else {
            return nil
        }
        return (volumeName(index..<end), end + 1)
    }

    /// What follows the `TF` of a framework: `-2`, ` 2a`, `1`, `-x`, which stands for any volume.
    func frameworkVolume(at index: Int) -> (name: String?, end: Int)? {
        var start = blanks(from: index) ?? index
        if let end = dash(at: start) { start = blanks(from: end) ?? end }
        if byte(start).lowercased == UInt8(ascii: "x") {
            return start == index || isWord(at: start + 1) ? nil : (nil, start + 1)
        }
        let end = start + (isVolumeLetter(byte(start + 1)) ? 2 : 1)
        guard byte(start).isDigit, byte(start) != UInt8(ascii: "0"), !isWord(at: end) else { return nil }
        return (volumeName(start..<end), end)
    }

    private func isVolumeLetter(_ byte: UInt8) -> Bool {
        switch byte.lowercased {
        case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "x"): true
        default: false
        }
    }

    private func volumeName(_ range: Range<Int>) -> String { text(range).lowercased() }
}
