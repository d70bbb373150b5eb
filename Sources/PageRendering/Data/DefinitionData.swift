import ContentReading
import FrameworkModel
import LinkResolution

/// Definitions as JSON: each beside its page, and all in one file. `docs/data.md` describes the format: a change that
/// breaks what reads it counts `version` up.
extension PageComposer {
    /// A definition, for the file beside its page.
    func data(of definition: any Definition) -> [UInt8] {
        JSONWriter.document { json in
            json.member("version", definitionDataVersion)
            write(definition, to: &json)
        }
    }

    /// All definitions, kind by kind.
    func dataOfFramework() -> [UInt8] {
        JSONWriter.document(.compact) { json in
            json.member("version", definitionDataVersion)
            json.member("title", configuration.title)
            json.member("base-url", configuration.baseURL)
            for kind in DefinitionKind.allCases {
                json.objects(kind.listName, of: framework.definitions(of: kind)) { write($1, to: &$0) }
            }
        }
    }

    private func write(_ definition: any Definition, to json: inout JSONWriter) {
        json.member("kind", definition.key.kind.rawValue)
        json.member("id", definition.id)
        json.member("name", definition.name)
        if definition.identity.isExample { json.member("example", true) }
        if !definition.identity.aliases.isEmpty { json.member("aliases", definition.identity.aliases) }
        json.member("domain", definition.domainReference?.id)
        json.member("definition", definition.identity.definition.map(library.summary))
        json.member("page", addresses[definition.key])
        writeFacts(of: definition, to: &json)
        json.objects("namespaces", of: definition.namespaces) { json, namespace in
            json.member("uri", namespace.uri)
            json.member("meaning", namespace.meaning.map(library.summary))
        }
        json.member("sources", definition.identity.sources.map(\.id))
    }

    private func writeFacts(of definition: any Definition, to json: inout JSONWriter) {
        switch definition {
        case let domain as Domain: write(domain, to: &json)
        case let volume as Volume: write(volume, to: &json)
        case let chapter as Chapter: write(chapter, to: &json)
        case let profile as Profile: write(profile, to: &json)
        case let actor as FrameworkActor: write(actor, to: &json)
        case let transaction as Transaction: write(transaction, to: &json)
        case let option as ProfileOption: write(option, to: &json)
        case let module as ContentModule: write(module, to: &json)
        case let supplement as Supplement: write(supplement, to: &json)
        case let proposal as ChangeProposal: write(proposal, to: &json)
        case let publication as Publication: write(publication, to: &json)
        case let organisation as Organisation: write(organisation, to: &json)
        case let membership as Membership: write(membership, to: &json)
        case let event as Event: write(event, to: &json)
        case let tool as TestTool: write(tool, to: &json)
        case let product as Product: write(product, to: &json)
        case let term as Term: json.member("acronym", term.acronym)
        case let standard as Standard: write(standard, to: &json)
        case let source as FactSource:
            json.member("date", source.date)
            json.member("href", source.href)
        default: break
        }
    }

    // MARK: Kinds of definitions

    private func write(_ domain: Domain, to json: inout JSONWriter) {
        json.member("transaction-section", domain.transactionSection)
        json.member("href", domain.href)
        json.member("contact", domain.contact)
        json.objects("committees", of: domain.committees) { json, committee in
            json.member("committee-kind", committee.kind.rawValue)
            json.member("href", committee.href)
            json.member("work", committee.work.map(library.summary))
        }
        json.member("sponsors", domain.sponsors.map(\.id))
    }

    private func write(_ chapter: Chapter, to json: inout JSONWriter) {
        json.member("volume", chapter.volume.id)
        json.member("number", chapter.number)
        json.member("chapter-kind", chapter.chapterKind.rawValue)
        json.member("status", chapter.status?.rawValue)
        json.member("href", chapter.href)
    }

    private func write(_ profile: Profile, to json: inout JSONWriter) {
        json.member("acronym", profile.acronym)
        json.member("profile-kind", profile.profileKind?.rawValue)
        json.member("chapter", profile.chapter)
        json.member("status", profile.status?.rawValue)
        json.member("href", profile.href)
        json.objects("actors", of: profile.actors) { write($1, of: profile, to: &$0) }
        json.member("grouped-with-by", framework.relations.profilesGroupedWith[profile.id])
    }

    private func write(_ actor: FrameworkActor, to json: inout JSONWriter) {
        json.member("keyword", actor.keyword)
        json.member("used-by", framework.relations.profilesByActor[actor.id])
        json.member("transactions", (framework.relations.transactionsByActor[actor.id] ?? []).map(\.id))
    }

    private func write(_ transaction: Transaction, to json: inout JSONWriter) {
        json.member("section", transaction.section)
        json.member("status", transaction.status?.rawValue)
        json.member("href", transaction.href)
        json.objects("exchanges", of: transaction.exchanges) { json, exchange in
            json.member("initiator", exchange.initiator.id)
            json.member("responder", exchange.responder.id)
        }
        json.objects("roles", of: transaction.roles) { json, role in
            json.member("actor", role.actor.id)
            json.member("description", role.description.map(library.summary))
        }
        write(transaction.standards, to: &json)
        json.member("used-by", framework.relations.profilesByTransaction[transaction.id])
    }

    private func write(_ option: ProfileOption, to json: inout JSONWriter) {
        json.member("keyword", option.keyword)
        json.member("citation", option.citation)
        json.member("used-by", framework.relations.profilesByOption[option.id])
    }

    private func write(_ module: ContentModule, to json: inout JSONWriter) {
        json.member("module-kind", module.moduleKind?.rawValue)
        json.member("section", module.section)
        json.member("status", module.status?.rawValue)
        write(module.standards, to: &json)
        json.member("used-by", framework.relations.profilesByContentModule[module.id])
    }

    private func write(_ standard: Standard, to json: inout JSONWriter) {
        json.member("organization", standard.organization)
        json.member("href", standard.href)
        json.member("transactions", (framework.relations.transactionsByStandard[standard.id] ?? []).map(\.id))
        json.member("content-modules", (framework.relations.contentModulesByStandard[standard.id] ?? []).map(\.id))
    }

    // MARK: What is published

    private func write(_ volume: Volume, to json: inout JSONWriter) {
        json.member("number", volume.number)
        write(volume.edition, to: &json)
        json.objects("revisions", of: volume.history) { json, revision in
            json.member("number", revision.number)
            json.member("date", revision.date)
            json.member("href", revision.href)
            json.member("change", revision.change.map(library.summary))
        }
        json.objects("parts", of: volume.parts) { json, part in
            json.member("kind", part.kind.rawValue)
            json.member("number", part.number)
            json.member("name", part.name)
            json.member("href", part.href)
        }
    }

    private func write(_ supplement: Supplement, to json: inout JSONWriter) {
        write(supplement.edition, to: &json)
        json.member("comment-from", supplement.commentPeriod?.from)
        json.member("comment-until", supplement.commentPeriod?.until)
        json.member("comment-href", supplement.commentPeriod?.href)
        json.objects("affects", of: supplement.affects) { json, reference in
            json.member("kind", reference.key.kind.rawValue)
            json.member("id", reference.id)
        }
        write(supplement.releases, to: &json)
    }

    private func write(_ proposal: ChangeProposal, to json: inout JSONWriter) {
        json.member("status", proposal.status?.rawValue)
        json.member("date", proposal.date)
        json.member("href", proposal.href)
        json.objects("sections", of: library.changedSections.targets(of: proposal)) { json, target in
            json.member("citation", target.citation)
            json.member("page", target.entry.flatMap { addresses[$0.page] })
            json.member("anchor", target.entry?.anchor)
        }
        json.objects("changes", of: proposal.changedDefinitions) { json, reference in
            json.member("kind", reference.key.kind.rawValue)
            json.member("id", reference.id)
        }
    }

    private func write(_ publication: Publication, to json: inout JSONWriter) {
        json.member("publication-kind", publication.publicationKind.rawValue)
        write(publication.edition, to: &json)
        write(publication.releases, to: &json)
    }

    private func write(_ edition: Edition, to json: inout JSONWriter) {
        json.member("status", edition.status?.rawValue)
        json.member("revision", edition.revision)
        json.member("date", edition.date)
        json.member("date-kind", edition.dateKind?.rawValue)
        json.member("format", edition.format?.rawValue)
        json.member("href", edition.href)
    }

    private func write(_ releases: [Release], to json: inout JSONWriter) {
        json.objects("releases", of: releases) { json, release in
            json.member("version", release.version)
            json.member("status", release.status?.rawValue)
            json.member("date", release.date)
            json.member("is-latest-date", release.isLatestDate)
            json.member("package", release.package)
            json.member("href", release.href)
        }
    }

    private func write(_ standards: [StandardUse], to json: inout JSONWriter) {
        json.objects("standards", of: standards) { json, use in
            json.member("id", use.standard.id)
            json.member("note", use.note.map(library.summary))
        }
    }
}

extension JSONWriter {
    /// The identifiers of profiles.
    fileprivate mutating func member(_ key: String, _ profiles: [Profile]?) {
        member(key, (profiles ?? []).map(\.id))
    }
}

private let definitionDataVersion = 1
