import ContentReading
import Foundation
import Synchronization
import Testing

@testable import WebPreview

/// A folder that is watched, and what was heard of it.
final class WatchedFolder: Sendable {
    /// The folder that holds the watched one.
    let parent: String
    let watcher: FileWatcher
    private let heard = Mutex<[FileChanges]>([])
    private let ended = Mutex(false)

    /// The watched folder.
    var root: String { parent + "/content" }

    /// - Parameter prepare: Makes what is there before the watcher is; it is given the folder that holds the watched one.
    init(
        _ method: FileWatcher.Method = .events, timing: WatchTiming = WatchTiming(),
        prepare: (String) throws -> Void = { try FileSystem.makeFolder($0 + "/content") }
    ) throws {
        let parent = NSTemporaryDirectory() + "generate-site-test-" + UUID().uuidString
        self.parent = parent
        try FileSystem.makeFolder(parent)
        try prepare(parent)
        let told = Told()
        watcher = FileWatcher(folders: [parent + "/content"], method: method, timing: timing) { told.add($0) }
        self.notices = told
        Task { [weak self, changes = watcher.changes] in
            for await change in changes { self?.hear(change) }
            self?.ended.withLock { $0 = true }
        }
    }

    deinit {
        watcher.stop()
        try? FileSystem.remove(parent)
    }

    /// What the watcher tells the user.
    let notices: Told

    final class Told: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock(\.self) }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    private func hear(_ change: FileChanges) { heard.withLock { $0.append(change) } }

    /// What was heard, in its order.
    var deliveries: [FileChanges] { heard.withLock(\.self) }

    var hasEnded: Bool { ended.withLock(\.self) }

    /// The paths that were named, within the watched folder.
    var paths: Set<String> {
        deliveries.reduce(into: []) { paths, change in
            guard case .paths(let named) = change else { return }
            for path in named {
                paths.insert(path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path)
            }
        }
    }

    /// Whether a change of a path was told, by itself or with all else.
    func hasHeard(_ path: String) -> Bool { deliveries.contains(.everything) || paths.contains(path) }

    /// Waits for what must come at some time.
    func wait(
        _ comment: Comment, limit: Duration = .seconds(30), location: Testing.SourceLocation = #_sourceLocation,
        until condition: () throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + limit
        // Where other tests keep all threads busy, time passes and nothing has been waited for.
        var attempts = 0
        while try !condition() {
            attempts += 1
            guard ContinuousClock.now < end || attempts < 1000 else {
                Issue.record("waited in vain: \(comment); heard \(deliveries)", sourceLocation: location)
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits until a path is heard of.
    func hears(_ path: String..., location: Testing.SourceLocation = #_sourceLocation) async throws {
        try await wait("\(path)", location: location) { path.allSatisfy(hasHeard) }
    }

    /// Waits until a file is heard of that is written now, and so all that happened before.
    func hearsTheEnd(location: Testing.SourceLocation = #_sourceLocation) async throws {
        let name = "end-\(UUID().uuidString).md"
        try write(name)
        try await hears(name, location: location)
    }

    func write(_ path: String, _ text: String = "text") throws {
        let path = root + "/" + path
        try FileSystem.makeFolder(try #require(FileSystem.parent(of: path)))
        try FileSystem.write(Array(text.utf8), to: path)
    }

    func move(_ source: String, _ target: String) throws {
        try FileSystem.move(root + "/" + source, to: root + "/" + target)
    }

    func remove(_ path: String) throws { try FileSystem.remove(root + "/" + path) }
}

extension WatchTiming {
    /// So patient that what belongs together comes as one, however busy the machine is.
    static var patient: WatchTiming {
        var timing = WatchTiming()
        timing.quiet = .seconds(1)
        timing.quietAfterMany = .seconds(1)
        timing.longestOpen = .seconds(20)
        return timing
    }
}
