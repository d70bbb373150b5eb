import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ organisation: Organisation, _ page: inout PageContent, _ body: inout PageBody) {
        page.kind = organisation.organisationKind.label
        page.scripts = [Self.commentScript]
        var facts = FactList()
        facts.append("Country", text: organisation.country)
        facts.append("Member as", organisation.membership.map { markedLink(to: $0) })
        facts.append("Own site", organisation.href.map { externalLink($0, $0) })
        facts.append("Contact", organisation.contact.map(contactLink))
        facts.append("Also called", text: otherNames(of: organisation))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        let activities = organisation.activities.map { activity -> HTML in "<li>\(library.line(activity))</li>" }
        body.append(.mainActivities, "Main activities", list(activities, class: "activities"))
        body.append(
            .nationalExtensions, "National extensions",
            list(organisation.extensions.map { "<li>\(extensionEntry($0))</li>" }, class: "affects"))
        let participation = framework.participation
        let domains = participation.domainsBySponsor[organisation.id] ?? []
        body.append(
            .sponsoredDomains, "Sponsor of",
            list(domains.map { "<li>\(link(to: $0, text: $0.name))</li>" }, class: "uses"))
        let events = participation.eventsByOrganiser[organisation.id] ?? []
        body.append(.events, "Events", table(of: events, "Events of \(organisation.name)"))
        body.append(
            .products, "Products", table(of: participation.productsByVendor[organisation.id] ?? [], organisation))
        body.append(.testedAt, "Tested at", testsByEvent(of: organisation.key, name: organisation.name))
        let certified = participation.productsByLaboratory[organisation.id] ?? []
        body.append(
            .productLabels, "Certified products",
            labels(of: certified, "Products certified by \(organisation.name)") { $0.laboratory.id == organisation.id })
    }

    func compose(_ membership: Membership, _ page: inout PageContent, _ body: inout PageBody) {
        body.append(prose(of: page.key))
        let rights = membership.rights.map { right -> HTML in "<li>\(library.line(right))</li>" }
        body.append(.memberRights, "Rights", list(rights, class: "activities"))
        let members = framework.participation.membersByCategory[membership.id] ?? []
        body.append(
            .memberOrganisations, "Members",
            list(members.map { "<li>\(organisationEntry($0))</li>" }, class: "uses"))
    }

    /// A link to where somebody can be reached.
    func contactLink(_ href: String) -> HTML {
        let mail = "mailto:"
        return href.hasPrefix(mail)
            ? "<a href=\"\(href)\">\(String(href.dropFirst(mail.count)))</a>" : externalLink(href, "Contact page")
    }

    private func extensionEntry(_ chapter: DefinitionReference) -> HTML {
        let volume = framework.chapters[chapter.id].flatMap { framework.volumes[$0.volume.id] }
        return "\(link(to: chapter)) <span class=\"use-detail\">\(volume.map { link(to: $0) } ?? HTML())</span>"
    }

    /// An organisation in a list: its name, its country and what it is.
    func organisationEntry(_ organisation: Organisation) -> HTML {
        let details = [organisation.country, organisation.organisationKind.label].compactMap { $0 }
        return "\(markedLink(to: organisation)) <span class=\"use-detail\">\(details.joined(separator: ", "))</span>"
    }
}
