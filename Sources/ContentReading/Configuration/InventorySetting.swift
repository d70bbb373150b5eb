import Diagnostics

/// An inventory that `site.yml` names.
public struct InventorySetting: Sendable {
    /// The file, by its path in the content folder.
    public let file: SiteConfiguration.Setting
    /// What the other site is called; `nil` where its own title does.
    public let name: String?
    /// Where the other site is, with a slash at its end: an address, or for a site beside this one a path from the root of
    /// this one that begins with `../`. `nil` where the inventory tells.
    public let baseURL: String?

    /// Reads an entry of `inventories`.
    ///
    /// Reports `unknown-key`, `missing-key`, `wrong-type`.
    init?(_ reader: inout YAMLReader) {
        reader.reportKeys(notIn: ["file", "name", "base-url"])
        name = reader.text("name")?.value
        let url = reader.text("base-url")
        baseURL = url.flatMap { SiteConfiguration.normalizedBaseURL($0.value) ?? Self.pathBeside($0.value) }
        if let url, baseURL == nil {
            reader.report(
                .wrongType, at: url.location,
                "'base-url' takes an address that begins with https:// or http://, or a path such as ../framework/, not "
                    + "'\(url.value)'")
            return nil
        }
        guard let file = reader.text("file") else {
            if !reader.keys.contains("file") {
                reader.reportMissing("file", help: "name the file: 'file: \(Self.example)'")
            }
            return nil
        }
        self.file = .init(value: file.value, location: file.location)
    }

    /// A path that leads out of the site and then only down, with a slash at its end; `nil` for any other.
    private static func pathBeside(_ path: String) -> String? {
        var rest = Substring(path)
        while rest.hasPrefix("../") { rest = rest.dropFirst(3) }
        guard rest.startIndex > path.startIndex else { return nil }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard rest.isEmpty || isPathBelow(String(rest)) else { return nil }
        return path.hasSuffix("/") ? path : path + "/"
    }

    private static let example = ContentFile.inventoryFolder + "/international.json"

    /// The problem with a file that is not there.
    ///
    /// - Parameter paths: Those that are.
    func missing(among paths: [String]) -> Diagnostic {
        Diagnostic(
            .brokenLink, at: file.location, "there is no inventory '\(file.value)' in the content folder",
            name: file.value, among: paths,
            otherwise: "put the inventory.json of the other site there, such as '\(Self.example)'")
    }

    /// The problem with an inventory that does not tell where its site is, where `site.yml` does not either.
    var withoutBaseURL: Diagnostic {
        Diagnostic(
            .missingKey, at: file.location, "nothing tells where the site of this inventory is",
            help: "add a line 'base-url: https://...'")
    }
}
