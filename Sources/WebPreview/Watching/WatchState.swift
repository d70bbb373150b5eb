import ContentReading

/// What a file watcher knows, and what it does next.
struct WatchState {
    typealias Instant = ContinuousClock.Instant

    /// What to do between two steps.
    struct Pause {
        /// What ends the pause early.
        let queue: InotifyQueue?
        let time: Duration
        /// What the user is to know.
        let notice: String?
    }

    private static let outOfWatches =
        "the system watches no more folders for this user, so all files are looked at several times a second; to see changes "
        + "sooner, raise its limits, as with: sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024"

    private let timing: WatchTiming
    private let mailbox: ChangeMailbox
    private var folders: WatchedFolders
    /// What the system tells; `nil` where files are looked at.
    private var tree: InotifyTree?
    /// What the last look at all files found, where they are looked at, and when to look next.
    private var snapshot = FolderSnapshot(of: [])
    private var nextLook: Instant?
    private var burst: ChangeBurst
    /// Since when git's lock has been holding the burst back.
    private var heldSince: Instant?
    private var untoldNotice: String?
    private var hasStopped = false

    init(folders: [String], method: FileWatcher.Method, timing: WatchTiming, mailbox: ChangeMailbox) {
        self.timing = timing
        self.mailbox = mailbox
        self.folders = WatchedFolders(folders, timing: timing)
        burst = ChangeBurst(timing: timing)
        if method == .looking {
            startLooking()
        } else if let queue = InotifyQueue() {
            tree = InotifyTree(queue: queue, mostWatches: timing.mostWatches)
            rewatch()
        } else {
            fallBack()
        }
        // Nothing has happened yet, whatever went wrong.
        _ = burst.take()
    }

    /// Watches other folders from now on.
    mutating func watch(_ paths: [String]) {
        let former = folders.paths
        folders = WatchedFolders(paths, timing: timing)
        guard folders.paths != former, !hasStopped else { return }
        guard tree == nil else { return rewatch() }
        let kept = Set(former).intersection(folders.paths).map { $0 + "/" }
        look { path in kept.contains { path.hasPrefix($0) } }
    }

    /// Ends it: the next step is none.
    ///
    /// - Returns: What to wake.
    mutating func stop() -> InotifyQueue? {
        hasStopped = true
        mailbox.close()
        defer { tree = nil }
        return tree?.queue
    }

    /// Takes in what has happened, and passes on what has come to an end.
    ///
    /// - Returns: `nil` when it is over.
    mutating func step() -> Pause? {
        guard !hasStopped else { return nil }
        // Taken before events are, so that a burst never ends while an event of it waits.
        let now = Instant.now
        collect(now)
        if now >= folders.nextCheck, folders.check() { loseTrack() }
        let nextStep = [passOn(now), nextLook, folders.nextCheck].compactMap(\.self).min() ?? now
        defer { untoldNotice = nil }
        return Pause(queue: tree?.queue, time: max(.zero, nextStep - .now), notice: untoldNotice)
    }

    private mutating func collect(_ now: Instant) {
        if let nextLook, now >= nextLook { look { _ in true } }
        do {
            if try tree?.collect(into: &burst) == true {
                _ = folders.check()
                loseTrack()
            }
        } catch {
            fallBack()
        }
    }

    /// Watches all folders anew, as they may be others than they were, and tells that everything has changed.
    private mutating func loseTrack() {
        rewatch()
        burst.changeEverything(at: .now)
    }

    private mutating func rewatch() {
        do {
            if try tree?.watch(folders.paths) == true { burst.changeEverything(at: .now) }
        } catch {
            fallBack()
        }
    }

    // MARK: - Looking at files

    private mutating func fallBack() {
        untoldNotice = Self.outOfWatches
        let isRunning = tree != nil
        startLooking()
        if isRunning { burst.changeEverything(at: .now) }
    }

    private mutating func startLooking() {
        tree = nil
        burst = ChangeBurst(timing: timing.whenLooking)
        look { _ in false }
    }

    /// Looks at all files.
    ///
    /// - Parameter isOfInterest: Whether a change of a path is told.
    private mutating func look(isOfInterest: (String) -> Bool) {
        let latest = FolderSnapshot(of: folders.paths)
        let now = Instant.now
        for path in latest.differences(from: snapshot) where isOfInterest(path) { burst.change(path, at: now) }
        snapshot = latest
        nextLook = now + (burst.isEmpty ? timing.lookInterval : timing.lookIntervalInBurst)
    }

    // MARK: - Passing on

    /// Passes the burst on if it has ended.
    ///
    /// - Returns: When to see to it again.
    private mutating func passOn(_ now: Instant) -> Instant? {
        guard let end = burst.end else { return nil }
        guard end <= now || heldSince != nil else { return end }
        if isHeld(now) {
            burst.prolong(to: now)
            return now + timing.lockInterval
        }
        // The lock may be taken again at once, as by each step of a rebase.
        guard end <= now else { return min(end, now + timing.lockInterval) }
        heldSince = nil
        mailbox.post(burst.take())
        return nil
    }

    /// Whether git is changing files, so that the end of the burst is not that of its work.
    private mutating func isHeld(_ now: Instant) -> Bool {
        guard let age = folders.paths.compactMap(GitLock.age).min(), age < timing.longestLock else { return false }
        let since = heldSince ?? now
        heldSince = since
        return now - since < (burst.hasManyPaths ? timing.longestLock : timing.longestLockOfFew)
    }
}
