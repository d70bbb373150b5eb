import ContentReading
import Diagnostics
import FrameworkModel
import PageRendering

/// What merging a supplement makes of the source files (General Introduction, chapter 8: Final Text).
///
/// Its amendments are applied to the files of the volumes, the definitions that it introduces move to the files of their
/// kind, and it becomes final text itself.
struct SupplementMerge {
    /// The new bytes of files, by their paths within the content folder.
    private(set) var writes: [String: [UInt8]] = [:]
    /// The files that are gone.
    private(set) var removals: Set<String> = []
    /// The definitions that have moved, with their new files.
    private(set) var moved: [(definition: DefinitionKey, path: String)] = []
    /// Why it can't be merged.
    private(set) var diagnostics: [Diagnostic] = []

    private let sources: ContentSources
    private let linked: LinkedFramework
    private let places: DefinitionPlaces

    init(of supplement: Supplement, in sources: ContentSources, _ linked: LinkedFramework) {
        self.sources = sources
        self.linked = linked
        places = DefinitionPlaces(sources, linked.framework)
        writes = AmendedSources(sources, amendedBy: [supplement.id], linked.amendments).changes
        guard let own = sources.definitions.first(where: { $0.root.isDefinition(of: supplement.key) }) else {
            finalizeInPlace(supplement)
            return
        }
        if places.introduces(own.file) {
            for file in sources.definitions where file.file.path != own.file.path && own.file.holds(file.file) {
                move(file, of: supplement)
            }
        }
        writes[own.file.path] = finalized([own.root], in: writes[own.file.path] ?? own.source.bytes)
    }

    /// A supplement in a file with others.
    private mutating func finalizeInPlace(_ supplement: Supplement) {
        for file in sources.definitions {
            let elements = file.root.children.filter { $0.isDefinition(of: supplement.key) }
            guard !elements.isEmpty else { continue }
            writes[file.file.path] = finalized(elements, in: writes[file.file.path] ?? file.source.bytes)
        }
    }

    // MARK: Introduced definitions

    /// Moves the definitions of a file, each to where others of its kind are.
    private mutating func move(_ file: DefinitionFile, of supplement: Supplement) {
        let prose = sources.prose.first { $0.file.stem == file.file.stem }
        let elements = file.root.name == "definitions" ? file.root.children : [file.root]
        for element in elements {
            guard let kind = DefinitionKind(rawValue: element.name), let id = element.attribute(named: "id")?.value
            else {
                continue
            }
            let key = DefinitionKey(kind, id)
            switch places.place(for: key, of: supplement.domain.id, hasProse: prose != nil && elements.count == 1) {
            case .ownFile(let stem): moveToOwnFile(element, of: file, key, stem, prose)
            case .sharedFile(let path): append(element, of: file, key, to: path)
            }
        }
        removals.insert(file.file.path)
        if let prose { removals.insert(prose.file.path) }
    }

    private mutating func moveToOwnFile(
        _ element: XMLElement, of file: DefinitionFile, _ key: DefinitionKey, _ stem: String, _ prose: MarkdownFile?
    ) {
        let path = stem + ".xml"
        guard writes[path] == nil, !sources.definitions.contains(where: { $0.file.path == path }) else {
            diagnostics.append(
                Diagnostic(
                    .duplicateIdentifier, at: file.source.location(at: element.offset),
                    "'\(path)' is there already, so \(key.id) has no place among the final definitions",
                    help: "rename one of the two"))
            return
        }
        if file.root.name == "definitions" {
            let text = String(decoding: finalizedText(of: element, in: file), as: UTF8.self)
            writes[path] = Array((xmlHead + withNamespace(text) + "\n").utf8)
        } else {
            writes[path] = finalized([element], in: file.source.bytes)
        }
        if let prose { writes[stem + ".md"] = prose.source.bytes }
        moved.append((key, path))
    }

    private mutating func append(
        _ element: XMLElement, of file: DefinitionFile, _ key: DefinitionKey, to path: String
    ) {
        guard let target = sources.definitions.first(where: { $0.file.path == path }) else { return }
        let bytes = writes[path] ?? target.source.bytes
        let end = bytes.lastIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
        let last = bytes[..<end].lastIndex { !$0.isWhitespace }.map { $0 + 1 } ?? end
        let text = String(decoding: finalizedText(of: element, in: file), as: UTF8.self)
            .replacingFirst(" xmlns=\"\(definitionsNamespace)\"", with: "")
        let isIndented = file.root.name == "definitions"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let indented =
            isIndented
            ? text[...]
            : lines.map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
                .dropFirst(2)
        writes[path] = bytes[..<last] + Array("\n\n  \(indented)\n\n".utf8) + bytes[end...]
        moved.append((key, path))
    }

    private func withNamespace(_ text: String) -> String {
        guard !text.contains("xmlns="), let end = text.firstIndex(where: { $0 == " " || $0 == ">" || $0 == "/" }) else {
            return text
        }
        return text[..<end] + " xmlns=\"\(definitionsNamespace)\"" + text[end...]
    }

    // MARK: Status

    /// A definition's own bytes as final text.
    private func finalizedText(of element: XMLElement, in file: DefinitionFile) -> ArraySlice<UInt8> {
        let bytes = finalized([element], in: file.source.bytes)
        return bytes[element.offset..<(element.end + bytes.count - file.source.bytes.count)]
    }

    /// The bytes of a file with definitions in it as final text.
    private func finalized(_ elements: [XMLElement], in bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for element in elements.reversed() {
            guard let status = element.attribute(named: "status"), isPending(status.value) else { continue }
            bytes.replaceSubrange(status.offset..<(status.offset + status.length), with: Status.finalText.rawValue.utf8)
        }
        return bytes
    }

    private func isPending(_ word: String) -> Bool {
        [Status.publicComment, .trialImplementation].contains { $0 == Status(word: word) }
    }
}

private let definitionsNamespace = "urn:technical-framework:definitions"
private let xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

extension XMLElement {
    fileprivate func isDefinition(of key: DefinitionKey) -> Bool {
        name == key.kind.rawValue && attribute(named: "id")?.value == key.id
    }
}

extension ContentFile {
    /// Whether another file lies in the folder of this one or below it.
    fileprivate func holds(_ other: ContentFile) -> Bool { other.path.hasPrefix(folder + "/") }
}

extension String {
    fileprivate func replacingFirst(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}

extension UInt8 {
    fileprivate var isWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
