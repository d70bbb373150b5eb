import Diagnostics

/// What statements, certificates, results and plans of tests say of profiles, held against the profiles.
extension ModelChecks {
    /// Reports `unknown-id` for a claim of an actor that the profile does not have, or of an option that the actor does
    /// not have; `duplicate-entry` for an actor of a profile that a statement claims twice; and `missing-grouping`
    /// for a statement without an actor that one of its claims must be grouped with (General Introduction, 6.3).
    static func claims(in framework: Framework) -> [Diagnostic] {
        let statements = framework.products.flatMap { product in product.statements }
        let certificates = framework.products.flatMap { product in product.certificates }
        let results = framework.events.flatMap { $0.results?.systems ?? [] }
        let all =
            framework.events.flatMap(\.tests) + results.flatMap(\.passed) + statements.flatMap(\.claims)
            + certificates.flatMap(\.claims)
        return all.flatMap { unknownParts(of: $0, in: framework) }
            + statements.flatMap { repeatedClaims(in: $0) + missingGroupings(in: $0, framework) }
    }

    private static func unknownParts(of claim: ProfileClaim, in framework: Framework) -> [Diagnostic] {
        guard let actor = claim.actor else { return [] }
        if let problem = unknownActor(actor, of: claim.profile, in: framework) { return [problem] }
        guard let part = framework.part(ActorClaim(profile: claim.profile.id, actor: actor.id)) else { return [] }
        let options = part.options.map(\.option.id)
        return claim.options.filter { framework.options[$0.id] != nil && !options.contains($0.id) }.map { option in
            Diagnostic(
                .unknownIdentifier, at: option.place.location,
                "the actor '\(actor.id)' of '\(claim.profile.id)' has no option '\(option.id)'", name: option.id,
                among: options,
                otherwise: options.isEmpty ? "it has no options" : "its options are \(alternatives(options))")
        }
    }

    private static func repeatedClaims(in statement: Product.Statement) -> [Diagnostic] {
        var first: [ActorClaim: ProfileClaim] = [:]
        return statement.claims.compactMap { claim in
            guard let key = claim.actorClaim else { return nil }
            guard let other = first.updateValue(first[key] ?? claim, forKey: key) else { return nil }
            return Diagnostic(
                .duplicateEntry, at: claim.place.location,
                "the statement claims the actor '\(key.actor)' of '\(key.profile)' twice",
                help: "join the two entries, with the options of both",
                related: .init("the first is here", at: other.place.location))
        }
    }

    /// Groupings that hold always, or under an option that is claimed. Whether another condition holds, only the vendor
    /// knows.
    private static func missingGroupings(in statement: Product.Statement, _ framework: Framework) -> [Diagnostic] {
        let claimed = Set(statement.claims.compactMap(\.actorClaim))
        return statement.claims.flatMap { claim -> [Diagnostic] in
            guard let key = claim.actorClaim, let part = framework.part(key) else { return [] }
            let options = Set(claim.options.map(\.id))
            let required = part.groupings.filter { grouping in
                grouping.alternatives.allSatisfy { alternative in
                    alternative.qualification.condition == nil
                        && alternative.option.map { options.contains($0.id) } ?? true
                }
            }
            return required.filter { !$0.alternatives.contains { claimed.contains(ActorClaim($0)) } }
                .map { missing($0, for: key, claim, statement) }
        }
    }

    private static func missing(
        _ grouping: RequiredGrouping, for key: ActorClaim, _ claim: ProfileClaim, _ statement: Product.Statement
    ) -> Diagnostic {
        let needed = grouping.alternatives.map { "'\($0.actor.id)' of '\($0.profile.id)'" }
        return Diagnostic(
            .missingGrouping, at: claim.place.location,
            "the actor '\(key.actor)' of '\(key.profile)' must be grouped with \(needed.joined(separator: " or "))",
            help: "claim it too, if version \(statement.version) supports it; otherwise it can't claim this actor",
            related: grouping.alternatives.first.map { .init("the grouping is here", at: $0.profile.place.location) })
    }
}
