import ContentReading
import Foundation
import Testing

@testable import WebPreview

/// Folders that come, go, move and are replaced, the watched one among them.
@Suite struct FileWatcherFolderTests {
    /// New folders get a watch only after they are there; what was put into them meanwhile must be found.
    @Test(arguments: FileWatcherTests.methods) func nothingInNewFoldersIsMissed(method: FileWatcher.Method) async throws
    {
        let folder = try WatchedFolder(method)
        var files: Set<String> = []
        for tree in 0..<40 {
            for file in ["", "a/", "a/b/", "a/b/c/d/", "a/e/", "f/g/h/i/j/"] {
                let path = "tree\(tree)/\(file)text.md"
                try folder.write(path)
                files.insert(path)
            }
        }
        try await folder.wait("all files") { files.isSubset(of: folder.paths) }
        // What is in them is watched as well, however their watches came about.
        let count = folder.deliveries.count
        for path in files { try folder.write(path, "new text") }
        try await folder.wait("all files again") {
            folder.deliveries.dropFirst(count).reduce(into: Set<String>()) { heard, changes in
                if case .paths(let paths) = changes { heard.formUnion(paths) }
            }.isSuperset(of: files.map { folder.root + "/" + $0 })
        }
    }

    @Test(arguments: FileWatcherTests.methods) func aFolderThatMovesTakesItsWatchAlong(
        method: FileWatcher.Method
    ) async throws {
        let folder = try WatchedFolder(method) { parent in
            try FileSystem.makeFolder(parent + "/content/old/deep")
            try FileSystem.write([1], to: parent + "/content/old/deep/a.md")
        }
        try folder.move("old", "new")
        try await folder.hears("old", "new/deep/a.md")
        try folder.write("new/deep/b.md")
        try await folder.hears("new/deep/b.md")
        #expect(!folder.paths.contains("old/deep/b.md"))
    }

    @Test func aFolderThatLeavesIsWatchedNoMore() async throws {
        let folder = try WatchedFolder { try FileSystem.makeFolder($0 + "/content/pages/deep") }
        try FileSystem.move(folder.root + "/pages", to: folder.parent + "/pages")
        try await folder.hears("pages")
        try FileSystem.write([1], to: folder.parent + "/pages/deep/a.md")
        try await folder.hearsTheEnd()
        #expect(!folder.paths.contains("pages/deep/a.md"))
        try FileSystem.move(folder.parent + "/pages", to: folder.root + "/pages")
        try await folder.hears("pages/deep/a.md")
    }

    @Test(arguments: FileWatcherTests.methods) func aFolderThatIsRemovedIsTold(method: FileWatcher.Method) async throws
    {
        let folder = try WatchedFolder(method)
        try folder.write("pages/deep/a.md")
        try await folder.hears("pages/deep/a.md")
        let count = folder.deliveries.count
        try folder.remove("pages")
        try await folder.wait("that it is gone") { folder.deliveries.count > count }
        try await folder.hearsTheEnd()
        try folder.write("pages/deep/b.md")
        try await folder.hears("pages/deep/b.md")
    }

    @Test(arguments: FileWatcherTests.methods) func theWatchedFolderMayGoAndComeBack(
        method: FileWatcher.Method
    ) async throws {
        let folder = try WatchedFolder(method)
        for round in 1...3 {
            var count = folder.deliveries.count
            try FileSystem.remove(folder.root)
            try await folder.wait("that it is gone") { folder.deliveries.dropFirst(count).contains(.everything) }
            count = folder.deliveries.count
            try folder.write("pages/\(round).md")
            try await folder.wait("that it is back") { folder.deliveries.dropFirst(count).contains(.everything) }
            try await hearsAnew("pages/\(round).md", in: folder)
        }
    }

    /// The new folder may have the number that the system gave to the former.
    @Test(arguments: FileWatcherTests.methods) func theWatchedFolderMayBeMadeAnewAtOnce(
        method: FileWatcher.Method
    ) async throws {
        let folder = try WatchedFolder(method) { try FileSystem.makeFolder($0 + "/content/pages") }
        for round in 1...5 {
            try FileSystem.remove(folder.root)
            try FileSystem.makeFolder(folder.root + "/pages")
            try await hearsAnew("pages/\(round).md", in: folder)
        }
    }

    @Test(arguments: FileWatcherTests.methods) func theWatchedFolderMayBeReplaced(method: FileWatcher.Method)
        async throws
    {
        let folder = try WatchedFolder(method)
        try FileSystem.makeFolder(folder.parent + "/other/pages")
        try FileSystem.move(folder.root, to: folder.parent + "/former")
        try FileSystem.move(folder.parent + "/other", to: folder.root)
        try await folder.wait("everything") { folder.deliveries.contains(.everything) }
        try await hearsAnew("pages/a.md", in: folder)
        let count = folder.deliveries.count
        try FileSystem.write([1], to: folder.parent + "/former/b.md")
        try await hearsAnew("pages/c.md", in: folder)
        #expect(!folder.deliveries.dropFirst(count).contains { $0 == .everything })
        #expect(!folder.paths.contains("b.md"))
    }

    /// No event tells that the folder above was replaced.
    @Test(arguments: FileWatcherTests.methods) func aFolderAboveMayBeReplaced(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        let watched = folder.root + "/site/content"
        try FileSystem.makeFolder(watched)
        folder.watcher.watch(folders: [watched])
        try folder.move("site", "former")
        try FileSystem.makeFolder(watched)
        try await folder.wait("everything") { folder.deliveries.contains(.everything) }
        try await hearsAnew("site/content/a.md", in: folder)
    }

    @Test(arguments: FileWatcherTests.methods) func aFolderMayComeLater(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method) { _ in }
        try folder.write("pages/a.md")
        try await folder.wait("everything") { folder.deliveries.contains(.everything) }
        try await hearsAnew("pages/a.md", in: folder)
    }

    @Test(arguments: FileWatcherTests.methods) func theFoldersMayBecomeOthers(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        let theme = folder.parent + "/theme"
        try FileSystem.makeFolder(theme + "/assets")
        // Told all the same, since it happened while the folder was watched.
        try folder.write("a.md")
        folder.watcher.watch(folders: [folder.root, theme])
        try FileSystem.write([1], to: theme + "/assets/base.css")
        try await folder.hears("a.md", theme + "/assets/base.css")
        folder.watcher.watch(folders: [theme])
        try folder.write("b.md")
        try FileSystem.write([1], to: theme + "/assets/print.css")
        try await folder.hears(theme + "/assets/print.css")
        #expect(!folder.paths.contains("b.md"))
    }

    /// When other folders are to be watched, those that stay may have been replaced just before.
    @Test func aFolderThatIsReplacedIsNoticedWhenItIsWatchedAnew() throws {
        let folder = try WatchedFolder { try FileSystem.makeFolder($0 + "/content/pages") }
        let theme = folder.parent + "/theme"
        let queue = try #require(InotifyQueue())
        var tree = InotifyTree(queue: queue, mostWatches: .max)
        #expect(try !tree.watch([folder.root]))
        #expect(try !tree.watch([folder.root, theme]))
        try FileSystem.makeFolder(theme)
        #expect(try tree.watch([folder.root, theme]))
        try FileSystem.remove(folder.root)
        try FileSystem.makeFolder(folder.root + "/pages")
        #expect(try tree.watch([folder.root]))
        #expect(try !tree.watch([folder.root, theme]))
    }

    @Test(arguments: FileWatcherTests.methods) func foldersMayLieInOneAnother(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method) { try FileSystem.makeFolder($0 + "/content/theme") }
        folder.watcher.watch(folders: [folder.root, folder.root + "/theme", folder.root + "/../content"])
        try folder.write("theme/a.css")
        try await folder.hears("theme/a.css", "../content/theme/a.css")
        folder.watcher.watch(folders: [folder.root + "/theme"])
        try folder.write("theme/b.css")
        try await folder.hears("theme/b.css")
        #expect(!folder.paths.contains("../content/theme/b.css"))
    }

    /// More events than the system keeps, while the watcher can't take them.
    @Test func whenEventsAreLostEverythingHasChanged() async throws {
        let setting = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(setting.trimmingCharacters(in: .whitespacesAndNewlines)))
        try #require(limit < 200_000)
        let folder = try WatchedFolder()
        let queue = try #require(InotifyQueue())
        var tree = InotifyTree(queue: queue, mostWatches: .max)
        #expect(try !tree.watch([folder.root]))
        let files = [folder.root + "/a.md", folder.root + "/b.md"]
        for _ in 0...limit / 2 {
            // The same event twice in a row is one; so two files take turns.
            for file in files { try FileSystem.write([], to: file) }
        }
        var burst = ChangeBurst(timing: WatchTiming())
        // At the latest when as many have been taken as the system keeps.
        let hasLost = try (0...limit / FileChanges.mostPaths).contains { _ in try tree.collect(into: &burst) }
        #expect(hasLost)
    }

    /// Waits until a file is told by its path, writing it now and then: what is written just after everything has changed
    /// may be part of that.
    private func hearsAnew(
        _ path: String, in folder: WatchedFolder, location: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let count = folder.deliveries.count
        var lastWrite: ContinuousClock.Instant?
        try await folder.wait("\(path) anew", location: location) {
            if lastWrite.map({ .now - $0 > .seconds(1) }) ?? true {
                try folder.write(path, UUID().uuidString)
                lastWrite = .now
            }
            return folder.deliveries.dropFirst(count).contains { changes in
                guard case .paths(let paths) = changes else { return false }
                return paths.contains(folder.root + "/" + path)
            }
        }
    }
}
