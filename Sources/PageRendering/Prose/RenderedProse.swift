import ContentReading
import Diagnostics
import LinkResolution

/// A heading with an anchor.
public struct Heading: Sendable, Hashable {
    /// From 2, the level below the page's title.
    public let level: Int
    public let id: String
    /// The text, without markup.
    public let title: String

    public init(level: Int, id: String, title: String) {
        self.level = level
        self.id = id
        self.title = title
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
    /// The requirements that the prose states.
    public internal(set) var requirements: [Requirement] = []
    public internal(set) var diagnostics: [Diagnostic] = []
}

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

/// An obligation with an identifier.
public struct Requirement: Sendable {
    public let id: String
    /// What is required.
    public let html: HTML
    let prose: Prose
    let line: Int

    /// Where the requirement begins.
    public var location: SourceLocation { prose.location(line: line) }
}
