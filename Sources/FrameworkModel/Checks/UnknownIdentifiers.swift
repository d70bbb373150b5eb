import Diagnostics

extension ModelChecks {
    /// Reports `unknown-id`: a definition names another that exists neither here nor in the inventory of another site, or groups with an actor that the named
    /// profile does not have.
    static func unknownIdentifiers(in framework: Framework) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for definition in framework.definitions {
            for reference in definition.references + definition.identity.sources where !framework.has(reference.key) {
                diagnostics.append(unknown(reference, in: framework))
            }
        }
        for profile in framework.profiles {
            for grouping in profile.actors.flatMap({ $0.groupings.flatMap(\.alternatives) }) {
                if let problem = unknownActor(grouping.actor, of: grouping.profile, in: framework) {
                    diagnostics.append(problem)
                }
            }
        }
        return diagnostics
    }

    private static func unknown(_ reference: DefinitionReference, in framework: Framework) -> Diagnostic {
        let kind = reference.key.kind
        return Diagnostic(
            .unknownIdentifier, at: reference.place.location, "there is no \(kind.rawValue) '\(reference.id)'",
            name: reference.id,
            among: framework.definitions(of: kind).map(\.id) + framework.imports.identifiers(of: kind),
            otherwise: "define it, or name another")
    }

    /// The problem that a profile does not have an actor.
    static func unknownActor(
        _ actor: DefinitionReference, of profile: DefinitionReference, in framework: Framework
    ) -> Diagnostic? {
        // A profile without any actors is reported as such; what is said of it may well be right.
        guard let profile = framework.profiles[profile.id], !profile.actors.isEmpty,
            framework.actors[actor.id] != nil, profile.actor(actor.id) == nil
        else { return nil }
        return Diagnostic(
            .unknownIdentifier, at: actor.place.location, "the profile '\(profile.id)' has no actor '\(actor.id)'",
            name: actor.id, among: profile.actors.map(\.actor.id),
            otherwise: "its actors are \(alternatives(profile.actors.map(\.actor.id)))")
    }
}
