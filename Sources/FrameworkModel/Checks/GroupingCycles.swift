import Diagnostics

extension ModelChecks {
    /// Reports `grouping-cycle`: an actor that, over one grouping or several, must be grouped with itself.
    /// Each cycle is reported once, at the grouping that closes it when profiles are followed in their order.
    static func groupingCycles(in framework: Framework) -> [Diagnostic] {
        var search = GroupingCycleSearch(framework)
        for profile in framework.profiles {
            for actor in profile.actors { search.visit(GroupedActor(profile: profile.id, actor: actor.actor.id)) }
        }
        return search.diagnostics
    }
}

/// An actor of a profile as a node of the grouping graph.
private struct GroupedActor: Hashable {
    let profile: String
    let actor: String

    var label: String { "\(profile) \(actor)" }
}

/// A depth-first search that keeps its own stack, so that a long chain of groupings can't exhaust the thread's.
private struct GroupingCycleSearch {
    private let framework: Framework
    private var finished: Set<GroupedActor> = []
    private(set) var diagnostics: [Diagnostic] = []

    private struct Step {
        let node: GroupedActor
        var rest: ArraySlice<Grouping>
    }

    init(_ framework: Framework) {
        self.framework = framework
    }

    mutating func visit(_ start: GroupedActor) {
        guard !finished.contains(start) else { return }
        var path = [Step(node: start, rest: groupings(of: start))]
        var onPath: [GroupedActor: Int] = [start: 0]
        while let step = path.last {
            guard let grouping = step.rest.first else {
                finished.insert(step.node)
                onPath[step.node] = nil
                path.removeLast()
                continue
            }
            path[path.count - 1].rest.removeFirst()
            let next = GroupedActor(profile: grouping.profile.id, actor: grouping.actor.id)
            if let position = onPath[next] {
                report(path[position...].map(\.node) + [next], closedBy: grouping)
            } else if !finished.contains(next) {
                onPath[next] = path.count
                path.append(Step(node: next, rest: groupings(of: next)))
            }
        }
    }

    private func groupings(of node: GroupedActor) -> ArraySlice<Grouping> {
        (framework.profiles[node.profile]?.actor(node.actor)?.groupings.flatMap(\.alternatives) ?? [])[...]
    }

    private mutating func report(_ cycle: [GroupedActor], closedBy grouping: Grouping) {
        diagnostics.append(
            Diagnostic(
                .groupingCycle, at: grouping.actor.place.location,
                "these groupings lead in a circle: \(cycle.map(\.label).joined(separator: " → "))",
                help: "remove the grouping that adds nothing"))
    }
}
