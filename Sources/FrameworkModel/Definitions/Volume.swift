import ContentReading
import Diagnostics

/// A volume of a domain's Technical Framework, or one that all domains share.
public struct Volume: Definition {
    public static let kind = DefinitionKind.volume
    public let identity: Identity
    /// `nil` for a volume that all domains share, such as the General Introduction.
    public let domain: DefinitionReference?
    /// The number in citations, such as `2` or `2x`.
    public let number: String?
    public let edition: Edition
    /// The revisions that have entries of their own, as the source lists them.
    public let revisions: [Revision]
    /// The chapters, sections and appendices that the volume's contents list.
    public let parts: [Part]

    public var title: String { domain.map { "\($0.id) \(name)" } ?? name }
    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { domain.map { [$0] } ?? [] }
    public var passages: [Prose] { (identity.definition.map { [$0] } ?? []) + revisions.compactMap(\.change) }

    /// All revisions that are known, the newest first: those with entries, completed by what the volume says of its
    /// current one.
    public var history: [Revision] {
        var history = revisions
        if let current = edition.revision {
            let entry = history.firstIndex { $0.number == current }
            let listed = entry.map { history.remove(at: $0) }
            history.append(
                Revision(
                    number: current, date: listed?.date ?? edition.date, href: listed?.href ?? edition.href,
                    change: listed?.change, place: listed?.place ?? identity.place))
        }
        return history.sorted { identifierPrecedes($1.number, $0.number) }
    }

    /// A published revision.
    public struct Revision: Sendable {
        public let number: String
        /// An ISO 8601 date.
        public let date: String?
        public let href: String?
        /// What it changed, in one line.
        public let change: Prose?
        let place: SourcePlace
    }

    /// A chapter, section or appendix.
    public struct Part: Sendable {
        public enum Kind: String, Sendable { case chapter, section, appendix }

        public let kind: Kind
        public let number: String
        public let name: String
        public let href: String?

        /// The anchor of the part on the volume's page.
        public var anchor: String { "\(kind.rawValue)-\(number)" }
    }
}

/// What is known of the publication of a document.
public struct Edition: Sendable {
    public enum DateKind: String, Sendable { case published, revised, deprecated, retired, incorporated }
    public enum Format: String, Sendable { case pdf, web, ig, xml, xlsx, zip, json }

    public let status: Status?
    public let revision: String?
    /// An ISO 8601 date.
    public let date: String?
    /// What happened on the date.
    public let dateKind: DateKind?
    public let format: Format?
    /// Where it is published.
    public let href: String?
    /// Where date and address stand in the source.
    let datePlace: SourcePlace?
    let hrefPlace: SourcePlace?
}

/// A published version of a document.
public struct Release: Sendable {
    public let version: String
    public let status: Status?
    /// An ISO 8601 date.
    public let date: String?
    /// Whether the version may be older than its date.
    public let isLatestDate: Bool
    /// The package under which FHIR tools find it.
    public let package: String?
    public let href: String?
    let place: SourcePlace
}
