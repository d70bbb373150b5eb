import ContentReading
import FrameworkModel

/// What can be cited on other sites, by the volumes and numbers that their inventories tell.
struct ImportedSections: Sendable {
    /// Each site's own, in the order in which they are asked.
    private let sites: [[ChapterPlace.VolumeKey: [SectionIndex.Label: Place]]]
    private let volumes: [ChapterPlace.VolumeKey: Place]

    /// Where a number leads.
    fileprivate struct Place: Sendable {
        let section: SectionIndex.ImportedSection
        let isWritten: Bool
    }

    init() {
        sites = []
        volumes = [:]
    }

    init(_ imports: Imports) {
        var volumes: [ChapterPlace.VolumeKey: Place] = [:]
        sites = imports.sites.map { site in
            var numbers: [ChapterPlace.VolumeKey: [SectionIndex.Label: Place]] = [:]
            for chapter in site.chapters {
                guard let key = ChapterPlace.VolumeKey(citation: chapter.volume) else { continue }
                for section in chapter.sections {
                    let anchor = section.anchor.isEmpty ? "" : "#" + section.anchor
                    let place = Place(
                        section: .init(
                            url: site.baseURL + chapter.address + anchor, title: "\(section.title) (\(site.name))"),
                        isWritten: chapter.isWritten)
                    if section.number.isEmpty {
                        if volumes[key] == nil { volumes[key] = place }
                    } else {
                        numbers[key, default: [:]][SectionIndex.Label(section.number)] = place
                    }
                }
            }
            return numbers
        }
        self.volumes = volumes
    }

    /// All that sites have of a volume, in no particular order.
    func labels(in volume: ChapterPlace.VolumeKey) -> [SectionIndex.Label] {
        sites.flatMap { ($0[volume] ?? [:]).keys }
    }

    /// The section of another site that a citation leads to.
    ///
    /// - Parameter label: `nil` for the volume as a whole.
    /// - Returns: Also whether it is only what is nearest to a section that the chapter does not have.
    func find(
        _ label: SectionIndex.Label?, in volume: ChapterPlace.VolumeKey
    ) -> (section: SectionIndex.ImportedSection, isMissing: Bool)? {
        guard let label else { return volumes[volume].map { ($0.section, false) } }
        for site in sites {
            guard let numbers = site[volume] else { continue }
            if let place = numbers[label] { return (place.section, false) }
            if let place = label.chapter(in: numbers) { return (place.section, place.isWritten) }
        }
        return nil
    }
}

extension ChapterPlace.VolumeKey {
    /// The volume that citations name so, such as `ITI TF-2`; `nil` for one that is not cited by a domain and a number.
    fileprivate init?(citation: String) {
        let parts = citation.split(separator: " TF-", omittingEmptySubsequences: false)
        guard parts.count == 2, let digit = parts[1].first, digit.isNumber else { return nil }
        self.init(owner: String(parts[0]), number: String(digit))
    }
}
