/// What is published as a document of its own: a supplement or another publication.
protocol PublishedDocument: Definition {
    var edition: Edition { get }
    var releases: [Release] { get }
}

extension Supplement: PublishedDocument {}
extension Publication: PublishedDocument {}

extension Framework {
    /// All that is published as documents of their own.
    var documents: [any PublishedDocument] { Array(supplements) + Array(publications) }
}
