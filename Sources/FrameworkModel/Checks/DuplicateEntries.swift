import Diagnostics

extension ModelChecks {
    /// Reports `duplicate-entry`: an actor that a profile lists twice, or a transaction or option that an actor of a
    /// profile lists twice.
    static func duplicateEntries(in framework: Framework) -> [Diagnostic] {
        framework.profiles.flatMap { profile in
            duplicates(profile.actors.map(\.actor), in: "the profile")
                + profile.actors.flatMap { actor in
                    duplicates(actor.transactions.map(\.transaction), in: "the actor")
                        + duplicates(actor.options.map(\.option), in: "the actor")
                        + duplicates(actor.contentModules.map(\.contentModule), in: "the actor")
                }
        }
    }

    private static func duplicates(_ references: [DefinitionReference], in list: String) -> [Diagnostic] {
        var first: [String: DefinitionReference] = [:]
        return references.compactMap { reference in
            guard let other = first.updateValue(first[reference.id] ?? reference, forKey: reference.id) else {
                return nil
            }
            return Diagnostic(
                .duplicateEntry, at: reference.place.location,
                "\(list) lists the \(reference.key.kind.rawValue) '\(reference.id)' twice",
                help: "join the two entries",
                related: .init("the first is here", at: other.place.location))
        }
    }
}
