import FrameworkModel
import LinkResolution

/// What the actors of a profile are grouped with, and what the profiles of a domain are.
extension PageComposer {
    func groupingDiagram(of profile: Profile) -> FrameworkDiagram<LayeredGraph> {
        let groupings = GroupingGraph(of: profile, in: framework) { words(on: $0) }
        var diagram = FrameworkDiagram<LayeredGraph>()
        let nodes = groupings.boxes.map { box in
            var text = DiagramText()
            for claim in box.claims {
                let isOwn = claim.profile == profile.id
                let name = isOwn ? actorName(claim) : claimName(claim)
                text.lines += diagram.text(name, href: href(of: claim)).lines
            }
            return diagram.diagram.add(box.claims.first?.profile == profile.id ? .own : .other, text)
        }
        var choices: [Set<GroupingTarget>: Int] = [:]
        for (box, node) in zip(groupings.boxes, nodes) {
            for arrow in box.arrows {
                let targets = arrow.steps.compactMap { step in
                    groupings.boxOfClaim[step.claim].map { GroupingTarget(node: nodes[$0], words: step.words) }
                }
                diagram.diagram.connect(node, with: targets, &choices)
            }
        }
        return diagram
    }

    /// What claiming an actor of a profile entails; of a profile of another site, its page there.
    private func href(of claim: ActorClaim) -> HTML? {
        addresses[.obligations(claim)].map { "\($0)" }
            ?? framework.imports[DefinitionKey(.profile, claim.profile)].map { .href(ofOtherSite: $0.url) }
    }

    /// The option or condition of a grouping.
    private func words(on grouping: Grouping) -> String? {
        let condition = grouping.qualification.condition.map { library.summary($0) }
        let short = condition.map { $0.count > longestCondition ? "under a condition" : $0 }
        let option = grouping.option.map { "with \(framework.name(of: $0.key) ?? $0.id)" }
        return option ?? short
    }

    /// The groupings between profiles, those of a domain and what they lead to; profiles that are grouped alike share a
    /// box, and what is reached over another profile is not drawn again. `nil` where there are none, or more than a reader could follow.
    func groupingDiagram(of domain: Domain) -> FrameworkDiagram<LayeredGraph>? {
        let own = framework.relations.parts(of: domain.id).profiles
        let groups = ProfileGroupings(of: own, in: framework)
        guard !groups.boxes.isEmpty, groups.boxOfProfile.count <= mostDrawn else { return nil }
        var diagram = FrameworkDiagram<LayeredGraph>()
        let ids = Set(own.map(\.id))
        let nodes = groups.boxes.map { box in
            diagram.diagram.add(
                box.profiles.contains(where: ids.contains) ? .own : .other, names(of: box.profiles, &diagram))
        }
        for (box, node) in zip(groups.boxes, nodes) {
            for (target, isAlways) in groups.nearest(of: box).sorted(by: { identifierPrecedes($0.key, $1.key) }) {
                guard let other = groups.boxOfProfile[target] else { continue }
                diagram.diagram.connect(node, nodes[other], isDashed: !isAlways)
            }
        }
        return diagram
    }

    /// Acronyms side by side, in several lines where there are many.
    private func names(of profiles: [String], _ diagram: inout FrameworkDiagram<LayeredGraph>) -> DiagramText {
        var line: [DiagramText.Run] = []
        for (index, id) in profiles.enumerated() {
            let key = DefinitionKey(.profile, id)
            let text = diagram.text(framework.label(of: key) ?? id, href: href(of: key))
            line += text.lines[0]
            if index < profiles.count - 1 { line.append(.init(text: ", ")) }
        }
        var text = DiagramText()
        text.lines = [line]
        return text.wrapped(to: widestBox)
    }
}

/// What an arrow leads to, and what is said on the way.
private struct GroupingTarget: Hashable {
    let node: Int
    let words: String?
}

extension LayeredGraph {
    /// Leads an arrow to its target, or over a choice to several.
    ///
    /// - Parameter choices: The choices that there are, by what they let choose from: the same stands there once.
    fileprivate mutating func connect(
        _ node: Int, with targets: [GroupingTarget], _ choices: inout [Set<GroupingTarget>: Int]
    ) {
        var from = node
        if targets.count > 1 {
            let known = choices[Set(targets)]
            from = known ?? add(.choice, DiagramText("one of"))
            choices[Set(targets)] = from
            connect(node, from)
            if known != nil { return }
        }
        for target in targets {
            guard let words = target.words else {
                connect(from, target.node)
                continue
            }
            let label = add(.words, DiagramText(words).wrapped(to: widestWords))
            connect(from, label, isDashed: true)
            connect(label, target.node, isDashed: true)
        }
    }
}

private let longestCondition = 90
private let widestWords = 170
private let widestBox = 230
