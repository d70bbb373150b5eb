import FrameworkModel
import LinkResolution

/// Who runs a domain: its committees and sponsors, how they are reached, and what is coming.
extension PageComposer {
    func committees(of domain: Domain) -> HTML {
        var html = HTML()
        for committee in domain.committees {
            let page = committee.href.map { " \(externalLink($0, "Its page"))" as HTML } ?? HTML()
            html += "<h3>\(committee.kind.label)</h3>\n\(library.html(committee.work))"
            if !page.isEmpty { html += "<p>\(page)</p>\n" }
        }
        if !domain.sponsors.isEmpty {
            html += "<p>Sponsored by \(domain.sponsors.map { markedLink(to: $0) }.joined(separator: ", ")).</p>\n"
        }
        return html
    }

    /// The form with the domain's topic chosen, and the committee's own address.
    func contact(of domain: Domain) -> HTML? {
        let form = addresses[.contact(domain.id)].map { "<a href=\"\($0)\">Write to the committee</a>" as HTML }
        let ways = [form, domain.contact.map(contactLink)].compactMap { $0 }
        return ways.isEmpty ? nil : ways.joined(separator: " · ")
    }

    /// What is not over, and below that what is, as of the day that the content tells.
    func events(of domain: Domain) -> HTML {
        let events = framework.participation.eventsByDomain[domain.id] ?? []
        let calendar = framework.calendar(of: events, asOf: configuration.asOf)
        return table(of: calendar.coming + calendar.undated + calendar.past, "Dates of \(domain.id)")
    }
}

extension Domain.Committee.Kind {
    fileprivate var label: String {
        switch self {
        case .planning: "Planning committee"
        case .technical: "Technical committee"
        }
    }
}
