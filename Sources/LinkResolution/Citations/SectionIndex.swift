import Diagnostics
import FrameworkModel

/// Every numbered chapter, section, figure and table of the site, by volume and number: what citations lead to.
public struct SectionIndex: Sendable {
    /// Where a citation leads.
    public struct Entry: Sendable, Equatable {
        public let page: PageKey
        /// The anchor on the page; `nil` for a chapter as a whole.
        public let anchor: String?
        /// What the section is called.
        public let title: String
        /// Whether the chapter has been written here: what is cited of it must then exist.
        let isWritten: Bool

        public init(page: PageKey, anchor: String?, title: String, isWritten: Bool) {
            self.page = page
            self.anchor = anchor
            self.title = title
            self.isWritten = isWritten
        }
    }

    /// What a number stands for.
    public enum Label: Sendable, Hashable {
        case section(String)
        case appendix(String)
        case table(String)
        case figure(String)

        /// The number of the section that may hold it: `3.18.4.1` of `3.18.4.1-2`.
        fileprivate var section: String {
            switch self {
            case .section(let number), .appendix(let number): number
            case .table(let number), .figure(let number): String(number.prefix { $0 != "-" })
            }
        }

        var text: String {
            switch self {
            case .section(let number): number
            case .appendix(let number): "Appendix \(number)"
            case .table(let number): "Table \(number)"
            case .figure(let number): "Figure \(number)"
            }
        }
    }

    private var entries: [ChapterPlace.VolumeKey: [Label: Entry]] = [:]
    private var volumes: [ChapterPlace.VolumeKey: Entry] = [:]

    public init() {}

    /// Adds what has a number; of two with the same number the first stays.
    public mutating func add(_ label: Label, of volume: ChapterPlace.VolumeKey, _ entry: Entry) {
        if entries[volume]?[label] == nil { entries[volume, default: [:]][label] = entry }
    }

    /// Adds the page of a volume.
    public mutating func add(volume: ChapterPlace.VolumeKey, _ entry: Entry) {
        if volumes[volume] == nil { volumes[volume] = entry }
    }

    /// The volumes that have something else than in another index.
    public func volumes(differingFrom other: SectionIndex) -> Set<ChapterPlace.VolumeKey> {
        let all = Set(entries.keys).union(other.entries.keys).union(volumes.keys).union(other.volumes.keys)
        return all.filter { entries[$0] != other.entries[$0] || volumes[$0] != other.volumes[$0] }
    }

    /// Forgets what a volume has, apart from its page.
    public mutating func removeNumbers(of volume: ChapterPlace.VolumeKey) { entries[volume] = nil }

    /// What a citation leads to.
    public enum Match: Sendable {
        case found(Entry)
        /// The chapter is here, the section is not.
        case missing(in: Entry, LinkProblem)
        /// Nothing here has the number.
        case unresolved(LinkProblem)
        /// It may well be a number of another document.
        case foreign

        /// Whether another match leads to the same place, and there is nothing to report of either.
        public func isSame(as other: Match) -> Bool {
            switch (self, other) {
            case (.found(let entry), .found(let other)): entry == other
            case (.foreign, .foreign): true
            default: false
            }
        }
    }

    /// Resolves a citation.
    ///
    /// - Parameters:
    ///   - volume: The volume that the citing text stands in.
    ///   - owner: The domain of the citing text.
    public func find(_ citation: Citation, from volume: ChapterPlace.VolumeKey?, of owner: String?) -> Match {
        guard let key = Self.volume(of: citation, from: volume, of: owner) else { return .foreign }
        guard let label = Label(citation.target) else {
            return volumes[key].map(Match.found) ?? .unresolved(unknownVolume(key))
        }
        let numbers = entries[key] ?? [:]
        if let entry = numbers[label] { return .found(entry) }
        // A number without its volume may be that of another document.
        let isOurs = citation.volume != nil || citation.domain != nil
        if let chapter = chapter(of: label, in: numbers) {
            if !chapter.isWritten { return .found(chapter) }
            return isOurs ? .missing(in: chapter, unknown(label, key, numbers)) : .foreign
        }
        guard isOurs else { return .foreign }
        // Of a volume without any chapter here, its page tells where it is published.
        if numbers.isEmpty, let volume = volumes[key] { return .found(volume) }
        return .unresolved(unknown(label, key, numbers))
    }

    /// The volume that a citation is about; `nil` where it does not tell.
    public static func volume(
        of citation: Citation, from volume: ChapterPlace.VolumeKey?, of owner: String?
    ) -> ChapterPlace.VolumeKey? {
        guard let owner = citation.domain ?? volume?.owner ?? owner else { return nil }
        let digit = citation.volume.map { String($0.prefix(1)) } ?? (citation.domain == nil ? volume?.digit : nil)
        return digit.map { ChapterPlace.VolumeKey(owner: owner, number: $0) }
    }

    /// The nearest section around a number.
    private func chapter(of label: Label, in numbers: [Label: Entry]) -> Entry? {
        var number = Substring(label.section)
        while true {
            if let entry = numbers[.section(String(number))] ?? numbers[.appendix(String(number))] { return entry }
            guard let period = number.lastIndex(of: ".") else { return nil }
            number = number[..<period]
        }
    }

    private func unknown(
        _ label: Label, _ key: ChapterPlace.VolumeKey, _ numbers: [Label: Entry]
    ) -> LinkProblem {
        LinkProblem(
            .unresolvedCitation, "\(key.owner) TF-\(key.digit) has no \(label.noun) here", name: label.text,
            candidates: numbers.keys.filter { $0.sort == label.sort }.map(\.text),
            help: "cite a number that exists")
    }

    private func unknownVolume(_ key: ChapterPlace.VolumeKey) -> LinkProblem {
        LinkProblem(
            .unresolvedCitation, "there is no volume '\(key.owner) TF-\(key.digit)'",
            name: "\(key.owner) TF-\(key.digit)",
            candidates: volumes.keys.map { "\($0.owner) TF-\($0.digit)" }.sorted(),
            help: "define the volume, or cite another")
    }
}

extension SectionIndex.Label {
    fileprivate init?(_ target: Citation.Target) {
        switch target {
        case .volume: return nil
        case .section(let number): self = .section(number)
        case .appendix(let number): self = .appendix(number)
        case .table(let number): self = .table(number)
        case .figure(let number): self = .figure(number)
        }
    }

    /// What kind of thing has the number.
    fileprivate var sort: Int {
        switch self {
        case .section: 0
        case .appendix: 1
        case .table: 2
        case .figure: 3
        }
    }

    fileprivate var noun: String {
        switch self {
        case .section(let number): "section \(number)"
        case .appendix, .table, .figure: text
        }
    }
}
