import Foundation
import Synchronization

/// Watches folders with all that is in them, and tells what has changed when it is quiet again.
///
/// Changes that belong together come as one: the save of an editor that writes beside the file and renames, the files that
/// an unpacker writes, what git changes while it holds its lock. A single save is passed on a few milliseconds after the
/// file is closed. Left out are names that `ContentScanner` leaves out, and what symbolic links to folders lead to.
///
/// Folders may be missing, go, come back and be replaced; then `everything` has changed.
public final class FileWatcher: Sendable {
    /// How changes are found.
    public enum Method: Sendable {
        /// The system tells of them. If it refuses, as its limits are reached, files are looked at.
        case events
        /// All files are looked at several times a second. For file systems that do not tell of what others change in
        /// them, such as those of a network or of the host of a virtual machine.
        case looking
    }

    /// What has changed, for one reader.
    ///
    /// All that happens while the reader is at work comes as one afterwards. The stream ends when the watcher stops.
    public let changes: AsyncStream<FileChanges>

    /// What the thread and the users of the watcher share.
    private final class Shared: Sendable {
        let state: Mutex<WatchState>

        init(_ state: sending WatchState) {
            self.state = Mutex(state)
        }
    }

    private let shared: Shared

    /// Begins to watch: what changes after this is told.
    ///
    /// - Parameters:
    ///   - folders: The folders; the paths of changes begin with them.
    ///   - notice: Told, in a sentence, what the user should know: that the system refuses, and the way out. Called from
    ///     the watcher's thread.
    public convenience init(
        folders: [String], method: Method = .events, notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.init(folders: folders, method: method, timing: WatchTiming(), notice: notice)
    }

    init(
        folders: [String], method: Method = .events, timing: WatchTiming,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        let mailbox = ChangeMailbox()
        changes = mailbox.changes
        let shared = Shared(WatchState(folders: folders, method: method, timing: timing, mailbox: mailbox))
        self.shared = shared
        let thread = Thread {
            while let pause = shared.state.withLock({ $0.step() }) {
                if let text = pause.notice { notice(text) }
                if let queue = pause.queue { queue.wait(pause.time) } else { Thread.sleep(pause.time) }
            }
        }
        thread.name = "file watcher"
        thread.start()
    }

    deinit { stop() }

    /// Watches other folders: those that were watched already without a gap, the others from now on.
    public func watch(folders: [String]) {
        shared.state.withLock { $0.watch(folders) }
    }

    /// Ends the watcher and its stream. A burst that is still going on is not told any more.
    public func stop() {
        shared.state.withLock { $0.stop() }?.wake()
    }
}

extension Thread {
    fileprivate static func sleep(_ time: Duration) {
        sleep(forTimeInterval: time / .seconds(1))
    }
}
