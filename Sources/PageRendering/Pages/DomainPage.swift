import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ domain: Domain, _ page: inout PageContent, _ body: inout PageBody) {
        if framework.participation.eventsByDomain[domain.id] != nil { page.scripts = [Self.commentScript] }
        page.badges = "<span class=\"badge badge-domain\">\(domain.id)</span>"
        let parts = framework.relations.parts(of: domain.id)
        var facts = FactList()
        facts.append("Also known as", text: otherNames(of: domain))
        facts.append("Published", domain.href.map { externalLink($0, "Official pages") })
        facts.append("Contact", contact(of: domain))
        facts.append("Look up", registers(of: domain))
        facts.append("At a glance", matrixLinks(of: domain.key))
        page.feed = page.key
        page.data[.atom] = feed(of: page.key)
        facts.append("Follow", feedLink(of: page.key).map { "<a href=\"\($0.address)\">\($0.title)</a> (Atom)" })
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.volumes, "Volumes", table(of: parts.volumes, domain: domain))
        body.append(.profiles, "Integration profiles", table(of: parts.profiles, domain: domain))
        body.append(.groupings, "Groupings", groupings(of: domain))
        body.append(.transactions, "Transactions", table(of: parts.transactions, domain: domain))
        body.append(.contentModules, "Content modules", table(of: parts.contentModules, domain: domain))
        body.append(.supplements, "Supplements", table(of: parts.supplements, domain: domain))
        body.append(.changeProposals, "Change proposals", table(of: parts.changeProposals, domain: domain))
        body.append(.publications, "Other publications", table(of: parts.publications, domain: domain))
        body.append(.committees, "Committees", committees(of: domain))
        body.append(.events, "Dates and events", events(of: domain))
    }

    private func groupings(of domain: Domain) -> HTML {
        guard let diagram = groupingDiagram(of: domain) else { return HTML() }
        return """
            \(figure(diagram, "\(domain.id) – Groupings between profiles"))\
            <p class="table-key">An arrow leads to a profile of which an actor is required. It is dashed where that depends on \
            an option, a condition or a choice. What is reached over another profile is not drawn again.</p>

            """
    }

    func table(of volumes: [Volume], domain: Domain) -> HTML {
        var table = DataTable("Volumes of \(domain.id)", columns: ["Volume", "Revision", "Date", "Status"])
        for volume in volumes {
            table.append(
                link(to: volume), "\(volume.edition.revision ?? "–")", "\(volume.edition.date ?? "–")",
                badge(volume.edition.status))
        }
        return table.html
    }

    /// Profiles in the order of their chapters, those without one after them.
    func table(of profiles: [Profile], domain: Domain) -> HTML {
        var table = DataTable(
            "Integration profiles of \(domain.id)",
            columns: ["Profile", "Name", "Chapter", TableColumn("Actors", class: "number"), "Status"])
        for profile in profiles.sorted(by: Profile.chapterPrecedes) {
            table.append(
                link(to: profile), "\(profile.name)", "\(profile.chapter ?? "–")",
                profile.actors.isEmpty ? "–" : "\(profile.actors.count)", badge(profile.status))
        }
        return table.html
    }

    func table(of transactions: [Transaction], domain: Domain) -> HTML {
        var table = DataTable(
            "Transactions of \(domain.id)",
            columns: ["Transaction", "Name", "Section", TableColumn("Profiles", class: "number"), "Status"])
        for transaction in transactions {
            let profiles = framework.relations.profilesByTransaction[transaction.id]?.count ?? 0
            table.append(
                link(to: transaction), "\(transaction.name)", "\(transaction.section ?? "–")",
                profiles == 0 ? "–" : "\(profiles)", badge(transaction.status))
        }
        return table.html
    }

    func table(of modules: [ContentModule], domain: Domain) -> HTML {
        var table = DataTable("Content modules of \(domain.id)", columns: ["Content module", "Section", "Status"])
        for module in modules { table.append(link(to: module), "\(module.section ?? "–")", badge(module.status)) }
        return table.html
    }

    /// Supplements, the latest first.
    func table(of supplements: [Supplement], domain: Domain) -> HTML {
        var table = DataTable("Supplements of \(domain.id)", columns: ["Supplement", "Revision", "Date", "Status"])
        for supplement in supplements.sorted(by: { ($0.edition.date ?? "") > ($1.edition.date ?? "") }) {
            table.append(
                link(to: supplement), "\(supplement.edition.revision ?? "–")", "\(supplement.edition.date ?? "–")",
                badge(supplement.status))
        }
        return table.html
    }

    func table(of publications: [Publication], domain: Domain) -> HTML {
        var table = DataTable("Other publications of \(domain.id)", columns: ["Title", "Kind", "Date", "Status"])
        for publication in publications {
            table.append(
                link(to: publication), "\(publication.publicationKind.label)", "\(publication.edition.date ?? "–")",
                badge(publication.edition.status))
        }
        return table.html
    }
}
