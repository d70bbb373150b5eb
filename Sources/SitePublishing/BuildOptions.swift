import ContentReading
import Diagnostics
import PageRendering

/// What a run is asked to do.
public struct BuildOptions: Sendable {
    /// The content folder.
    public var content = "content"
    /// The folder that the site is published to; `nil` for a run that checks and writes nothing.
    public var output: String? = "public"
    /// The theme, in the place of the one that `site.yml` names: a name, or a path with a slash.
    public var theme: String?
    /// Where the site is published, in the place of what `site.yml` says.
    public var baseURL: String?
    /// Whether drafts are part of the site.
    public var includesDrafts = false
    /// Whether warnings keep the site from being published.
    public var isStrict = false
    /// Whether problems that the baseline knows are told as well, and keep the site from being published.
    public var ignoresBaseline = false
    /// How many tasks work at the same time.
    public var jobs = 1
    /// The generator's version, for the foot of the pages.
    public var version = ""

    public init() {}

    /// The folders of the theme, its own first.
    public func themeFolders(for configuration: SiteConfiguration) -> [String] {
        ThemeFolders(themeFolder(for: configuration)).paths
    }

    private func themeFolder(for configuration: SiteConfiguration) -> String {
        Theme.folder(theme ?? configuration.theme, content: content)
    }

    /// Loads the theme.
    ///
    /// - Throws: A `Diagnostic`, see `Theme.load`.
    public func loadTheme(for configuration: SiteConfiguration) throws(Diagnostic) -> Theme {
        try Theme.load(
            themeFolder(for: configuration), namedAt: theme == nil ? configuration.themeLocation : nil)
    }
}
