import Diagnostics

extension ModelChecks {
    /// Reports `grouping-cycle`: an actor that, over one grouping or several, must be grouped with itself.
    /// Each cycle is reported once, at the grouping that closes it when profiles are followed in their order.
    static func groupingCycles(in framework: Framework) -> [Diagnostic] {
        var search = GroupingCycleSearch(framework)
        for profile in framework.profiles {
            for actor in profile.actors { search.visit(ActorClaim(profile: profile.id, actor: actor.actor.id)) }
        }
        return search.diagnostics
    }
}

/// A depth-first search that keeps its own stack, so that a long chain of groupings can't exhaust the thread's.
private struct GroupingCycleSearch {
    private let framework: Framework
    private var finished: Set<ActorClaim> = []
    private(set) var diagnostics: [Diagnostic] = []

    private struct Step {
        let node: ActorClaim
        var rest: ArraySlice<Grouping>
    }

    init(_ framework: Framework) {
        self.framework = framework
    }

    mutating func visit(_ start: ActorClaim) {
        guard !finished.contains(start) else { return }
        var path = [Step(node: start, rest: groupings(of: start))]
        var onPath: [ActorClaim: Int] = [start: 0]
        while let step = path.last {
            guard let grouping = step.rest.first else {
                finished.insert(step.node)
                onPath[step.node] = nil
                path.removeLast()
                continue
            }
            path[path.count - 1].rest.removeFirst()
            let next = ActorClaim(grouping)
            if let position = onPath[next] {
                report(path[position...].map(\.node) + [next], closedBy: grouping)
            } else if !finished.contains(next) {
                onPath[next] = path.count
                path.append(Step(node: next, rest: groupings(of: next)))
            }
        }
    }

    private func groupings(of node: ActorClaim) -> ArraySlice<Grouping> {
        (framework.part(node)?.groupings.flatMap(\.alternatives) ?? [])[...]
    }

    private mutating func report(_ cycle: [ActorClaim], closedBy grouping: Grouping) {
        diagnostics.append(
            Diagnostic(
                .groupingCycle, at: grouping.actor.place.location,
                "these groupings lead in a circle: \(cycle.map { "\($0.profile) \($0.actor)" }.joined(separator: " → "))",
                help: "remove the grouping that adds nothing"))
    }
}
