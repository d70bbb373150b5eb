import ContentReading
import Diagnostics
import LinkResolution

/// A heading with an anchor.
public struct Heading: Sendable, Hashable {
    /// From 2, the level below the page's title.
    public let level: Int
    public let id: String
    /// The text, without markup and without a section's number.
    public let title: String
    /// The number that the author wrote in front of the title, or that the section has in its chapter.
    public let number: String?
    /// The anchor by number, on pages that have it.
    let numberAnchor: String?
    /// Whether the heading begins a section: it stands in no list, quotation or directive.
    var isSection: Bool
    /// The line of the source, counted from 1; 0 for a heading that no prose has.
    let line: Int

    public init(
        level: Int, id: String, title: String, number: String? = nil, numberAnchor: String? = nil,
        isSection: Bool = true, line: Int = 0
    ) {
        self.level = level
        self.id = id
        self.title = title
        self.number = number
        self.numberAnchor = numberAnchor
        self.isSection = isSection
        self.line = line
    }
}

/// Prose as HTML, and what else came out of reading it.
public struct RenderedProse: Sendable {
    public internal(set) var html = HTML()
    public internal(set) var headings: [Heading] = []
    /// The first paragraph as plain text.
    public internal(set) var summary = ""
    /// The pages that the prose links to, each at least once.
    public internal(set) var links: [SitePage] = []
    /// How many links lead to pages of the site, each counted as often as it stands there.
    public internal(set) var linkCount = 0
    /// Anchors on other pages or the same, to be checked when all pages are rendered.
    public internal(set) var anchors: [AnchorLink] = []
    /// Anchors besides those of headings.
    public internal(set) var ids: [String] = []
    /// The captions of figures and tables.
    var captions: [Caption] = []
    /// The citations of sections, in the order of their marks.
    var citations: [CitationUse] = []
    /// The links whose text names a section by its number.
    var numberedLinks: [NumberedLink] = []
    /// The lists of definitions that stand in the prose.
    var lists: [DefinitionList] = []
    /// The forms that stand in the prose.
    var forms: [PlacedForm] = []
    /// The diagrams, in the order of their marks.
    var diagrams: [HTML] = []
    /// The amendments, in the order of their marks.
    var amendments: [Amendment] = []
    /// The requirements that the prose states.
    public internal(set) var requirements: [Requirement] = []
    public internal(set) var diagnostics: [Diagnostic] = []
}

extension RenderedProse {
    /// Whether one more problem of the text is told.
    var hasRoomForProblem: Bool { diagnostics.count < mostProblems }

    /// Tells how many problems there are beyond those that are told.
    mutating func reportUntold(_ count: Int) {
        guard count > 0, let last = diagnostics.last else { return }
        diagnostics.append(
            Diagnostic(last.rule, at: last.location, "\(count) further problems of this text are not shown"))
    }
}

/// Thousands of problems in one text have one cause as a rule; each would cost a walk to its place.
private let mostProblems = 1_000

/// A link to an anchor.
public struct AnchorLink: Sendable {
    /// The page; `nil` for the one that holds the link.
    public let page: Address?
    public let fragment: String
    let prose: Prose
    let offset: Int

    /// Where the link is.
    public var location: SourceLocation { prose.location(at: offset, length: fragment.utf8.count + 1) }
}

/// A citation in prose.
struct CitationUse: Sendable {
    let citation: Citation
    /// The citation as it is written.
    let text: String
    /// The line of the source, counted from 1.
    let line: Int
}

/// A list of definitions that an author asks for by `::: list actors`.
struct DefinitionList: Sendable, Hashable {
    enum Subject: String, Sendable, CaseIterable {
        case actors, transactions, profiles, options, terms, standards, namespaces
        case contentModules = "content-modules"
        // Who takes part in what.
        case affiliates, members, memberships, laboratories, labels, products, tools, committees
        case connectathons, projectathons, events, news
        case continuousTesting = "continuous-testing"
    }

    let subject: Subject
    /// The domain whose definitions are listed; `nil` for those of all domains.
    let domain: String?

    /// Whether the list has dates of which a script says whether they are over.
    var hasDates: Bool {
        [.labels, .connectathons, .projectathons, .continuousTesting, .events].contains(subject)
    }
}

/// An obligation with an identifier.
public struct Requirement: Sendable {
    public let id: String
    /// What is required.
    public let html: HTML
    let prose: Prose
    let line: Int

    func withHTML(_ html: HTML) -> Requirement { Requirement(id: id, html: html, prose: prose, line: line) }

    /// Where the requirement begins.
    public var location: SourceLocation { prose.location(line: line) }
}
