import ContentReading
import Diagnostics
import Foundation
import Testing

@testable import SitePublishing

@Suite struct OutputFolderTests {
    private let temporary: TemporaryFolder
    private var output: String { temporary.path + "/public" }

    init() throws {
        temporary = try TemporaryFolder()
    }

    @discardableResult
    private func publish(_ files: [String: String]) async throws -> StagedSite.Changes {
        let site = try await OutputFolder(output, inputs: []).stage()
        defer { site.discard() }
        for (path, text) in files { try site.write(Array(text.utf8), to: path) }
        return try site.publish()
    }

    private func identity(_ path: String) throws -> FileStatus.Identity {
        try FileSystem.status(of: output + "/" + path).identity
    }

    @Test func aSiteTakesThePlaceOfTheLastOne() async throws {
        try await publish(["a.html": "1", "b/c.html": "1"])
        try await publish(["a.html": "2", "d/e/f.html": "2"])
        #expect(try FileSystem.names(in: output) == [".generate-site", "a.html", "d"])
        #expect(try FileSystem.read(output + "/a.html") == Array("2".utf8))
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func onlyWhatHasChangedIsWrittenAgain() async throws {
        let first = try await publish(["same.html": "1", "deep/same.html": "1", "edited.html": "1", "gone.html": "1"])
        #expect((first.written, first.removed) == (5, 0))
        let files = ["same.html", "deep/same.html", ".generate-site"]
        let before = try files.map(identity)
        let changed = try identity("edited.html")
        let second = try await publish(
            ["same.html": "1", "deep/same.html": "1", "edited.html": "2", "new.html": "2"])
        #expect((second.written, second.removed) == (2, 1))
        #expect(try files.map(identity) == before)
        #expect(try identity("edited.html") != changed)
        #expect(!FileSystem.exists(output + "/gone.html"))
    }

    @Test(arguments: ["1", "22", ""]) func whatSomebodyEditedIsWrittenAgain(edited: String) async throws {
        try await publish(["a.html": "2"])
        try FileSystem.write(Array(edited.utf8), to: output + "/a.html")
        let changes = try await publish(["a.html": "2"])
        #expect((changes.written, changes.removed) == (1, 0))
        #expect(try FileSystem.read(output + "/a.html") == Array("2".utf8))
    }

    @Test func filesAndFoldersTakeTheNamesOfEachOther() async throws {
        try await publish(["a": "1", "b/c": "1"])
        let changes = try await publish(["a/c": "1", "b": "1"])
        #expect((changes.written, changes.removed) == (2, 2))
        #expect(try FileSystem.names(in: output) == [".generate-site", "a", "b"])
    }

    @Test func aLargeFileIsComparedToItsEnd() async throws {
        let text = String(repeating: "x", count: 200_000)
        try await publish(["a.html": text + "1"])
        #expect(try await publish(["a.html": text + "1"]).written == 0)
        #expect(try await publish(["a.html": text + "2"]).written == 1)
        #expect(try FileSystem.read(output + "/a.html").last == UInt8(ascii: "2"))
    }

    @Test func whatIsDiscardedLeavesTheLastSite() async throws {
        try await publish(["a.html": "1"])
        let site = try await OutputFolder(output, inputs: []).stage()
        try site.write([], to: "a.html")
        site.discard()
        #expect(try FileSystem.read(output + "/a.html") == Array("1".utf8))
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func aSecondBuildWaitsForTheFirst() async throws {
        let first = try await OutputFolder(output, inputs: []).stage()
        try first.write(Array("1".utf8), to: "a.html")
        let (waits, waiting) = AsyncStream.makeStream(of: Int.self)
        let second = Task { [output] in
            let site = try await OutputFolder(output, inputs: []).stage { waiting.yield($0) }
            try site.write(Array("2".utf8), to: "a.html")
            _ = try site.publish()
            site.discard()
        }
        for await _ in waits { break }
        _ = try first.publish()
        #expect(try FileSystem.read(output + "/a.html") == Array("1".utf8))
        first.discard()
        try await second.value
        #expect(try FileSystem.read(output + "/a.html") == Array("2".utf8))
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func whatAKilledRunLeftIsCleanedUp() async throws {
        try FileSystem.makeFolder(output + ".staging/site/deep")
        try FileSystem.write([], to: output + ".staging/.generate-site")
        try FileSystem.write([1], to: output + ".staging/site/deep/left.html")
        // Killed between two renames.
        try FileSystem.makeFolder(output + ".staging/previous")
        try FileSystem.write([1], to: output + ".staging/previous/last.html")
        let site = try await OutputFolder(output, inputs: []).stage()
        #expect(try FileSystem.read(output + "/last.html") == [1])
        #expect(try FileSystem.names(in: output + ".staging/site") == [])
        site.discard()
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func aFolderOfOthersInThePlaceOfTheStagingAreaIsRefused() async throws {
        try FileSystem.makeFolder(output + ".staging/site")
        try FileSystem.write([1], to: output + ".staging/site/theirs.txt")
        await #expect(throws: Diagnostic.self) { try await OutputFolder(output, inputs: []).stage() }
        #expect(try FileSystem.read(output + ".staging/site/theirs.txt") == [1])
        #expect(!FileSystem.exists(output))
    }

    @Test func aFolderThatComesUpMeanwhileIsRefused() async throws {
        let site = try await OutputFolder(output, inputs: []).stage()
        try FileSystem.makeFolder(output)
        try FileSystem.write([1], to: output + "/theirs.txt")
        #expect(throws: Diagnostic.self) { try site.publish() }
        site.discard()
        #expect(try FileSystem.names(in: output) == ["theirs.txt"])
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func anEmptyFolderIsTaken() async throws {
        try FileSystem.makeFolder(output)
        try await publish(["a.html": "1"])
        #expect(FileSystem.exists(output + "/a.html"))
    }

    @Test func aLinkToAFolderStandsForIt() async throws {
        try FileSystem.makeFolder(temporary.path + "/releases/1")
        #expect(symlink("releases/1", output) == 0)
        try await publish(["a.html": "1"])
        try await publish(["a.html": "2"])
        #expect(try FileSystem.status(of: output).kind == .symbolicLink)
        #expect(try FileSystem.read(temporary.path + "/releases/1/a.html") == Array("2".utf8))
        #expect(try FileSystem.names(in: temporary.path + "/releases") == ["1"])
    }

    @Test func aLinkToNothingIsRefused() throws {
        #expect(symlink("missing", output) == 0)
        #expect(throws: Diagnostic.self) { try OutputFolder(output, inputs: []) }
    }

    @Test func aFolderOfOthersIsRefused() throws {
        try FileSystem.makeFolder(output)
        try FileSystem.write([1], to: output + "/theirs.txt")
        #expect(throws: Diagnostic.self) { try OutputFolder(output, inputs: []) }
    }

    @Test func aFileInItsPlaceIsRefused() throws {
        try FileSystem.write([1], to: output)
        #expect(throws: Diagnostic.self) { try OutputFolder(output, inputs: []) }
    }

    @Test(arguments: ["", "/content", "/content/public", "/content/a/../public"])
    func aFolderThatHoldsOrLiesInTheContentIsRefused(path: String) throws {
        try FileSystem.makeFolder(temporary.path + "/content")
        try FileSystem.makeFolder(temporary.path + "/content/a")
        #expect(throws: Diagnostic.self) {
            try OutputFolder(temporary.path + path, inputs: [temporary.path + "/content"])
        }
    }

    @Test func aFolderBesideTheContentIsTaken() throws {
        try FileSystem.makeFolder(temporary.path + "/content")
        _ = try OutputFolder(temporary.path + "/content-public", inputs: [temporary.path + "/content"])
    }
}
