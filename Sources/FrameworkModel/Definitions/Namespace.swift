import ContentReading

/// A namespace, object identifier or format code that a definition introduces (General Introduction, Appendix C).
public struct Namespace: Sendable {
    /// The identifier, such as `urn:ihe:iti:xds-b:2007`.
    public let uri: String
    /// What it stands for.
    public let meaning: Prose?
}
