import ContentReading
import Foundation
import Testing

@testable import WebPreview

/// Files, as editors and programs write them.
@Suite struct FileWatcherTests {
    static let methods: [FileWatcher.Method] = [.events, .looking]

    @Test(arguments: methods) func aFileThatIsWrittenIsTold(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method) { parent in
            try FileSystem.makeFolder(parent + "/content/pages")
            try FileSystem.write([1], to: parent + "/content/pages/a.md")
        }
        try folder.write("pages/a.md")
        try await folder.hears("pages/a.md")
        #expect(folder.deliveries.first == .paths([folder.root + "/pages/a.md"]))
    }

    @Test(arguments: methods) func pathsBeginWithTheFolderAsItWasGiven(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        let given = folder.root + "/../content/"
        let watcher = FileWatcher(folders: [given], method: method)
        try folder.write("a.md")
        for await changes in watcher.changes {
            #expect(changes == .paths([given + "a.md"]))
            break
        }
    }

    /// As vim saves: a file to try the folder, a backup, the new file.
    @Test(arguments: methods) func aSaveByRenameIsOne(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method, timing: .patient) { parent in
            try FileSystem.makeFolder(parent + "/content")
            try FileSystem.write([1], to: parent + "/content/a.md")
        }
        try folder.write("4913", "")
        try folder.remove("4913")
        try folder.move("a.md", "a.md~")
        try folder.write("a.md", "new")
        try folder.remove("a.md~")
        try await folder.hears("a.md")
        #expect(folder.deliveries.count == 1)
        #expect(folder.paths.subtracting(["4913"]) == ["a.md"])
    }

    /// As others save: a hidden file beside it takes its place.
    @Test(arguments: methods) func aHiddenFileThatTakesThePlaceIsTold(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        try folder.write("a.md", "old")
        try await folder.hears("a.md")
        let count = folder.deliveries.count
        try folder.write(".a.md.swp", "new")
        try folder.move(".a.md.swp", "a.md")
        try await folder.wait("the new file") { folder.deliveries.count > count }
        #expect(folder.paths == ["a.md"])
    }

    /// The file is empty between; nobody must see it so.
    @Test func aFileThatIsCutAndWrittenIsToldWhenItIsClosed() async throws {
        var timing = WatchTiming()
        timing.longestOpen = .seconds(60)
        timing.longestBurstWithOpenFiles = .seconds(60)
        let folder = try WatchedFolder(timing: timing) { parent in
            try FileSystem.makeFolder(parent + "/content")
            try FileSystem.write([1], to: parent + "/content/a.md")
        }
        let file = try #require(FileHandle(forWritingAtPath: folder.root + "/a.md"))
        try file.truncate(atOffset: 0)
        // More than long enough for a watcher that takes the cut for the end.
        try await Task.sleep(for: .milliseconds(200))
        #expect(folder.deliveries.isEmpty)
        try file.write(contentsOf: Data("new".utf8))
        try file.close()
        try await folder.hears("a.md")
        #expect(folder.deliveries == [.paths([folder.root + "/a.md"])])
    }

    @Test func aFileThatStaysOpenIsToldAllTheSame() async throws {
        let folder = try WatchedFolder()
        #expect(FileManager.default.createFile(atPath: folder.root + "/log.txt", contents: nil))
        let file = try #require(FileHandle(forWritingAtPath: folder.root + "/log.txt"))
        try file.write(contentsOf: Data("line".utf8))
        try await folder.hears("log.txt")
        try file.close()
    }

    @Test(arguments: methods) func manyFilesAreOneDelivery(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method, timing: .patient)
        let names = Set((0..<500).map { "\($0).md" })
        for name in names { try folder.write(name) }
        try await folder.hears("499.md")
        #expect(folder.deliveries.count == 1)
        #expect(folder.paths == names)
    }

    @Test(arguments: methods) func filesThatComeAndGoAreTold(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        let outside = folder.parent + "/outside.md"
        try FileSystem.write([1], to: outside)
        try FileSystem.move(outside, to: folder.root + "/a.md")
        try await folder.hears("a.md")
        let count = folder.deliveries.count
        try FileSystem.move(folder.root + "/a.md", to: outside)
        try await folder.wait("that it is gone") { folder.deliveries.count > count }
        #expect(folder.deliveries.last == .paths([folder.root + "/a.md"]))
    }

    @Test(arguments: methods) func permissionsAreTold(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method) { parent in
            try FileSystem.makeFolder(parent + "/content")
            try FileSystem.write([1], to: parent + "/content/a.md")
        }
        #expect(chmod(folder.root + "/a.md", 0o600) == 0)
        try await folder.hears("a.md")
    }

    @Test(arguments: methods) func linksAreToldWithoutWhatTheyLeadTo(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        try FileSystem.makeFolder(folder.parent + "/elsewhere")
        #expect(symlink(folder.parent + "/elsewhere", folder.root + "/link") == 0)
        try await folder.hears("link")
        try FileSystem.write([1], to: folder.parent + "/elsewhere/a.md")
        try await folder.hearsTheEnd()
        #expect(!folder.paths.contains("link/a.md"))
    }

    @Test(arguments: methods) func whatTheReaderLeavesOutIsNotTold(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        try folder.write(".hidden")
        try folder.write("a.md~")
        try folder.write(".git/objects/1")
        try folder.write("old~/a.md")
        try await folder.hearsTheEnd()
        #expect(folder.paths.allSatisfy { $0.hasPrefix("end-") })
        #expect(!folder.deliveries.contains(.everything))
    }

    @Test func aSlowReaderGetsAllAsOne() async throws {
        let folder = try WatchedFolder { try FileSystem.makeFolder($0 + "/content") }
        let slow = FileWatcher(folders: [folder.root])
        for number in 0..<20 {
            try folder.write("\(number).md")
            // The quick reader has heard of each by itself.
            try await folder.hears("\(number).md")
        }
        #expect(folder.deliveries.count >= 20)
        var heard: Set<String> = []
        var deliveries = 0
        for await case .paths(let paths) in slow.changes {
            heard.formUnion(paths)
            deliveries += 1
            if heard.count == 20 { break }
        }
        // Most had come when it began to read.
        #expect(deliveries < 10)
    }

    @Test(arguments: methods) func theStreamEndsWithTheWatcher(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method)
        try folder.write("a.md")
        try await folder.hears("a.md")
        folder.watcher.stop()
        try await folder.wait("the end of the stream") { folder.hasEnded }
        folder.watcher.watch(folders: [folder.parent])
        folder.watcher.stop()
    }

    @Test(arguments: methods) func theStreamEndsWhenNobodyHasTheWatcher(method: FileWatcher.Method) async throws {
        var watcher: FileWatcher? = FileWatcher(folders: [NSTemporaryDirectory() + UUID().uuidString], method: method)
        let changes = try #require(watcher).changes
        watcher = nil
        for await _ in changes { Issue.record("nothing has changed") }
        #expect(watcher == nil)
    }

    /// A watcher that has stopped keeps no descriptor.
    @Test func descriptorsAreGivenBack() async throws {
        func queues() -> Int {
            ((try? FileSystem.names(in: "/proc/self/fd")) ?? []).count {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))
                    == "anon_inode:inotify"
            }
        }
        let folder = try WatchedFolder()
        for _ in 0..<200 {
            let watcher = FileWatcher(folders: [folder.root])
            watcher.stop()
            // Other tests have watchers as well, but not so many.
            try await folder.wait("that they are closed") { queues() < 60 }
        }
        #expect(folder.notices.all.isEmpty)
    }

    @Test(arguments: [0, 1]) func withoutWatchesFilesAreLookedAt(mostWatches: Int) async throws {
        var timing = WatchTiming()
        timing.mostWatches = mostWatches
        let folder = try WatchedFolder(timing: timing)
        try folder.write("a.md")
        try await folder.hears("a.md")
        try folder.write("pages/new/b.md")
        try await folder.hears("pages/new/b.md")
        try await folder.wait("the notice") { !folder.notices.all.isEmpty }
        #expect(folder.notices.all.count == 1)
        #expect(folder.notices.all.first?.contains("fs.inotify.max_user_watches") == true)
    }
}
