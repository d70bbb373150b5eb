import FrameworkModel
import LinkResolution

extension PageComposer {
    /// The section at the end of a definition's page: which pages mention it in their prose.
    func mentions(of page: PageKey) -> HTML {
        let sources = addresses.page(page).map(library.backlinks.pages) ?? []
        guard !sources.isEmpty else { return HTML() }
        var html: HTML = "<p class=\"use-count\">On \(count(sources.count, "page"))</p>\n"
        for (title, group) in grouped(sources) {
            html += "<h3>\(title) <span class=\"count\">\(group.count)</span></h3>\n"
            html += list(group.map { "<li>\(link(to: $0))</li>" }, class: "uses")
        }
        return html
    }

    /// The supplements that add or change a definition.
    func supplements(changing key: DefinitionKey) -> HTML {
        let supplements = framework.relations.supplementsByTarget[key] ?? []
        return list(
            supplements.map { supplement in
                let date = supplement.edition.date.map { ", \($0)" } ?? ""
                return
                    "<li>\(link(to: supplement)) \(badge(supplement.status))<span class=\"use-detail\">\(date)</span></li>"
            }, class: "uses")
    }

    /// A list whose entries beyond the first few dozen fold away.
    func list(_ items: [HTML], class cssClass: String) -> HTML {
        guard !items.isEmpty else { return HTML() }
        let shown = items.count > mostShown + 5 ? mostShown : items.count
        var html: HTML = "<ul class=\"\(cssClass)\">\(items[..<shown].joined(separator: "\n"))</ul>\n"
        if shown < items.count {
            html += """
                <details class="more"><summary>\(items.count - shown) more</summary>
                <ul class="\(cssClass)">\(items[shown...].joined(separator: "\n"))</ul></details>

                """
        }
        return html
    }

    /// Pages by what they are, in a fixed order.
    private func grouped(_ pages: [PageKey]) -> [(title: String, pages: [PageKey])] {
        var groups: [(title: String, pages: [PageKey])] = []
        for page in pages {
            let title: String
            switch page {
            case .definition(let key): title = key.kind.pluralLabel
            default: title = "Pages"
            }
            if groups.last?.title == title {
                groups[groups.count - 1].pages.append(page)
            } else {
                groups.append((title, [page]))
            }
        }
        return groups
    }
}

private let mostShown = 80
