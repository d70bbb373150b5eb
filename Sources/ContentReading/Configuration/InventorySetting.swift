import Diagnostics

/// An inventory that `site.yml` names.
public struct InventorySetting: Sendable {
    /// The file, by its path in the content folder.
    public let file: SiteConfiguration.Setting
    /// What the other site is called; `nil` where its own title does.
    public let name: String?
    /// Where the other site is, with a slash at its end; `nil` where the inventory tells.
    public let baseURL: String?

    /// Reads an entry of `inventories`.
    ///
    /// Reports `unknown-key`, `missing-key`, `wrong-type`.
    init?(_ reader: inout YAMLReader) {
        reader.reportKeys(notIn: ["file", "name", "base-url"])
        name = reader.text("name")?.value
        let url = reader.text("base-url")
        baseURL = url.flatMap { SiteConfiguration.normalizedBaseURL($0.value) }
        if let url, baseURL == nil {
            reader.report(
                .wrongType, at: url.location,
                "'base-url' takes an address that begins with https:// or http://, not '\(url.value)'")
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
