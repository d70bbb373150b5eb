import FrameworkModel
import LinkResolution

/// The calendar: what is coming, and what has been by year.
extension PageComposer {
    func composeCalendar(_ page: inout PageContent) {
        page.cssClass = "page-list page-list-event"
        page.description = "Test events and dates: what is coming, and what has been"
        page.feed = page.key
        page.data[.atom] = feed(of: page.key)
        page.data[.calendar] = calendarFile(of: Array(framework.events))
        page.scripts = [Self.commentScript, Address("assets/filter.js"), Address("assets/rows.js")]
        let calendar = framework.calendar(asOf: configuration.asOf)
        var body = PageBody()
        body += calendarLead(calendar)
        body += eventFilter
        append(calendar.coming, "Coming", id: "coming", to: &body)
        append(calendar.undated, "Without a date", id: "undated", to: &body)
        let byYear = Dictionary(grouping: calendar.past) { String(($0.days?.from ?? "").prefix(4)) }
        for year in byYear.keys.sorted(by: >) { append(byYear[year] ?? [], year, id: "year-\(year)", to: &body) }
        page.take(body)
    }

    private func calendarLead(_ calendar: EventCalendar) -> HTML {
        var links: [HTML] = []
        if let address = addresses[.list(.event)] {
            if !calendar.coming.isEmpty || !calendar.past.isEmpty {
                links.append("<a href=\"\(address.data(.calendar))\">All dates as iCalendar</a>")
            }
            if let feed = feedLink(of: .list(.event)) {
                links.append("<a href=\"\(feed.address)\" title=\"\(feed.title)\">as a feed (Atom)</a>")
            }
        }
        let state = calendar.day.map { "What is coming and what has been, as of \(time($0)). " as HTML } ?? HTML()
        return "<p class=\"use-count\">\(state)\(links.joined(separator: ", "))</p>\n"
    }

    private var eventFilter: HTML {
        var form = FilterForm()
        let kinds = Set(framework.events.map(\.eventKind))
        form.appendList("Kind", "kind", Event.Kind.allCases.filter(kinds.contains).map { ($0.rawValue, $0.label) })
        let countries = Set(framework.events.compactMap(\.country)).sorted(by: identifierPrecedes)
        form.appendList("Country", "country", countries.map { ($0, $0) })
        return form.html(words: "Words", noun: "events")
    }

    private func append(_ events: [Event], _ title: String, id: String, to body: inout PageBody) {
        guard !events.isEmpty else { return }
        body += "<section class=\"filter-group\">\n"
        body.append(Heading(level: 2, id: id, title: title))
        body += table(of: events, id == "coming" ? "Events to come" : "Events: \(title)", hasAnchors: true)
        body.append(anchors: events.map(\.calendarAnchor))
        body += "</section>\n"
    }

    /// Events, in the order given.
    ///
    /// - Parameter hasAnchors: Whether links can lead to a row, as those of the feed do. An event stands in one such table.
    func table(of events: [Event], _ caption: String, hasAnchors: Bool = false) -> HTML {
        var table = DataTable(
            caption, columns: ["Event", "Kind", TableColumn("When", class: "date"), "Where", "Organized by"])
        for event in events {
            let place = [event.place, event.country].compactMap { $0 }.joined(separator: ", ")
            let organisers = event.organisers.map { markedLink(to: $0) }.joined(separator: ", ")
            let anchor: HTML = hasAnchors ? " id=\"\(event.calendarAnchor)\"" : HTML()
            table.append(
                markedLink(to: event),
                cells: [
                    "\(event.eventKind.label)", event.days.map { stateDays($0) } ?? "–",
                    place.isEmpty ? "–" : "\(place)",
                    organisers.isEmpty ? "–" : organisers,
                ],
                attributes: """
                    \(anchor) data-row data-kind="\(event.eventKind.rawValue)" data-country="\(event.country ?? "")"
                    """)
        }
        return table.html
    }

    /// From a day to another one; a script adds whether that is over, which only the reader's browser knows.
    func stateDays(_ days: DayRange) -> HTML {
        let last: HTML = """
            <time class="deadline" datetime="\(days.until)" data-from="\(days.from)" \
            data-states="over|to come|now">\(days.until)</time>
            """
        return days.isLong ? "\(time(days.from)) to \(last)" : last
    }
}

extension Event {
    /// The anchor of the event's row in the calendar.
    var calendarAnchor: String { "event-\(id)" }
}
