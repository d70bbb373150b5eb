import Diagnostics

/// Everything that a content folder says, parsed and validated by itself; what the parts mean together is the model's.
public struct ContentSources: Sendable {
    public var configuration = SiteConfiguration()
    /// The problems that the site is known to have.
    public var baseline = Baseline()
    /// The files of definitions, sorted by path.
    public var definitions: [DefinitionFile] = []
    /// The Markdown files, sorted by path.
    public var prose: [MarkdownFile] = []
    /// The files to be published as they are.
    public var assets: [ContentFile] = []
    /// The inventories that `site.yml` names, in its order.
    public private(set) var inventories: [NamedInventory] = []
    /// The Markdown files that are left out because they are drafts, by path.
    public private(set) var drafts: Set<String> = []
    public var diagnostics: [Diagnostic] = []

    /// The sources as they are published: without drafts.
    public var published: ContentSources {
        var sources = self
        sources.drafts = Set(prose.lazy.filter(\.frontMatter.isDraft).map(\.file.path))
        if !sources.drafts.isEmpty { sources.prose.removeAll(where: \.frontMatter.isDraft) }
        return sources
    }

    /// Problems as the site wants to have them told: for what `checks` takes them, and without those that the baseline knows.
    public func told(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        baseline.compare(configuration.leveled(diagnostics)).new
    }
}

/// A parsed file of definitions.
public struct DefinitionFile: Sendable {
    public let file: ContentFile
    public let source: SourceText
    /// The root element; partial where the file is malformed.
    public let root: XMLElement
}

/// A Markdown file, its front matter read.
public struct MarkdownFile: Sendable {
    public let file: ContentFile
    public let source: SourceText
    public let frontMatter: FrontMatter
    public let prose: Prose
}

/// Reads the files of a content folder, each by itself and all at once.
public enum ContentReader {
    /// Reads a folder.
    ///
    /// Reports all that scanning and the readers of XML, YAML and Markdown report, and `missing-key` for a folder
    /// without `site.yml`.
    ///
    /// - Parameters:
    ///   - folder: The content folder, as the user typed it.
    ///   - jobs: How many files are read at the same time.
    public static func read(folder: String, jobs: Int) async -> ContentSources {
        var content = ContentFolder(folder, jobs: jobs)
        _ = await content.update()
        return content.sources
    }

    /// Reads sources from memory: paths within the content folder and texts.
    public static func read(_ texts: [String: String], folder: String = "content") -> ContentSources {
        let reader = XMLReader()
        let files = texts.keys.sorted().compactMap { ContentFile(path: $0, folder: folder) }
        return collect(
            files.map { read($0, bytes: Array((texts[$0.path] ?? "").utf8), with: reader) }, folder: folder)
    }

    /// Reads sources from memory, all at once: paths within the content folder and the bytes of the files.
    ///
    /// - Parameter folder: What stands before paths in reports.
    static func read(_ bytes: [String: [UInt8]], folder: String, jobs: Int) async -> ContentSources {
        let files = bytes.keys.sorted().compactMap { ContentFile(path: $0, folder: folder) }
        let results = await parallelMap(files, jobs: jobs, worker: XMLReader.init) { reader, file in
            read(file, bytes: bytes[file.path] ?? [], with: reader)
        }
        return collect(results, folder: folder)
    }

    private static func read(_ file: ContentFile, bytes: [UInt8], with reader: XMLReader) -> ReadFile {
        file.kind == .asset
            ? .asset(file) : read(file, source: SourceText(path: file.displayPath, bytes: bytes), with: reader)
    }

    /// The sources with other bytes in some files, which are read anew, and without others.
    ///
    /// - Parameters:
    ///   - changes: Paths within the content folder, of files that the sources hold or of new ones, and their bytes.
    ///   - removed: The paths of files that are gone.
    /// - Returns: The sources; their diagnostics are those of the files that were read.
    public static func reading(
        _ changes: [String: [UInt8]], without removed: Set<String> = [], in sources: ContentSources
    ) -> ContentSources {
        let reader = XMLReader()
        let known = sources.definitions.map(\.file) + sources.prose.map(\.file)
        guard let folder = known.first.map({ String($0.displayPath.dropLast($0.path.count + 1)) }) else {
            return sources
        }
        let files = changes.keys.sorted().compactMap { ContentFile(path: $0, folder: folder) }
        var changed = sources
        changed.diagnostics = []
        func isReplaced(_ file: ContentFile) -> Bool { changes[file.path] != nil || removed.contains(file.path) }
        changed.definitions.removeAll { isReplaced($0.file) }
        changed.prose.removeAll { isReplaced($0.file) }
        changed.add(files.map { read($0, bytes: changes[$0.path] ?? [], with: reader) })
        changed.definitions.sort { $0.file.path < $1.file.path }
        changed.prose.sort { $0.file.path < $1.file.path }
        return changed
    }

    /// What came of reading a file.
    enum ReadFile: Sendable {
        case configuration(ContentFile, SiteConfiguration, [Diagnostic])
        case baseline(ContentFile, Baseline, [Diagnostic])
        case definitions(ContentFile, DefinitionFile?, [Diagnostic])
        case markdown(MarkdownFile, [Diagnostic])
        case inventory(ContentFile, SourceText, Inventory?, [Diagnostic])
        case asset(ContentFile)
        case failed(ContentFile, Diagnostic)
    }

    static func read(_ file: ContentFile, with reader: XMLReader) -> ReadFile {
        do {
            if file.kind == .asset, FileSystem.isReadable(file.displayPath) { return .asset(file) }
            return read(file, source: try SourceText.read(file.displayPath), with: reader)
        } catch {
            return .failed(file, error)
        }
    }

    private static func read(_ file: ContentFile, source: SourceText, with reader: XMLReader) -> ReadFile {
        if let problem = source.encodingProblem() { return .failed(file, problem) }
        if source.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
            return .failed(
                file,
                Diagnostic(
                    .emptyFile, at: SourceLocation(path: file.displayPath), "this file is empty",
                    help: "write what it is for, or remove it"))
        }
        switch file.kind {
        case .configuration:
            let (configuration, diagnostics) = SiteConfiguration.read(source)
            return .configuration(file, configuration, diagnostics)
        case .baseline:
            let folder = String(file.displayPath.dropLast(file.path.count))
            let (baseline, diagnostics) = BaselineFile.read(source, folder: folder)
            return .baseline(file, baseline, diagnostics)
        case .definitions:
            let (root, diagnostics) = reader.read(source)
            let definitions = root.map { DefinitionFile(file: file, source: source, root: $0) }
            return .definitions(file, definitions, diagnostics)
        case .markdown:
            let source = source.withLineFeeds
            let (matter, offset, diagnostics) = FrontMatter.read(source)
            let prose = Prose(source, from: offset)
            return .markdown(MarkdownFile(file: file, source: source, frontMatter: matter, prose: prose), diagnostics)
        case .inventory:
            let (inventory, diagnostics) = InventoryReader.read(source)
            return .inventory(file, source, inventory, diagnostics)
        case .asset:
            return .asset(file)
        }
    }

    static func collect(
        _ results: [ReadFile], folder: String, scanned: [Diagnostic] = []
    ) -> ContentSources {
        var sources = ContentSources()
        sources.diagnostics = scanned
        // What the scan says of the folder or of site.yml says enough.
        let folder = FileSystem.withoutTrailingSlashes(folder)
        var hasConfiguration = scanned.contains { [folder, folder + "/site.yml"].contains($0.location.path) }
        sources.add(results)
        sources.addInventories(of: results, folder: folder)
        hasConfiguration = hasConfiguration || results.contains { $0.file.kind == .configuration }
        if !hasConfiguration {
            sources.diagnostics.append(
                Diagnostic(
                    .missingKey, at: SourceLocation(path: folder + "/site.yml"), "the content folder has no site.yml",
                    help: "write one with a line 'title: ...'"))
        }
        return sources
    }
}

extension ContentReader.ReadFile {
    /// The bytes of a text of definitions or prose.
    var bytes: [UInt8]? {
        switch self {
        case .definitions(_, let definitions, _): definitions?.source.bytes
        case .markdown(let file, _): file.source.bytes
        case .inventory(_, let source, _, _): source.bytes
        case .configuration, .baseline, .asset, .failed: nil
        }
    }

    var file: ContentFile {
        switch self {
        case .configuration(let file, _, _), .baseline(let file, _, _), .definitions(let file, _, _),
            .inventory(let file, _, _, _), .asset(let file), .failed(let file, _):
            file
        case .markdown(let file, _): file.file
        }
    }
}

extension ContentSources {
    /// Takes over the inventories that the configuration names.
    ///
    /// Reports `broken-link` for one that is not there, `missing-key` where nobody tells where its site is, what reading has
    /// reported of those that are named, and `unknown-file-type` for others.
    fileprivate mutating func addInventories(of results: [ContentReader.ReadFile], folder: String) {
        var read: [String: (inventory: Inventory?, diagnostics: [Diagnostic])] = [:]
        for case .inventory(let file, _, let inventory, let diagnostics) in results {
            read[file.path] = (inventory, diagnostics)
        }
        let broken = Set(results.lazy.filter { if case .failed = $0 { true } else { false } }.map(\.file.path))
        var named: Set<String> = []
        for setting in configuration.inventories where !broken.contains(setting.file.value) {
            guard let (inventory, problems) = read[setting.file.value] else {
                diagnostics.append(setting.missing(among: read.keys.sorted()))
                continue
            }
            if named.insert(setting.file.value).inserted { diagnostics += problems }
            guard let inventory else { continue }
            guard let baseURL = setting.baseURL ?? inventory.baseURL else {
                diagnostics.append(setting.withoutBaseURL)
                continue
            }
            inventories.append(
                NamedInventory(inventory: inventory, name: setting.name ?? inventory.title, baseURL: baseURL))
        }
        for path in read.keys.sorted() where !named.contains(path) {
            diagnostics.append(
                Diagnostic(
                    .unknownFileType, at: SourceLocation(path: folder + "/" + path),
                    "this file is left out: site.yml does not name it",
                    help: "name it below 'inventories' in site.yml; what is to be published lies in another folder"))
        }
    }

    fileprivate mutating func add(_ results: [ContentReader.ReadFile]) {
        for result in results {
            switch result {
            case .configuration(_, let configuration, let diagnostics):
                self.configuration = configuration
                self.diagnostics += diagnostics
            case .baseline(_, let baseline, let diagnostics):
                self.baseline = baseline
                self.diagnostics += diagnostics
            case .definitions(_, let file, let diagnostics):
                if let file { definitions.append(file) }
                self.diagnostics += diagnostics
            case .markdown(let file, let diagnostics):
                prose.append(file)
                self.diagnostics += diagnostics
            case .inventory: break
            case .asset(let file): assets.append(file)
            case .failed(_, let diagnostic): diagnostics.append(diagnostic)
            }
        }
    }
}
