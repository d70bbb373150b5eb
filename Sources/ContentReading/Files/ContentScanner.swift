import Diagnostics

/// Finds the files of a content folder.
///
/// Symbolic links to files are followed as long as they stay inside the folder; those to folders are not, since their
/// content would be read twice. Names that begin
/// with a dot or end in a tilde are left out: they belong to editors and version control.
public struct ContentScanner {
    /// What a scan found.
    public struct Listing: Sendable {
        /// The files, sorted by path.
        public var files: [ContentFile] = []
        public var diagnostics: [Diagnostic] = []
    }

    private let folder: String
    private let root: String
    private var listing = Listing()

    /// Lists a content folder.
    ///
    /// Reports `not-a-folder`, `unreadable-file`, `symbolic-link`, `not-a-file` and `unknown-file-type`.
    ///
    /// - Parameter folder: The path as the user typed it.
    public static func scan(_ folder: String) -> Listing {
        let folder = FileSystem.withoutTrailingSlashes(folder)
        guard let root = FileSystem.resolved(folder) else {
            return Listing(diagnostics: [
                Diagnostic(
                    .unreadableFile, at: SourceLocation(path: folder), "there is no content folder '\(folder)'",
                    help: "name it with --content, or run in the folder that holds it")
            ])
        }
        guard (try? FileSystem.status(of: root))?.kind == .folder else {
            return Listing(diagnostics: [
                Diagnostic(.notAFolder, at: SourceLocation(path: folder), "the content folder is a file")
            ])
        }
        var scanner = ContentScanner(folder: folder, root: root)
        scanner.visit(folder: root, path: "")
        scanner.listing.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return scanner.listing
    }

    private init(folder: String, root: String) {
        self.folder = folder
        self.root = root
    }

    private mutating func visit(folder diskPath: String, path: String) {
        do {
            for name in try FileSystem.names(in: diskPath) where !Self.leavesOut(name) {
                let entry = path.isEmpty ? name : path + "/" + name
                do {
                    try visit(entry: entry, at: diskPath + "/" + name)
                } catch  where name.contains("\u{FFFD}") {
                    report(.invalidUTF8, entry, "the name of this file is not UTF-8", "rename it")
                } catch {
                    report(
                        .unreadableFile, entry, "can't be read: \(Self.reason(error))", "check its name and permissions"
                    )
                }
            }
        } catch {
            report(.unreadableFile, path, "can't be read: \(Self.reason(error))", "check the permissions")
        }
    }

    /// Whether a path has a name that belongs to an editor or to version control.
    public static func leavesOut(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0.hasPrefix(".") || $0.hasSuffix("~") }
    }

    private static func reason(_ error: any Error) -> String { (error as? FileSystemError)?.reason ?? "\(error)" }

    private mutating func visit(entry path: String, at diskPath: String) throws {
        var status = try FileSystem.status(of: diskPath)
        if status.kind == .symbolicLink {
            guard let target = FileSystem.resolved(diskPath) else {
                return report(
                    .symbolicLink, path, "this symbolic link leads nowhere or in a circle",
                    "remove it or mend its target")
            }
            guard target == root || target.hasPrefix(root + "/") else {
                return report(
                    .symbolicLink, path, "this symbolic link leaves the content folder", "copy the file into the folder"
                )
            }
            status = try FileSystem.status(of: target)
            if status.kind == .folder {
                return report(
                    .symbolicLink, path, "symbolic links to folders are not followed",
                    "remove it: what it leads to is read in its own place")
            }
        }
        switch status.kind {
        case .folder
        where path == "site.yml" || path == BaselineFile.name || path.hasSuffix(".xml") || path.hasSuffix(".md"):
            report(.notAFile, path, "this is a folder where a file is expected", "rename it or put a file in its place")
        case .folder:
            visit(folder: diskPath, path: path)
        case .file:
            guard let file = ContentFile(path: path, folder: folder) else {
                let types = ContentFile.assetTypes.sorted().joined(separator: ", ")
                return report(
                    .unknownFileType, path, "this file is left out: a site has no use for its type",
                    "definitions are .xml, prose is .md, published as they are: \(types)")
            }
            listing.files.append(file)
        case .symbolicLink, .other:
            report(.notAFile, path, "this is neither a file nor a folder", "remove it from the content folder")
        }
    }

    private mutating func report(_ rule: Rule, _ path: String, _ summary: String, _ help: String? = nil) {
        let location = SourceLocation(path: path.isEmpty ? folder : folder + "/" + path)
        listing.diagnostics.append(Diagnostic(rule, at: location, summary, help: help))
    }
}
