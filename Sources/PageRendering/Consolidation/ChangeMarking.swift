import LinkResolution

/// Marks what successive states of a chapter changed.
enum ChangeMarking {
    /// Whose change it is: the label that readers know, and the page that tells about it.
    struct Origin: Sendable {
        let label: String
        let address: Address
    }

    /// Marks the changes.
    ///
    /// - Parameters:
    ///   - states: The HTML without any change, then after each step.
    ///   - steps: Who made each step.
    static func mark(_ states: [HTML], by steps: [Origin]) -> Marked {
        guard let first = states.first, let last = states.last else { return Marked() }
        var nodes = HTMLTree.nodes(of: first)
        for (step, state) in states.dropFirst().enumerated() {
            nodes = ChangeMerge.merge(nodes, HTMLTree.nodes(of: state), step: step)
        }
        return ChangeWriter.write(nodes, by: steps, ids: ids(in: last))
    }

    /// The anchors of a fragment.
    private static func ids(in html: HTML) -> Set<ArraySlice<UInt8>> {
        var ids: Set<ArraySlice<UInt8>> = []
        var rest = html.bytes[...]
        while let range = rest.firstRange(of: idSign) {
            let id = rest[range.upperBound...].prefix { $0 != .quote }
            ids.insert(id)
            rest = rest[id.endIndex...]
        }
        return ids
    }
}

/// A chapter with its changes marked.
struct Marked: Sendable {
    var html = HTML()
    var changes: [Change] = []

    /// A change that readers can go to.
    struct Change: Sendable {
        enum Kind: Sendable { case inserted, deleted, replaced }

        let anchor: String
        let kind: Kind
        let origin: ChangeMarking.Origin
        /// The heading of the section that it stands in, with its number; empty before the first.
        let heading: String
    }
}

let idSign = Array(" id=\"".utf8)
