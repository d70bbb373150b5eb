import Diagnostics

/// A content folder that is read again and again: files that have not changed are not read anew.
public struct ContentFolder: Sendable {
    /// What the folder says, as it was read last.
    public private(set) var sources = ContentSources()

    private let folder: String
    private let jobs: Int
    /// What was read of each file, in the order of the paths.
    private var files: [KnownFile] = []
    /// What the last scan reported.
    private var scanned: [Diagnostic] = []
    /// Whether a file is a link to another: then a change of one file may be one of several.
    private var hasLinks = false

    private struct KnownFile: Sendable {
        let read: ContentReader.ReadFile
        let stamp: FileStamp

        var file: ContentFile { read.file }

        /// Whether another reading has found the same.
        ///
        /// - Parameter isSuspect: Whether the file is known to have been written since. Of what is published as it is, nothing
        ///   else tells but the stamp.
        func saysTheSame(as other: KnownFile, isSuspect: Bool) -> Bool {
            switch (read, other.read) {
            case (.asset, .asset): !isSuspect && stamp == other.stamp
            default: read.bytes != nil && read.bytes == other.read.bytes
            }
        }
    }

    /// - Parameters:
    ///   - folder: The path, as the user typed it.
    ///   - jobs: How many files are read at the same time.
    public init(_ folder: String, jobs: Int) {
        self.folder = FileSystem.withoutTrailingSlashes(folder)
        self.jobs = jobs
    }

    /// Reads what has changed.
    ///
    /// - Parameter paths: The paths within the folder that may have changed, also of files that are gone or new; `nil`
    ///   where nobody knows.
    /// - Returns: The paths within the folder of the files that are new, gone, or say something else than before.
    public mutating func update(_ paths: Set<String>? = nil) async -> Set<String> {
        if let paths, !hasLinks, let known = knownFiles(paths) { return await read(again: known) }
        return await readAll(suspects: paths ?? [])
    }

    /// Where in `files` paths are, unless one of them is no known file that is still there: then the folder is listed anew.
    private func knownFiles(_ paths: Set<String>) -> [Int]? {
        guard !files.isEmpty else { return nil }
        var places: [Int] = []
        for path in paths {
            let stamp = FileStamp(of: folder + "/" + path)
            if let place = place(of: path) {
                guard stamp?.isFile == true else { return nil }
                places.append(place)
            } else if stamp != nil, !ContentScanner.leavesOut(path) {
                return nil
            }
        }
        return places
    }

    private func place(of path: String) -> Int? {
        let place = files.partition { !$0.file.path.utf8.lexicographicallyPrecedes(path.utf8) }
        return place < files.endIndex && files[place].file.path == path ? place : nil
    }

    private mutating func read(again places: [Int]) async -> Set<String> {
        let read = await Self.read(places.map { files[$0].file }, jobs: jobs)
        let changed = zip(places, read).filter { place, file in !file.saysTheSame(as: files[place], isSuspect: true) }
        for (place, file) in changed { files[place] = file }
        if !changed.isEmpty { collect() }
        return Set(changed.map(\.1.file.path))
    }

    private mutating func readAll(suspects: Set<String>) async -> Set<String> {
        let listing = ContentScanner.scan(folder)
        scanned = listing.diagnostics
        let known = Dictionary(files.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = listing.files.filter { file in
            guard let known = known[file.path], !suspects.contains(file.path) else { return true }
            return !known.stamp.isSettled || FileStamp(of: file.displayPath) != known.stamp
        }
        var read: [String: KnownFile] = [:]
        var isSame: [String: KnownFile] = [:]
        for file in await Self.read(changed, jobs: jobs) {
            let path = file.file.path
            if let old = known[path], file.saysTheSame(as: old, isSuspect: suspects.contains(path)) {
                isSame[path] = KnownFile(read: old.read, stamp: file.stamp)
            } else {
                read[path] = file
            }
        }
        files = listing.files.compactMap { read[$0.path] ?? isSame[$0.path] ?? known[$0.path] }
        hasLinks = listing.files.contains { (try? FileSystem.status(of: $0.displayPath))?.kind == .symbolicLink }
        collect()
        let gone = Set(known.keys).subtracting(listing.files.map(\.path))
        return gone.union(read.keys)
    }

    private static func read(_ files: [ContentFile], jobs: Int) async -> [KnownFile] {
        await parallelMap(files, jobs: jobs, worker: XMLReader.init) { reader, file in
            // What changes while it is read has another stamp than the one from before.
            let stamp = FileStamp(of: file.displayPath) ?? FileStamp()
            return KnownFile(read: ContentReader.read(file, with: reader), stamp: stamp)
        }
    }

    private mutating func collect() {
        sources = ContentReader.collect(files.map(\.read), folder: folder, scanned: scanned)
    }
}
