import LinkResolution

/// Marks what the successive states of a chapter changed.
///
/// Inserted text stands in `ins`, deleted text in `del`, whose `cite` leads to who made the change, and a link beside it
/// says so in words. Where neither may stand, such as around rows of a table, they stand in the cells, and the row has the
/// class `amended-inserted` or `amended-deleted`. Blocks that came or went together are in one `div` of the class `amended`.
/// A number that the generator works out is marked where it changed, but that is no change by itself.
struct ChangeMarking {
    /// Who made a change: the name that readers know, and where they are told about it.
    struct Origin: Sendable, Hashable {
        let label: String
        let address: Address
        let fragment: String?
    }

    /// One HTML with all changes marked.
    ///
    /// - Parameters:
    ///   - states: The HTML without any change, and then after each step.
    ///   - steps: Who made each step.
    static func mark(_ states: [HTML], by steps: [Origin]) -> Marked {
        guard let first = states.first, let last = states.last else { return Marked(html: HTML(), changes: []) }
        var chapter = MarkedItem.items(of: HTMLTree.nodes(of: first), in: nil)
        for (step, state) in states.dropFirst().enumerated() where state != states[step] {
            let new = MarkedItem.items(of: HTMLTree.nodes(of: state), in: nil)
            let comparison = ChangeComparison(step: step)
            chapter = (comparison.merge(chapter.items, new.items, in: nil), new.endSpace)
        }
        var writer = ChangeWriter(origins: steps, accepted: last)
        writer.write(chapter.items, in: nil)
        writer.html.append(markup: chapter.endSpace)
        return Marked(html: writer.html, changes: writer.changes)
    }
}

/// A chapter with its changes marked.
struct Marked: Sendable {
    /// Text that one step inserted, deleted or replaced at one place.
    struct Change: Sendable, Equatable {
        enum Kind: Sendable { case inserted, deleted, replaced }

        /// Counted from 1, in the order of the chapter.
        let number: Int
        let kind: Kind
        let origin: ChangeMarking.Origin
        /// The heading of the section it stands in, with its number; empty before the first.
        let heading: String
        /// The anchor of that heading.
        let headingAnchor: String?

        var anchor: String { "change-\(number)" }
    }

    let html: HTML
    let changes: [Change]
}
