import ContentReading
import LinkResolution
import ModelComparison

/// The report as a page of its own, in the theme's shell.
extension ComparisonReport {
    /// The page, and the data beside it, by their addresses in the folder.
    ///
    /// - Parameters:
    ///   - theme: The theme, whose files stand beside the page.
    ///   - configuration: The settings of the new site.
    ///   - version: The generator's version, for the foot of the page.
    public func files(
        _ theme: Theme, _ configuration: SiteConfiguration, version: String
    ) -> [(address: String, bytes: [UInt8])] {
        let body = body
        var values: [PageShell.Variable: HTML] = [
            .language: "\(configuration.language)", .siteTitle: "\(configuration.title)",
            .siteTagline: "\(configuration.tagline)", .footerNote: "\(configuration.footer)", .version: "\(version)",
            .title: "What changed", .fullTitle: "What changed from \(old) to \(new) – \(configuration.title)",
            .description: "What changed from \(old) to \(new): \(summary)", .pageClass: "page-comparison",
            .alternates: "<link rel=\"alternate\" type=\"\(DataFormat.json.mediaType)\" href=\"index.json\">",
            .lead: "<p>From <strong>\(old)</strong> to <strong>\(new)</strong>: \(summary)</p>", .body: body.html,
            .contents: contents(of: body.headings),
        ]
        values = values.filter { !$0.value.isEmpty }
        return [("index.html", PageShell(theme).assemble(values, root: "")), ("index.json", json)]
    }

    private var body: PageBody {
        var body = PageBody()
        let groups = groups
        if groups.isEmpty { body += "<p>Nothing has changed.</p>\n" }
        append(comparison.obligations, to: &body)
        var pages = 0
        for group in groups {
            let anchor = "in-\(group.domain ?? (group.kinds.first?.listName == "pages" ? "pages" : "all"))"
            body.append(Heading(level: 2, id: anchor, title: group.title))
            for kind in group.kinds {
                body.append(Heading(level: 3, id: "\(anchor)-\(kind.listName)", title: kind.label))
                for change in kind.changes {
                    if change.key == nil { pages += 1 }
                    body += article(change, id: change.key.map { "\($0.kind.rawValue)-\($0.id)" } ?? "page-\(pages)")
                }
            }
        }
        return body
    }

    // MARK: Obligations

    private func append(_ obligations: [(change: SubjectChange, fact: FactChange)], to body: inout PageBody) {
        guard !obligations.isEmpty else { return }
        body.append(Heading(level: 2, id: "obligations", title: "Obligations"))
        var table = DataTable(
            "What actors must support that they need not before, and what no longer",
            columns: ["Profile", "Actor and what it supports", "Before", "After", "Obligation"])
        for (id, rows) in obligations.grouped(by: { $0.change.key?.id ?? "" }) {
            let header: HTML = "<a href=\"#profile-\(id)\">\(rows.first?.change.title ?? id)</a>"
            table.append(header, rows: rows.map { cells(of: $0.fact) })
        }
        body += table.html
        body += "<p class=\"table-key\">R required · O optional · C required under a condition.</p>\n"
    }

    private func cells(of fact: FactChange) -> [HTML] {
        ["\(fact.label)", "\(fact.old ?? "–")", "\(fact.new ?? "–")", fact.obligation.map(badge) ?? HTML()]
    }

    private func badge(_ obligation: FactChange.Obligation) -> HTML {
        "<span class=\"badge obligation-\(obligation.rawValue)\">\(obligation.rawValue)</span>"
    }

    // MARK: Changes

    private func article(_ change: SubjectChange, id: String) -> HTML {
        let renamed: HTML = change.oldName.map { " <span class=\"use-detail\">before: \($0)</span>" } ?? HTML()
        var html: HTML = """
            <article class="change change-\(change.kind.rawValue)">
            <h4 id="\(id)">\(change.title) <span class="badge badge-\(change.kind.rawValue)">\(change.kind.rawValue)\
            </span>\(renamed)</h4>

            """
        if !change.facts.isEmpty {
            html += "<dl class=\"fact-changes\">\n\(change.facts.map(row).joined(separator: ""))</dl>\n"
        }
        for section in change.sections {
            html += "<h5>\(section.name) <span class=\"use-detail\">\(section.outcome)</span></h5>\n"
            if !section.runs.isEmpty { html += "<div class=\"marked-text\">\(marked(section.runs))</div>\n" }
        }
        html += "</article>\n"
        return html
    }

    private func row(_ fact: FactChange) -> HTML {
        var value = HTML()
        if let old = fact.old { value += "<del>\(old)</del>" }
        if fact.old != nil, fact.new != nil { value += " → " }
        if let new = fact.new { value += "<ins>\(new)</ins>" }
        if let obligation = fact.obligation {
            value += " <span class=\"badge obligation-\(obligation.rawValue)\">Obligation \(obligation.rawValue)</span>"
        }
        if !fact.runs.isEmpty { value += "<div class=\"marked-text\">\(marked(fact.runs))</div>" }
        return "<div><dt>\(fact.label)</dt><dd>\(value)</dd></div>\n"
    }

    private func marked(_ runs: [MarkedRun]) -> HTML {
        var html = HTML()
        for (index, run) in runs.enumerated() {
            switch run.kind {
            case .kept: html += "\(run.shownText)"
            case .omitted: html += "<span class=\"use-detail\">\(run.shownText)</span>"
            case .deleted: html += "<del>\(run.shownText)</del>"
            case .inserted: html += "<ins>\(run.shownText)</ins>"
            }
            if index + 1 < runs.count, run.isApart(from: runs[index + 1]) { html += " " }
        }
        return html
    }
}

extension Array {
    /// Neighbours with the same key, together.
    fileprivate func grouped<Key: Equatable>(by key: (Element) -> Key) -> [(key: Key, elements: [Element])] {
        var groups: [(key: Key, elements: [Element])] = []
        for element in self {
            let key = key(element)
            if groups.last?.key == key {
                groups[groups.count - 1].elements.append(element)
            } else {
                groups.append((key, [element]))
            }
        }
        return groups
    }
}
