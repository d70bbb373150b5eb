/// A definition of another site, as far as its inventory tells: enough to name it and to link to it. The site has no page of
/// it and lists it nowhere as its own.
public final class ImportedDefinition: Sendable {
    public let key: DefinitionKey
    /// The name in full.
    public let name: String
    /// What readers call it where space is short: an identifier or acronym they know, else the name.
    public let label: String
    /// The name, with the identifier that readers know it by.
    public let title: String
    /// Other names and identifiers under which references find it.
    public let otherNames: [String]
    /// The page of the other site.
    public let url: String
    /// What the other site is called.
    public let site: String

    init(
        key: DefinitionKey, name: String, label: String, title: String, otherNames: [String], url: String, site: String
    ) {
        self.key = key
        self.name = name
        self.label = label
        self.title = title
        self.otherNames = otherNames
        self.url = url
        self.site = site
    }

    /// What readers learn before they follow a link: what it leads to, and on which site.
    public var hover: String { "\(name) (\(site))" }
}

extension ImportedDefinition: Equatable {
    public static func == (left: ImportedDefinition, right: ImportedDefinition) -> Bool {
        left === right
            || (left.key == right.key && left.name == right.name && left.label == right.label
                && left.title == right.title && left.url == right.url && left.site == right.site)
    }
}
