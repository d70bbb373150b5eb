/// The actors that claims entail by groupings that leave no choice, in any number of steps, each with the way to it.
///
/// An actor stands here once, whatever the number of ways to it, so circles end: by a way without conditions where there
/// is one, else by the shortest. The order is that of the steps, within a step that of the identifiers.
public struct GroupingClosure: Sendable {
    /// An actor of a profile, and why it is here.
    public struct Member: Sendable {
        public let claim: ActorClaim
        /// What the profile says of the actor; `nil` where it says nothing.
        public let part: ProfileActor?
        /// How many groupings lead here.
        public let step: Int
        /// The grouping that leads here; `nil` where the closure begins with a claim.
        public let grouping: Grouping?
        /// Whether a condition stands on the way.
        public let isConditional: Bool
        /// The actor that requires the grouping, here or elsewhere; `nil` where the closure begins with a claim.
        public let requiredBy: ActorClaim?
    }

    public let members: [Member]
    private let positions: [ActorClaim: Int]

    init(_ members: [Member]) {
        self.members = members.sorted { ($0.step, $0.claim) < ($1.step, $1.claim) }
        positions = Dictionary(
            self.members.enumerated().map { ($0.element.claim, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The member that is an actor of a profile.
    public subscript(claim: ActorClaim) -> Member? { positions[claim].map { members[$0] } }

    /// The members on the way to one, from where it begins to the member itself.
    public func way(to member: Member) -> [Member] {
        var way = [member]
        while let next = way.last?.requiredBy.flatMap({ self[$0] }) { way.append(next) }
        return way.reversed()
    }

    /// The members that a member requires, in their order; those at which ways begin for `nil`.
    public var membersByReason: [ActorClaim?: [Member]] {
        Dictionary(grouping: members) { member in member.requiredBy.flatMap { self[$0]?.claim } }
    }
}

/// Follows groupings step by step.
///
/// A first pass follows those that hold always, a second one those under a condition from wherever the first has come:
/// so a condition qualifies only what there is no other way to. Each grouping is looked at once in a pass.
struct GroupingWalk {
    private let framework: Framework
    private let excluded: Set<ActorClaim>
    private var found: [ActorClaim: GroupingClosure.Member] = [:]
    /// The actors by the number of steps to them.
    private var levels: [[ActorClaim]] = []

    /// What a claim entails, the claim first.
    static func closure(of claim: ActorClaim, in framework: Framework) -> GroupingClosure {
        var walk = GroupingWalk(framework, excluding: [])
        walk.add(claim, by: nil, of: nil, step: 0, isConditional: false)
        return walk.finished()
    }

    /// What groupings of an actor entail.
    ///
    /// - Parameters:
    ///   - step: How many groupings lead to these.
    ///   - known: What need not be said again, as the owner need not.
    static func closure(
        of groupings: [Grouping], by owner: ActorClaim, step: Int, excluding known: Set<ActorClaim>,
        in framework: Framework
    ) -> GroupingClosure {
        var walk = GroupingWalk(framework, excluding: known.union([owner]))
        for grouping in groupings {
            walk.add(
                ActorClaim(grouping), by: grouping, of: owner, step: step,
                isConditional: grouping.qualification.condition != nil)
        }
        return walk.finished()
    }

    private init(_ framework: Framework, excluding known: Set<ActorClaim>) {
        self.framework = framework
        excluded = known
    }

    private mutating func finished() -> GroupingClosure {
        follow(conditions: false)
        follow(conditions: true)
        return GroupingClosure(Array(found.values))
    }

    private mutating func follow(conditions: Bool) {
        var step = 0
        while step < levels.count {
            // What a step adds stands in the next one.
            for claim in levels[step] {
                guard let member = found[claim] else { continue }
                for grouping in member.part?.groupings ?? [] where grouping.option == nil {
                    guard grouping.alternatives.count == 1, let single = grouping.alternatives.first else { continue }
                    let isConditional = member.isConditional || single.qualification.condition != nil
                    guard isConditional == conditions else { continue }
                    add(ActorClaim(single), by: single, of: claim, step: step + 1, isConditional: isConditional)
                }
            }
            step += 1
        }
    }

    private mutating func add(
        _ claim: ActorClaim, by grouping: Grouping?, of owner: ActorClaim?, step: Int, isConditional: Bool
    ) {
        guard found[claim] == nil, !excluded.contains(claim) else { return }
        found[claim] = .init(
            claim: claim, part: framework.part(claim), step: step, grouping: grouping, isConditional: isConditional,
            requiredBy: owner)
        while levels.count <= step { levels.append([]) }
        levels[step].append(claim)
    }
}
