import ContentReading

/// What social networks show of a page that somebody links to there, by the Open Graph protocol (ogp.me).
enum SocialMetadata {
    static func elements(for page: PageContent, _ configuration: SiteConfiguration) -> HTML {
        let properties: [(name: String, value: String?)] = [
            ("og:title", page.title),
            ("og:type", page.key == .home ? "website" : "article"),
            ("og:url", configuration.baseURL.map { $0 + page.canonical.encoded }),
            ("og:site_name", configuration.title),
            ("og:description", page.description.isEmpty ? nil : page.description),
            ("og:locale", locale(configuration.language)),
        ]
        return properties.compactMap { name, value -> HTML? in
            value.map { "<meta property=\"\(name)\" content=\"\($0)\">" }
        }.joined(separator: "\n")
    }

    /// `en_GB` for `en-GB`; `nil` for a language without a territory, which the protocol does not know.
    private static func locale(_ language: String) -> String? {
        let parts = language.split(separator: "-")
        guard parts.count == 2, parts[1].count == 2 else { return nil }
        return "\(parts[0].lowercased())_\(parts[1].uppercased())"
    }
}
