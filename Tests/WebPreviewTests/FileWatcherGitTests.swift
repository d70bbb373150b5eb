import ContentReading
import Foundation
import Testing

@testable import WebPreview

/// Git at work in the repository that holds the watched folder.
///
/// One after the other, since waiting for git keeps a thread from other tests.
@Suite(.serialized) struct FileWatcherGitTests {
    /// Runs git, with no configuration but its own.
    private func git(_ arguments: String..., in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "gc.auto=0"]
            + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"]
        ) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "git \(arguments.joined(separator: " "))")
    }

    private func write(_ text: String, to folder: String) throws {
        for number in 0..<300 {
            try FileSystem.makeFolder("\(folder)/content/part\(number % 10)")
            try FileSystem.write(
                Array("\(text) \(number)".utf8), to: "\(folder)/content/part\(number % 10)/\(number).md")
        }
    }

    /// A repository with branches of 300 files, `one` and `two`; `one` is checked out.
    private func makeRepository(_ folder: String) throws {
        try git("init", "--quiet", "--initial-branch=one", in: folder)
        try write("one", to: folder)
        try git("add", ".", in: folder)
        try git("commit", "--quiet", "--message=One", in: folder)
        try git("checkout", "--quiet", "-b", "two", in: folder)
        try write("two", to: folder)
        try git("commit", "--quiet", "--all", "--message=Two", in: folder)
        try git("checkout", "--quiet", "one", in: folder)
    }

    /// Waits for git, however busy the machine is.
    private var timing: WatchTiming {
        var timing = WatchTiming()
        timing.longestLock = .seconds(3600)
        timing.longestLockOfFew = timing.longestLock
        return timing
    }

    private func checksOutAsOne(_ folder: WatchedFolder, in repository: String) async throws {
        var expected: Set<String> = []
        for number in 0..<300 { expected.insert("part\(number % 10)/\(number).md") }
        try git("checkout", "--quiet", "two", in: repository)
        try await folder.wait("the checkout") { !folder.deliveries.isEmpty }
        for path in expected {
            #expect(try FileSystem.read(folder.root + "/" + path).starts(with: "two".utf8))
        }
        if !folder.deliveries.contains(.everything) { #expect(folder.paths.isSuperset(of: expected)) }
        // Whatever comes late comes before this.
        try await folder.hearsTheEnd()
        #expect(folder.deliveries.count == 2)
    }

    @Test(arguments: FileWatcherTests.methods) func aCheckoutIsOneDelivery(method: FileWatcher.Method) async throws {
        let folder = try WatchedFolder(method, timing: timing, prepare: makeRepository)
        try await checksOutAsOne(folder, in: folder.parent)
    }

    @Test func aCheckoutInAWorktreeIsOneDelivery() async throws {
        let folder = try WatchedFolder(timing: timing) { parent in
            try FileSystem.makeFolder(parent + "/main")
            try makeRepository(parent + "/main")
            try git("worktree", "add", "--quiet", "--detach", parent + "/tree", "one", in: parent + "/main")
            try FileSystem.move(parent + "/tree/content", to: parent + "/content")
            try FileSystem.move(parent + "/tree/.git", to: parent + "/.git")
            try git("worktree", "repair", parent, in: parent + "/main")
        }
        // A branch is checked out in one tree only.
        try git("checkout", "--quiet", "--detach", in: folder.parent + "/main")
        try await checksOutAsOne(folder, in: folder.parent)
    }

    @Test func theLockHoldsAnyBurstBack() async throws {
        let folder = try WatchedFolder(timing: timing, prepare: makeRepository)
        let lock = folder.parent + "/.git/index.lock"
        try FileSystem.write([], to: lock)
        try folder.write("part0/0.md", "new")
        try await Task.sleep(for: .milliseconds(200))
        #expect(folder.deliveries.isEmpty)
        try FileSystem.remove(lock)
        try await folder.hears("part0/0.md")
    }

    @Test func theLockHoldsASaveBackOnlyBriefly() async throws {
        var timing = WatchTiming()
        timing.longestLock = .seconds(3600)
        let folder = try WatchedFolder(timing: timing, prepare: makeRepository)
        try FileSystem.write([], to: folder.parent + "/.git/index.lock")
        try folder.write("part0/0.md", "new")
        try await folder.hears("part0/0.md")
    }

    @Test func aLockThatStaysHoldsNothingBackForEver() async throws {
        var timing = WatchTiming()
        timing.longestLock = .seconds(1)
        let folder = try WatchedFolder(timing: timing, prepare: makeRepository)
        try FileSystem.write([], to: folder.parent + "/.git/index.lock")
        try write("new", to: folder.parent)
        try await folder.hears("part9/299.md")
    }

    /// A git that crashed has left it.
    @Test func anOldLockHoldsNothingBack() async throws {
        let folder = try WatchedFolder(timing: timing, prepare: makeRepository)
        let lock = folder.parent + "/.git/index.lock"
        try FileSystem.write([], to: lock)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: lock)
        let age = try #require(GitLock.age(around: folder.root + "/part0/not/there"))
        #expect(age > .seconds(7190) && age < .seconds(9000))
        try folder.write("part0/0.md", "new")
        try await folder.hears("part0/0.md")
    }

    @Test func thereNeedBeNoRepository() throws {
        let folder = try WatchedFolder()
        #expect(GitLock.age(around: folder.root) == nil)
        try FileSystem.write(Array("something else".utf8), to: folder.parent + "/.git")
        #expect(GitLock.gitFolder(around: folder.root) == nil)
        try FileSystem.write(Array("gitdir: ../elsewhere\n".utf8), to: folder.parent + "/.git")
        let parent = try #require(FileSystem.resolved(folder.parent))
        #expect(GitLock.gitFolder(around: folder.root) == parent + "/../elsewhere")
    }
}
