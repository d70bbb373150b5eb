/// Who takes part in what, worked out once by turning the definitions' references around: members, sponsors, affiliates,
/// tests and products. Lists are in the order of their definitions unless they say otherwise.
public struct Participation: Sendable {
    /// The members of a category of membership.
    public private(set) var membersByCategory: [String: [Organisation]] = [:]
    /// The affiliates that a chapter has national extensions of.
    public private(set) var organisationsByExtension: [String: [Organisation]] = [:]
    /// The domains that an organisation sponsors.
    public private(set) var domainsBySponsor: [String: [Domain]] = [:]

    /// The events that an organisation holds or leads, the later ones first.
    public private(set) var eventsByOrganiser: [String: [Event]] = [:]
    /// The events of a domain, the later ones first.
    public private(set) var eventsByDomain: [String: [Event]] = [:]
    /// The events that take place during another one, the later ones first.
    public private(set) var eventsDuring: [String: [Event]] = [:]
    /// The events that test a profile, or had results of it, the later ones first.
    public private(set) var eventsByProfile: [String: [Event]] = [:]
    /// What was tested with success, the later events first.
    public private(set) var results: [TestResult] = []
    /// Where in `results` those of a profile, an actor, an organisation or a product are.
    private var resultsByKey: [DefinitionKey: [Int]] = [:]

    /// The tools for a profile, an actor or a transaction.
    public private(set) var toolsByTarget: [DefinitionKey: [TestTool]] = [:]
    /// The products of a vendor.
    public private(set) var productsByVendor: [String: [Product]] = [:]
    /// The products that state, or are certified for, an actor of a profile; by profile or actor.
    public private(set) var productsByKey: [DefinitionKey: [Product]] = [:]
    /// The products that a laboratory has certified.
    public private(set) var productsByLaboratory: [String: [Product]] = [:]

    /// What was tested with success: results by profile, actor, organisation or product, the later events first.
    public func results(of key: DefinitionKey) -> [TestResult] { (resultsByKey[key] ?? []).map { results[$0] } }

    init(
        domains: DefinitionTable<Domain>, organisations: DefinitionTable<Organisation>, events: DefinitionTable<Event>,
        tools: DefinitionTable<TestTool>, products: DefinitionTable<Product>
    ) {
        for organisation in organisations {
            if let category = organisation.membership {
                membersByCategory[category.id, default: []].append(organisation)
            }
            for id in Set(organisation.extensions.map(\.id)) {
                organisationsByExtension[id, default: []].append(organisation)
            }
        }
        for domain in domains {
            for id in Set(domain.sponsors.map(\.id)) { domainsBySponsor[id, default: []].append(domain) }
        }
        for event in events.sorted(by: Event.latestPrecedes) { add(event) }
        for tool in tools {
            for key in Set(tool.coverage.map(\.target.key)) { toolsByTarget[key, default: []].append(tool) }
        }
        for product in products { add(product) }
    }

    private mutating func add(_ event: Event) {
        for id in Set(event.organisers.map(\.id)) { eventsByOrganiser[id, default: []].append(event) }
        if let domain = event.domain { eventsByDomain[domain.id, default: []].append(event) }
        if let other = event.during { eventsDuring[other.id, default: []].append(event) }
        let systems = event.results?.systems ?? []
        for id in Set((event.tests + systems.flatMap(\.passed)).map(\.profile.id)) {
            eventsByProfile[id, default: []].append(event)
        }
        for system in systems {
            for claim in system.passed {
                let result = TestResult(event: event.id, system: system, claim: claim)
                for key in result.keys { resultsByKey[key, default: []].append(results.count) }
                results.append(result)
            }
        }
    }

    private mutating func add(_ product: Product) {
        productsByVendor[product.vendor.id, default: []].append(product)
        let claims = (product.statements.map(\.claims) + product.certificates.map(\.claims)).joined()
        for key in Set(claims.flatMap { [$0.profile.key] + ($0.actor.map { [$0.key] } ?? []) }) {
            productsByKey[key, default: []].append(product)
        }
        for id in Set(product.certificates.map(\.laboratory.id)) {
            productsByLaboratory[id, default: []].append(product)
        }
    }
}

/// What a system passed as at an event.
public struct TestResult: Sendable {
    /// The identifier of the event.
    public let event: String
    public let system: Event.System
    public let claim: ProfileClaim

    /// What the result is about.
    fileprivate var keys: Set<DefinitionKey> {
        Set([claim.profile, claim.actor, system.organisation, system.product].compactMap { $0?.key })
    }
}
