extension Framework {
    /// The definitions that have a print edition: volumes that hold chapters, and profiles.
    public var printed: [any Definition] {
        volumes.filter { !chapters(of: $0).isEmpty } as [any Definition] + Array(profiles)
    }

    /// What stands in the print edition of a definition, in the order of the document: of a volume what it says of
    /// itself and its chapters; of a profile its chapter, then those of its transactions and content modules.
    public func printedChapters(of definition: any Definition) -> [any Definition] {
        switch definition {
        case let volume as Volume:
            (prose[volume.key] == nil ? [] : [volume]) + chapters(of: volume).map(\.definition)
        case let profile as Profile: [profile] + transactions(of: profile) + contentModules(of: profile)
        default: []
        }
    }

    private func transactions(of profile: Profile) -> [any Definition] {
        let ids = Set(profile.actors.flatMap(\.transactions).map(\.transaction.id))
        return ids.compactMap { transactions[$0] }.sorted {
            identifierPrecedes($0.section ?? $0.id, $1.section ?? $1.id)
        }
    }

    private func contentModules(of profile: Profile) -> [any Definition] {
        let ids = Set(profile.actors.flatMap(\.contentModules).map(\.contentModule.id))
        return ids.compactMap { contentModules[$0] }.sorted {
            identifierPrecedes($0.section ?? $0.id, $1.section ?? $1.id)
        }
    }
}
