/// That something was published, or results were.
public struct Publishing: Sendable {
    /// An ISO 8601 date.
    public let date: String
    public let key: DefinitionKey
    /// What was published of it: a version, a revision, results.
    public let what: String
}

extension Framework {
    /// What has been published when, as far as the content tells: the latest first.
    ///
    /// - Parameter domain: The domain whose publications are meant; `nil` for all.
    public func publishings(of domain: String? = nil) -> [Publishing] {
        let volumes = self.volumes.flatMap { volume in
            volume.history.compactMap { revision in
                revision.date.map { Publishing(date: $0, key: volume.key, what: "Revision \(revision.number)") }
            }
        }
        let supplements = self.supplements.compactMap { supplement in
            let latest = supplement.latest
            let what = [supplement.status?.label, latest.number.map { "version \($0)" }].compactMap { $0 }
            return latest.date.map {
                Publishing(date: $0, key: supplement.key, what: what.joined(separator: ", "))
            }
        }
        let publications = self.publications.compactMap { publication in
            publication.edition.date.map {
                Publishing(date: $0, key: publication.key, what: publication.publicationKind.label)
            }
        }
        let events = self.events.compactMap { event in
            event.results?.published.map { Publishing(date: $0, key: event.key, what: "Results") }
        }
        return (volumes + supplements + publications + events)
            .filter { entry in domain == nil || self[entry.key]?.domainReference?.id == domain }
            .sorted { left, right in left.date == right.date ? left.key < right.key : left.date > right.date }
    }
}
