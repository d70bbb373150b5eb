import Diagnostics

/// What the server asks of a preview: the site as the sources are now.
public protocol ServedSite: Sendable {
    /// The number of the build that is served.
    var number: Int { get async }

    /// The bytes of the file at a path of the site, such as `ITI/index.html`; `nil` where the site has none.
    func file(at path: String) async -> [UInt8]?

    /// The page for addresses that the site does not have, whose links are right at any depth; `nil` where it has none.
    func pageForMissing() async -> [UInt8]?

    /// What is wrong, as JSON for the script of previewed pages.
    ///
    /// - Parameter page: The path of the page in view; `nil` for all that there is to tell of the site.
    func state(of page: String?) async -> [UInt8]

    /// Tells of builds, beginning with the one that is served: once each, the last one at least.
    func builds() -> AsyncStream<BuiltSite>
}

/// A build that is served.
public struct BuiltSite: Sendable {
    /// Counts up with each build.
    public let number: Int
    /// The last build in which a style sheet or what any page may show has changed: who has loaded a page before has to load
    /// it anew.
    public let lastChangeOfAssets: Int
    /// The style sheets of the site that have changed in it, by the paths where they stand now.
    public let changedStyles: [String]
    /// Whether files have changed that any page may show, such as scripts and pictures.
    public let hasChangedAssets: Bool

    public init(
        number: Int, changedStyles: [String] = [], hasChangedAssets: Bool = false, lastChangeOfAssets: Int = 0
    ) {
        self.number = number
        self.lastChangeOfAssets = lastChangeOfAssets
        self.changedStyles = changedStyles
        self.hasChangedAssets = hasChangedAssets
    }
}
