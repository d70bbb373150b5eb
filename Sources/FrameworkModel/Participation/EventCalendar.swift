import ContentReading

/// Events before and after a day. Pages are the same every day, so the day is one that the content tells.
public struct EventCalendar: Sendable {
    /// The day, an ISO 8601 date; `nil` where the content tells none.
    public let day: String?
    /// Those that are not over, the next ones first.
    public let coming: [Event]
    /// Those that are over, the last ones first.
    public let past: [Event]
    /// Those of no known day.
    public let undated: [Event]

    init(_ events: some Sequence<Event>, asOf day: String?) {
        self.day = day
        let sorted = events.sorted(by: Event.latestPrecedes)
        undated = sorted.filter { $0.days == nil }
        let dated = sorted.filter { $0.days != nil }
        let isPast = { (event: Event) in (event.days?.until ?? "") < (day ?? "") }
        past = dated.filter(isPast)
        coming = dated.filter { !isPast($0) }.reversed()
    }
}

extension Framework {
    /// Events before and after a day.
    ///
    /// - Parameters:
    ///   - events: The events; all of the framework without it.
    ///   - day: The day; without it, the newest that the content knows something of.
    public func calendar(of events: [Event]? = nil, asOf day: String?) -> EventCalendar {
        EventCalendar(events ?? Array(self.events), asOf: day ?? newestDay)
    }

    /// The newest day of which the content knows something that has happened: of a source, a publication, a change or a
    /// result.
    public var newestDay: String? {
        let documents = documents.flatMap { [$0.edition.date] + $0.releases.map(\.date) }
        let days =
            sources.map(\.date)
            + (volumes.map(\.edition.date) + documents + changeProposals.map(\.date)).compactMap { $0 }
            + events.flatMap { [$0.updated, $0.results?.published].compactMap { $0 } }
        return days.filter { $0.utf8.count == "2000-01-01".utf8.count }.max()
    }
}
