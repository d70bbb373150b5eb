import Diagnostics

extension ModelChecks {
    /// Reports `duplicate-entry`: an actor that a profile lists twice, a transaction or option that an actor of a
    /// profile lists twice, or a revision that a volume lists twice.
    static func duplicateEntries(in framework: Framework) -> [Diagnostic] {
        framework.profiles.flatMap(duplicates(in:)) + framework.volumes.flatMap(repeatedRevisions(of:))
    }

    private static func duplicates(in profile: Profile) -> [Diagnostic] {
        duplicates(profile.actors.map(\.actor), in: "the profile")
            + profile.actors.flatMap { actor in
                duplicates(actor.transactions.map(\.transaction), in: "the actor")
                    + duplicates(actor.options.map(\.option), in: "the actor")
                    + duplicates(actor.contentModules.map(\.contentModule), in: "the actor")
            }
    }

    private static func repeatedRevisions(of volume: Volume) -> [Diagnostic] {
        var first: [String: Volume.Revision] = [:]
        return volume.revisions.compactMap { revision in
            guard let other = first.updateValue(first[revision.number] ?? revision, forKey: revision.number) else {
                return nil
            }
            return Diagnostic(
                .duplicateEntry, at: revision.place.location, "the volume lists revision \(revision.number) twice",
                help: "join the two entries",
                related: .init("the first is here", at: other.place.location))
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
