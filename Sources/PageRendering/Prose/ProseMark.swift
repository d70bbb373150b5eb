/// A place in rendered prose whose HTML only the finished framework can tell: the number of a heading, what a citation
/// leads to, a list of definitions. Diagrams too stand by their marks, as no allow-list for HTML knows SVG.
///
/// In the HTML a mark is the root marker and a name in braces, which begins no address.
enum ProseMark: Equatable {
    /// Where the number of a heading stands, and its end. The heading's tag is right before.
    case headingNumber(Int)
    case headingEnd(Int)
    /// Where the label of a caption stands.
    case caption(Int)
    /// Around the text of a citation.
    case citation(Int)
    case citationEnd(Int)
    /// Where the name of a definition stands that a link leads to, and its title. The number is that of its page.
    case name(Int)
    case title(Int)
    /// A list of definitions.
    case list(Int)
    /// A form.
    case form(Int)
    /// A diagram.
    case diagram(Int)
    /// What an amendment does to which place.
    case amendment(Int)
    /// Where the text ends and its footnotes begin.
    case footnotes

    fileprivate var name: (letter: StaticString, index: Int?) {
        switch self {
        case .headingNumber(let index): ("n", index)
        case .headingEnd(let index): ("h", index)
        case .caption(let index): ("c", index)
        case .citation(let index): ("r", index)
        case .citationEnd(let index): ("e", index)
        case .name(let page): ("t", page)
        case .title(let page): ("w", page)
        case .list(let index): ("l", index)
        case .form(let index): ("o", index)
        case .diagram(let index): ("d", index)
        case .amendment(let index): ("a", index)
        case .footnotes: ("f", nil)
        }
    }

    /// Whether the name of a mark that begins with a letter stands for text, the title of a definition.
    static func beginsTitle(_ letter: UInt8) -> Bool { letter == UInt8(ascii: "w") }

    fileprivate init?(_ name: ArraySlice<UInt8>) {
        let index = Int(String(decoding: name.dropFirst(), as: UTF8.self))
        switch (name.first, index) {
        case (UInt8(ascii: "n"), let index?): self = .headingNumber(index)
        case (UInt8(ascii: "h"), let index?): self = .headingEnd(index)
        case (UInt8(ascii: "c"), let index?): self = .caption(index)
        case (UInt8(ascii: "r"), let index?): self = .citation(index)
        case (UInt8(ascii: "e"), let index?): self = .citationEnd(index)
        case (UInt8(ascii: "t"), let page?): self = .name(page)
        case (UInt8(ascii: "w"), let page?): self = .title(page)
        case (UInt8(ascii: "l"), let index?): self = .list(index)
        case (UInt8(ascii: "o"), let index?): self = .form(index)
        case (UInt8(ascii: "d"), let index?): self = .diagram(index)
        case (UInt8(ascii: "a"), let index?): self = .amendment(index)
        case (UInt8(ascii: "f"), nil): self = .footnotes
        default: return nil
        }
    }
}

extension HTML {
    mutating func append(_ mark: ProseMark) {
        let name = mark.name
        append(markup: CollectionOfOne(HTML.rootMarker))
        append(markup: "{")
        append(markup: name.letter)
        if let index = name.index { append(number: index) }
        append(markup: "}")
    }

    /// A mark and the bytes that it takes.
    typealias PlacedMark = (mark: ProseMark, range: Range<Int>)

    /// The marks with their places, in order.
    var marks: [PlacedMark] {
        var marks: [PlacedMark] = []
        var index = 0
        while let start = bytes[index...].firstIndex(of: HTML.rootMarker) {
            index = start + 1
            guard index < bytes.count, bytes[index] == openBrace,
                let end = bytes[index...].firstIndex(of: closeBrace), let mark = ProseMark(bytes[(index + 1)..<end])
            else { continue }
            index = end + 1
            marks.append((mark, start..<index))
        }
        return marks
    }

    /// The HTML as it stands where nothing has a number.
    var withoutMarks: HTML { replacing(marks, in: bytes.indices) { _ in HTML() } }

    /// A piece of the HTML with the marks in it replaced.
    func replacing(_ marks: some Sequence<PlacedMark>, in range: Range<Int>, by html: (ProseMark) -> HTML) -> HTML {
        var replaced = HTML()
        replaced.reserve(range.count + range.count / 8)
        var start = range.lowerBound
        for (mark, place) in marks {
            replaced.append(markup: bytes[start..<place.lowerBound])
            replaced += html(mark)
            start = place.upperBound
        }
        replaced.append(markup: bytes[start..<range.upperBound])
        return replaced
    }
}

private let openBrace = UInt8(ascii: "{")
private let closeBrace = UInt8(ascii: "}")
