import Diagnostics
import FrameworkModel
import LinkResolution

/// Reads finished prose as a reader does, and notices slips.
extension ProseRenderer {
    /// Reports `repeated-word`, `placeholder-text` and `misspelled-name`.
    mutating func checkText() {
        let slips = result.html.bytes.withUnsafeBufferPointer { bytes in
            var reading = TextReading(bytes, links)
            reading.run()
            return reading.slips
        }
        guard !slips.isEmpty else { return }
        rewindLocator()
        for slip in slips {
            report(
                slip.rule, at: slip.text, line: 1, slip.summary, name: slip.name ?? "",
                among: slip.name.map { [$0] } ?? [], help: slip.help)
        }
    }
}

/// One reading of a text.
private struct TextReading {
    struct Slip {
        let rule: Rule
        /// The words, as they stand in the source.
        let text: String
        let summary: String
        var name: String?
        var help: String?
    }

    private let bytes: Bytes
    private let links: LinkCache
    private(set) var slips: [Slip] = []
    /// The word before.
    private var last: Range<Int>?
    /// Words in capitals that follow each other.
    private var phrase: [Range<Int>] = []

    init(_ bytes: Bytes, _ links: LinkCache) {
        self.bytes = bytes
        self.links = links
    }

    mutating func run() {
        var walk = TextWalk(bytes)
        while let word = walk.next() {
            if word.followsDirectly, let last { read(last, before: word.range) }
            read(word)
            last = word.range
        }
        finishPhrase()
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes.part(range), as: UTF8.self) }

    private mutating func read(_ first: Range<Int>, before second: Range<Int>) {
        let isSame =
            first.count == second.count && first.count > 1 && bytes.part(first).elementsEqual(bytes.part(second))
        let mayBePlaceholder =
            bytes[first.lowerBound] | 0x20 == UInt8(ascii: "c") || bytes[first.lowerBound] | 0x20 == UInt8(ascii: "l")
        guard isSame || (mayBePlaceholder && second.count <= 5) else { return }
        let words = (text(first), text(second))
        if isSame, TextSlips.isRepetition(words.0, words.1) {
            slips.append(
                Slip(
                    rule: .repeatedWord, text: "\(words.0) \(words.1)", summary: "'\(words.0)' stands here twice",
                    help: "remove one of the two"))
        } else if TextSlips.isPlaceholder(words.0, words.1) {
            addPlaceholder("\(words.0) \(words.1)")
        }
    }

    private mutating func addPlaceholder(_ text: String) {
        slips.append(
            Slip(
                rule: .placeholderText, text: text, summary: "'\(text)' stands for text to come",
                help: "write it, or leave the place out"))
    }

    private mutating func read(_ word: TextWalk.Word) {
        let isCapital = bytes[word.range.lowerBound].isCapital
        if !isCapital || !word.followsDirectly { finishPhrase() }
        guard isCapital else { return readMixed(word.range) }
        phrase.append(word.range)
        readMixed(word.range)
        if bytes[word.range.lowerBound + (word.range.count > 1 ? 1 : 0)].isCapital, word.range.count <= 5,
            TextSlips.isPlaceholder(text(word.range))
        {
            addPlaceholder(text(word.range))
        }
    }

    /// A word with several capitals may be an acronym.
    private mutating func readMixed(_ range: Range<Int>) {
        guard range.count >= 4, range.count <= 12, range.count(where: { bytes[$0].isCapital }) >= 2 else { return }
        guard let name = links.nearMiss(of: bytes.part(range)) else { return }
        let word = text(range)
        slips.append(
            Slip(rule: .misspelledName, text: word, summary: "'\(word)' is no name here", name: name))
    }

    private mutating func finishPhrase() {
        defer { phrase.removeAll(keepingCapacity: true) }
        guard phrase.count > 1, let first = phrase.first, let last = phrase.last else { return }
        let whole = bytes.part(first.lowerBound..<last.upperBound)
        guard let miss = links.nearMiss(of: whole, words: { phrase.map(text) }) else { return }
        slips.append(
            Slip(
                rule: .misspelledName, text: miss.found, summary: "'\(miss.found)' is no actor", name: miss.name))
    }
}
