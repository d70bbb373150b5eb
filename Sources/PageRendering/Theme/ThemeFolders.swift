import ContentReading
import Diagnostics

/// The folders that a theme is made of: its own, then as long as a `theme.yml` names a base, the base's.
public struct ThemeFolders: Sendable {
    /// The theme's own folder first. A file counts as it stands in the first folder that has it.
    ///
    /// Where a base is missing, its folder is the last one: it may come.
    public private(set) var paths: [String] = []
    /// Why there is no whole theme: `missing-theme`, `theme-cycle`, `symbolic-link` or what is wrong with a `theme.yml`.
    private(set) var problem: Diagnostic?
    /// What is odd about a `theme.yml`, though there is a theme.
    private(set) var diagnostics: [Diagnostic] = []

    /// Follows a theme to what it is based on.
    ///
    /// - Parameters:
    ///   - folder: The theme's own folder.
    ///   - location: Where the theme is named.
    public init(_ folder: String, namedAt location: SourceLocation? = nil) {
        do throws(Diagnostic) {
            paths = [folder]
            guard Self.isTheme(folder) else { throw Self.missing(folder, namedAt: location) }
            while let last = paths.last, let settings = try settings(of: last) {
                diagnostics += settings.diagnostics
                try add(settings.base, of: last)
            }
        } catch {
            problem = error
        }
    }

    /// What the `theme.yml` of a folder says; `nil` where it has none.
    private func settings(of folder: String) throws(Diagnostic) -> ThemeSettings? {
        let path = folder + "/" + ThemeSettings.fileName
        return FileSystem.exists(path) ? try ThemeSettings.read(SourceText.read(path)) : nil
    }

    private mutating func add(_ base: SiteConfiguration.Setting, of folder: String) throws(Diagnostic) {
        let path = FileSystem.path(base.value, from: folder)
        let resolved = FileSystem.resolved(path)
        guard resolved == nil || !paths.contains(where: { FileSystem.resolved($0) == resolved }) else {
            throw Diagnostic(
                .themeCycle, at: base.location, "a theme can't be based on itself, and this leads back to '\(path)'",
                help: "name another theme; the last of them has no \(ThemeSettings.fileName)")
        }
        // What the path says, and what stands there, have to be the same: else a theme would hold files of elsewhere.
        guard resolved == FileSystem.resolved(folder).map({ FileSystem.path(base.value, from: $0) }) || resolved == nil
        else {
            throw Diagnostic(
                .symbolicLink, at: base.location, "a symbolic link stands in the way to '\(path)'",
                help: "name the folder itself that the link leads to")
        }
        paths.append(path)
        guard Self.isTheme(path) else { throw Self.missing(path, namedAt: base.location, isBase: true) }
    }

    private static func isTheme(_ folder: String) -> Bool {
        FileSystem.exists(folder + "/page.mustache") || FileSystem.exists(folder + "/" + ThemeSettings.fileName)
    }

    private static func missing(
        _ folder: String, namedAt location: SourceLocation?, isBase: Bool = false
    ) -> Diagnostic {
        let parent = FileSystem.parent(of: folder) ?? "."
        let others = ((try? FileSystem.names(in: parent)) ?? []).filter { isTheme("\(parent)/\($0)") }
        let name = folder.split(separator: "/").last.map(String.init) ?? folder
        let way = isBase ? "name it by its path from this folder" : "name it in site.yml or by --theme"
        return Diagnostic(
            .missingTheme, at: location ?? SourceLocation(path: folder), "there is no theme in '\(folder)'", name: name,
            among: others, otherwise: "a theme is a folder with a page.mustache or a theme.yml; \(way)")
    }
}
