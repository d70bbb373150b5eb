/// Who uses what, worked out once by turning the definitions' references around. All lists are in the order of the
/// identifiers of their elements.
public struct Relations: Sendable {
    /// The profiles in which an actor takes part.
    public private(set) var profilesByActor: [String: [Profile]] = [:]
    /// The profiles of which an actor supports a transaction.
    public private(set) var profilesByTransaction: [String: [Profile]] = [:]
    /// The profiles of which an actor may claim an option.
    public private(set) var profilesByOption: [String: [Profile]] = [:]
    /// The profiles that bind a content module to an actor.
    public private(set) var profilesByContentModule: [String: [Profile]] = [:]
    /// The profiles that require a grouping with an actor of a profile, by that profile.
    public private(set) var profilesGroupedWith: [String: [Profile]] = [:]
    /// The actors of profiles that must or may be grouped with an actor of a profile: the groupings turned around.
    public private(set) var claimsGroupedWith: [ActorClaim: [ActorClaim]] = [:]
    /// The transactions in which an actor has a role.
    public private(set) var transactionsByActor: [String: [Transaction]] = [:]
    /// The transactions that refer to a standard.
    public private(set) var transactionsByStandard: [String: [Transaction]] = [:]
    /// The content modules that refer to a standard.
    public private(set) var contentModulesByStandard: [String: [ContentModule]] = [:]
    /// The supplements that add or change a definition.
    public private(set) var supplementsByTarget: [DefinitionKey: [Supplement]] = [:]

    /// The change proposals that name a definition as what they change.
    public private(set) var changeProposalsByTarget: [DefinitionKey: [ChangeProposal]] = [:]

    /// The chapters of a volume that have pages of their own.
    public private(set) var chaptersByVolume: [String: [Chapter]] = [:]

    /// What belongs to a domain, by its identifier; volumes that all domains share are not here.
    public private(set) var byDomain: [String: DomainParts] = [:]

    /// What belongs to one domain.
    public struct DomainParts: Sendable {
        public fileprivate(set) var volumes: [Volume] = []
        public fileprivate(set) var profiles: [Profile] = []
        public fileprivate(set) var transactions: [Transaction] = []
        public fileprivate(set) var contentModules: [ContentModule] = []
        public fileprivate(set) var supplements: [Supplement] = []
        public fileprivate(set) var changeProposals: [ChangeProposal] = []
        public fileprivate(set) var publications: [Publication] = []
    }

    /// What belongs to a domain; empty for one that nothing names.
    public func parts(of domain: String) -> DomainParts { byDomain[domain] ?? DomainParts() }

    init(
        volumes: DefinitionTable<Volume>, chapters: DefinitionTable<Chapter>, profiles: DefinitionTable<Profile>,
        transactions: DefinitionTable<Transaction>, contentModules: DefinitionTable<ContentModule>,
        supplements: DefinitionTable<Supplement>, changeProposals: DefinitionTable<ChangeProposal>,
        publications: DefinitionTable<Publication>
    ) {
        for volume in volumes {
            if let domain = volume.domain { byDomain[domain.id, default: DomainParts()].volumes.append(volume) }
        }
        for chapter in chapters.sorted(by: { identifierPrecedes($0.number, $1.number) }) {
            chaptersByVolume[chapter.volume.id, default: []].append(chapter)
        }
        for profile in profiles { add(profile) }
        for transaction in transactions { add(transaction) }
        for module in contentModules {
            byDomain[module.domain.id, default: DomainParts()].contentModules.append(module)
            for id in Set(module.standards.map(\.standard.id)) {
                contentModulesByStandard[id, default: []].append(module)
            }
        }
        for supplement in supplements {
            byDomain[supplement.domain.id, default: DomainParts()].supplements.append(supplement)
            for key in Set(supplement.affects.map(\.key)) { supplementsByTarget[key, default: []].append(supplement) }
        }
        for proposal in changeProposals {
            byDomain[proposal.domain.id, default: DomainParts()].changeProposals.append(proposal)
            for key in Set(proposal.changedDefinitions.map(\.key)) {
                changeProposalsByTarget[key, default: []].append(proposal)
            }
        }
        for publication in publications {
            byDomain[publication.domain.id, default: DomainParts()].publications.append(publication)
        }
    }

    private mutating func add(_ profile: Profile) {
        byDomain[profile.domain.id, default: DomainParts()].profiles.append(profile)
        let actors = profile.actors
        for id in Set(actors.map(\.actor.id)) { profilesByActor[id, default: []].append(profile) }
        for id in Set(actors.flatMap { $0.transactions.map(\.transaction.id) }) {
            profilesByTransaction[id, default: []].append(profile)
        }
        for id in Set(actors.flatMap { $0.options.map(\.option.id) }) {
            profilesByOption[id, default: []].append(profile)
        }
        for id in Set(actors.flatMap { $0.contentModules.map(\.contentModule.id) }) {
            profilesByContentModule[id, default: []].append(profile)
        }
        for id in Set(actors.flatMap { $0.groupings.flatMap { $0.alternatives.map(\.profile.id) } })
        where id != profile.id {
            profilesGroupedWith[id, default: []].append(profile)
        }
        for actor in actors {
            let claim = ActorClaim(profile: profile.id, actor: actor.actor.id)
            for grouping in actor.groupings.flatMap(\.alternatives) {
                claimsGroupedWith[ActorClaim(grouping), default: []].append(claim)
            }
        }
    }

    private mutating func add(_ transaction: Transaction) {
        byDomain[transaction.domain.id, default: DomainParts()].transactions.append(transaction)
        for id in Set(transaction.exchanges.flatMap { [$0.initiator.id, $0.responder.id] }) {
            transactionsByActor[id, default: []].append(transaction)
        }
        for id in Set(transaction.standards.map(\.standard.id)) {
            transactionsByStandard[id, default: []].append(transaction)
        }
    }
}
