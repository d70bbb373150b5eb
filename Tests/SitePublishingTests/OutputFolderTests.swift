import ContentReading
import Diagnostics
import Testing

@testable import SitePublishing

@Suite struct OutputFolderTests {
    private let temporary: TemporaryFolder
    private var output: String { temporary.path + "/public" }

    init() throws {
        temporary = try TemporaryFolder()
    }

    private func publish(_ files: [String: String]) throws {
        let folder = try OutputFolder(output, inputs: [])
        try folder.stage()
        for (path, text) in files { try folder.write(Array(text.utf8), to: path) }
        try folder.publish()
    }

    @Test func aSiteTakesThePlaceOfTheLastOne() throws {
        try publish(["a.html": "1", "b/c.html": "1"])
        try publish(["a.html": "2", "d/e/f.html": "2"])
        #expect(try FileSystem.names(in: output) == [".generate-site", "a.html", "d"])
        #expect(try FileSystem.read(output + "/a.html") == Array("2".utf8))
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func whatIsDiscardedLeavesTheLastSite() throws {
        try publish(["a.html": "1"])
        let folder = try OutputFolder(output, inputs: [])
        try folder.stage()
        try folder.write([], to: "a.html")
        folder.discard()
        #expect(try FileSystem.read(output + "/a.html") == Array("1".utf8))
        #expect(try FileSystem.names(in: temporary.path) == ["public"])
    }

    @Test func anEmptyFolderIsTaken() throws {
        try FileSystem.makeFolder(output)
        try publish(["a.html": "1"])
        #expect(FileSystem.exists(output + "/a.html"))
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
