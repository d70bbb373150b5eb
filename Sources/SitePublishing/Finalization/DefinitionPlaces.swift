import ContentReading
import FrameworkModel

/// Where the definitions of each kind stand in a content folder, so that new ones go to the others.
struct DefinitionPlaces {
    /// Where a definition goes.
    enum Place {
        /// A file of its own, by its path without the extension.
        case ownFile(String)
        /// A file with others.
        case sharedFile(String)
    }

    private let framework: Framework
    private let paths: [DefinitionKey: String]
    /// The files with several definitions.
    private let sharedFiles: Set<String>
    /// The folders of supplements, whose definitions are on their way elsewhere.
    private let supplementFolders: [String]

    init(_ sources: ContentSources, _ framework: Framework) {
        self.framework = framework
        paths = framework.pathsByDefinition
        sharedFiles = Set(sources.definitions.filter { $0.root.name == "definitions" }.map(\.file.path))
        supplementFolders = sources.definitions.filter { $0.root.name == DefinitionKind.supplement.rawValue }
            .map(\.file).filter(Self.isNamedAsFolder).map { $0.folder + "/" }
    }

    /// Whether a supplement's file has a folder of its own: what else is in there, the supplement introduces.
    func introduces(_ file: ContentFile) -> Bool { Self.isNamedAsFolder(file) }

    private static func isNamedAsFolder(_ file: ContentFile) -> Bool {
        let names = file.stem.split(separator: "/")
        return names.count > 1 && names[names.count - 1] == names[names.count - 2]
    }

    /// Where a definition goes that a supplement of a domain introduced: to where most of its kind are in the domain, else
    /// in other domains.
    ///
    /// - Parameter hasProse: Whether prose stands beside it, for which it needs a file of its own.
    func place(for key: DefinitionKey, of domain: String, hasProse: Bool) -> Place {
        let folder = paths[DefinitionKey(.domain, domain)].map(Self.folder) ?? ""
        let others = framework.definitions(of: key.kind).compactMap { paths[$0.key] }
            .filter { path in !supplementFolders.contains { path.hasPrefix($0) } }
        let near = others.filter { $0.hasPrefix(folder.isEmpty ? "" : folder + "/") }
        let candidates = near.isEmpty ? others : near
        func most(_ values: [String]) -> String? {
            let counts = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
            return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
        let shared = most(candidates.filter(sharedFiles.contains))
        let own = most(candidates.filter { !sharedFiles.contains($0) }.map(Self.folder))
        let isMostlyShared = candidates.count { sharedFiles.contains($0) } * 2 > candidates.count
        if let shared, !hasProse, isMostlyShared || own == nil { return .sharedFile(shared) }
        return .ownFile("\(own ?? (folder.isEmpty ? "" : folder + "/") + key.kind.listName)/\(key.id)")
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
