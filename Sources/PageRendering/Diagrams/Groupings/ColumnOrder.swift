/// The nodes of a graph column by column, in an order in which few arrows cross (after Sugiyama, Tagawa and Toda, 1981).
///
/// An arrow over several columns is cut into pieces, with a bend in each column between: so every piece leads from a
/// column to the next.
struct ColumnOrder {
    /// What stands in a column.
    enum Item: Sendable, Hashable {
        case node(Int)
        /// Where an arrow passes.
        case bend(edge: Int, column: Int)
    }

    /// A piece of an arrow, between the items of two columns by their positions.
    private typealias Piece = (from: Int, to: Int)

    private(set) var columns: [[Item]]
    /// The items of each arrow, from left to right.
    let ways: [[Item]]
    private var neighborsBefore: [Item: [Item]] = [:]
    private var neighborsBehind: [Item: [Item]] = [:]

    init(_ columnOfNode: [Int], _ edges: [LayeredGraph.Edge]) {
        columns = Array(repeating: [], count: (columnOfNode.max() ?? -1) + 1)
        for (node, column) in columnOfNode.enumerated() { columns[column].append(.node(node)) }
        var ways: [[Item]] = []
        for (index, edge) in edges.enumerated() {
            let between = columnOfNode[edge.from] + 1..<columnOfNode[edge.to]
            let bends = between.map { Item.bend(edge: index, column: $0) }
            for (column, bend) in zip(between, bends) { columns[column].append(bend) }
            ways.append([.node(edge.from)] + bends + [.node(edge.to)])
        }
        self.ways = ways
        for way in ways {
            for (left, right) in zip(way, way.dropFirst()) {
                neighborsBehind[left, default: []].append(right)
                neighborsBefore[right, default: []].append(left)
            }
        }
        improve()
    }

    func before(_ item: Item) -> [Item] { neighborsBefore[item] ?? [] }
    func behind(_ item: Item) -> [Item] { neighborsBehind[item] ?? [] }

    /// Moves items to the middle of what they are connected with, to and fro; the best order is kept.
    private mutating func improve() {
        var best = columns
        var fewest = crossings
        for round in 0..<rounds where fewest > 0 {
            let isForward = round.isMultiple(of: 2)
            let inner = isForward ? Array(columns.indices.dropFirst()) : columns.indices.dropLast().reversed()
            for column in inner {
                let fixed = columns[isForward ? column - 1 : column + 1]
                let positions = Dictionary(uniqueKeysWithValues: fixed.enumerated().map { ($0.element, $0.offset) })
                let connected = columns[column].map { item in
                    (isForward ? before(item) : behind(item)).compactMap { positions[$0] }
                }
                columns[column] = Self.sorted(columns[column], by: connected)
            }
            let count = crossings
            if count < fewest { (best, fewest) = (columns, count) }
        }
        columns = best
    }

    /// Items by the means of the positions that they are connected with; those without stay in their place.
    private static func sorted(_ items: [Item], by positions: [[Int]]) -> [Item] {
        let ranked = zip(items, positions).enumerated().map { offset, pair in
            let (item, neighbors) = pair
            let sum = neighbors.isEmpty ? offset : neighbors.reduce(0, +)
            return (item: item, sum: sum, count: max(neighbors.count, 1), offset: offset)
        }
        return ranked.sorted { left, right in
            let (a, b) = (left.sum * right.count, right.sum * left.count)
            return a != b ? a < b : left.offset < right.offset
        }.map(\.item)
    }

    /// How many pairs of pieces cross.
    private var crossings: Int {
        zip(columns, columns.dropFirst()).reduce(0) { count, pair in
            let positions = Dictionary(uniqueKeysWithValues: pair.1.enumerated().map { ($0.element, $0.offset) })
            let pieces = pair.0.enumerated().flatMap { from, item in
                behind(item).compactMap { positions[$0].map { Piece(from, $0) } }
            }
            return count + Self.crossings(among: pieces)
        }
    }

    private static func crossings(among pieces: [Piece]) -> Int {
        pieces.indices.reduce(0) { count, index in
            let piece = pieces[index]
            return count
                + pieces[(index + 1)...].count {
                    ($0.from < piece.from && $0.to > piece.to) || ($0.from > piece.from && $0.to < piece.to)
                }
        }
    }
}

private let rounds = 12
