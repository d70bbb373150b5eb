import FrameworkModel
import LinkResolution

/// The messages of a transaction between its initiators and responders.
extension PageComposer {
    func interactionDiagram(of transaction: Transaction, _ outline: ChapterOutline) -> FrameworkDiagram<SequenceDiagram>
    {
        var diagram = FrameworkDiagram<SequenceDiagram>()
        let initiators = unique(transaction.exchanges.map(\.initiator))
        let responders = unique(transaction.exchanges.map(\.responder))
        let pairs = Set(transaction.exchanges.map { [$0.initiator.id, $0.responder.id] })
        let areApart = Set(initiators.map(\.id)).isDisjoint(with: responders.map(\.id))
        // Where each initiator may send to each responder, two lifelines say it all.
        if areApart, pairs.count == initiators.count * responders.count {
            for side in [initiators, responders] {
                diagram.diagram.participants.append(.init(name: names(of: side, in: &diagram)))
            }
            diagram.diagram.steps = [.activate(0), .activate(1)]
            add(messages(of: transaction, outline), from: 0, to: 1, &diagram)
            diagram.diagram.steps += [.deactivate(1), .deactivate(0)]
            return diagram
        }
        let actors = unique(transaction.exchanges.flatMap { [$0.initiator, $0.responder] })
        for actor in actors { diagram.diagram.participants.append(.init(name: name(of: actor, in: &diagram))) }
        let columns = Dictionary(actors.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for exchange in transaction.exchanges {
            guard let sender = columns[exchange.initiator.id], let receiver = columns[exchange.responder.id] else {
                continue
            }
            add(messages(of: transaction, outline), from: sender, to: receiver, &diagram)
        }
        return diagram
    }

    private func add(
        _ messages: [Message], from sender: Int, to receiver: Int, _ diagram: inout FrameworkDiagram<SequenceDiagram>
    ) {
        for message in messages {
            diagram.diagram.steps.append(
                .message(
                    .init(
                        from: .participant(message.isAnswer ? receiver : sender),
                        to: .participant(message.isAnswer ? sender : receiver),
                        text: diagram.text(message.title, href: message.href), isDashed: message.isAnswer)))
        }
    }

    private func unique(_ actors: [DefinitionReference]) -> [DefinitionReference] {
        var seen: Set<String> = []
        return actors.filter { seen.insert($0.id).inserted }
    }

    /// Several actors, of which one takes part.
    private func names(of actors: [DefinitionReference], in diagram: inout FrameworkDiagram<SequenceDiagram>)
        -> DiagramText
    {
        var names = DiagramText()
        for (index, actor) in actors.enumerated() {
            var name = name(of: actor, in: &diagram)
            if index < actors.count - 1 { name.lines[0].append(.init(text: " or")) }
            names.lines += name.lines
        }
        return names
    }

    /// The messages that the chapter describes; where it describes none, the transaction as a whole.
    private func messages(of transaction: Transaction, _ outline: ChapterOutline) -> [Message] {
        guard let start = outline.sections.firstIndex(where: { $0.parts.contains(.interactionDiagram) }) else {
            return [Message(transaction.name, href: nil)]
        }
        let level = outline.sections[start].level
        let sections = outline.sections[(start + 1)...].prefix { $0.level > level }.filter { $0.level == level + 1 }
        // Where there is one message only, some authors leave out its heading.
        let described = sections.filter { !ChapterTemplate.messageSections.contains(OutlineBuilder.folded($0.title)) }
        if described.isEmpty { return [Message(transaction.name, href: nil)] }
        return described.map { Message($0.title, href: "#\($0.id)") }
    }
}

/// A message of a transaction.
private struct Message {
    let title: String
    let href: HTML?

    init(_ title: String, href: HTML?) {
        self.title = title
        self.href = href
    }

    /// Whether the responder sends it.
    var isAnswer: Bool {
        let last = title.lowercased().split { !$0.isLetter }.last ?? ""
        return ["response", "answer", "acknowledgement", "acknowledgment"].contains(last)
    }
}
