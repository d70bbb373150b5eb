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
        public let isWritten: Bool

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

        /// What inventories call it, see `text`.
        init(_ text: String) {
            func number(behind word: String) -> String? {
                text.hasPrefix(word) ? String(text.dropFirst(word.count)) : nil
            }
            if let number = number(behind: "Appendix ") {
                self = .appendix(number)
            } else if let number = number(behind: "Table ") {
                self = .table(number)
            } else if let number = number(behind: "Figure ") {
                self = .figure(number)
            } else {
                self = .section(text)
            }
        }

        /// How the number is cited in its volume.
        public var text: String {
            switch self {
            case .section(let number): number
            case .appendix(let number): "Appendix \(number)"
            case .table(let number): "Table \(number)"
            case .figure(let number): "Figure \(number)"
            }
        }
    }

    /// A section of another site.
    public struct ImportedSection: Sendable, Equatable {
        public let url: String
        /// What the section and the site are called.
        public let title: String
    }

    private var entries: [ChapterPlace.VolumeKey: [Label: Entry]] = [:]
    private var volumes: [ChapterPlace.VolumeKey: Entry] = [:]
    private let imported: ImportedSections

    /// - Parameter imports: What other sites have.
    public init(_ imports: Imports = Imports()) {
        imported = ImportedSections(imports)
    }

    /// All that can be cited here, in no particular order; volumes as a whole have no label.
    public var all: [(volume: ChapterPlace.VolumeKey, label: Label?, entry: Entry)] {
        volumes.map { ($0.key, nil, $0.value) }
            + entries.flatMap { volume, numbers in numbers.map { (volume, $0.key, $0.value) } }
    }

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
        /// Another site has it; with a problem where it has the chapter, but not the section.
        case imported(ImportedSection, LinkProblem?)
        /// Nothing here has the number.
        case unresolved(LinkProblem)
        /// It may well be a number of another document.
        case foreign

        /// Whether another match leads to the same place, and there is nothing to report of either.
        public func isSame(as other: Match) -> Bool {
            switch (self, other) {
            case (.found(let entry), .found(let other)): entry == other
            case (.imported(let section, nil), .imported(let other, nil)): section == other
            case (.foreign, .foreign): true
            default: false
            }
        }
    }

    /// Resolves a citation. What the site has comes before what other sites have.
    ///
    /// - Parameters:
    ///   - volume: The volume that the citing text stands in.
    ///   - owner: The domain of the citing text.
    public func find(_ citation: Citation, from volume: ChapterPlace.VolumeKey?, of owner: String?) -> Match {
        guard let key = Self.volume(of: citation, from: volume, of: owner) else { return .foreign }
        let label = Label(citation.target)
        let own = findHere(label, in: key, isOurs: citation.volume != nil || citation.domain != nil)
        guard case .unresolved = own, let (section, isMissing) = imported.find(label, in: key) else { return own }
        return .imported(section, isMissing ? label.map { unknown($0, key, imported.labels(in: key)) } : nil)
    }

    /// - Parameter isOurs: Whether the number names its volume or domain: another may be that of another document.
    private func findHere(_ label: Label?, in key: ChapterPlace.VolumeKey, isOurs: Bool) -> Match {
        guard let label else { return volumes[key].map(Match.found) ?? .unresolved(unknownVolume(key)) }
        let numbers = entries[key] ?? [:]
        if let entry = numbers[label] { return .found(entry) }
        if let chapter = label.chapter(in: numbers) {
            if !chapter.isWritten { return .found(chapter) }
            return isOurs ? .missing(in: chapter, unknown(label, key, Array(numbers.keys))) : .foreign
        }
        guard isOurs else { return .foreign }
        // Of a volume without any chapter here, its page tells where it is published.
        if numbers.isEmpty, let volume = volumes[key] { return .found(volume) }
        return .unresolved(unknown(label, key, Array(numbers.keys)))
    }

    /// The volume that a citation is about; `nil` where it does not tell.
    public static func volume(
        of citation: Citation, from volume: ChapterPlace.VolumeKey?, of owner: String?
    ) -> ChapterPlace.VolumeKey? {
        guard let owner = citation.domain ?? volume?.owner ?? owner else { return nil }
        let digit = citation.volume.map { String($0.prefix(1)) } ?? (citation.domain == nil ? volume?.digit : nil)
        return digit.map { ChapterPlace.VolumeKey(owner: owner, number: $0) }
    }

    private func unknown(
        _ label: Label, _ key: ChapterPlace.VolumeKey, _ labels: @autoclosure @escaping @Sendable () -> [Label]
    ) -> LinkProblem {
        LinkProblem(
            .unresolvedCitation, "\(key.owner) TF-\(key.digit) has no \(label.noun) here", name: label.text,
            candidates: labels().filter { $0.sort == label.sort }.map(\.text),
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
    /// The nearest section around a number.
    func chapter<Place>(in numbers: [SectionIndex.Label: Place]) -> Place? {
        var number = Substring(section)
        while true {
            if let place = numbers[.section(String(number))] ?? numbers[.appendix(String(number))] { return place }
            guard let period = number.lastIndex(of: ".") else { return nil }
            number = number[..<period]
        }
    }

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
