/// Tells how likely items of a stretch that has changed are what others have become.
struct Similarity {
    /// The score of items that are taken for the same because nothing else can be.
    private static let least = 0.05

    private let old: [ItemProfile]
    private let new: [ItemProfile]
    /// The words of each item as numbers in ascending order.
    private let oldWords: [[Int]]
    private let newWords: [[Int]]
    /// The elements that stand once on both sides.
    private let single: Set<String>

    init(_ old: ArraySlice<ItemProfile>, _ new: ArraySlice<ItemProfile>) {
        self.old = Array(old)
        self.new = Array(new)
        var numbers = Numbers()
        oldWords = old.map { $0.text.map { numbers[$0] }.sorted() }
        newWords = new.map { $0.text.map { numbers[$0] }.sorted() }
        single = Self.single(old).intersection(Self.single(new))
    }

    private static func single(_ items: ArraySlice<ItemProfile>) -> Set<String> {
        let counts = Dictionary(items.compactMap { $0.tag?.name }.map { ($0, 1) }, uniquingKeysWith: +)
        return Set(counts.filter { $0.value == 1 }.keys)
    }

    /// From 0 to 2; `nil` for items that have nothing to do with each other.
    ///
    /// - Parameters:
    ///   - oldIndex: The position in the old stretch.
    ///   - newIndex: The position in the new stretch.
    func score(_ oldIndex: Int, _ newIndex: Int) -> Double? {
        let (old, new) = (old[oldIndex], new[newIndex])
        guard old.canPair(with: new) else { return nil }
        let shared = Self.share(oldWords[oldIndex], newWords[newIndex])
        guard let oldTag = old.tag, let newTag = new.tag else { return max(shared.ofBoth, Self.least) }
        switch newTag.name {
        case "svg": return 1
        case "td", "th": return max(shared.ofBoth, Self.least)
        case "thead", "tbody", "tfoot", "caption", "figcaption", "summary", "colgroup", "legend":
            if single.contains(newTag.name) { return max(shared.ofBoth, Self.least) }
        case "tr":
            let cell = new.firstCell
            if !cell.isEmpty, cell == old.firstCell { return 0.5 + shared.ofBoth }
        default:
            let hasSameID = oldTag["id"] != nil && oldTag["id"] == newTag["id"]
            if newTag.headingLevel != nil, hasSameID || old.text == new.text { return 1 + shared.ofBoth }
            if newTag.hasClass("footnotes"), oldTag.hasClass("footnotes") { return 1 }
        }
        let isContainer = newTag.holdsPartsOnly || ["div", "section", "figure"].contains(newTag.name)
        let isAlike = shared.ofBoth >= (isContainer ? 0.3 : 0.5) || shared.ofShorter >= 0.9
        return isAlike ? shared.ofBoth : nil
    }

    /// How many of the words are in both texts: as a share of all, and of those of the shorter one. A few words say
    /// nothing about a long text.
    private static func share(_ old: [Int], _ new: [Int]) -> (ofBoth: Double, ofShorter: Double) {
        guard !old.isEmpty, !new.isEmpty else { return old.isEmpty && new.isEmpty ? (1, 1) : (0, 0) }
        var (oldIndex, newIndex, same) = (0, 0, 0)
        while oldIndex < old.count, newIndex < new.count {
            let (oldWord, newWord) = (old[oldIndex], new[newIndex])
            if oldWord == newWord { same += 1 }
            if oldWord <= newWord { oldIndex += 1 }
            if newWord <= oldWord { newIndex += 1 }
        }
        let shorter = min(old.count, new.count)
        return (Double(2 * same) / Double(old.count + new.count), shorter < 5 ? 0 : Double(same) / Double(shorter))
    }
}
