/// How far a change of a transaction, actor or option reaches: profiles that use it, and profiles that come to it by
/// groupings, in any number of steps, whether these leave a choice or not.
public struct ChangeImpact: Sendable, Equatable {
    /// How many profiles use it themselves.
    public let direct: Int
    /// How many others are grouped with actors that use it.
    public let throughGroupings: Int
}

extension Framework {
    /// The impact of what some actors of profiles use.
    ///
    /// - Parameters:
    ///   - profiles: The profiles that use it.
    ///   - isUser: Whether an actor of these profiles is one that does.
    public func impact(on profiles: [Profile], by isUser: (ProfileActor) -> Bool) -> ChangeImpact {
        let users = profiles.flatMap { profile in
            profile.actors.filter(isUser).map { ActorClaim(profile: profile.id, actor: $0.actor.id) }
        }
        let direct = Set(users.map(\.profile))
        var reached = Set(users)
        var ahead = Array(reached)
        while let claim = ahead.popLast() {
            ahead += (relations.claimsGroupedWith[claim] ?? []).filter { reached.insert($0).inserted }
        }
        let others = Set(reached.map(\.profile)).subtracting(direct)
        return ChangeImpact(direct: direct.count, throughGroupings: others.count)
    }
}
