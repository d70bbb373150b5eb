import ContentReading
import Diagnostics
import Mustache

/// A theme's folder: Mustache templates, of which `page.mustache` is the shell of every page and `edition.mustache`,
/// where there is one, that of print editions; and the files that pages load.
public struct Theme: Sendable {
    let templates: MustacheLibrary
    /// The paths of the templates on disk.
    public let templateFiles: [String]
    /// The files that pages load.
    public let assets: ThemeAssets

    /// The folder of a theme: a name stands for a folder of the `themes` folder beside the content, a path for itself.
    public static func folder(_ theme: String, content: String) -> String {
        theme.contains("/") ? theme : (FileSystem.parent(of: content) ?? ".") + "/themes/" + theme
    }

    /// Loads a theme.
    ///
    /// - Parameters:
    ///   - folder: The theme's folder.
    ///   - location: Where the theme is named.
    /// - Throws: A `Diagnostic` of rule `missing-theme`, `malformed-template`, `symbolic-link` or `unreadable-file`.
    public static func load(_ folder: String, namedAt location: SourceLocation? = nil) throws(Diagnostic) -> Theme {
        guard FileSystem.exists(folder + "/page.mustache") else {
            let parent = FileSystem.parent(of: folder) ?? "."
            let others = ((try? FileSystem.names(in: parent)) ?? []).filter {
                FileSystem.exists("\(parent)/\($0)/page.mustache")
            }
            let name = folder.split(separator: "/").last.map(String.init) ?? folder
            throw Diagnostic(
                .missingTheme, at: location ?? SourceLocation(path: folder), "there is no theme in '\(folder)'",
                name: name,
                among: others, otherwise: "a theme is a folder with a page.mustache; name it in site.yml or by --theme")
        }
        var library = MustacheLibrary()
        let templateFiles = try files(in: folder).filter { $0.hasSuffix(".mustache") }
        for path in templateFiles {
            try register(SourceText.read(path), in: &library)
        }
        let assetFolder = folder + "/assets"
        var assets: [(name: String, source: SourceText)] = []
        for path in FileSystem.exists(assetFolder) ? try files(in: assetFolder) : [] {
            assets.append(("assets/" + path.dropFirst(assetFolder.count + 1), try SourceText.read(path)))
        }
        return Theme(templates: library, templateFiles: templateFiles, assets: ThemeAssets(assets))
    }

    /// A theme without anything, for a site whose theme can't be loaded: what is wrong with the content can still be told.
    public static let empty = Theme(templates: MustacheLibrary(), templateFiles: [], assets: ThemeAssets())

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
        self.assets = ThemeAssets(
            assets.sorted { $0.key < $1.key }.map { ($0.key, SourceText(path: $0.key, bytes: Array($0.value.utf8))) })
    }

    private init(templates: MustacheLibrary, templateFiles: [String], assets: ThemeAssets) {
        self.templates = templates
        self.templateFiles = templateFiles
        self.assets = assets
    }

    /// A template's name is that of its file, whatever folder it is in.
    private static func register(_ source: SourceText, in library: inout MustacheLibrary) throws(Diagnostic) {
        let name = source.path.split(separator: "/").last?.dropLast(".mustache".count) ?? ""
        do {
            try library.register(String(decoding: source.bytes, as: UTF8.self), named: String(name))
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
