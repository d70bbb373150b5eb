import ContentReading
import FrameworkModel

/// Lists what definitions say, in the words of readers.
struct DefinitionFacts {
    let framework: Framework

    func sheet(of definition: any Definition) -> FactSheet {
        var sheet = FactSheet()
        let identity = definition.identity
        sheet.add(.name, "Name", identity.name)
        for alias in identity.aliases { sheet.add(.alias, [alias], "Other name", alias) }
        sheet.add(.domain, "Domain", definition.domainReference?.id)
        sheet.add(.definition, "Definition", identity.definition.map { [$0] } ?? [])
        add(definition, to: &sheet)
        for namespace in definition.namespaces {
            sheet.add(.namespace, [namespace.uri], "Namespace", namespace.uri)
            sheet.add(
                .namespace, [namespace.uri, ""], "Namespace \(namespace.uri)", namespace.meaning.map { [$0] } ?? [])
        }
        for source in identity.sources { sheet.add(.source, [source.id], "Source", source.id, shown: name(source)) }
        return sheet
    }

    /// What a page says besides its text.
    static func sheet(of page: MarkdownFile) -> FactSheet {
        var sheet = FactSheet()
        sheet.add(.title, "Title", page.frontMatter.title)
        sheet.add(.description, "Description", page.frontMatter.description)
        sheet.add(.order, "Order", page.frontMatter.order.map(String.init))
        return sheet
    }

    private func add(_ definition: any Definition, to sheet: inout FactSheet) {
        switch definition {
        case let domain as Domain:
            add(domain, to: &sheet)
        case let volume as Volume: add(volume, to: &sheet)
        case let chapter as Chapter: add(chapter, to: &sheet)
        case let profile as Profile: add(profile, to: &sheet)
        case let actor as FrameworkActor: sheet.add(.keyword, "Keyword", actor.keyword)
        case let transaction as Transaction: add(transaction, to: &sheet)
        case let option as ProfileOption:
            sheet.add(.keyword, "Keyword", option.keyword)
            sheet.add(.citation, "Defined in", option.citation)
        case let module as ContentModule: add(module, to: &sheet)
        case let supplement as Supplement: add(supplement, to: &sheet)
        case let publication as Publication:
            sheet.add(.kind, "Kind", publication.publicationKind.rawValue, shown: publication.publicationKind.label)
            add(publication.edition, to: &sheet)
            add(publication.releases, to: &sheet)
        case let organisation as Organisation: add(organisation, to: &sheet)
        case let membership as Membership:
            for (index, right) in membership.rights.enumerated() {
                sheet.add(.right, ["\(index + 1)"], "Right \(index + 1)", [right])
            }
        case let event as Event: add(event, to: &sheet)
        case let tool as TestTool: add(tool, to: &sheet)
        case let product as Product: add(product, to: &sheet)
        case let term as Term: sheet.add(.acronym, "Acronym", term.acronym)
        case let standard as Standard:
            sheet.add(.organization, "Published by", standard.organization)
            sheet.add(.href, "Address", standard.href)
        case let source as FactSource:
            sheet.add(.date, "Date", source.date)
            sheet.add(.href, "Address", source.href)
        default: break
        }
    }

    // MARK: Kinds of definitions

    private func add(_ volume: Volume, to sheet: inout FactSheet) {
        sheet.add(.number, "Number", volume.number)
        add(volume.edition, to: &sheet)
        for revision in volume.revisions {
            let shown = [revision.date, revision.href].compactMap { $0 }.joined(separator: ", ")
            sheet.add(.pastRevision, [revision.number], "Revision \(revision.number)", shown)
            sheet.add(
                .pastRevision, [revision.number, ""], "What revision \(revision.number) changed",
                revision.change.map { [$0] } ?? [])
        }
        for part in volume.parts {
            let label = "\(part.kind.rawValue.capitalized) \(part.number)"
            let path = [part.kind.rawValue, part.number]
            sheet.add(.part, path, label, part.name)
            sheet.add(.partAddress, path, "Address of \(part.kind.rawValue) \(part.number)", part.href)
        }
    }

    private func add(_ chapter: Chapter, to sheet: inout FactSheet) {
        sheet.add(.volume, "Volume", chapter.volume.id, shown: name(chapter.volume))
        sheet.add(.number, "Number", chapter.number)
        sheet.add(.kind, "Kind", chapter.chapterKind.rawValue)
        add(chapter.status, to: &sheet)
        sheet.add(.href, "Address", chapter.href)
    }

    private func add(_ transaction: Transaction, to sheet: inout FactSheet) {
        sheet.add(.section, "Section", transaction.section)
        add(transaction.status, to: &sheet)
        sheet.add(.href, "Address", transaction.href)
        for exchange in transaction.exchanges {
            let ends = [exchange.initiator, exchange.responder]
            sheet.add(
                .exchange, ends.map(\.id), "Exchange", "",
                shown: "\(name(exchange.initiator)) to \(name(exchange.responder))")
        }
        for role in transaction.roles {
            sheet.add(
                .role, [role.actor.id], "Role of \(name(role.actor))", role.description.map { [$0] } ?? [])
        }
        add(transaction.standards, to: &sheet)
    }

    private func add(_ module: ContentModule, to sheet: inout FactSheet) {
        sheet.add(.kind, "Kind", module.moduleKind?.rawValue)
        sheet.add(.volume, "Volume", module.volume)
        sheet.add(.section, "Section", module.section)
        add(module.status, to: &sheet)
        add(module.standards, to: &sheet)
    }

    private func add(_ supplement: Supplement, to sheet: inout FactSheet) {
        add(supplement.edition, to: &sheet)
        sheet.add(.commentFrom, "Comments from", supplement.commentPeriod?.from)
        sheet.add(.commentUntil, "Comments until", supplement.commentPeriod?.until)
        sheet.add(.commentAddress, "Where to comment", supplement.commentPeriod?.href)
        add(supplement.releases, to: &sheet)
        for affected in supplement.affects {
            sheet.add(
                .affects, [affected.key.kind.rawValue, affected.id], "Adds or changes", "", shown: name(affected))
        }
    }

    // MARK: What several kinds say

    func add(_ status: Status?, to sheet: inout FactSheet) {
        sheet.add(.status, "Status", status?.rawValue, shown: status?.label)
    }

    private func add(_ edition: Edition, to sheet: inout FactSheet) {
        add(edition.status, to: &sheet)
        sheet.add(.revision, "Revision", edition.revision)
        sheet.add(.date, "Date", edition.date)
        sheet.add(.dateKind, "What the date tells", edition.dateKind?.rawValue)
        sheet.add(.format, "Format", edition.format?.rawValue)
        sheet.add(.href, "Address", edition.href)
    }

    private func add(_ releases: [Release], to sheet: inout FactSheet) {
        for release in releases {
            let date = release.date.map { release.isLatestDate ? "\($0) or earlier" : $0 }
            let facts = [release.status?.label, date, release.package, release.href]
            sheet.add(
                .release, [release.version], "Version \(release.version)",
                facts.compactMap { $0 }.joined(separator: ", "))
        }
    }

    private func add(_ standards: [StandardUse], to sheet: inout FactSheet) {
        for use in standards {
            sheet.add(.standard, [use.standard.id], "Standard", "", shown: name(use.standard))
            sheet.add(.standard, [use.standard.id, ""], "Use of \(name(use.standard))", use.note.map { [$0] } ?? [])
        }
    }

    /// How readers know a definition; its identifier where it does not exist.
    func name(_ reference: DefinitionReference) -> String {
        guard let definition = framework[reference.key] else { return reference.id }
        return definition.title
    }
}
