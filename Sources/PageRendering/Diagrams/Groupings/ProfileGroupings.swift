import FrameworkModel

/// Which profiles require groupings with which, with those put together that lead and are led to alike.
struct ProfileGroupings {
    struct Box {
        var profiles: [String]
        /// The profiles that these are grouped with, and whether some actor always is: without an option, a condition or
        /// another profile to choose.
        let targets: [String: Bool]
    }

    private(set) var boxes: [Box] = []
    private(set) var boxOfProfile: [String: Int] = [:]

    /// - Parameter starts: Where the groupings begin; those that have none and that none leads to are left out.
    init(of starts: [Profile], in framework: Framework) {
        var targets: [String: [String: Bool]] = [:]
        var profiles: [String] = []
        var seen = Set(starts.map(\.id))
        var ahead = starts.map(\.id)
        while !ahead.isEmpty {
            profiles += ahead
            for id in ahead { targets[id] = framework.profiles[id].map(Self.targets) }
            let next = ahead.flatMap { (targets[$0] ?? [:]).keys }.filter { seen.insert($0).inserted }
            ahead = next.sorted(by: identifierPrecedes)
        }
        putTogether(profiles, targets)
    }

    /// The targets of a box that no other of its targets leads to, always and without a choice.
    func nearest(of box: Box) -> [String: Bool] {
        box.targets.filter { target, _ in
            !box.targets.contains { other, isAlways in
                // Of a circle, all stay.
                isAlways && other != target && reached(from: other).contains(target)
                    && !reached(from: target).contains(other)
            }
        }
    }

    /// The profiles that always come with one, in any number of steps.
    private func reached(from start: String) -> Set<String> {
        var reached: Set<String> = []
        var ahead = [start]
        while let id = ahead.popLast() {
            let next = boxOfProfile[id].map { boxes[$0].targets.filter(\.value).keys } ?? [:].keys
            ahead += next.filter { $0 != start && reached.insert($0).inserted }
        }
        return reached
    }

    private static func targets(of profile: Profile) -> [String: Bool] {
        var targets: [String: Bool] = [:]
        for grouping in profile.actors.flatMap(\.groupings) {
            let ids = Set(grouping.alternatives.map(\.profile.id))
            let isAlways =
                ids.count == 1
                && grouping.alternatives.allSatisfy { $0.option == nil && $0.qualification.condition == nil }
            for id in ids where id != profile.id { targets[id] = isAlways || targets[id] == true }
        }
        return targets
    }

    private struct Likeness: Hashable {
        let targets: [String: Bool]
        let origins: [String: Bool]
    }

    private mutating func putTogether(_ profiles: [String], _ targets: [String: [String: Bool]]) {
        var origins: [String: [String: Bool]] = [:]
        for id in profiles {
            for (target, isAlways) in targets[id] ?? [:] { origins[target, default: [:]][id] = isAlways }
        }
        var known: [Likeness: Int] = [:]
        for id in profiles {
            let likeness = Likeness(targets: targets[id] ?? [:], origins: origins[id] ?? [:])
            guard !likeness.targets.isEmpty || !likeness.origins.isEmpty else { continue }
            let box = known[likeness] ?? boxes.count
            if box == boxes.count { boxes.append(Box(profiles: [], targets: likeness.targets)) }
            known[likeness] = box
            boxes[box].profiles.append(id)
            boxOfProfile[id] = box
        }
    }
}
