/// Places a graph in columns. Text stands in columns only, arrows slant between them, so that no arrow crosses a text.
struct LayeredLayout {
    private typealias Item = ColumnOrder.Item

    private let graph: LayeredGraph
    private let order: ColumnOrder
    private let edges: [LayeredGraph.Edge]
    private var layout = DiagramLayout()
    /// The middles of the items.
    private var middles: [ColumnOrder.Item: Int] = [:]
    /// Where columns begin and how wide they are.
    private var columns: [(x: Int, width: Int)] = []
    private var columnOfNode: [Int]

    static func layout(of graph: LayeredGraph) -> DiagramLayout {
        var layout = LayeredLayout(graph)
        layout.placeColumns()
        layout.placeRows()
        layout.draw()
        return layout.layout
    }

    private init(_ graph: LayeredGraph) {
        self.graph = graph
        let (columns, forward) = graph.columns()
        columnOfNode = columns
        edges = forward
        order = ColumnOrder(columns, forward)
    }

    // MARK: Places

    private mutating func placeColumns() {
        var x = Measures.margin
        for items in order.columns {
            let width = items.map { size(of: $0).width }.max() ?? 0
            columns.append((x, width))
            x += width + Self.columnGap
        }
        layout.width = x - Self.columnGap + Measures.margin
    }

    private func size(of item: ColumnOrder.Item) -> (width: Int, height: Int) {
        guard case .node(let index) = item else { return (0, FontMetrics.lineHeight) }
        let node = graph.nodes[index]
        let padding = node.kind == .words ? Self.wordsPadding : Measures.headPadding
        return (node.text.width + 2 * padding, node.text.height + 2 * Self.verticalPadding)
    }

    /// Stacks each column, then moves items to the middle of their neighbours as far as there is room, to and fro.
    private mutating func placeRows() {
        for items in order.columns { stack(items, at: items.map { _ in 0 }) }
        for round in 0..<Self.rounds {
            let isForward = round.isMultiple(of: 2)
            for items in isForward ? order.columns : order.columns.reversed() {
                let wanted = items.map { item in
                    let neighbors = isForward ? order.before(item) : order.behind(item)
                    let rows = neighbors.compactMap { middles[$0] }
                    return rows.isEmpty ? middles[item] ?? 0 : rows.reduce(0, +) / rows.count
                }
                stack(items, at: wanted)
            }
        }
        let tops = middles.map { $0.value - size(of: $0.key).height / 2 }
        let shift = Measures.margin - (tops.min() ?? 0)
        for item in middles.keys { middles[item]? += shift }
        layout.height = Measures.margin + (middles.map { $0.value + size(of: $0.key).height / 2 + 1 }.max() ?? 0)
    }

    /// Gives the items of a column their middles, as near to those wanted as the order and the gaps allow: half way
    /// between as far up and as far down as they would go.
    private mutating func stack(_ items: [ColumnOrder.Item], at targets: [Int]) {
        let heights = items.map { size(of: $0).height }
        var downward = targets
        for index in items.indices.dropFirst() {
            downward[index] = max(targets[index], downward[index - 1] + distance(heights[index - 1], heights[index]))
        }
        var upward = targets
        for index in items.indices.dropLast().reversed() {
            upward[index] = min(targets[index], upward[index + 1] - distance(heights[index], heights[index + 1]))
        }
        var last: Int?
        for index in items.indices {
            var middle = (downward[index] + upward[index]) / 2
            if let last { middle = max(middle, last + distance(heights[index - 1], heights[index])) }
            middles[items[index]] = middle
            last = middle
        }
    }

    private func distance(_ upper: Int, _ lower: Int) -> Int { (upper + 1) / 2 + Self.rowGap + (lower + 1) / 2 }

    // MARK: Drawing

    private mutating func draw() {
        for (index, node) in graph.nodes.enumerated() { draw(node, index) }
        for (edge, way) in order.ways.enumerated() { draw(way, of: edge) }
    }

    private mutating func draw(_ node: LayeredGraph.Node, _ index: Int) {
        let frame = frame(of: .node(index))
        switch node.kind {
        case .own: layout.addBox(.head, frame)
        case .other: layout.addBox(.reference, frame)
        case .choice: layout.addBox(.choice, frame)
        case .words: break
        }
        let style: DiagramLayout.Text.Style = node.kind == .words ? .guardText : .label
        layout.addText(style, node.text, middle: frame.middle, y: frame.y + Self.verticalPadding)
    }

    /// The place of an item in the middle of its column.
    private func frame(of item: ColumnOrder.Item) -> DiagramLayout.Rect {
        let (width, height) = size(of: item)
        let column = columns[column(of: item)]
        return DiagramLayout.Rect(
            x: column.x + (column.width - width) / 2, y: (middles[item] ?? 0) - height / 2, width: width,
            height: height)
    }

    private func column(of item: ColumnOrder.Item) -> Int {
        switch item {
        case .node(let index): columnOfNode[index]
        case .bend(_, let column): column
        }
    }

    /// Draws an arrow from item to item. Through a column it passes on a level.
    private mutating func draw(_ way: [ColumnOrder.Item], of edge: Int) {
        var points: [DiagramLayout.Point] = []
        for (position, item) in way.enumerated() {
            let y = middles[item] ?? 0
            let column = columns[column(of: item)]
            if case .node = item {
                let frame = frame(of: item)
                // Boxes of different widths stand in a column: the arrow goes on a level to its edge.
                let inner = position == 0 ? frame.right : column.x
                let outer = position == 0 ? column.x + column.width : frame.x
                points.append(.init(x: inner, y: y))
                if inner != outer { points.append(.init(x: outer, y: y)) }
            } else {
                points.append(.init(x: column.x, y: y))
                points.append(.init(x: column.x + column.width, y: y))
            }
        }
        layout.lines.append(.init(style: edges[edge].isDashed ? .reply : .message, points: points))
        drawTip(of: edge, points)
    }

    private mutating func drawTip(of edge: Int, _ points: [DiagramLayout.Point]) {
        let isTurned = edges[edge].from != graph.edges[edge].from
        let head = graph.nodes[graph.edges[edge].to].kind
        // An arrow ends at what it leads to, not at words or a choice on the way.
        guard head == .own || head == .other, let end = isTurned ? points.first : points.last else { return }
        layout.addTip(.filled, x: end.x, y: end.y, pointsRight: !isTurned)
    }

    private static let columnGap = 44
    private static let rowGap = 14
    private static let verticalPadding = 7
    private static let wordsPadding = 4
    private static let rounds = 8
}
