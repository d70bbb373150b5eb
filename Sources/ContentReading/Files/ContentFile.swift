import Diagnostics

/// A file of the content folder.
public struct ContentFile: Sendable, Hashable {
    /// What a file is for, told by its name.
    public enum Kind: Sendable, Hashable {
        /// `site.yml` at the top.
        case configuration
        /// `baseline.tsv` at the top.
        case baseline
        /// XML definitions.
        case definitions
        /// Markdown: a page, or the prose of the definition beside it.
        case markdown
        /// What another site tells of itself, for links to it.
        case inventory
        /// A picture or other file that is published as it is.
        case asset
    }

    /// The path within the content folder, such as `domains/ITI/ITI.xml`.
    public let path: String
    /// The path as the user would type it, such as `content/domains/ITI/ITI.xml`.
    public let displayPath: String
    public let kind: Kind

    /// - Returns: `nil` for a file that a site has no use for.
    public init?(path: String, folder: String) {
        guard let kind = Self.kind(ofPath: path) else { return nil }
        self.path = path
        self.displayPath = folder + "/" + path
        self.kind = kind
    }

    /// The path without its extension: a definition and its prose share it.
    public var stem: String { path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path }

    /// The path of the folder that holds the file; empty at the top.
    public var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

    private static func kind(ofPath path: String) -> Kind? {
        if path == "site.yml" { return .configuration }
        if path == BaselineFile.name { return .baseline }
        guard let dot = path.lastIndex(of: ".") else { return nil }
        switch path[path.index(after: dot)...].lowercased() {
        case "xml": return .definitions
        case "md": return .markdown
        case "json" where path.hasPrefix(inventoryFolder + "/"): return .inventory
        case let type where assetTypes.contains(type): return .asset
        default: return nil
        }
    }

    /// The folder of the content folder that holds the inventories of other sites.
    public static let inventoryFolder = "inventories"

    /// SVG is not among them: opened by itself it can run script.
    static let assetTypes: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "pdf", "csv", "json", "txt", "zip",
    ]
}
