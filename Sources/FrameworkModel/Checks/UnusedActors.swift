import Diagnostics

extension ModelChecks {
    /// Reports `unused-actor`: an actor that takes part in no profile, where there are profiles at all.
    static func unusedActors(in framework: Framework) -> [Diagnostic] {
        guard !framework.profiles.isEmpty else { return [] }
        return framework.actors.filter { framework.relations.profilesByActor[$0.id] == nil }.map { actor in
            Diagnostic(
                .unusedActor, at: actor.identity.place.location, "no profile uses the actor '\(actor.id)'",
                help: "add it to the profile that it takes part in, or remove it")
        }
    }
}
