/// An actor of a profile: what a system claims in its Integration Statement (General Introduction, Appendix F), and
/// what groupings lead to.
public struct ActorClaim: Sendable, Hashable, Comparable {
    /// The identifier of the profile.
    public let profile: String
    /// The identifier of the actor.
    public let actor: String

    public init(profile: String, actor: String) {
        self.profile = profile
        self.actor = actor
    }

    /// What a grouping leads to.
    public init(_ grouping: Grouping) {
        self.init(profile: grouping.profile.id, actor: grouping.actor.id)
    }

    public static func < (left: ActorClaim, right: ActorClaim) -> Bool {
        left.profile != right.profile
            ? identifierPrecedes(left.profile, right.profile) : identifierPrecedes(left.actor, right.actor)
    }
}

extension Framework {
    /// The part that a claimed actor takes in its profile; `nil` for one that its profile does not have.
    public func part(_ claim: ActorClaim) -> ProfileActor? { profiles[claim.profile]?.actor(claim.actor) }
}

extension RequiredGrouping {
    /// The option under which the grouping is required, where all alternatives name the same.
    var option: DefinitionReference? {
        guard let option = alternatives.first?.option, alternatives.allSatisfy({ $0.option?.id == option.id }) else {
            return nil
        }
        return option
    }
}
