import FrameworkModel
import LinkResolution

/// What change proposals and supplements say at the places that they change.
extension PageComposer {
    /// The notes that stand right below the headings of a chapter, by the anchors of the sections. What has been dropped
    /// changes nothing.
    func changeNotes(on page: PageKey) -> [String: HTML] {
        var notes: [String: HTML] = [:]
        for change in library.changedSections.changes(on: page) where change.proposal.status?.isDropped != true {
            guard let anchor = change.target.entry?.anchor else { continue }
            notes[anchor, default: HTML()] += """
                <p class="change-note">Change proposal \(link(to: change.proposal)) \
                <span class="use-name">\(change.proposal.name)</span> \(badge(change.proposal.status))</p>

                """
        }
        for (anchor, note) in page.definition.map(pendingNotes) ?? [] { notes[anchor, default: HTML()] += note }
        return notes
    }

    /// The change proposals that change a definition or sections of its chapter, for the end of its page.
    func changeProposals(changing definition: any Definition) -> HTML {
        let page = PageKey.definition(definition.key)
        let sections = Dictionary(grouping: library.changedSections.changes(on: page), by: \.proposal.id)
        let proposals =
            (framework.relations.changeProposalsByTarget[definition.key] ?? [])
            + sections.values.compactMap(\.first?.proposal)
        var seen: Set<String> = []
        let sorted = proposals.filter { seen.insert($0.id).inserted }.sorted { identifierPrecedes($0.id, $1.id) }
        return list(
            sorted.map { proposal in
                let places = (sections[proposal.id] ?? []).map { link(to: $0.target) }
                let detail: HTML =
                    places.isEmpty ? "" : " <span class=\"use-detail\">\(places.joined(separator: ", "))</span>"
                return """
                    <li>\(link(to: proposal)) <span class="use-name">\(proposal.name)</span> \
                    \(badge(proposal.status))\(detail)</li>
                    """
            }, class: "uses")
    }

    /// A link to a section that a change proposal cites.
    func link(to target: ChangedSections.Target) -> HTML {
        guard let entry = target.entry, let address = addresses[entry.page] else { return "\(target.citation)" }
        let fragment: HTML = entry.anchor.map { "#\($0)" } ?? HTML()
        return """
            <a class="ref ref-section" href="\(address)\(fragment)" title="\(entry.title)">\(target.citation)</a>
            """
    }
}

extension HTML {
    /// A section with something right below its heading.
    func inserting(_ note: HTML, below heading: Heading) -> HTML {
        var end = HTML()
        end.append(endOf: heading)
        guard let range = bytes.firstRange(of: end.bytes) else { return self }
        var html = HTML(markup: bytes[..<range.upperBound])
        html += note
        html.append(markup: bytes[range.upperBound...])
        return html
    }
}
