import ContentReading
import Foundation

/// Folders and all that is in them, watched by way of the system.
///
/// Names that the reader of content leaves out are left out, and so is what symbolic links lead to.
struct InotifyTree {
    typealias Instant = ContinuousClock.Instant

    let queue: InotifyQueue
    private let mostWatches: Int
    private var table = WatchTable()
    private var roots: [String] = []

    init(queue: InotifyQueue, mostWatches: Int) {
        self.queue = queue
        self.mostWatches = mostWatches
    }

    /// Watches folders, and no others any more.
    ///
    /// A folder that is watched stays so without a gap. Folders that do not exist are passed over.
    ///
    /// - Returns: Whether one that was to be watched before is another by now, or has come or gone.
    /// - Throws: `OutOfWatches`.
    mutating func watch(_ roots: [String]) throws(InotifyQueue.OutOfWatches) -> Bool {
        let former = table
        let kept = Set(self.roots).intersection(roots)
        table = WatchTable()
        self.roots = roots
        for root in roots { try add(root) { _ in } }
        for watch in former.watches(notIn: table) { queue.remove(watch) }
        return kept.contains { former.watch(of: $0) != table.watch(of: $0) }
    }

    /// Watches a folder and those in it.
    ///
    /// A folder is watched before it is listed: what comes into it between is found twice, rather than never.
    private mutating func add(_ folder: String, found: (String) -> Void) throws(InotifyQueue.OutOfWatches) {
        var folders = [folder]
        while let folder = folders.popLast() {
            guard let watch = try queue.add(folder, followsLink: roots.contains(folder)) else { continue }
            if let idle = table.insert(watch, path: folder) { queue.remove(idle) }
            guard table.count <= mostWatches else { throw InotifyQueue.OutOfWatches() }
            for name in (try? FileSystem.names(in: folder)) ?? [] where !ContentScanner.leavesOut(name) {
                let path = folder + "/" + name
                found(path)
                if Self.kind(of: path) == .folder { folders.append(path) }
            }
        }
    }

    private static func kind(of path: String) -> FileStatus.Kind? { (try? FileSystem.status(of: path))?.kind }

    /// Adds to a burst what has happened.
    ///
    /// - Returns: Whether the folders are to be watched anew, since one of them is gone or events were lost.
    /// - Throws: `OutOfWatches`.
    mutating func collect(into burst: inout ChangeBurst) throws(InotifyQueue.OutOfWatches) -> Bool {
        let events = queue.events()
        let now = Instant.now
        var hasLost = false
        for event in events {
            if event.isAny(of: IN_Q_OVERFLOW) {
                hasLost = true
            } else if event.name.isEmpty {
                if isLoss(event) { hasLost = true }
                if event.isAny(of: IN_IGNORED) { table.remove(watch: event.watch) }
            } else if !ContentScanner.leavesOut(event.name) {
                for folder in table.paths(of: event.watch) {
                    try handle(event, path: folder + "/" + event.name, at: now, burst: &burst)
                }
            }
        }
        return hasLost
    }

    /// Whether an event says that one of the watched folders themselves has gone. Of those in them their folder tells.
    private func isLoss(_ event: InotifyQueue.Event) -> Bool {
        event.isAny(of: IN_DELETE_SELF, IN_MOVE_SELF, IN_UNMOUNT, IN_IGNORED)
            && table.paths(of: event.watch).contains(where: roots.contains)
    }

    private mutating func handle(
        _ event: InotifyQueue.Event, path: String, at now: Instant, burst: inout ChangeBurst
    ) throws(InotifyQueue.OutOfWatches) {
        if event.isAny(of: IN_MOVED_FROM, IN_DELETE) {
            burst.remove(path, at: now)
        } else if event.isAny(of: IN_CREATE, IN_MOVED_TO) {
            burst.add(path, at: now)
        }
        if event.isAny(of: IN_ISDIR) {
            try handleFolder(event, path: path, at: now, burst: &burst)
        } else if event.isAny(of: IN_MODIFY) || event.isAny(of: IN_CREATE) && Self.kind(of: path) == .file {
            // Who makes or writes a file closes it; where nobody does, as for a hard link, the burst waits no longer than it must.
            burst.open(path, at: now)
        } else if event.isAny(of: IN_CLOSE_WRITE) {
            burst.complete(path, at: now)
        } else if event.isAny(of: IN_ATTRIB) {
            burst.change(path, at: now)
        }
    }

    private mutating func handleFolder(
        _ event: InotifyQueue.Event, path: String, at now: Instant, burst: inout ChangeBurst
    ) throws(InotifyQueue.OutOfWatches) {
        if event.isAny(of: IN_MOVED_FROM) {
            for watch in table.remove(folder: path) { queue.remove(watch) }
        } else if event.isAny(of: IN_CREATE, IN_MOVED_TO) {
            try add(path) { burst.change($0, at: now) }
        } else if event.isAny(of: IN_ATTRIB) {
            burst.change(path, at: now)
            // It may have become readable.
            if table.watch(of: path) == nil { try add(path) { burst.change($0, at: now) } }
        }
    }
}
