import ContentReading

/// A chapter or appendix of a volume that is no profile, transaction or content module: an appendix of the General
/// Introduction, a national extension in volume 4.
public struct Chapter: Definition {
    public static let kind = DefinitionKind.chapter
    public enum Kind: String, Sendable {
        case chapter, section, appendix
        case nationalExtension = "national-extension"
    }

    public let identity: Identity
    public let volume: DefinitionReference
    /// The number in the volume, such as `3`, `E` or `4.1`.
    public let number: String
    public let chapterKind: Kind
    public let status: Status?
    public let href: String?
    /// The domain of the volume; `nil` for a volume that all domains share.
    public internal(set) var domain: DefinitionReference?
    /// The number of the volume, such as `3`; `nil` for a volume without one.
    public internal(set) var volumeNumber: String?

    public var label: String { chapterKind == .appendix ? "Appendix \(number)" : name }
    public var title: String { chapterKind == .appendix ? "Appendix \(number): \(name)" : name }

    public var domainReference: DefinitionReference? { domain }
    public var references: [DefinitionReference] { [volume] }
}
