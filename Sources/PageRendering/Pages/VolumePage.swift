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
        facts.append("On paper", editionLink(of: volume))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.chapters, "Contents", contents(of: volume))
        body.append(.supplements, "Supplements", supplements(changing: volume.key))
        body.append(.revisions, "Revisions", revisions(of: volume))
    }

    /// The revisions, the newest first; nothing where only the current one is known, which the facts above tell.
    private func revisions(of volume: Volume) -> HTML {
        guard !volume.revisions.isEmpty else { return HTML() }
        var table = DataTable("Revisions of \(volume.title)", columns: ["Revision", "Date", "What changed"])
        for revision in volume.history {
            let change = library.line(revision.change)
            table.append(
                revision.href.map { externalLink($0, revision.number) } ?? "\(revision.number)",
                revision.date.map { "\($0)" } ?? "–", change.isEmpty ? "–" : change)
        }
        return table.html
    }

    func citation(of volume: Volume) -> String? {
        guard let domain = volume.domain, let number = volume.number else { return nil }
        return "\(domain.id) TF-\(number)"
    }

    /// What stands in the volume, in the order of its numbers: chapters that have pages here with their sections, and
    /// what its contents list besides.
    private func contents(of volume: Volume) -> HTML {
        let chapters = framework.chapters(of: volume)
        let written = Set(chapters.map(\.place.number))
        var entries = chapters.map { entry in (entry.place.isAppendix, entry.place.number, contents(of: entry)) }
        for part in volume.parts where !written.contains(part.number) {
            entries.append((part.kind == .appendix, part.number, contents(of: part)))
        }
        entries.sort { left, right in
            left.0 != right.0 ? right.0 : identifierPrecedes(left.1, right.1)
        }
        guard !entries.isEmpty else { return HTML() }
        return "<ol class=\"volume-contents\">\n\(entries.map(\.2).joined(separator: ""))</ol>\n"
    }

    private func contents(of chapter: (definition: any Definition, place: ChapterPlace)) -> HTML {
        let (definition, place) = chapter
        let sections = library.outline(of: .definition(definition.key)).sections.filter { $0.level == 2 }
        let isWritten = framework.prose[definition.key] != nil
        var html = entry(
            number: place.number, isAppendix: place.isAppendix, link(to: definition, text: definition.titleInContents),
            badge(definition.publicationStatus))
        if isWritten, let address = addresses[definition.key] {
            let items = sections.map { section -> HTML in
                let number: HTML = section.number.map { "<span class=\"section-number\">\($0)</span> " } ?? HTML()
                return
                    "<li><a href=\"\(address)#\(section.numberAnchor ?? section.id)\">\(number)\(section.title)</a></li>"
            }
            if !items.isEmpty { html += "<ol>\(items.joined(separator: ""))</ol>" }
        }
        html += "</li>\n"
        return html
    }

    private func contents(of part: Volume.Part) -> HTML {
        let name: HTML = part.href.map { externalLink($0, part.name) } ?? "\(part.name)"
        return "\(entry(number: part.number, isAppendix: part.kind == .appendix, id: part.anchor, name, HTML()))</li>\n"
    }

    /// The beginning of an entry.
    private func entry(number: String, isAppendix: Bool, id: String? = nil, _ name: HTML, _ badge: HTML) -> HTML {
        let attribute: HTML = id.map { " id=\"\($0)\"" } ?? HTML()
        return """
            <li\(attribute)><span class="section-number">\(isAppendix ? "Appendix \(number)" : number)</span> \
            <span class="volume-entry">\(name) \(badge)</span>
            """
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

extension Definition {
    /// The title as a volume's contents show it: the number stands before it already.
    var titleInContents: String { self is Chapter ? name : title }
}
