/// A form in which a page's data stands beside it, for programs. The raw value is how the file's name ends.
public enum DataFormat: String, Sendable, CaseIterable {
    case json, csv
    /// What is new, for readers of feeds.
    case atom
    /// Dates, for calendars (RFC 5545).
    case calendar = "ics"

    public var mediaType: String {
        switch self {
        case .json: "application/json"
        case .csv: "text/csv"
        case .atom: "application/atom+xml"
        case .calendar: "text/calendar"
        }
    }

    /// The format as readers know it.
    public var label: String {
        switch self {
        case .json: "JSON"
        case .csv: "CSV"
        case .atom: "Atom feed"
        case .calendar: "iCalendar"
        }
    }
}

extension Address {
    /// Where all definitions stand in one file, for programs.
    public static let framework = Address("framework.json")

    /// Where other sites learn what they can link to.
    public static let inventory = Address("inventory.json")

    /// Where browsers learn how to search the site.
    public static let openSearch = Address("opensearch.xml")

    /// Where what the page says stands for programs: `ch-10.json` for `ch-10.html`.
    public func data(_ format: DataFormat) -> Address { Address(path.dropLast("html".count) + format.rawValue) }
}

extension PageKey {
    /// The forms in which what the page says stands beside it.
    public var dataFormats: [DataFormat] {
        switch self {
        case .definition(let key) where key.kind == .domain: [.json, .atom]
        case .definition(let key) where key.kind == .event: [.json, .calendar]
        case .obligations, .definition: [.json]
        case .list(.supplement): [.atom]
        case .list(.event): [.atom, .calendar]
        case .matrix(let matrix) where matrix.filter == nil: [.json, .csv]
        default: []
        }
    }
}
