import ContentReading
import Diagnostics

/// A definition that can be read from its element.
protocol DecodableDefinition: Definition {
    /// - Returns: `nil` where the element lacks what the definition can't be without; the schema has reported that.
    init?(_ decoder: ElementDecoder)
}

extension Domain: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(
            identity: identity, transactionSection: decoder.value("transaction-section"), href: decoder.value("href"),
            contact: decoder.value("contact"),
            committees: decoder.decoders(named: "committee").compactMap(Committee.init),
            sponsors: decoder.decoders(named: "sponsor").compactMap {
                $0.reference("organisation", to: .organisation)
            })
    }
}

extension Domain.Committee {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let kind: Kind = decoder.value("kind") else { return nil }
        self.init(kind: kind, href: decoder.value("href"), work: decoder.text)
    }
}

extension Volume: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        let parts = decoder.decoders(named: "part").compactMap { part -> Part? in
            guard let kind: Part.Kind = part.value("kind"), let number = part.value("number") else { return nil }
            return Part(kind: kind, number: number, name: part.line("name") ?? number, href: part.value("href"))
        }
        self.init(
            identity: identity, domain: decoder.reference("domain", to: .domain), number: decoder.value("number"),
            edition: decoder.edition, revisions: decoder.decoders(named: "revision").compactMap(Revision.init),
            parts: parts)
    }
}

extension Volume.Revision {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let number = decoder.value("number") else { return nil }
        self.init(
            number: number, date: decoder.value("date"), href: decoder.value("href"), change: decoder.text,
            place: decoder.place)
    }
}

extension Chapter: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let volume = decoder.reference("volume", to: .volume),
            let number = decoder.value("number")
        else { return nil }
        self.init(
            identity: identity, volume: volume, number: number, chapterKind: decoder.value("kind") ?? .chapter,
            status: decoder.status, href: decoder.value("href"))
    }
}

extension FrameworkActor: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(identity: identity, keyword: decoder.value("keyword"))
    }
}

extension ProfileOption: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(identity: identity, keyword: decoder.value("keyword"), citation: decoder.value("citation"))
    }
}

extension Transaction: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let domain = decoder.reference("domain", to: .domain) else { return nil }
        let exchanges = decoder.decoders(named: "exchange").compactMap { exchange -> Exchange? in
            guard let initiator = exchange.reference("initiator", to: .actor),
                let responder = exchange.reference("responder", to: .actor)
            else { return nil }
            return Exchange(initiator: initiator, responder: responder)
        }
        self.init(
            identity: identity, domain: domain, section: decoder.value("section"),
            sectionPlace: decoder.place(of: "section"), status: decoder.status, href: decoder.value("href"),
            exchanges: exchanges,
            roles: decoder.decoders(named: "role").compactMap(RoleDescription.init), standards: decoder.standards,
            namespaces: decoder.namespaces)
    }
}

extension RoleDescription {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let actor = decoder.reference("actor", to: .actor) else { return nil }
        self.init(actor: actor, description: decoder.text)
    }
}

extension ContentModule: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let domain = decoder.reference("domain", to: .domain) else { return nil }
        self.init(
            identity: identity, domain: domain, moduleKind: decoder.value("kind"),
            volume: decoder.value("volume") ?? "3", section: decoder.value("section"),
            status: decoder.status, standards: decoder.standards, namespaces: decoder.namespaces)
    }
}

extension Supplement: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let domain = decoder.reference("domain", to: .domain) else { return nil }
        let kinds: [DefinitionKind] = [.profile, .transaction, .actor, .option, .contentModule, .volume]
        let affects = decoder.decoders(named: "affects").flatMap { affects in
            kinds.compactMap { affects.reference($0.rawValue, to: $0) }
        }
        let baseRevisions = decoder.decoders(named: "affects").compactMap { affects -> BaseRevision? in
            guard let volume = affects.reference("volume", to: .volume), let revision = affects.value("revision") else {
                return nil
            }
            return BaseRevision(volume: volume, revision: revision)
        }
        self.init(
            identity: identity, domain: domain, edition: decoder.edition,
            commentPeriod: decoder.decoders(named: "public-comment").first.map(CommentPeriod.init), affects: affects,
            baseRevisions: baseRevisions,
            releases: decoder.releases)
    }
}

extension CommentPeriod {
    fileprivate init(_ decoder: ElementDecoder) {
        self.init(
            from: decoder.value("from"), until: decoder.value("until"), href: decoder.value("href"),
            untilPlace: decoder.place(of: "until"))
    }
}

extension ChangeProposal: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let domain = decoder.reference("domain", to: .domain) else { return nil }
        let kinds: [DefinitionKind] = [.profile, .transaction, .actor, .option, .contentModule, .chapter, .volume]
        let changes = decoder.decoders(named: "changes").flatMap { element -> [Change] in
            if let section = element.value("section"), let place = element.place(of: "section") {
                return [.section(section, place)]
            }
            return kinds.compactMap { element.reference($0.rawValue, to: $0) }.map(Change.definition)
        }
        self.init(
            identity: identity, domain: domain, status: decoder.value("status"), date: decoder.value("date"),
            href: decoder.value("href"), changes: changes)
    }
}

extension Publication: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let domain = decoder.reference("domain", to: .domain),
            let kind: Kind = decoder.value("kind")
        else { return nil }
        self.init(
            identity: identity, domain: domain, publicationKind: kind, edition: decoder.edition,
            releases: decoder.releases)
    }
}

extension Term: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(identity: identity, acronym: decoder.value("acronym"))
    }
}

extension Standard: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity else { return nil }
        self.init(identity: identity, organization: decoder.value("organization"), href: decoder.value("href"))
    }
}

extension FactSource: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let date = decoder.value("date") else { return nil }
        self.init(identity: identity, date: date, href: decoder.value("href"))
    }
}
