/// The marks by which the filter tells raw HTML from our own markup.
///
/// All of them hold the root marker, which neither text nor raw HTML can contain. libxml2 drops control characters, so
/// a noncharacter stands for it while libxml2 parses.
enum RawHTMLMarks {
    /// U+FDD0, which Unicode sets aside for internal use.
    static let standIn: [UInt8] = [0xEF, 0xB7, 0x90]
    static let standInValue: UInt32 = 0xFDD0
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
    static let beginning: StaticString = "raw "
    static let end: StaticString = "/raw"
    static let endOfFragment: StaticString = "/fragment"
}

extension HTML {
    /// Appends raw HTML that an author wrote, between marks; it is not safe before `RawHTMLFilter` has filtered it.
    ///
    /// Control characters are replaced, so that it can't contain the root marker.
    ///
    /// - Parameter index: The number of the piece, which `Removal.rawIndex` gives back.
    mutating func append(rawHTML: some Collection<UInt8>, index: Int) {
        appendMark(RawHTMLMarks.beginning, number: index)
        var clean: [UInt8] = []
        clean.reserveCapacity(rawHTML.count)
        for byte in rawHTML {
            switch byte {
            case 0x0C: clean.append(UInt8(ascii: " "))
            case 0x00..<0x09, 0x0B, 0x0E..<0x20: clean += RawHTMLMarks.replacement
            default: clean.append(byte)
            }
        }
        append(markup: clean)
        appendMark(RawHTMLMarks.end)
    }

    private mutating func appendMark(_ name: StaticString, number: Int? = nil) {
        append(markup: "<!--")
        append(markup: CollectionOfOne(HTML.rootMarker))
        append(markup: name)
        if let number { append(markup: String(number).utf8) }
        append(markup: "-->")
    }
}

/// What a comment says that only we can have written.
enum RawHTMLMark: Equatable {
    case beginning(Int)
    case end
    case endOfFragment

    /// - Parameter comment: The text of a comment. What stands before the mark comes from a comment that an author
    ///   left open, which ends where our mark does.
    /// - Returns: `nil` for any other comment.
    init?(_ comment: some BidirectionalCollection<UInt8>) {
        let text = String(decoding: comment, as: UTF8.self).unicodeScalars
        guard let start = text.lastIndex(where: { $0.value == RawHTMLMarks.standInValue }) else { return nil }
        let name = String(text[text.index(after: start)...])
        if name == RawHTMLMarks.end.description {
            self = .end
        } else if name == RawHTMLMarks.endOfFragment.description {
            self = .endOfFragment
        } else if name.hasPrefix(RawHTMLMarks.beginning.description),
            let index = Int(name.dropFirst(RawHTMLMarks.beginning.utf8CodeUnitCount))
        {
            self = .beginning(index)
        } else {
            return nil
        }
    }
}
