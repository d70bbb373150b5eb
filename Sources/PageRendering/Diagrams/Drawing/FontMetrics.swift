/// How wide text is, so that the layout of diagrams needs no font: the advance widths of Helvetica, which Arial and
/// Liberation Sans share, and a little more for the sans-serif fonts that stand in for them.
enum FontMetrics {
    static let fontSize = 13
    static let lineHeight = 17

    /// The width in fractions of a pixel, so that parts of a line add up to the line.
    static func length(of text: String, isBold: Bool = false) -> Int {
        var thousandths = 0
        for scalar in text.unicodeScalars { thousandths += width(of: scalar) }
        return thousandths * fontSize * (isBold ? 120 : 110)
    }

    static let fractions = 100_000

    /// The pixels that a length takes.
    static func pixels(_ length: Int) -> Int { (length + fractions - 1) / fractions }

    /// The width in pixels, rounded up.
    static func width(of text: String, isBold: Bool = false) -> Int { pixels(length(of: text, isBold: isBold)) }

    /// The advance width of a character in thousandths of the font's size.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: ascii[Int(scalar.value) - 0x20]
        case 0x300..<0x370, 0x200B..<0x2010, 0xFE00..<0xFE10: 0
        // The scripts of East Asia, and pictures.
        case 0x1100..<0x1200, 0x2E80..<0xD800, 0xF900..<0xFB00, 0xFF00..<0xFF61, 0x1F000...: 1_050
        case ..<0x250: 620
        default: 800
        }
    }

    private static let ascii: [Int] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,  // space to /
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,  // 0 to ?
        1_015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,  // @ to O
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,  // P to _
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,  // ` to o
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,  // p to ~
    ]
}
