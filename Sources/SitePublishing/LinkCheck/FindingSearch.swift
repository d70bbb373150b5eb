import ContentReading
import Diagnostics
import LinkResolution
import PageRendering

/// Looks for where something on a page comes from: what the page is made of, or the theme's templates.
struct FindingSearch {
    private let site: Site
    private let templates: [SourceText]

    init(_ site: Site) {
        self.site = site
        templates = site.theme.templateFiles.compactMap { try? SourceText.read($0) }
    }

    /// Where one of the texts stands; else the page's source, or the page itself where it is generated.
    ///
    /// - Parameters:
    ///   - texts: What the source may say, the most telling first.
    ///   - isOfTheme: Whether the theme is the likelier source.
    func place(of texts: [String], on page: (key: PageKey, address: Address), isOfTheme: Bool) -> SourceLocation {
        let sources = sources(of: page.key)
        for text in texts where text.utf8.count > 1 {
            for source in isOfTheme ? templates + sources : sources + templates {
                if let place = places(of: text, in: source, before: "#?").first { return place }
            }
        }
        return SourceLocation(path: sources.first?.path ?? page.address.path)
    }

    /// Everywhere one of the texts stands in what pages are made of, else as `place`.
    func places(of texts: [String], on pages: [(key: PageKey, address: Address)]) -> [SourceLocation] {
        var found: Set<SourceLocation> = []
        var paths: Set<String> = []
        for page in pages {
            for source in sources(of: page.key) where paths.insert(source.path).inserted {
                for text in texts { found.formUnion(places(of: text, in: source)) }
            }
        }
        if found.isEmpty, let page = pages.first { return [place(of: texts, on: page, isOfTheme: true)] }
        return found.sorted()
    }

    /// The files that a page is about. Prose comes first: it names more than definitions do.
    private func sources(of page: PageKey) -> [SourceText] {
        let paths = site.sources(of: page).sorted()
        let ordered = paths.filter { $0.hasSuffix(".md") } + paths.filter { !$0.hasSuffix(".md") }
        return ordered.compactMap { try? SourceText.read($0) }
    }

    /// Where a text stands that is not only the beginning of a longer name or address.
    ///
    /// - Parameter following: What of an address may follow.
    private func places(
        of text: String, in source: SourceText, before following: String = ""
    ) -> [SourceLocation] {
        let bytes = source.bytes
        return bytes.ranges(of: Array(text.utf8)).filter { range in
            guard range.upperBound < bytes.count else { return true }
            let next = Character(UnicodeScalar(bytes[range.upperBound]))
            return following.contains(next) || !(next.isLetter || next.isNumber || "-_/%#?=&".contains(next))
        }.map { source.location(at: $0.lowerBound, length: $0.count) }
    }
}
