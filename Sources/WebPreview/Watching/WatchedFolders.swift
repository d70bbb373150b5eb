import ContentReading

/// The folders that a watcher was given, and whether they are still those that stood at their paths.
struct WatchedFolders {
    typealias Instant = ContinuousClock.Instant

    /// As they were given, without a slash at the end.
    let paths: [String]
    /// When to look next.
    private(set) var nextCheck: Instant
    private var identities: [FileStatus.Identity?]
    private let timing: WatchTiming

    init(_ folders: [String], timing: WatchTiming) {
        paths = Set(folders.map(FileSystem.withoutTrailingSlashes)).sorted()
        self.timing = timing
        identities = paths.map(Self.identity)
        nextCheck = .now
        scheduleCheck()
    }

    /// Looks whether the folders are still there and the same.
    ///
    /// - Returns: Whether one has gone, come or been replaced.
    mutating func check() -> Bool {
        let former = identities
        identities = paths.map(Self.identity)
        scheduleCheck()
        return identities != former
    }

    private mutating func scheduleCheck() {
        nextCheck = .now + (identities.contains(nil) ? timing.missingFolderInterval : timing.folderInterval)
    }

    private static func identity(of path: String) -> FileStatus.Identity? {
        // One that can't be read can't be watched either.
        guard let status = try? FileSystem.status(of: path, followsLink: true), status.kind == .folder,
            FileSystem.isReadable(path)
        else { return nil }
        return status.identity
    }
}
