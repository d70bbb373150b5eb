/// Everything on another site that links can lead to, as that site tells it in its `inventory.json`. A class, since it is
/// large and known by its identity from one build to the next.
public final class Inventory: Sendable {
    /// The versions of the format that can be read.
    public static let version = 1
    /// What a file says that it is.
    public static let format = "technical-framework-inventory"

    /// What the site is called.
    public let title: String
    /// Where the site is, with a slash at its end; `nil` where the inventory does not tell.
    public let baseURL: String?
    public let entries: [Entry]
    public let chapters: [Chapter]

    /// Something with a name: a definition or a page.
    public struct Entry: Sendable {
        /// The kind as the inventory calls it; a site of another version may have kinds that this one does not know.
        public let kind: String
        public let id: String
        public let name: String
        /// What readers call it where space is short.
        public let label: String
        /// The name with the identifier that readers know it by.
        public let title: String
        /// Other names under which references find it.
        public let aliases: [String]
        public let status: String?
        /// The address from the site's root, percent-encoded.
        public let address: String
    }

    /// What is cited on one page.
    public struct Chapter: Sendable {
        /// The volume as citations name it, such as `ITI TF-2`.
        public let volume: String
        /// The address of the page from the site's root, percent-encoded.
        public let address: String
        /// Whether the text of the chapter is there, so that its sections are all that there are.
        public let isWritten: Bool
        public let sections: [Section]
    }

    /// A section, figure or table.
    public struct Section: Sendable {
        /// As it is cited: `3.18.4.1`, `Appendix E`, `Table 10.1-1`; empty for the volume as a whole.
        public let number: String
        public let title: String
        /// The anchor on the page, percent-encoded; empty for the page as a whole.
        public let anchor: String
    }

    init(title: String, baseURL: String?, entries: [Entry], chapters: [Chapter]) {
        self.title = title
        self.baseURL = baseURL
        self.entries = entries
        self.chapters = chapters
    }
}

/// An inventory that a site links into, in the place that `site.yml` gives it.
public struct NamedInventory: Sendable {
    public let inventory: Inventory
    /// What readers are told that the site is called.
    public let name: String
    /// Where the site is, with a slash at its end: an address, or a path from the root of the site that links to it.
    public let baseURL: String
}
