import LinkResolution

/// What changes are called.
extension Marked.Change.Kind {
    /// What items at one place became.
    init(of run: ArraySlice<MarkedItem>) {
        let deleted = run.count(where: \.mark.isDeletion)
        self = deleted == 0 ? .inserted : deleted == run.count ? .deleted : .replaced
    }

    var verb: StaticString {
        switch self {
        case .inserted: "Inserted"
        case .deleted: "Deleted"
        case .replaced: "Replaced"
        }
    }

    var cssClass: HTML {
        switch self {
        case .inserted: "amended-inserted"
        case .deleted: "amended-deleted"
        case .replaced: "amended-replaced"
        }
    }
}

extension HTML {
    /// Appends the address of what tells about a change.
    mutating func append(cite origin: ChangeMarking.Origin) {
        append(origin.address)
        if let fragment = origin.fragment { append(text: "#" + fragment) }
    }
}

/// What of items matters where they are written.
extension MarkedItem {
    /// Whether no mark may stand around the item.
    func isPart(of container: HTMLTag?) -> Bool {
        block?.tag.isPart == true || container?.holdsPartsOnly == true
    }
}

extension MarkedBlock {
    /// Whether its own text has changed; a number that the generator works out is no matter.
    var hasChangedWords: Bool {
        !tag.isNumber
            && items.contains { item in
                guard case .words(let words) = item.content else { return false }
                return item.mark != .kept || words.contains { $0.mark != .kept && !$0.content.isBlank }
            }
    }

    /// The steps that drew anew what a figure shows.
    var drawnAnewBy: [Int] {
        switch tag.name {
        case "svg": redrawnBy
        case "figure": Set(drawings.flatMap(\.redrawnBy)).sorted()
        default: []
        }
    }

    private var drawings: [MarkedBlock] {
        tag.name == "svg" ? [self] : items.filter { $0.mark == .kept }.compactMap(\.block).flatMap(\.drawings)
    }
}

extension MarkedWord {
    /// The word with the mark of what it stands in.
    func marked(_ mark: ChangeMark) -> MarkedWord {
        var word = self
        if word.mark == .kept { word.mark = mark }
        return word
    }
}

extension [MarkedWord] {
    /// The text that is not deleted, as it is read: without the links to take its address by.
    var plainText: String {
        var bytes: [UInt8] = []
        collect(into: &bytes)
        let text = String(decoding: bytes[...].trimmed, as: UTF8.self)
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private func collect(into bytes: inout [UInt8]) {
        for word in self where !word.mark.isDeletion {
            if !word.space.isEmpty, !bytes.isEmpty { bytes.append(.space) }
            switch word.content {
            case .text(let text): bytes += text
            case .element(let element) where !element.tag.isAnchorLink:
                for item in element.items { if case .words(let words) = item.content { words.collect(into: &bytes) } }
            case .element: break
            }
        }
    }
}
