import FrameworkModel
import LinkResolution

/// How tables show what statements, certificates and results name: a profile, its actor, options.
extension PageComposer {
    /// The columns of a claim.
    static let claimColumns: [TableColumn] = ["Profile", "Actor", "Options"]

    /// The cells of a claim, one for each of its columns.
    func cells(of claim: ProfileClaim) -> [HTML] {
        [profileLink(claim.profile), actorCell(of: claim), optionCell(of: claim)]
    }

    /// A profile, called by its acronym.
    func profileLink(_ reference: DefinitionReference) -> HTML {
        framework.profiles[reference.id].map { link(to: $0) } ?? "\(reference.id)"
    }

    /// The actor; where it is known what it must do, the link leads there.
    private func actorCell(of claim: ProfileClaim) -> HTML {
        guard let actor = claim.actor else { return "All" }
        return link(to: actor)
    }

    private func optionCell(of claim: ProfileClaim) -> HTML {
        claim.options.isEmpty ? "–" : claim.options.map { link(to: $0) }.joined(separator: ", ")
    }

    /// The actors of claims, each once, in the order of their identifiers.
    func actors(of claims: [ProfileClaim]) -> HTML {
        unique(claims.compactMap(\.actor)).map { link(to: $0) }.joined(separator: ", ")
    }

    /// The profiles of claims, each once, in the order of their identifiers; beyond the first few, their number.
    ///
    /// - Parameter page: The page that has all of them.
    func profiles(of claims: [ProfileClaim], page: DefinitionKey) -> HTML {
        let profiles = unique(claims.map(\.profile))
        let shown = profiles.prefix(mostProfiles).map { profileLink($0) }.joined(separator: ", ")
        guard profiles.count > mostProfiles, let address = addresses[page] else {
            return profiles.isEmpty ? "–" : shown
        }
        return "\(shown), <a href=\"\(address)\">\(profiles.count - mostProfiles) more</a>"
    }

    /// The profiles of claims, each once with its actors.
    func actorsByProfile(of claims: [ProfileClaim]) -> [HTML] {
        unique(claims.map(\.profile)).map { profile in
            "\(profileLink(profile)): \(actors(of: claims.filter { $0.profile.id == profile.id }))"
        }
    }

    private func unique(_ references: [DefinitionReference]) -> [DefinitionReference] {
        var seen: Set<String> = []
        return references.filter { seen.insert($0.id).inserted }.sorted { identifierPrecedes($0.id, $1.id) }
    }

    /// From a day to another one.
    func days(_ days: DayRange) -> HTML { days.isLong ? "\(time(days.from)) to \(time(days.until))" : time(days.from) }
}

private let mostProfiles = 6
