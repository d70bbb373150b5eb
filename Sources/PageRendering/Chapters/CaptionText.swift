/// The text of a caption, which may begin with a label of the author's own: `Table 3.18.4.1-2: Parameters`, or with the
/// volume as `Figure 1:10.1-1b`.
struct CaptionText {
    /// The number that the author wrote.
    let number: String?
    /// The text behind the label.
    let text: String
    /// How many bytes the label takes.
    let length: Int

    init(_ caption: String, kind: CaptionLabel.Kind) {
        let label = kind.rawValue + " "
        let rest = caption.dropFirst(label.count)
        let number = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || ".-:".contains($0)) }
        guard caption.hasPrefix(label), number.contains(where: \.isNumber) else {
            (self.number, text, length) = (nil, caption, 0)
            return
        }
        let end = number.lastIndex { !".:-".contains($0) }.map { number.index(after: $0) } ?? number.endIndex
        let written = number[..<end]
        self.number = String(written.prefix(2).last == ":" ? written.dropFirst(2) : written)
        let text = caption[number.endIndex...].drop { $0.isWhitespace || $0 == ":" }
        self.text = String(text)
        length = caption.utf8.count - text.utf8.count
    }
}
