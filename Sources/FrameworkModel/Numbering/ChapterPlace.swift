/// Where a chapter stands in the Technical Frameworks, which is how its sections are numbered and cited.
public struct ChapterPlace: Sendable, Hashable {
    /// The volume that the chapter stands in.
    public let volume: VolumeKey
    /// The number of the chapter, such as `10`, `3.18`, `E` or a draft's `X`.
    public let number: String
    /// Whether the number is that of an appendix.
    public let isAppendix: Bool

    /// A volume without regard to its parts: citations of `TF-2a`, `TF-2x` and `TF-2` mean the same numbers.
    public struct VolumeKey: Sendable, Hashable {
        /// The domain; for a volume that all domains share its identifier.
        public let owner: String
        /// The digit of the volume, such as `2`; empty for a volume without a number.
        public let digit: String

        public init(owner: String, number: String?) {
            self.owner = owner
            digit = number.map { String($0.prefix(1)) } ?? ""
        }
    }
}

extension Definition {
    /// Whether the definition is a chapter or section of a volume, with or without a number.
    public var isChapter: Bool {
        switch Self.kind {
        case .profile, .transaction, .contentModule, .chapter: true
        default: false
        }
    }
}

extension Framework {
    /// Where the chapter of a definition stands: profiles in volume 1, transactions in volume 2, content modules in
    /// volume 3 or the one that they name (General Introduction, chapter 5); `nil` for what is no chapter or has no number.
    public func place(of definition: any Definition) -> ChapterPlace? {
        func place(_ volume: String, _ number: String?) -> ChapterPlace? {
            guard let number, let domain = definition.domainReference else { return nil }
            return ChapterPlace(volume: .init(owner: domain.id, number: volume), number: number, isAppendix: false)
        }
        switch definition {
        case let profile as Profile: return place("1", profile.chapter)
        case let transaction as Transaction: return place("2", transaction.section)
        case let module as ContentModule: return place(module.volume, module.section)
        case let chapter as Chapter:
            return volumes[chapter.volume.id].map {
                ChapterPlace(
                    volume: key(of: $0), number: chapter.number, isAppendix: chapter.chapterKind == .appendix)
            }
        default: return nil
        }
    }

    /// The chapters that stand in a volume, in the order of their numbers, appendices last. Of volumes in several parts
    /// (`2a`, `2b`, `2x`), the one without a letter has the profiles, transactions and content modules.
    public func chapters(of volume: Volume) -> [(definition: any Definition, place: ChapterPlace)] {
        let key = key(of: volume)
        let parts = volume.domain.map { relations.parts(of: $0.id) }
        let main = parts?.volumes.first { self.key(of: $0) == key }
        var chapters: [any Definition] = relations.chaptersByVolume[volume.id] ?? []
        if let parts, main?.id == volume.id {
            chapters += parts.profiles as [any Definition] + parts.transactions + parts.contentModules
        }
        return chapters.compactMap { chapter in place(of: chapter).map { (chapter, $0) } }
            .filter { $0.1.volume == key }
            .sorted { left, right in
                left.1.isAppendix != right.1.isAppendix
                    ? right.1.isAppendix : identifierPrecedes(left.1.number, right.1.number)
            }
    }

    /// The volume in citations.
    public func key(of volume: Volume) -> ChapterPlace.VolumeKey {
        .init(owner: volume.domain?.id ?? volume.id, number: volume.number)
    }

    /// How a section is cited (General Introduction 7.5), such as `ITI TF-2: 3.18.4.1`, `ITI TF-2: Appendix E.1`.
    ///
    /// - Parameter number: The number of the section, beginning with that of the chapter.
    public func citation(of number: String, in place: ChapterPlace) -> String {
        "\(citation(of: place.volume)): \(place.isAppendix ? "Appendix \(number)" : number)"
    }

    /// How a volume is cited, such as `ITI TF-2`; by its name where domains share it.
    public func citation(of volume: ChapterPlace.VolumeKey) -> String {
        has(DefinitionKey(.domain, volume.owner))
            ? "\(volume.owner) TF-\(volume.digit)" : volumes[volume.owner]?.name ?? volume.owner
    }
}
