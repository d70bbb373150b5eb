import Diagnostics

extension ModelChecks {
    /// Reports `impossible-date`: a document dated later than the sources of its facts, which so can't have known, a
    /// version dated before an earlier one, or a period (of public comment, of an event, of a certificate) that ends before
    /// it begins. Days that no calendar has the schema refuses already.
    static func impossibleDates(in framework: Framework) -> [Diagnostic] {
        framework.documents.flatMap { document in
            [laterThanItsSources(document, framework)].compactMap { $0 } + versionsOutOfOrder(of: document)
        } + periods(in: framework)
    }

    private static func periods(in framework: Framework) -> [Diagnostic] {
        let comments = framework.supplements.compactMap(\.commentPeriod).compactMap { period in
            endBeforeBeginning("public comment", period.from, period.until, period.untilPlace)
        }
        let events = framework.events.flatMap { event in
            [("the event", event.days), ("registration", event.registration?.days)].compactMap { what, days in
                days.flatMap { endBeforeBeginning(what, $0.from, $0.until, $0.untilPlace) }
            }
        }
        let certificates = framework.products.flatMap(\.certificates).compactMap { certificate in
            endBeforeBeginning("the certificate", certificate.from, certificate.until, certificate.untilPlace)
        }
        return comments + events + certificates
    }

    private static func endBeforeBeginning(
        _ what: String, _ from: String?, _ until: String?, _ place: SourcePlace?
    ) -> Diagnostic? {
        guard let from, let until, let place, until < from else { return nil }
        return Diagnostic(
            .impossibleDate, at: place.location, "\(what) ends on \(until), before it begins on \(from)",
            help: "correct one of the dates")
    }

    private static func laterThanItsSources(_ document: any PublishedDocument, _ framework: Framework) -> Diagnostic? {
        let sources = document.identity.sources.compactMap { framework.sources[$0.id] }
        guard let date = document.edition.date, let place = document.edition.datePlace,
            let newest = sources.max(by: { $0.date < $1.date }), isBefore(newest.date, date)
        else { return nil }
        return Diagnostic(
            .impossibleDate, at: place.location, "\(date) is later than the source '\(newest.id)', of \(newest.date)",
            help: "correct the date, or name the source that has it",
            related: .init("the source is here", at: newest.identity.place.location))
    }

    /// Of a source, only the month or the year may be known.
    private static func isBefore(_ source: String, _ date: String) -> Bool { source < date.prefix(source.count) }

    private static func versionsOutOfOrder(of document: any PublishedDocument) -> [Diagnostic] {
        let dated = document.releases.compactMap { release -> (release: Release, version: [Int], date: String)? in
            guard let date = release.date, !release.isLatestDate else { return nil }
            let numbers = release.version.prefix { $0.isNumber || $0 == "." }.split(separator: ".").compactMap {
                Int($0)
            }
            return numbers.isEmpty ? nil : (release, numbers, date)
        }
        let sorted = dated.sorted { $0.version.lexicographicallyPrecedes($1.version) }
        return zip(sorted, sorted.dropFirst()).compactMap { earlier, later in
            guard earlier.version != later.version, later.date < earlier.date else { return nil }
            return Diagnostic(
                .impossibleDate, at: later.release.place.location,
                "version \(later.release.version) is dated before version \(earlier.release.version)",
                help: "correct one of the dates",
                related: .init("version \(earlier.release.version) is here", at: earlier.release.place.location))
        }
    }
}
