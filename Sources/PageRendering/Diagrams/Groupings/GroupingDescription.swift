extension LayeredGraph {
    /// The graph in sentences, one for each box that arrows leave.
    var description: String {
        let outgoing = Dictionary(grouping: edges, by: \.from)
        return nodes.indices.compactMap { index -> String? in
            guard nodes[index].kind == .own || nodes[index].kind == .other, outgoing[index] != nil else { return nil }
            return "\(name(of: index)): grouped with \(targets(of: index, outgoing))."
        }.joined(separator: " ")
    }

    private func targets(of node: Int, _ outgoing: [Int: [Edge]]) -> String {
        let names = (outgoing[node] ?? []).map { edge -> String in
            switch nodes[edge.to].kind {
            case .own, .other: name(of: edge.to)
            // Words and choices lead on, to boxes at last.
            case .words: "\(targets(of: edge.to, outgoing)) (\(name(of: edge.to)))"
            case .choice: "\(name(of: edge.to)) \(targets(of: edge.to, outgoing))"
            }
        }
        return names.joined(separator: nodes[node].kind == .choice ? ", " : "; ")
    }

    /// The lines of a box name one thing each.
    private func name(of node: Int) -> String {
        let text = nodes[node].text
        guard nodes[node].kind != .words else { return text.plain }
        return text.lines.map { $0.map(\.text).joined() }.joined(separator: ", ")
    }
}
