import ContentReading
import FrameworkModel
import LinkResolution

/// What a page is, in the words of schema.org, for search engines: JSON-LD in a block of data, which no browser runs, so that
/// the policy of the pages does not forbid it. All of it is identified by its address, so a site that does not know its own
/// has none.
struct LinkedData {
    private let page: PageContent
    private let composer: PageComposer
    private let baseURL: String

    /// The element with the data; empty where there is none.
    static func element(for page: PageContent, in composer: PageComposer) -> HTML {
        guard let baseURL = composer.configuration.baseURL else { return HTML() }
        let json = LinkedData(page: page, composer: composer, baseURL: baseURL).json
        return "\n<script type=\"application/ld+json\">\(HTML(markup: withoutTags(json)))</script>"
    }

    /// JSON without the character that could end the element that holds it.
    private static func withoutTags(_ json: [UInt8]) -> [UInt8] {
        var safe: [UInt8] = []
        safe.reserveCapacity(json.count)
        for byte in json {
            if byte == UInt8(ascii: "<") { safe += "\\u003c".utf8 } else { safe.append(byte) }
        }
        return safe
    }

    private var json: [UInt8] {
        JSONWriter.document(.compact) { json in
            json.member("@context", "https://schema.org")
            if page.key == .home {
                writeSite(to: &json)
            } else {
                json.objects("@graph", of: [true, false]) { json, isPage in
                    if isPage { writePage(to: &json) } else { writeTrail(to: &json) }
                }
            }
        }
    }

    private func url(_ address: Address) -> String { baseURL + address.encoded }

    // MARK: The site

    private func writeSite(to json: inout JSONWriter) {
        let configuration = composer.configuration
        json.member("@type", "WebSite")
        json.member("@id", baseURL)
        json.member("url", baseURL)
        json.member("name", configuration.title)
        let description = configuration.tagline.isEmpty ? page.description : configuration.tagline
        json.member("description", description.isEmpty ? nil : description)
        json.member("inLanguage", configuration.language)
        guard let search = composer.addresses[.search] else { return }
        json.object("potentialAction") { json in
            json.member("@type", "SearchAction")
            json.object("target") { json in
                json.member("@type", "EntryPoint")
                json.member("urlTemplate", url(search) + "?q={search_term_string}")
            }
            json.member("query-input", "required name=search_term_string")
        }
    }

    // MARK: Pages

    private func writePage(to json: inout JSONWriter) {
        let type = type
        json.member("@type", type)
        json.member("@id", url(page.canonical))
        json.member("url", url(page.canonical))
        json.member(type == "TechArticle" ? "headline" : "name", page.title)
        json.member("description", page.description.isEmpty ? nil : page.description)
        if case .definition(let key) = page.key { writeFacts(of: key, to: &json) }
        // A defined term is no work with a date and a language; its set is.
        guard type != "DefinedTerm" else { return }
        json.member("inLanguage", composer.configuration.language)
        json.member("dateModified", composer.lastChange(of: page.key))
        json.object("isPartOf") { $0.member("@id", baseURL) }
    }

    /// The type of the page's subject.
    private var type: String {
        switch page.key {
        case .definition(let key) where key.kind.isOfWords: "DefinedTerm"
        case .definition, .consolidated, .obligations: "TechArticle"
        case .list(.term): "DefinedTermSet"
        case .list, .supplements, .register, .view: "CollectionPage"
        default: "WebPage"
        }
    }

    private func writeFacts(of key: DefinitionKey, to json: inout JSONWriter) {
        guard let definition = composer.framework[key] else { return }
        if key.kind.isOfWords {
            json.member("termCode", definition.id)
            json.member("inDefinedTermSet", composer.addresses[.list(key.kind)].map(url))
        } else if let supplement = definition as? Supplement {
            json.member("version", supplement.edition.revision)
        } else if let volume = definition as? Volume {
            json.member("version", volume.edition.revision)
        }
    }

    /// The way to the page from the home page.
    private func writeTrail(to json: inout JSONWriter) {
        json.member("@type", "BreadcrumbList")
        let way = [.home] + page.trail.filter { composer.addresses[$0] != nil }
        let stops = way.compactMap { key in composer.addresses[key].map { (composer.title(of: key), $0) } }
        json.objects("itemListElement", of: (stops + [(page.title, page.canonical)]).enumerated()) { json, stop in
            json.member("@type", "ListItem")
            json.member("position", stop.offset + 1)
            json.member("name", stop.element.0)
            json.member("item", url(stop.element.1))
        }
    }
}

extension DefinitionKind {
    /// Whether a definition says what a word means, rather than being a document.
    fileprivate var isOfWords: Bool {
        switch self {
        case .actor, .option, .term: true
        default: false
        }
    }
}
