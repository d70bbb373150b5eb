import ContentReading
import FrameworkModel
import LinkResolution

/// Everything that other sites can link to, by name or by citation: what `Inventory` reads there. One entry a line, so that a
/// change can be seen and much of it compressed; what a definition says is in `framework.json`.
extension PageComposer {
    func inventory() -> [UInt8] {
        JSONWriter.document(.lines) { json in
            json.member("format", Inventory.format)
            json.member("version", Inventory.version)
            json.member("title", configuration.title)
            json.member("language", configuration.language)
            json.member("base-url", configuration.baseURL)
            let definitions = framework.definitions.compactMap { definition in
                addresses[definition.key].map { (definition, $0) }
            }
            json.objects("entries", of: definitions) { json, entry in write(entry.0, at: entry.1, to: &json) }
            json.objects("pages", of: framework.pages) { json, page in
                json.member("id", page.file.stem)
                json.member("name", titles[PageKey(page)])
                json.member("address", addresses[PageKey(page)])
            }
            json.objects("chapters", of: inventoriedChapters()) { write($1, to: &$0) }
        }
    }

    private func write(_ definition: any Definition, at address: Address, to json: inout JSONWriter) {
        json.member("kind", definition.key.kind.rawValue)
        json.member("id", definition.id)
        json.member("name", definition.name)
        if definition.label != definition.name { json.member("label", definition.label) }
        if definition.title != definition.name { json.member("title", definition.title) }
        let aliases = definition.otherIdentifiers + definition.identity.aliases
        if !aliases.isEmpty { json.member("aliases", aliases) }
        json.member("domain", definition.domainReference?.id)
        let status = definition.publicationStatus ?? (definition as? Supplement)?.status
        json.member("status", status?.rawValue)
        json.member("address", address)
    }

    private func write(_ chapter: InventoriedChapter, to json: inout JSONWriter) {
        json.member("volume", chapter.volume)
        json.member("address", chapter.address)
        if chapter.isWritten { json.member("written", true) }
        json.array("sections", of: chapter.sections) { json, section in
            json.value { json in
                json.value(section.number)
                json.value(section.title)
                if let anchor = section.anchor { json.value(anchor) }
            }
        }
    }

    /// What can be cited, by volumes and pages.
    private func inventoriedChapters() -> [InventoriedChapter] {
        var chapters: [InventoriedChapter.Place: InventoriedChapter] = [:]
        for (volume, label, entry) in library.sectionIndex.all {
            guard let address = addresses[entry.page] else { continue }
            let place = InventoriedChapter.Place(volume: volume, page: entry.page)
            chapters[
                place, default: InventoriedChapter(volume: framework.citation(of: volume), address: address)
            ].add(label, entry)
        }
        return chapters.values.map(\.inOrder).sorted { left, right in
            left.volume == right.volume ? left.address < right.address : identifierPrecedes(left.volume, right.volume)
        }
    }
}

/// What is cited of a volume on one page.
private struct InventoriedChapter {
    struct Place: Hashable {
        let volume: ChapterPlace.VolumeKey
        let page: PageKey
    }

    struct Section {
        let number: String
        let title: String
        let anchor: String?
    }

    let volume: String
    let address: Address
    private(set) var isWritten = false
    private(set) var sections: [Section] = []

    init(volume: String, address: Address) {
        self.volume = volume
        self.address = address
    }

    mutating func add(_ label: SectionIndex.Label?, _ entry: SectionIndex.Entry) {
        if entry.isWritten { isWritten = true }
        sections.append(
            Section(
                number: label?.text ?? "", title: entry.title, anchor: entry.anchor.map { Address($0).encoded }))
    }

    /// The chapter with its sections in the order of their numbers.
    var inOrder: InventoriedChapter {
        var chapter = self
        chapter.sections.sort { identifierPrecedes($0.number, $1.number) }
        return chapter
    }
}
