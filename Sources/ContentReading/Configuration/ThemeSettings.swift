import Diagnostics

/// What the `theme.yml` of a theme says: which other theme it is based on.
public struct ThemeSettings: Sendable {
    /// The name of the file, at the top of the theme's folder.
    public static let fileName = "theme.yml"

    /// The folder of the other theme, by its path from the folder of this one.
    public let base: SiteConfiguration.Setting
    /// What is odd about the file.
    public let diagnostics: [Diagnostic]

    /// Reads a `theme.yml`. Reports `unknown-key`.
    ///
    /// - Throws: A `Diagnostic` of rule `malformed-yaml`, `wrong-type` or `missing-key`.
    public static func read(_ source: SourceText) throws(Diagnostic) -> ThemeSettings {
        var reader = try YAMLReader(String(decoding: source.bytes, as: UTF8.self), in: source)
        reader.reportKeys(notIn: ["base"])
        if !reader.keys.contains("base") {
            reader.reportMissing("base", help: "name the theme that this one is based on: 'base: default'")
        }
        let base = reader.text("base")
        if let base, base.value.hasPrefix("/") || base.value.contains("\\") {
            reader.report(
                .wrongType, at: base.location,
                "'base' takes the name of a theme beside this one, or a path from its folder, not '\(base.value)'")
        }
        if let error = reader.diagnostics.first(where: { $0.severity == .error }) { throw error }
        guard let base else { throw Diagnostic(.missingKey, at: reader.location, "the key 'base' is missing") }
        // A name is that of a folder beside, as it is for a site.
        let path = base.value.contains("/") ? base.value : "../" + base.value
        return ThemeSettings(
            base: .init(value: path, location: base.location), diagnostics: reader.diagnostics)
    }
}
