/// A graph whose arrows lead from column to column, to be drawn from left to right.
struct LayeredGraph: Sendable {
    struct Node: Sendable {
        enum Kind: Sendable {
            /// What the graph is about, and what it leads to.
            case own, other
            /// A choice between what its arrows lead to.
            case choice
            /// Words on the way.
            case words
        }

        var kind: Kind
        var text: DiagramText
    }

    struct Edge: Sendable, Hashable {
        var from: Int
        var to: Int
        var isDashed = false
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []

    /// - Returns: The number of the node.
    mutating func add(_ kind: Node.Kind, _ text: DiagramText) -> Int {
        nodes.append(Node(kind: kind, text: text))
        return nodes.count - 1
    }

    /// Adds an arrow, where there is none yet.
    mutating func connect(_ from: Int, _ to: Int, isDashed: Bool = false) {
        let edge = Edge(from: from, to: to, isDashed: isDashed)
        if from != to, !edges.contains(edge) { edges.append(edge) }
    }

    /// The column of each node: right of all that lead to it, and no further left than what it leads to asks for.
    /// Arrows that close a circle lead back and count as turned around.
    func columns() -> (columns: [Int], forward: [Edge]) {
        let forward = edges.enumerated().map { backEdges.contains($0.offset) ? $0.element.reversed : $0.element }
        var successors: [[Int]] = nodes.map { _ in [] }
        var open = nodes.map { _ in 0 }
        for edge in forward {
            successors[edge.from].append(edge.to)
            open[edge.to] += 1
        }
        var columns = nodes.map { _ in 0 }
        var order = nodes.indices.filter { open[$0] == 0 }
        var position = 0
        while position < order.count {
            let node = order[position]
            for next in successors[node] {
                columns[next] = max(columns[next], columns[node] + 1)
                open[next] -= 1
                if open[next] == 0 { order.append(next) }
            }
            position += 1
        }
        // What nothing leads to moves up to what it leads to.
        let reached = Set(forward.map(\.to))
        for node in nodes.indices where !reached.contains(node) {
            if let nearest = successors[node].map({ columns[$0] }).min() { columns[node] = nearest - 1 }
        }
        return (columns, forward)
    }

    /// The arrows that lead back to a node on the way to them, when nodes are followed in their order.
    private var backEdges: Set<Int> {
        var outgoing: [[Int]] = nodes.map { _ in [] }
        for (index, edge) in edges.enumerated() { outgoing[edge.from].append(index) }
        var back: Set<Int> = []
        var isFinished = nodes.map { _ in false }
        var isOnPath = isFinished
        for start in nodes.indices where !isFinished[start] {
            var path = [(node: start, rest: outgoing[start][...])]
            isOnPath[start] = true
            while let step = path.last {
                guard let edge = step.rest.first else {
                    isFinished[step.node] = true
                    isOnPath[step.node] = false
                    path.removeLast()
                    continue
                }
                path[path.count - 1].rest.removeFirst()
                let next = edges[edge].to
                if isOnPath[next] {
                    back.insert(edge)
                } else if !isFinished[next] {
                    isOnPath[next] = true
                    path.append((next, outgoing[next][...]))
                }
            }
        }
        return back
    }
}

extension LayeredGraph.Edge {
    var reversed: Self { Self(from: to, to: from, isDashed: isDashed) }
}
