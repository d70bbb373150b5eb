import Diagnostics

/// An actor of a profile with options, as a statement, a certificate, a result or the plan of a test names it.
public struct ProfileClaim: Sendable {
    public let profile: DefinitionReference
    /// `nil` where the whole profile is meant.
    public let actor: DefinitionReference?
    public let options: [DefinitionReference]
    /// Where the claim stands.
    public let place: SourcePlace

    var references: [DefinitionReference] { [profile] + (actor.map { [$0] } ?? []) + options }

    /// The claimed actor; `nil` where the whole profile is meant.
    public var actorClaim: ActorClaim? { actor.map { ActorClaim(profile: profile.id, actor: $0.id) } }
}
