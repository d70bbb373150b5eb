import Diagnostics

/// The site's settings, from `content/site.yml`.
public struct SiteConfiguration: Sendable {
    /// A text and where it stands.
    public struct Setting: Sendable {
        public let value: String
        public let location: SourceLocation

        public init(value: String, location: SourceLocation) {
            self.value = value
            self.location = location
        }
    }

    /// An entry of the menu.
    public struct MenuEntry: Sendable {
        public let title: String
        /// A Markdown file of the content folder, or the list of a kind, such as `profiles`.
        public let target: Target

        public enum Target: Sendable {
            case page(Setting)
            case list(Setting)
        }
    }

    /// What the site takes a problem for that others are warned of.
    public enum CheckLevel: String, Sendable, CaseIterable {
        case off, warning, error
    }

    /// The site's title.
    public var title = "Technical Frameworks"
    /// One line that says what the site is.
    public var tagline = ""
    /// The language of the pages, as in HTML's `lang`.
    public var language = "en"
    /// Where the site is published, with a slash at its end; `nil` where it is not known.
    public var baseURL: String?
    /// The name of the theme's folder, which lies in the folder `themes` beside the content.
    public var theme = "default"
    /// Where `site.yml` names the theme; `nil` where it does not.
    public var themeLocation: SourceLocation?
    /// The note at the foot of each page.
    public var footer = ""
    /// The menu, in its order.
    public var menu: [MenuEntry] = []
    /// Patterns of addresses by the name of the kind, such as `profile`; the first whose fields all have a value is used.
    public var permalinks: [String: [Setting]] = [:]

    /// The day by which events are past or coming, an ISO 8601 date; `nil` for the newest day that the content tells of.
    public var asOf: String?
    /// Where the contact form goes; `nil` where the site has none.
    public var contact: FormTarget?
    /// Where the sign-up for news goes; `nil` where the site has none.
    public var newsletter: FormTarget?

    /// Addresses that pages had, each with what stands there now: a reference such as `profile:XDS.b`, a source file or
    /// an address of another site.
    public var redirects: [(from: Setting, to: Setting)] = []

    /// The hosts for which the site has files with redirects and headers.
    public var hosts: [Host] = [.netlify, .cloudflarePages, .githubPages]

    /// A host of sites, or a web server.
    public enum Host: String, Sendable, CaseIterable {
        case netlify
        case cloudflarePages = "cloudflare-pages"
        case githubPages = "github-pages"
        case apache, nginx
    }

    /// The inventories of other sites that references may lead to, in the order in which they are asked.
    public var inventories: [InventorySetting] = []

    /// What rules of warning severity count for here; others as ever.
    public var checks: [Rule: CheckLevel] = [:]

    /// Addresses of other sites that `generate-site check-links` does not ask; `*` stands for any characters.
    public var uncheckedLinks: [String] = []

    public init() {}

    /// Problems with the severities that `checks` gives them, without those that it turns off.
    public func leveled(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard !checks.isEmpty else { return diagnostics }
        return diagnostics.compactMap { diagnostic in
            switch checks[diagnostic.rule] {
            case .off: nil
            case .warning, nil: diagnostic
            case .error: diagnostic.with(.error)
            }
        }
    }

    static let keys = [
        "title", "tagline", "language", "base-url", "theme", "footer", "menu", "permalinks", "redirects", "hosts",
        "inventories", "checks", "unchecked-links", "as-of", "contact", "newsletter",
    ]

    /// Reads `site.yml`.
    ///
    /// Reports `empty-file`, `malformed-yaml`, `wrong-type`, `missing-key` and `unknown-key`.
    public static func read(_ source: SourceText) -> (configuration: SiteConfiguration, diagnostics: [Diagnostic]) {
        var configuration = SiteConfiguration()
        do {
            var reader = try YAMLReader(String(decoding: source.bytes, as: UTF8.self), in: source)
            configuration.read(&reader)
            return (configuration, reader.diagnostics)
        } catch {
            return (configuration, [error])
        }
    }

    private mutating func read(_ reader: inout YAMLReader) {
        if let title = reader.text("title") {
            self.title = title.value
        } else if !reader.keys.contains("title") {
            reader.reportMissing("title", help: "give the site a title: 'title: My Technical Framework'")
        }
        tagline = reader.text("tagline")?.value ?? tagline
        language = reader.text("language")?.value ?? language
        if let theme = reader.text("theme") { readTheme(theme.value, at: theme.location, in: &reader) }
        footer = reader.text("footer")?.value ?? footer
        if let url = reader.text("base-url") { readBaseURL(url.value, at: url.location, in: &reader) }
        reader.mappings("menu") { entry in
            if let entry = MenuEntry(&entry) { menu.append(entry) }
        }
        if let day = reader.text("as-of") { readDay(day.value, at: day.location, in: &reader) }
        reader.mapping("contact") { contact = FormTarget(&$0, keys: ["topics"]) }
        reader.mapping("newsletter") { newsletter = FormTarget(&$0) }
        reader.mapping("permalinks") { kinds in
            for kind in kinds.keys {
                permalinks[kind] = kinds.texts(kind).map { Setting(value: $0.value, location: $0.location) }
            }
        }
        reader.mapping("redirects") { redirects in
            self.redirects = redirects.entries().map { entry in
                (
                    Setting(value: entry.key.value, location: entry.key.location),
                    Setting(value: entry.value.value, location: entry.value.location)
                )
            }
        }
        if reader.keys.contains("hosts") { readHosts(&reader) }
        reader.mappings("inventories") { entry in
            if let inventory = InventorySetting(&entry) { inventories.append(inventory) }
        }
        reader.mapping("checks") { readChecks(&$0) }
        uncheckedLinks = reader.texts("unchecked-links").map(\.value)
        reader.reportKeys(notIn: Self.keys)
    }

    /// Content may come from an untrusted branch: it chooses among the themes there are, and can't bring one.
    private mutating func readTheme(_ name: String, at location: SourceLocation, in reader: inout YAMLReader) {
        themeLocation = location
        if name.hasPrefix(".") || name.contains("/") || name.contains("\\") {
            reader.report(.wrongType, at: location, "'theme' takes the name of a folder in 'themes', not '\(name)'")
        } else {
            theme = name
        }
    }

    private mutating func readHosts(_ reader: inout YAMLReader) {
        hosts = reader.texts("hosts").compactMap { name in
            if let host = Host(rawValue: name.value) { return host }
            reader.report(
                .wrongType, at: name.location,
                "'hosts' takes \(alternatives(Host.allCases.map(\.rawValue))), not '\(name.value)'")
            return nil
        }
    }

    /// Errors are none of them: a site that breaks such a rule could not be put together.
    private mutating func readChecks(_ reader: inout YAMLReader) {
        let rules = Rule.allCases.filter { $0.severity == .warning }
        for rule in rules {
            guard let setting = reader.text(rule.rawValue) else { continue }
            if let level = CheckLevel(rawValue: setting.value) {
                checks[rule] = level
            } else {
                reader.report(
                    .wrongType, at: setting.location,
                    "'\(rule.rawValue)' takes \(alternatives(CheckLevel.allCases.map(\.rawValue))), not '\(setting.value)'"
                )
            }
        }
        reader.reportKeys(notIn: rules.map(\.rawValue))
    }

    private mutating func readDay(_ day: String, at location: SourceLocation, in reader: inout YAMLReader) {
        if day.wholeMatch(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}/#) != nil {
            asOf = day
        } else {
            reader.report(.wrongType, at: location, "'as-of' takes a day such as 2026-01-31, not '\(day)'")
        }
    }

    private mutating func readBaseURL(_ url: String, at location: SourceLocation, in reader: inout YAMLReader) {
        if let url = Self.normalizedBaseURL(url) {
            baseURL = url
        } else {
            reader.report(
                .wrongType, at: location,
                "'base-url' takes an address that begins with https:// or http://, not '\(url)'")
        }
    }

    /// A base URL with exactly one slash at its end; `nil` for what is no address of a site.
    public static func normalizedBaseURL(_ url: String) -> String? {
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
        let rest = url.dropFirst(scheme.count)
        // A name before an @ would make one host look like another.
        guard let first = rest.first, first != "/",
            !rest.unicodeScalars.contains(where: {
                $0.value <= 0x20 || $0.value == 0x7F || "\"'<>?#@\\`".unicodeScalars.contains($0)
            })
        else { return nil }
        return url.hasSuffix("/") ? url : url + "/"
    }
}

extension SiteConfiguration.MenuEntry {
    init?(_ reader: inout YAMLReader) {
        reader.reportKeys(notIn: ["title", "page", "list"])
        let title = reader.text("title")
        if let page = reader.text("page") {
            target = .page(.init(value: page.value, location: page.location))
        } else if let list = reader.text("list") {
            target = .list(.init(value: list.value, location: list.location))
        } else {
            reader.reportMissing("page", help: "say where the entry leads: 'page: pages/about.md' or 'list: profiles'")
            return nil
        }
        guard let title else {
            if !reader.keys.contains("title") { reader.reportMissing("title", help: "say what the entry is called") }
            return nil
        }
        self.title = title.value
    }
}
