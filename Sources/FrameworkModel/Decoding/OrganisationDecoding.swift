import ContentReading
import Diagnostics

extension Organisation: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(
            identity: identity, organisationKind: decoder.value("kind") ?? .other, country: decoder.value("country"),
            membership: decoder.reference("membership", to: .membership), href: decoder.value("href"),
            contact: decoder.value("contact"), activities: decoder.proses("activity"),
            extensions: decoder.decoders(named: "extension").compactMap { $0.reference("chapter", to: .chapter) })
    }
}

extension Membership: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(identity: identity, rights: decoder.proses("right"))
    }
}

extension Event: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let kind: Kind = decoder.value("kind") else { return nil }
        self.init(
            identity: identity, eventKind: kind, days: decoder.days, place: decoder.value("place"),
            country: decoder.value("country"), scope: decoder.value("scope"),
            domain: decoder.reference("domain", to: .domain), during: decoder.reference("during", to: .event),
            organisers: decoder.references("organisers", to: .organisation), updated: decoder.value("updated"),
            href: decoder.value("href"),
            registration: decoder.decoders(named: "registration").first.map {
                Registration(days: $0.days, href: $0.value("href"))
            },
            tests: decoder.claims("tests"), criteria: decoder.proses("criterion"),
            projectLabel: decoder.decoders(named: "label").first.flatMap { label in
                label.value("name").map { ProjectLabel(name: $0, meaning: label.text) }
            },
            results: decoder.decoders(named: "results").first.map(Results.init))
    }
}

extension Event.Results {
    fileprivate init(_ decoder: ElementDecoder) {
        self.init(
            published: decoder.value("published"), href: decoder.value("href"),
            systems: decoder.decoders(named: "system").compactMap { system in
                guard let organisation = system.reference("organisation", to: .organisation),
                    let name = system.value("name")
                else { return nil }
                return Event.System(
                    organisation: organisation, name: name, version: system.value("version"),
                    product: system.reference("product", to: .product), passed: system.claims("passed"))
            })
    }
}

extension TestTool: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        let kinds: [DefinitionKind] = [.profile, .actor, .transaction]
        let coverage = decoder.decoders(named: "covers").flatMap { covers in
            kinds.compactMap { covers.reference($0.rawValue, to: $0) }
                .map { Coverage(target: $0, href: covers.value("href")) }
        }
        self.init(
            identity: identity, toolKind: decoder.value("kind") ?? .support, platform: decoder.value("platform"),
            href: decoder.value("href"), coverage: coverage)
    }
}

extension Product: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let vendor = decoder.reference("vendor", to: .organisation) else {
            return nil
        }
        self.init(
            identity: identity, vendor: vendor, href: decoder.value("href"),
            statements: decoder.decoders(named: "statement").compactMap(Statement.init),
            certificates: decoder.decoders(named: "certificate").compactMap(Certificate.init))
    }
}

extension Product.Statement {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let version = decoder.value("version"), let date = decoder.value("date") else { return nil }
        self.init(
            version: version, date: date, href: decoder.value("href"), claims: decoder.claims("claim"),
            place: decoder.place)
    }
}

extension Product.Certificate {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let version = decoder.value("version"), let from = decoder.value("from"),
            let laboratory = decoder.reference("laboratory", to: .organisation)
        else { return nil }
        self.init(
            version: version, laboratory: laboratory, from: from, until: decoder.value("until"),
            href: decoder.value("href"), claims: decoder.claims("certified"), untilPlace: decoder.place(of: "until"))
    }
}

extension ElementDecoder {
    /// From the attribute `from` to `until`; one of them is enough.
    fileprivate var days: DayRange? {
        guard let first = value("from") ?? value("until") else { return nil }
        return DayRange(from: first, until: value("until") ?? first, untilPlace: place(of: "until"))
    }

    /// The claims that child elements make.
    fileprivate func claims(_ child: String) -> [ProfileClaim] {
        decoders(named: child).compactMap { claim in
            guard let profile = claim.reference("profile", to: .profile) else { return nil }
            return ProfileClaim(
                profile: profile, actor: claim.reference("actor", to: .actor),
                options: claim.references("options", to: .option), place: claim.place)
        }
    }
}
