import ContentReading
import Diagnostics
import Mustache

/// A theme: Mustache templates, of which `page.mustache` is the shell of every page and `edition.mustache`, where there is
/// one, that of print editions; and the files that pages load, below `assets`. They stand in the theme's folder, or in that
/// of a theme that it is based on, see `ThemeFolders`.
public struct Theme: Sendable {
    let templates: MustacheLibrary
    /// The paths of the templates on disk.
    public let templateFiles: [String]
    /// The files that pages load.
    public let assets: ThemeAssets
    /// What is odd about the theme, though pages can be made.
    public let diagnostics: [Diagnostic]

    private static let templateSuffix = ".mustache"
    private static let assetFolder = "assets/"

    /// The folder of a theme: a name stands for a folder of the `themes` folder beside the content, a path for itself.
    public static func folder(_ theme: String, content: String) -> String {
        theme.contains("/") ? theme : (FileSystem.parent(of: content) ?? ".") + "/themes/" + theme
    }

    /// Loads a theme, with all that the themes have that it is based on and that it does not have itself.
    ///
    /// - Parameters:
    ///   - folder: The theme's folder.
    ///   - location: Where the theme is named.
    /// - Throws: A `Diagnostic` of rule `missing-theme`, `theme-cycle`, `malformed-template`, `symbolic-link`,
    ///   `unreadable-file`, or of what is wrong with a `theme.yml`.
    public static func load(_ folder: String, namedAt location: SourceLocation? = nil) throws(Diagnostic) -> Theme {
        let folders = ThemeFolders(folder, namedAt: location)
        if let problem = folders.problem { throw problem }
        var templates: [String: String] = [:]
        var assets: [String: String] = [:]
        // The theme's own files come last, and take the place of others.
        for folder in folders.paths.reversed() {
            for path in try files(in: folder) {
                let name = String(path.dropFirst(folder.count + 1))
                if name.hasSuffix(templateSuffix) { templates[templateName(of: path)] = path }
                if name.hasPrefix(assetFolder) { assets[name] = path }
            }
        }
        var library = MustacheLibrary()
        let templateFiles = templates.sorted { $0.key < $1.key }.map(\.value)
        for path in templateFiles { try register(SourceText.read(path), in: &library) }
        var sources: [(name: String, source: SourceText)] = []
        for (name, path) in assets.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            sources.append((name, try SourceText.read(path)))
        }
        return Theme(
            templates: library, templateFiles: templateFiles, assets: ThemeAssets(sources),
            diagnostics: folders.diagnostics)
    }

    /// A theme without anything, for a site whose theme can't be loaded: what is wrong with the content can still be told.
    public static let empty = Theme(
        templates: MustacheLibrary(), templateFiles: [], assets: ThemeAssets(), diagnostics: [])

    /// A theme from memory: templates by name, files by path.
    ///
    /// - Throws: A `Diagnostic` of rule `malformed-template`.
    public init(templates: [String: String], assets: [String: String] = [:]) throws(Diagnostic) {
        var library = MustacheLibrary()
        for (name, text) in templates.sorted(by: { $0.key < $1.key }) {
            try Self.register(SourceText(path: name + ".mustache", bytes: Array(text.utf8)), in: &library)
        }
        self.templates = library
        templateFiles = []
        diagnostics = []
        self.assets = ThemeAssets(
            assets.sorted { $0.key < $1.key }.map { ($0.key, SourceText(path: $0.key, bytes: Array($0.value.utf8))) })
    }

    private init(
        templates: MustacheLibrary, templateFiles: [String], assets: ThemeAssets, diagnostics: [Diagnostic]
    ) {
        self.templates = templates
        self.templateFiles = templateFiles
        self.assets = assets
        self.diagnostics = diagnostics
    }

    /// A template's name is that of its file, whatever folder it is in.
    private static func templateName(of path: String) -> String {
        String(path.split(separator: "/").last?.dropLast(templateSuffix.count) ?? "")
    }

    private static func register(_ source: SourceText, in library: inout MustacheLibrary) throws(Diagnostic) {
        do {
            try library.register(
                String(decoding: source.bytes, as: UTF8.self), named: templateName(of: source.path))
        } catch let error as MustacheTemplate.ParserError {
            throw Diagnostic(
                .malformedTemplate,
                at: source.location(line: error.context.lineNumber, column: error.context.columnNumber + 1),
                "this is no Mustache: \(error.error)", help: "close each section and each pair of braces")
        } catch {
            throw Diagnostic(.malformedTemplate, at: SourceLocation(path: source.path), "this is no Mustache: \(error)")
        }
    }

    /// All files below a folder, in a fixed order.
    private static func files(in folder: String) throws(Diagnostic) -> [String] {
        do {
            return try FileSystem.names(in: folder).filter { !ContentScanner.leavesOut($0) }.flatMap {
                name in
                let path = folder + "/" + name
                switch try FileSystem.status(of: path).kind {
                case .folder: return try files(in: path)
                case .file: return [path]
                case .symbolicLink, .other:
                    throw Diagnostic(
                        .symbolicLink, at: SourceLocation(path: path), "a theme is made of files and folders only",
                        help: "put the file itself here: what a link leads to would be published")
                }
            }
        } catch let error as FileSystemError {
            throw Diagnostic(.unreadableFile, at: SourceLocation(path: error.path), "can't be read: \(error.reason)")
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw Diagnostic(.unreadableFile, at: SourceLocation(path: folder), "can't be read: \(error)")
        }
    }
}
