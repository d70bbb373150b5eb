import FrameworkModel

/// The order of records in the index: by kind, then the more used before the less used, then by domain and status. So
/// that what a browser has to know of every record is told by the run that it stands in, and where only a part of
/// a list is kept, it is the better one.
struct RecordOrder {
    let records: [SearchRecord]
    /// The facets and the use class of records that follow each other.
    let runs: [Run]
    /// The domains, in the order in which they were given, and the empty one.
    let domains: [String]

    struct Run: Equatable {
        var count: Int
        let kind: Int
        let useClass: Int
        let domain: Int
        let status: Int
    }

    init(_ unordered: [SearchRecord], domains names: [String]) {
        domains = names + [""]
        let domainRanks = Dictionary(
            domains.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let kindRanks = Dictionary(
            uniqueKeysWithValues: SearchRecord.Kind.all.enumerated().map { ($0.element, $0.offset) })
        let keys = unordered.map { record in
            let facets = record.facets
            return Run(
                count: 1, kind: kindRanks[facets.kind] ?? 0, useClass: record.useClass,
                domain: domainRanks[facets.domain] ?? names.count,
                status: facets.status.flatMap(Status.allCases.firstIndex) ?? Status.allCases.count)
        }
        let order = unordered.indices.map { (key: keys[$0].rank, index: $0) }
            .sorted { $0.key != $1.key ? $0.key < $1.key : $0.index < $1.index }.map(\.index)
        records = order.map { unordered[$0] }
        var runs: [Run] = []
        for index in order {
            if let last = runs.last, last.rank == keys[index].rank {
                runs[runs.count - 1].count += 1
            } else {
                runs.append(keys[index])
            }
        }
        self.runs = runs
    }
}

extension RecordOrder.Run {
    /// A number that orders records; the number of domains is the only one of its parts that grows with the site.
    fileprivate var rank: Int {
        ((kind * 8 + (SearchRecord.highestUseClass - useClass)) * (1 << 20) + domain) * 16 + status
    }

    /// The run as the browser reads it.
    var encoded: NumberText {
        var text = NumberText()
        for number in [count - 1, kind, useClass, domain, status] { text.append(number) }
        return text
    }
}
