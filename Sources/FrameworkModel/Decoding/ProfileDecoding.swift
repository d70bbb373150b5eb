import ContentReading
import Diagnostics

extension Profile: DecodableDefinition {
    init?(_ decoder: ElementDecoder) {
        guard let identity = decoder.identity, let domain = decoder.reference("domain", to: .domain) else { return nil }
        self.init(
            identity: identity, domain: domain, acronym: decoder.value("acronym") ?? identity.id,
            profileKind: decoder.value("kind"), chapter: decoder.value("chapter"), status: decoder.status,
            href: decoder.value("href"), actors: decoder.decoders(named: "actor").compactMap(ProfileActor.init),
            namespaces: decoder.namespaces)
    }
}

extension ProfileActor {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let actor = decoder.reference("ref", to: .actor) else { return nil }
        self.init(
            actor: actor, description: decoder.prose("description"),
            transactions: decoder.decoders(named: "transaction").compactMap(TransactionUse.init),
            contentModules: decoder.decoders(named: "content-module").compactMap(ContentModuleUse.init),
            options: decoder.decoders(named: "option").compactMap(OptionUse.init),
            groupings: decoder.element.children.compactMap { child in
                let decoder = ElementDecoder(element: child, source: decoder.source)
                switch child.name {
                case "grouping":
                    return Grouping(decoder).map { RequiredGrouping(alternatives: [$0]) }
                case "one-of":
                    let alternatives = decoder.decoders(named: "grouping").compactMap(Grouping.init)
                    return alternatives.isEmpty ? nil : RequiredGrouping(alternatives: alternatives)
                default:
                    return nil
                }
            })
    }
}

extension TransactionUse {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let transaction = decoder.reference("ref", to: .transaction),
            let optionality: Optionality = decoder.value("optionality")
        else { return nil }
        self.init(
            transaction: transaction, optionality: optionality, role: decoder.value("role"),
            qualification: decoder.qualification)
    }
}

extension ContentModuleUse {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let contentModule = decoder.reference("ref", to: .contentModule),
            let optionality: Optionality = decoder.value("optionality")
        else { return nil }
        self.init(contentModule: contentModule, optionality: optionality, qualification: decoder.qualification)
    }
}

extension OptionUse {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let option = decoder.reference("ref", to: .option) else { return nil }
        self.init(option: option, qualification: decoder.qualification)
    }
}

extension Grouping {
    fileprivate init?(_ decoder: ElementDecoder) {
        guard let profile = decoder.reference("profile", to: .profile),
            let actor = decoder.reference("actor", to: .actor)
        else { return nil }
        self.init(
            profile: profile, actor: actor, option: decoder.reference("option", to: .option),
            qualification: decoder.qualification)
    }
}
