import FrameworkModel
import LinkResolution

/// A chapter with the text of supplements in its place. Search engines are told to show the plain page: it is what holds.
extension PageComposer {
    func composeChapter(of key: DefinitionKey, in view: FrameworkView, _ page: inout PageContent) {
        guard let definition = framework[key], let chapter = consolidation[view, key] else { return }
        if let plain = addresses[key] { page.canonical = plain }
        page.title = definition.title
        page.kind = "\(key.kind.label), \(view.label.lowercased())"
        page.cssClass = "page-\(key.kind.rawValue) page-consolidated"
        page.description = "\(definition.title) \(view.label.lowercased()) supplements, changes marked"
        page.trail = [.view(view)]
        page.placeInNavigation = .definition(key)
        if let place = framework.place(of: definition), !place.isAppendix { page.number = place.number }
        var body = PageBody()
        body += viewChoice(of: key, current: view)
        body += changes(of: chapter)
        body.append(
            FinishedProse(
                html: chapter.marked.html.leading(to: consolidatedAddresses(in: view)),
                headings: chapter.accepted.headings,
                ids: chapter.accepted.ids + chapter.marked.changes.map(\.anchor)))
        page.take(body)
    }

    /// The ways to read a chapter: as final text and in each view that changes it.
    ///
    /// - Parameter view: The view that the page is of; `nil` for the plain page.
    func viewChoice(of key: DefinitionKey, current view: FrameworkView?) -> HTML {
        let ways: [(FrameworkView?, PageKey, String)] =
            [(nil, .definition(key), "Final text")]
            + FrameworkView.allCases.filter { consolidation[$0, key] != nil }
            .map { ($0, .consolidated($0, key), $0.label) }
        let items = ways.compactMap { way, page, label -> HTML? in
            guard let address = addresses[page] else { return nil }
            let current: HTML = way == view ? " aria-current=\"page\"" : HTML()
            return "<li><a href=\"\(address)\"\(current)>\(label)</a></li>"
        }
        guard items.count > 1 else { return HTML() }
        return """
            <nav class="view-choice" aria-label="Version of this chapter">
            <ul>\(items.joined(separator: ""))</ul>
            </nav>

            """
    }

    /// What changes in a chapter, each with the way to it.
    private func changes(of chapter: Consolidation.Chapter) -> HTML {
        let supplements = chapter.supplements.compactMap { framework.supplements[$0] }.map { supplement -> HTML in
            "<li>\(link(to: supplement)) \(badge(supplement.status))</li>"
        }
        let changes = chapter.marked.changes.map { change -> HTML in
            let place: HTML = change.heading.isEmpty ? "Beginning" : "\(change.heading)"
            return """
                <li><a href="#\(change.anchor)">\(place)</a> <span class="use-detail">\(change.kind.label) by \
                \(change.origin.label)</span></li>
                """
        }
        return """
            <div class="pending-changes">
            <p>This is what the chapter becomes when these supplements are merged. It is not in force yet.</p>
            <ul class="affects">\(supplements.joined(separator: ""))</ul>
            <details><summary>\(count(changes.count, "change"))</summary>
            <ol class="changes">\(changes.joined(separator: "\n"))</ol></details>
            </div>

            """
    }

    /// The pages of a view by the encoded addresses of the plain pages. What the view itself does not change may be
    /// changed by the one before it.
    private func consolidatedAddresses(in view: FrameworkView) -> [[UInt8]: Address] {
        var pages: [[UInt8]: Address] = [:]
        for earlier in FrameworkView.allCases where earlier <= view {
            for key in consolidation.chapters(in: earlier) {
                guard let plain = addresses[key], let own = addresses[.consolidated(earlier, key)] else { continue }
                pages[Array(plain.encoded.utf8)] = own
            }
        }
        return pages
    }

    /// The ways to the chapters with the text of supplements in their place; nothing where no supplement has amendments.
    var viewLinks: HTML {
        let links = FrameworkView.allCases.compactMap { view -> HTML? in
            guard let address = addresses[.view(view)] else { return nil }
            let chapters = count(consolidation.chapters(in: view).count, "chapter")
            return "<a href=\"\(address)\">\(view.label.lowercased())</a> (\(chapters))"
        }
        guard !links.isEmpty else { return HTML() }
        return "<p class=\"views\">The framework as it becomes: \(links.joined(separator: ", "))</p>\n"
    }

    /// The page that lists what a view changes.
    func compose(_ view: FrameworkView, _ page: inout PageContent) {
        let chapters = consolidation.chapters(in: view).compactMap { key in framework[key].map { ($0, key) } }
        page.cssClass = "page-list"
        page.description =
            "\(count(chapters.count, "chapter")) that pending supplements change, with the changes in place"
        page.trail = [.list(.supplement)]
        page.showsContents = false
        page.lead = """
            <p>Chapters as they become when supplements in \(view == .publicComment
                ? "trial implementation or public comment" : "trial implementation") are merged. Inserted and deleted text \
            is marked, and every change names its supplement. All other chapters are as in final text.</p>

            """
        var table = DataTable(page.title, columns: ["Chapter", "Where", "Changes", "Supplements"])
        for (definition, key) in chapters {
            guard let chapter = consolidation[view, key], let address = addresses[.consolidated(view, key)] else {
                continue
            }
            let supplements = chapter.supplements.compactMap { framework.supplements[$0] }.map { link(to: $0) }
            table.append(
                "<a href=\"\(address)\">\(definition.title)</a>", "\(citation(of: definition) ?? "–")",
                "\(chapter.marked.changes.count)", supplements.joined(separator: ", "))
        }
        var body = PageBody()
        body += table.html
        page.take(body)
    }
}

extension Marked.Change.Kind {
    fileprivate var label: String {
        switch self {
        case .inserted: "Inserted"
        case .deleted: "Deleted"
        case .replaced: "Replaced"
        }
    }
}
