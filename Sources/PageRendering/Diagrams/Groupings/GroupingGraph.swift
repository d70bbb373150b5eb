import FrameworkModel

/// The groupings that the actors of a profile lead to, in any number of steps. Actors that lead and are led to alike
/// stand together.
struct GroupingGraph {
    /// A grouping of an actor: what it leads to, or what it lets choose from.
    struct Arrow: Hashable {
        struct Step: Hashable {
            let claim: ActorClaim
            /// Under which option or condition.
            let words: String?
        }

        let steps: [Step]
    }

    /// Actors that stand in one box.
    struct Box {
        var claims: [ActorClaim]
        let arrows: [Arrow]
    }

    private(set) var boxes: [Box] = []
    private(set) var boxOfClaim: [ActorClaim: Int] = [:]

    /// Whether there are groupings, and no more than a reader can follow.
    static func isDrawable(for profile: Profile, in framework: Framework) -> Bool {
        let graph = GroupingGraph(of: profile, in: framework)
        return !graph.boxes.isEmpty && graph.boxOfClaim.count <= mostDrawn
    }

    /// Actors without groupings are left out where no grouping leads to them.
    ///
    /// - Parameter words: What to say of a grouping with an option or a condition.
    init(of profile: Profile, in framework: Framework, words: (Grouping) -> String? = { _ in nil }) {
        var arrows: [ActorClaim: [Arrow]] = [:]
        var claims: [ActorClaim] = []
        var seen: Set<ActorClaim> = []
        var ahead = profile.actors.map { ActorClaim(profile: profile.id, actor: $0.actor.id) }
            .filter { seen.insert($0).inserted }
        while !ahead.isEmpty {
            claims += ahead
            var next: [ActorClaim] = []
            for claim in ahead {
                arrows[claim] = (framework.part(claim)?.groupings ?? []).map { grouping in
                    Arrow(
                        steps: grouping.alternatives.map { .init(claim: ActorClaim($0), words: words($0)) })
                }
                let targets = (arrows[claim] ?? []).flatMap { $0.steps.map(\.claim) }
                next += targets.filter { seen.insert($0).inserted }
            }
            ahead = next.sorted()
        }
        putTogether(claims, arrows, of: profile)
    }

    /// What an arrow looks like from its end.
    private struct Arrival: Hashable {
        let from: ActorClaim
        let arrow: Arrow
        let words: String?
    }

    private struct Likeness: Hashable {
        let arrows: [Arrow]
        let arrivals: Set<Arrival>
        let isOwn: Bool
    }

    private mutating func putTogether(_ claims: [ActorClaim], _ arrows: [ActorClaim: [Arrow]], of profile: Profile) {
        var arrivals: [ActorClaim: Set<Arrival>] = [:]
        for claim in claims {
            for arrow in arrows[claim] ?? [] {
                for step in arrow.steps {
                    arrivals[step.claim, default: []].insert(Arrival(from: claim, arrow: arrow, words: step.words))
                }
            }
        }
        var known: [Likeness: Int] = [:]
        for claim in claims {
            let own = arrows[claim] ?? []
            let arriving = arrivals[claim] ?? []
            guard !own.isEmpty || !arriving.isEmpty else { continue }
            let likeness = Likeness(arrows: own, arrivals: arriving, isOwn: claim.profile == profile.id)
            let box = known[likeness] ?? boxes.count
            if box == boxes.count { boxes.append(Box(claims: [], arrows: own)) }
            known[likeness] = box
            boxes[box].claims.append(claim)
            boxOfClaim[claim] = box
        }
    }
}

/// How many actors or profiles a reader can follow in a graph.
let mostDrawn = 120
