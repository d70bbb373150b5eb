import FrameworkModel
import LinkResolution

/// The actors of a profile as lifelines, and between them a row for each exchange of a transaction.
extension PageComposer {
    func actorDiagram(of profile: Profile) -> FrameworkDiagram<SequenceDiagram> {
        var diagram = FrameworkDiagram<SequenceDiagram>()
        let exchanges = profile.exchanges(in: framework)
        let order = ActorOrder.order(of: profile.actors.map(\.actor.id), exchanges)
        var columns: [String: Int] = [:]
        let actors = Dictionary(profile.actors.map { ($0.actor.id, $0.actor) }, uniquingKeysWith: { first, _ in first })
        for id in order {
            guard let actor = actors[id] else { continue }
            columns[id] = diagram.diagram.participants.count
            diagram.diagram.participants.append(.init(name: name(of: actor, in: &diagram)))
        }
        var named: Set<String> = []
        for exchange in exchanges {
            guard let sender = columns[exchange.initiator], let receiver = columns[exchange.responder] else { continue }
            let transaction = exchange.transaction
            var text = diagram.text(transaction.label, href: addresses[transaction.key].map { "\($0)" })
            // The name stands at the first of a transaction's arrows.
            if named.insert(transaction.id).inserted { text.lines[0].append(.init(text: " " + transaction.name)) }
            diagram.diagram.steps.append(
                .message(.init(from: .participant(sender), to: .participant(receiver), text: text)))
        }
        return diagram
    }
}

/// What an actor of a profile sends to another.
struct ProfileExchange {
    let transaction: Transaction
    let initiator: String
    let responder: String
}

extension Profile {
    /// The exchanges between the actors of the profile, in the order of the transactions' identifiers: those whose
    /// initiator and responder both list the transaction.
    func exchanges(in framework: Framework) -> [ProfileExchange] {
        var users: [String: [(actor: String, role: ExchangeRole?)]] = [:]
        for actor in actors {
            for use in actor.transactions { users[use.transaction.id, default: []].append((actor.actor.id, use.role)) }
        }
        return users.keys.sorted(by: identifierPrecedes).flatMap { id -> [ProfileExchange] in
            guard let transaction = framework.transactions[id], let users = users[id] else { return [] }
            func takes(_ actor: String, _ role: ExchangeRole) -> Bool {
                users.contains { $0.actor == actor && ($0.role ?? role) == role }
            }
            return transaction.exchanges.filter {
                takes($0.initiator.id, .initiator) && takes($0.responder.id, .responder)
            }.map { ProfileExchange(transaction: transaction, initiator: $0.initiator.id, responder: $0.responder.id) }
        }
    }
}

/// Puts actors in an order in which arrows between them are short.
private struct ActorOrder {
    private var order: [Int]
    /// The positions of the actors.
    private var positions: [Int]
    /// The actors that each exchanges something with.
    private var partners: [[Int]]

    /// - Parameter actors: The actors in the order of their definition, in which they stay where nothing tells otherwise.
    static func order(of actors: [String], _ exchanges: [ProfileExchange]) -> [String] {
        let indices = Dictionary(actors.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var order = ActorOrder(count: actors.count)
        for exchange in exchanges {
            guard let sender = indices[exchange.initiator], let receiver = indices[exchange.responder] else { continue }
            order.partners[sender].append(receiver)
            order.partners[receiver].append(sender)
        }
        order.improve()
        return order.order.map { actors[$0] }
    }

    private init(count: Int) {
        order = Array(0..<count)
        positions = order
        partners = order.map { _ in [] }
    }

    /// Swaps actors as long as that makes arrows shorter, a limited number of times.
    private mutating func improve() {
        for _ in 0..<rounds {
            var isBetter = false
            for left in order.indices {
                for right in order.indices.dropFirst(left + 1) {
                    let before = length(order[left]) + length(order[right])
                    swap(left, right)
                    if length(order[left]) + length(order[right]) < before {
                        isBetter = true
                    } else {
                        swap(left, right)
                    }
                }
            }
            if !isBetter { return }
        }
    }

    private mutating func swap(_ left: Int, _ right: Int) {
        order.swapAt(left, right)
        positions[order[left]] = left
        positions[order[right]] = right
    }

    /// How long the arrows of an actor are together.
    private func length(_ actor: Int) -> Int {
        partners[actor].reduce(0) { $0 + abs(positions[$1] - positions[actor]) }
    }
}

private let rounds = 12
