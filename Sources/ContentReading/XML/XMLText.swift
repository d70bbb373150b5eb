/// Character data directly inside an element, with CDATA sections and references resolved, and a map back
/// to the source.
public struct XMLText: Sendable {
    /// The text in UTF-8, with line breaks as line feeds.
    public private(set) var bytes: [UInt8] = []
    /// Where the text begins. Most texts are one run of the source: only others need `runs`.
    private var start = 0
    private var runs: [Run] = []

    /// A stretch of the text that stands in the source as it is, or the result of one reference.
    private struct Run {
        let textOffset: Int
        let sourceOffset: Int
        let isReference: Bool
    }

    /// Whether there is nothing but white space.
    var isBlank: Bool { bytes.allSatisfy(isXMLSpace) }

    /// The byte offset in the source of a byte of the text; every byte that a reference such as `&#228;` stands
    /// for is at the reference's `&`. The text's end is where the text ends in the source.
    public func sourceOffset(of textOffset: Int) -> Int {
        let textOffset = min(max(textOffset, 0), bytes.count)
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].textOffset <= textOffset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return start + textOffset }
        let run = runs[low - 1]
        return run.isReference ? run.sourceOffset : run.sourceOffset + textOffset - run.textOffset
    }

    /// Appends text that stands in the source as it is.
    mutating func append(_ text: some Collection<UInt8>, at sourceOffset: Int) {
        continueRun(at: sourceOffset)
        bytes.append(contentsOf: text)
    }

    /// Appends what a reference stands for.
    ///
    /// - Parameters:
    ///   - source: The reference from `&` to behind `;`.
    mutating func append(_ text: some Collection<UInt8>, reference source: Range<Int>) {
        runs.append(Run(textOffset: bytes.count, sourceOffset: source.lowerBound, isReference: true))
        bytes.append(contentsOf: text)
        runs.append(Run(textOffset: bytes.count, sourceOffset: source.upperBound, isReference: false))
    }

    private mutating func continueRun(at sourceOffset: Int) {
        if bytes.isEmpty, runs.isEmpty {
            start = sourceOffset
        } else if let last = runs.last {
            if !last.isReference, last.sourceOffset + bytes.count - last.textOffset == sourceOffset { return }
            if last.textOffset == bytes.count, !last.isReference { runs.removeLast() }
            runs.append(Run(textOffset: bytes.count, sourceOffset: sourceOffset, isReference: false))
        } else if start + bytes.count != sourceOffset {
            runs.append(Run(textOffset: bytes.count, sourceOffset: sourceOffset, isReference: false))
        }
    }
}
