import ContentReading
import Diagnostics
import Foundation
import Testing

@testable import SitePublishing

/// Each folder below `Golden` is a case: `content` goes in, `site`, `diagnostics.txt` and, of the search index, what can be
/// found in `records.txt` come out.
///
/// `UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes the folders anew; the diff is then for you to read.
@Suite struct GoldenTests {
    private static let folder = FileSystem.parent(of: #filePath).map { $0 + "/Golden" } ?? ""

    static let cases = ((try? FileSystem.names(in: folder)) ?? []).filter {
        FileSystem.exists("\(folder)/\($0)/content")
    }

    @Test func thereAreCases() {
        #expect(Self.cases.count >= 3)
    }

    @Test(arguments: cases) func contentBecomesTheExpectedSiteAndDiagnostics(name: String) async throws {
        let folder = "\(Self.folder)/\(name)"
        let temporary = try TemporaryFolder()
        var options = BuildOptions()
        options.content = folder + "/content"
        options.output = temporary.path + "/site"
        options.theme = Self.folder + "/theme"
        options.version = "test"
        let report = await SiteBuild.run(options)
        let diagnostics = TerminalReport(colored: false).text(for: report.diagnostics)
            .replacing(folder + "/", with: "")
        let all = try files(in: temporary.path + "/site")
        let site = all.filter { !$0.key.hasPrefix("assets/data/search") }
        let records = try publishedRecords(in: all)

        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try FileSystem.remove(folder + "/site", ifExists: true)
            for (path, bytes) in site { try write(bytes, to: "\(folder)/site/\(path)") }
            try write(Array(diagnostics.utf8), to: folder + "/diagnostics.txt")
            if !records.isEmpty { try write(Array(records.utf8), to: folder + "/records.txt") }
        }
        let expected = try files(in: folder + "/site")
        #expect(site.keys.sorted() == expected.keys.sorted())
        for (path, bytes) in expected {
            let page = String(decoding: site[path] ?? [], as: UTF8.self)
            #expect(page == String(decoding: bytes, as: UTF8.self), "\(path)")
        }
        let expectedRecords = site.isEmpty ? [] : try FileSystem.read(folder + "/records.txt")
        #expect(records == String(decoding: expectedRecords, as: UTF8.self))
        let expectedDiagnostics = try FileSystem.read(folder + "/diagnostics.txt")
        #expect(diagnostics == String(decoding: expectedDiagnostics, as: UTF8.self))
    }

    /// The files below a folder by path; empty where there is none.
    private func files(in folder: String) throws -> [String: [UInt8]] {
        guard FileSystem.exists(folder) else { return [:] }
        var files: [String: [UInt8]] = [:]
        for name in try FileSystem.names(in: folder) where name != OutputFolder.markerName {
            let path = folder + "/" + name
            if try FileSystem.status(of: path).kind == .folder {
                for (inner, bytes) in try self.files(in: path) { files[name + "/" + inner] = bytes }
            } else {
                files[name] = try FileSystem.read(path)
            }
        }
        return files
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
        try FileSystem.write(bytes, to: path)
    }
}

/// A folder that goes away with its value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "generate-site-test-" + UUID().uuidString
        try FileSystem.makeFolder(path)
    }

    deinit {
        try? FileSystem.remove(path)
    }
}

extension FileSystem {
    static func remove(_ path: String, ifExists: Bool) throws {
        if exists(path) { try remove(path) }
    }
}
