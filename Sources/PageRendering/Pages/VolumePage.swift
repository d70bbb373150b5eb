import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ volume: Volume, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(volume.edition.status), badge(domain: volume.domain))
        page.trail = trail(domain: volume.domain, kind: .volume)
        var facts = FactList()
        if let domain = volume.domain { facts.append("Domain", link(to: domain)) }
        facts.append("Cited as", text: citation(of: volume))
        append(volume.edition, to: &facts)
        body += facts.list
        body.append(prose(of: page.key))
        body.append(.chapters, "Contents", "\(chapters(of: volume))\(parts(of: volume))")
        body.append(.supplements, "Supplements", supplements(changing: volume.key))
    }

    private func citation(of volume: Volume) -> String? {
        guard let domain = volume.domain, let number = volume.number else { return nil }
        return "\(domain.id) TF-\(number)"
    }

    /// What the definitions say stands in the volume: profiles in 1, transactions in 2, content modules in 3.
    private func chapters(of volume: Volume) -> HTML {
        guard let domain = volume.domain.flatMap({ framework.domains[$0.id] }) else { return HTML() }
        let parts = framework.relations.parts(of: domain.id)
        switch volume.number {
        case "1": return table(of: parts.profiles.filter { $0.chapter != nil }, domain: domain)
        case "2": return table(of: parts.transactions.filter { $0.section != nil }, domain: domain)
        case "3": return table(of: parts.contentModules.filter { $0.section != nil }, domain: domain)
        default: return HTML()
        }
    }

    private func parts(of volume: Volume) -> HTML {
        var table = DataTable("Chapters and appendices of \(volume.title)", columns: ["Number", "Title", "Kind"])
        for part in volume.parts {
            let name: HTML = part.href.map { externalLink($0, part.name) } ?? "\(part.name)"
            table.append("\(part.number)", name, "\(part.kind.rawValue.capitalized)")
        }
        return table.html
    }

    /// What is known of a document's publication.
    func append(_ edition: Edition, to facts: inout FactList) {
        facts.append("Revision", text: edition.revision)
        facts.append((edition.dateKind?.rawValue ?? "date").capitalized, text: edition.date)
        facts.append("Format", text: edition.format?.label)
        facts.append("Text", edition.href.map { externalLink($0, "Official publication") })
    }
}

extension Edition.Format {
    /// The format as readers know it.
    var label: String {
        switch self {
        case .pdf, .xml, .json, .zip: rawValue.uppercased()
        case .xlsx: "Spreadsheet"
        case .web: "Web page"
        case .ig: "FHIR implementation guide"
        }
    }
}
