import ContentReading
import Diagnostics
import SitePublishing

/// The editor's loop: a site that is served, watched and built anew after each change.
public struct Preview: Sendable {
    /// What is previewed, and how.
    public struct Options: Sendable {
        public var build: BuildOptions
        /// The address to listen at.
        public var address = "127.0.0.1"
        /// The port; `nil` for the usual one, or any other where that is taken.
        public var port: Int?
        /// How links open files in the editor's program; `nil` for not at all.
        public var editor: EditorLink?
        /// Whether files are looked at every now and then, where the system does not tell of changes.
        public var looksForChanges = false

        public init(_ build: BuildOptions) {
            self.build = build
            self.build.output = nil
            self.build.includesDrafts = true
        }
    }

    /// What a preview tells while it runs.
    public enum Event: Sendable {
        /// Pages are served at an address.
        case serving(String)
        case built(PreviewedSite.Report)
        /// What the anchors that links lead to have wrong is known too: all problems of the last build.
        case checked([Diagnostic])
        case notice(String)
    }

    /// The port where nobody asks for another.
    public static let usualPort = 4_000

    private let options: Options
    private let site: PreviewedSite
    private let tell: @Sendable (Event) -> Void

    /// Serves a site until the task is cancelled.
    ///
    /// - Parameter tell: Called from any task.
    /// - Throws: `PreviewServer.StartError`.
    public static func run(_ options: Options, tell: @Sendable @escaping (Event) -> Void) async throws {
        let preview = Preview(
            options: options, site: PreviewedSite(options.build, editor: options.editor), tell: tell)
        try await preview.run()
    }

    private func run() async throws {
        let server = try await PreviewServer.start(
            site, address: options.address, port: options.port ?? Self.usualPort, isPortRequired: options.port != nil)
        // Watched before anything is read, so that no change falls between.
        let watcher = FileWatcher(
            folders: await site.watchedFolders, method: options.looksForChanges ? .looking : .events,
            notice: { tell(.notice($0)) })
        defer { watcher.stop() }
        await build(nil, watcher)
        let host = options.address.contains(":") ? "[\(options.address)]" : options.address
        tell(.serving("http://\(host):\(server.port)/"))
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await server.run() }
            tasks.addTask {
                for await changes in watcher.changes { await build(changes, watcher) }
            }
            await tasks.next()
            tasks.cancelAll()
        }
    }

    /// - Parameter changes: `nil` for the first build.
    private func build(_ changes: FileChanges?, _ watcher: FileWatcher) async {
        let folders = await site.watchedFolders
        var report = await site.update(changes?.known)
        // The settings may name another theme: what has happened there since it was read is read again.
        let newFolders = await site.watchedFolders
        if newFolders != folders {
            watcher.watch(folders: newFolders)
            report = await site.update()
        }
        tell(.built(report))
        Task { tell(.checked(await site.finish())) }
    }
}

extension FileChanges {
    /// The paths; `nil` where nobody knows.
    fileprivate var known: Set<String>? {
        if case .paths(let paths) = self { paths } else { nil }
    }
}
