import FrameworkModel
import LinkResolution

extension PageComposer {
    /// Events as iCalendar; `nil` where none has a day.
    func calendarFile(of events: [Event]) -> [UInt8]? {
        let dated = events.sorted(by: Event.latestPrecedes).reversed().compactMap { event in
            event.days.map { entry(event, $0) }
        }
        guard !dated.isEmpty else { return nil }
        return ICalendar(title: configuration.title, entries: dated).bytes
    }

    private func entry(_ event: Event, _ days: DayRange) -> ICalendar.Entry {
        let address = addresses[event.key]
        let summary = library.summary(event.identity.definition)
        let description = [event.identity.isExample ? "Example data." : "", summary].filter { !$0.isEmpty }
        return ICalendar.Entry(
            id: "event-\(event.id)@\(calendarHost)",
            stamp: changeDay(of: event) ?? days.from,
            from: days.from, until: days.until, title: event.name,
            place: [event.place, event.country].compactMap { $0 }.joined(separator: ", "),
            description: description.joined(separator: " "),
            url: address.flatMap { page in configuration.baseURL.map { $0 + page.encoded } } ?? event.href,
            categories: [event.eventKind.label])
    }

    /// What makes identifiers of events unique in the world and stay the same: the host of the site, else its title.
    private var calendarHost: String {
        if let baseURL = configuration.baseURL, let scheme = baseURL.firstRange(of: "://") {
            return String(baseURL[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" })
        }
        let words = configuration.title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "technical-framework" : words.joined(separator: "-")
    }
}

/// A calendar of whole days as in RFC 5545.
struct ICalendar {
    struct Entry {
        /// An identifier that the event keeps forever.
        let id: String
        /// The day of its last change, an ISO 8601 date.
        let stamp: String
        let from: String
        /// The last day.
        let until: String
        let title: String
        let place: String
        let description: String
        let url: String?
        let categories: [String]
    }

    let title: String
    let entries: [Entry]

    /// The file.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func line(_ text: String) { Self.append(text, to: &bytes) }
        line("BEGIN:VCALENDAR")
        line("VERSION:2.0")
        line("PRODID:-//generate-site//Technical Framework site//EN")
        line("CALSCALE:GREGORIAN")
        line("X-WR-CALNAME:\(Self.escaped(title))")
        for entry in entries {
            guard let from = CalendarDay(entry.from), let until = CalendarDay(entry.until) else { continue }
            line("BEGIN:VEVENT")
            line("UID:\(entry.id)")
            line("DTSTAMP:\((CalendarDay(entry.stamp) ?? from).text)T000000Z")
            line("DTSTART;VALUE=DATE:\(from.text)")
            // The end is the first day that is no longer part of it.
            line("DTEND;VALUE=DATE:\(max(from, until).next.text)")
            line("SUMMARY:\(Self.escaped(entry.title))")
            if !entry.place.isEmpty { line("LOCATION:\(Self.escaped(entry.place))") }
            if !entry.description.isEmpty { line("DESCRIPTION:\(Self.escaped(entry.description))") }
            line("CATEGORIES:\(entry.categories.map(Self.escaped).joined(separator: ","))")
            if let url = entry.url { line("URL:\(urlEncoded(url))") }
            line("TRANSP:TRANSPARENT")
            line("END:VEVENT")
        }
        line("END:VCALENDAR")
        return bytes
    }

    /// Section 3.3.11.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case "\n", "\r\n", "\r": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// Section 3.1: lines of at most 75 octets, the rest of a longer one on lines that begin with a space. No character is
    /// torn apart.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var length = 0
        for scalar in text.unicodeScalars {
            let octets = Array(String(scalar).utf8)
            if length + octets.count > 75 {
                bytes += "\r\n ".utf8
                length = 1
            }
            bytes += octets
            length += octets.count
        }
        bytes += "\r\n".utf8
    }
}

/// A day of the Gregorian calendar.
struct CalendarDay: Comparable {
    let year: Int
    let month: Int
    let day: Int

    /// - Parameter date: An ISO 8601 date; a time zone behind it, which XML allows, makes no other day of it.
    /// - Returns: `nil` for a year that calendars can't hold.
    init?(_ date: String) {
        let parts = date.prefix(10).split(separator: "-").map { Int($0) }
        guard date.utf8.count >= 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    private init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The day after.
    var next: CalendarDay {
        if day < daysInMonth { return CalendarDay(year: year, month: month, day: day + 1) }
        return month < 12
            ? CalendarDay(year: year, month: month + 1, day: 1) : CalendarDay(year: year + 1, month: 1, day: 1)
    }

    private var daysInMonth: Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// As basic ISO 8601: 20260323.
    var text: String {
        let digits = String(year * 10_000 + month * 100 + day)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
