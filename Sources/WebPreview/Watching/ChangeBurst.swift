/// Changes that follow one another closely, as those of one save, and when they have come to an end.
struct ChangeBurst {
    typealias Instant = ContinuousClock.Instant

    /// More paths than this are many: not the save of an editor, which writes a file, its backup and a file to try the folder.
    static let fewPaths = 3
    /// More events than this come of a program at work, which pauses longer than the save of one file.
    private static let fewEvents = 20

    private let timing: WatchTiming
    private var changes = FileChanges.paths([])
    private var eventCount = 0
    /// Begin and last event; `nil` where nothing has happened.
    private var span: (begin: Instant, last: Instant)?
    /// Files that are being written, with the last event of each.
    private var openFiles: [String: Instant] = [:]
    /// What came in this burst, and what was there before and is gone.
    private var added: Set<String> = []
    private var missing: Set<String> = []

    init(timing: WatchTiming) {
        self.timing = timing
    }

    var isEmpty: Bool { span == nil }

    var hasManyPaths: Bool {
        guard case .paths(let paths) = changes else { return true }
        return paths.count > Self.fewPaths
    }

    /// A path has changed.
    mutating func change(_ path: String, at now: Instant) {
        changes.insert(path)
        if openFiles[path] != nil { openFiles[path] = now }
        extend(to: now)
    }

    /// A file or folder has been made, or moved to its place.
    mutating func add(_ path: String, at now: Instant) {
        if missing.remove(path) == nil, changes != .everything { added.insert(path) }
        complete(path, at: now)
    }

    /// A file or folder has been removed or moved away.
    mutating func remove(_ path: String, at now: Instant) {
        if added.remove(path) == nil, changes != .everything { missing.insert(path) }
        complete(path, at: now)
    }

    /// A file has come to rest.
    mutating func complete(_ path: String, at now: Instant) {
        openFiles[path] = nil
        change(path, at: now)
    }

    /// A file is being written; more is to come.
    mutating func open(_ path: String, at now: Instant) {
        change(path, at: now)
        guard openFiles.count < FileChanges.mostPaths else { return }
        openFiles[path] = now
    }

    /// Anything may have changed.
    mutating func changeEverything(at now: Instant) {
        changes = .everything
        extend(to: now)
    }

    private mutating func extend(to now: Instant) {
        eventCount += 1
        span = (span?.begin ?? now, now)
    }

    /// The burst goes on although no event tells so: it ends as if it had begun now, by a program at work.
    mutating func prolong(to now: Instant) {
        span = (now, now)
        eventCount = max(eventCount, Self.fewEvents + 1)
    }

    /// When the burst has ended if nothing else happens; `nil` where there is none.
    var end: Instant? {
        guard let span else { return nil }
        let quiet = span.last + quietTime
        guard let lastOpen = openFiles.values.max() else { return min(quiet, span.begin + timing.longestBurst) }
        return min(max(quiet, lastOpen + timing.longestOpen), span.begin + timing.longestBurstWithOpenFiles)
    }

    private var quietTime: Duration {
        if changes == .everything { return timing.quietAfterEverything }
        if eventCount > Self.fewEvents { return timing.quietAfterMany }
        return missing.isEmpty ? timing.quiet : timing.quietAfterRemoval
    }

    /// Ends the burst.
    mutating func take() -> FileChanges {
        defer { self = ChangeBurst(timing: timing) }
        return changes
    }
}
