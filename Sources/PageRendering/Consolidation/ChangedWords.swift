/// Lines of text in which words came or went.
extension ChangeWriter {
    /// Writes a line.
    ///
    /// - Returns: Links that say who changed it.
    mutating func writeWords(_ words: [MarkedWord]) -> [HTML] {
        let line = ChangedLine(words)
        var labels: [HTML] = []
        var ids: [Int: String] = [:]
        if !isInNumber {
            for (step, kind) in line.changes {
                let change = note(kind, by: step)
                ids[step] = change.anchor
                labels.append(label(kind == .replaced ? "Changed" : kind.verb, change.origin))
            }
        }
        var elements: [HTMLTag] = []
        for run in line.runs {
            move(from: &elements, to: run.outer)
            // White space is no change that anybody looks for.
            let step = run.mark.step.flatMap { run.pieces.contains { !$0.content.isBlank } ? $0 : nil }
            if run.mark != .kept { open(run.mark, id: step.flatMap { ids.removeValue(forKey: $0) }) }
            for piece in run.pieces {
                move(from: &elements, to: piece.elements)
                write(piece.content)
            }
            guard run.mark != .kept else { continue }
            move(from: &elements, to: run.outer)
            close(run.mark)
        }
        move(from: &elements, to: [])
        return labels
    }

    private mutating func write(_ content: MarkedWord.Content) {
        switch content {
        case .text(let text): html.append(markup: text)
        // Nobody takes the address of what is deleted.
        case .element(let element) where deletions > 0 && element.tag.isAnchorLink: break
        case .element(let element): write(element)
        }
    }

    /// Closes and opens inline elements.
    private mutating func move(from elements: inout [HTMLTag], to others: [HTMLTag]) {
        let shared = elements.sharedBeginning(with: others)
        while elements.count > shared, let last = elements.popLast() { html.append(endTag: last.name) }
        for tag in others[shared...] {
            open(tag)
            elements.append(tag)
        }
    }
}

/// A line cut into runs of the same mark, each with the inline elements that stand around it.
struct ChangedLine {
    /// A word, or the white space in front of one.
    struct Piece {
        let mark: ChangeMark
        let content: MarkedWord.Content
        var elements: [HTMLTag]
    }

    struct Run {
        let mark: ChangeMark
        /// The inline elements that go on before or behind the run: its mark stands in them.
        let outer: [HTMLTag]
        var pieces: [Piece]
    }

    private let pieces: [Piece]
    private(set) var runs: [Run] = []

    init(_ words: [MarkedWord]) {
        pieces = Self.withSpaceInFront(words.flatMap(\.pieces))
        // The elements around the next piece that is not deleted.
        var following = [[HTMLTag]](repeating: [], count: pieces.count + 1)
        for index in pieces.indices.reversed() {
            following[index] = pieces[index].mark.isDeletion ? following[index + 1] : pieces[index].elements
        }
        var before: [HTMLTag] = []
        var index = 0
        while index < pieces.count {
            let run = pieces[index...].prefix { $0.mark == pieces[index].mark }
            add(run, between: before, following[run.endIndex])
            if let last = run.last, !last.mark.isDeletion { before = last.elements }
            index = run.endIndex
        }
    }

    /// White space that both replaced words and those in their place begin with has stayed.
    private static func withSpaceInFront(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        var index = 0
        while index < pieces.count {
            let deleted = pieces[index...].prefix { $0.mark == pieces[index].mark }
            index = deleted.endIndex
            if case .deleted(let step) = deleted.first?.mark, deleted.first?.content.isBlank == true,
                index < pieces.count, pieces[index].mark == .inserted(step), pieces[index].content.isBlank
            {
                result.append(Piece(mark: .kept, content: pieces[index].content, elements: pieces[index].elements))
                result += deleted.dropFirst()
                index += 1
            } else {
                result += deleted
            }
        }
        return result
    }

    /// What each step did to the line, in the order of the line.
    var changes: [(step: Int, kind: Marked.Change.Kind)] {
        var changes: [(step: Int, kind: Marked.Change.Kind)] = []
        for piece in pieces where !piece.content.isBlank {
            guard let step = piece.mark.step else { continue }
            let kind: Marked.Change.Kind = piece.mark.isDeletion ? .deleted : .inserted
            if let known = changes.firstIndex(where: { $0.step == step }) {
                if changes[known].kind != kind { changes[known].kind = .replaced }
            } else {
                changes.append((step, kind))
            }
        }
        return changes
    }

    private mutating func add(_ run: ArraySlice<Piece>, between before: [HTMLTag], _ after: [HTMLTag]) {
        guard let mark = run.first?.mark else { return }
        if mark == .kept {
            runs.append(Run(mark: mark, outer: run.first?.elements ?? [], pieces: Array(run)))
        } else if mark.isDeletion {
            let outer = Array(before.prefix(before.sharedBeginning(with: after)))
            let isInLink = outer.contains { $0.name == "a" }
            let pieces = run.map { piece in
                var piece = piece
                piece.elements = outer + piece.elements.filter { !(isInLink && $0.name == "a") }
                return piece
            }
            runs.append(Run(mark: mark, outer: outer, pieces: pieces))
        } else {
            addInserted(run, mark, between: before, after)
        }
    }

    /// An element that has begun before the run, or goes on behind it, is not opened in its mark.
    private mutating func addInserted(
        _ run: ArraySlice<Piece>, _ mark: ChangeMark, between before: [HTMLTag], _ after: [HTMLTag]
    ) {
        var last: [HTMLTag]?
        for piece in run {
            let shared = max(piece.elements.sharedBeginning(with: before), piece.elements.sharedBeginning(with: after))
            let outer = Array(piece.elements.prefix(shared))
            if let last, last.count == shared, last.sharedBeginning(with: outer) == shared {
                runs[runs.count - 1].pieces.append(piece)
            } else {
                runs.append(Run(mark: mark, outer: outer, pieces: [piece]))
            }
            last = outer
        }
    }
}

extension MarkedWord {
    /// The white space in front and the word.
    fileprivate var pieces: [ChangedLine.Piece] {
        let word = ChangedLine.Piece(mark: mark, content: content, elements: elements)
        guard !space.isEmpty else { return [word] }
        let spaceMark = mark == .kept ? spaceMark : mark
        return [ChangedLine.Piece(mark: spaceMark, content: .text(space), elements: elementsAroundSpace), word]
    }
}

extension [HTMLTag] {
    /// How many elements at the beginning are the same.
    fileprivate func sharedBeginning(with other: [HTMLTag]) -> Int {
        zip(self, other).prefix { $0 === $1 }.count
    }
}
