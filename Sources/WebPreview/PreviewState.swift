import Diagnostics
import LinkResolution
import SitePublishing

/// What there is to tell of the last build, as pages in view and the list of pages show it.
struct PreviewState {
    private(set) var number = 0
    private var milliseconds = 0.0
    private var site: Site?
    private var lastGood: Site?
    /// What the build reported, and what is wrong with the anchors that links lead to: known a little later.
    private var buildProblems: [Diagnostic] = []
    private var anchorProblems: [Diagnostic] = []
    /// What the build before had reported already.
    private var known: Set<Diagnostic> = []
    private var editor: EditorLink?

    /// How many errors a page in view lists.
    private static let most = 100

    /// All problems, sorted by file and position.
    var diagnostics: [Diagnostic] { (buildProblems + anchorProblems).sorted() }

    /// Takes over a build.
    mutating func build(
        _ number: Int, milliseconds: Double, site: Site?, lastGood: Site?, diagnostics: [Diagnostic],
        editor: EditorLink?
    ) {
        known = Set(self.number == 0 ? diagnostics : buildProblems)
        self.number = number
        self.milliseconds = milliseconds
        self.site = site
        self.lastGood = lastGood
        self.editor = editor
        buildProblems = diagnostics
    }

    /// Takes over what is wrong with anchors.
    ///
    /// - Returns: Whether that is news.
    mutating func takeAnchors(_ problems: [Diagnostic]) -> Bool {
        defer { anchorProblems = problems }
        return Set(problems) != Set(anchorProblems)
    }

    /// Whether the sources of a page have errors, or it is gone because of them, so that it is shown as it was before.
    func isStale(_ path: String) -> Bool {
        let errors = buildProblems.filter { $0.severity == .error }
        guard let site, let lastGood, !errors.isEmpty, lastGood.hasPage(for: path) else { return false }
        guard site.hasPage(for: path) else { return true }
        let sources = sources(of: path)
        return errors.contains { sources.contains($0.location.path) }
    }

    private func sources(of path: String) -> Set<String> {
        [site, lastGood].compactMap { $0 }.reduce(into: []) { $0.formUnion($1.sources(ofPageAt: path)) }
    }

    // MARK: JSON

    /// The state for the page in view, or of the whole site.
    func json(of path: String?) -> [UInt8] {
        let path = path.map { $0.isEmpty || $0.hasSuffix("/") ? $0 + "index.html" : $0 }
        let own = path.map(sources) ?? []
        let sorted = diagnostics
        let errors = sorted.filter { $0.severity == .error }
        var shown = sorted
        if path != nil {
            let warnings = sorted.filter { $0.severity == .warning && own.contains($0.location.path) }
            // Those of the page come first, so that none of them is cut off.
            let (ownErrors, others) = (
                errors.filter { own.contains($0.location.path) }, errors.filter { !own.contains($0.location.path) }
            )
            shown = Array((ownErrors + others).prefix(Self.most) + warnings.prefix(Self.most))
        }
        let drafts = site?.drafts ?? []
        return StateJSON(
            number: number, milliseconds: milliseconds, errors: errors.count, warnings: sorted.count - errors.count,
            page: path.flatMap { page(at: $0, drafts.map(\.page)) },
            problems: shown.map { problem($0, own: own) },
            drafts: path != nil
                ? nil : drafts.map { PageJSON(site, $0.page, source: $0.path, editor) },
            unlinked: path != nil
                ? nil
                : site?.unlinkedPages.map { PageJSON(site, $0, source: site?.sources(of: $0).sorted().last, editor) }
        ).json
    }

    private func page(at path: String, _ drafts: [PageKey]) -> ViewJSON? {
        let isStale = isStale(path)
        guard let site = isStale ? lastGood : site, let key = site.addresses.page(at: path) else { return nil }
        return ViewJSON(path: path, title: site.title(of: key), isDraft: drafts.contains(key), isStale: isStale)
    }

    private func problem(_ diagnostic: Diagnostic, own: Set<String>) -> ProblemJSON {
        let location = diagnostic.location
        return ProblemJSON(
            severity: diagnostic.severity.rawValue, rule: diagnostic.rule.rawValue, path: location.path,
            line: location.line, column: location.column, length: location.length, excerpt: location.excerpt,
            excerptColumn: location.excerptColumn, summary: diagnostic.summary, help: diagnostic.help,
            related: diagnostic.related.map { related in
                RelatedJSON(
                    path: related.location.path, line: related.location.line, column: related.location.column,
                    message: related.message, editor: editor?.address(of: related.location))
            },
            editor: editor?.address(of: location), isOfPage: own.contains(location.path),
            isNew: !known.contains(diagnostic),
            page: (site?.address(ofSource: location.path) ?? lastGood?.address(ofSource: location.path))?.encoded)
    }
}
