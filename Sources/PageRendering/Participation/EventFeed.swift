import FrameworkModel
import LinkResolution

/// Events as entries of a feed, the ones that have changed last first.
extension PageComposer {
    /// The events that have a day, each with the day on which its entry changed.
    var eventsInFeed: [(event: Event, updated: String)] {
        let dated = framework.events.compactMap { event in
            changeDay(of: event).map { (event: event, updated: $0) }
        }
        let sorted = dated.sorted { left, right in
            left.updated == right.updated
                ? Event.latestPrecedes(left.event, right.event) : left.updated > right.updated
        }
        return Array(sorted.prefix(mostEntries))
    }

    func eventEntries(base: String) -> [AtomFeed.Entry] {
        guard let list = addresses[.list(.event)] else { return [] }
        return eventsInFeed.map { event, updated in
            AtomFeed.Entry(
                // The identifier does not depend on the patterns of addresses.
                id: "\(base)\(list.encoded)#\(event.calendarAnchor)", title: event.name, updated: updated,
                page: addresses[event.key].map { base + $0.encoded } ?? base + list.encoded, related: event.href,
                categories: [event.eventKind.label], summary: summary(of: event))
        }
    }

    /// When the entry of an event came to say what it says: the day that it tells, or that of its results. Else the day of
    /// the event, but none that is still to come.
    func changeDay(of event: Event) -> String? {
        if let day = event.updated ?? event.results?.published { return day }
        guard let first = event.days?.from else { return nil }
        return min(first, configuration.asOf ?? framework.newestDay ?? first)
    }

    private func summary(of event: Event) -> String {
        let days = event.days.map { $0.isLong ? "\($0.from) to \($0.until)" : $0.from }
        let state = [event.identity.isExample ? "Example data" : nil, days, event.place, event.country]
            .compactMap { $0 }.joined(separator: ", ")
        let definition = library.summary(event.identity.definition)
        return [state, definition].filter { !$0.isEmpty }.joined(separator: ". ")
    }
}

private let mostEntries = 100
