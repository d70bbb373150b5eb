/// How much a record says about a word: BM25F, in steps.
///
/// The number of times that a word stands in a field counts by the weight of the field, less in a long one. What comes
/// of all fields saturates and is cut into levels, the IDF is the browser's. The means are constants, so that a record
/// weighs the same whatever else is in the index.
enum Relevance {
    /// A part of a record.
    enum Field: Int, CaseIterable {
        case identifiers, title, path, text

        var weight: Float {
            switch self {
            case .identifiers: 9
            case .title: 5
            case .path: 1.5
            case .text: 1
            }
        }

        /// How many words it usually has.
        var meanLength: Float {
            switch self {
            case .identifiers: 2
            case .title: 4
            case .path: 10
            case .text: 60
            }
        }

        /// How much its length counts, from 0 to 1.
        var lengthWeight: Float {
            switch self {
            case .identifiers: 0
            case .title: 0.3
            case .path: 0.2
            case .text: 0.6
            }
        }

        /// What one occurrence weighs in a field with so many words.
        func weight(among words: Int) -> Float {
            weight / (1 - lengthWeight + lengthWeight * min(Float(words) / meanLength, 8))
        }
    }

    /// The levels of words; those of names lie above.
    static let levels = 12

    /// The level of a word by the sum of its weights.
    static func level(of weight: Float) -> UInt8 {
        let share = weight / (weight + saturation)
        return UInt8(min(Float(levels - 1), max(0, (share * Float(levels)).rounded(.down))))
    }

    private static let saturation: Float = 1.4
}
