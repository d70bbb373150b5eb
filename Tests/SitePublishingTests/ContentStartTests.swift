import ContentReading
import Diagnostics
import Foundation
import Testing

@testable import SitePublishing

/// `generate-site new`: what it writes can be built.
@Suite struct ContentStartTests {
    private let framework = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <domain id="RAD" transaction-section="4"><name>Radiology</name></domain>
        <actor id="source"><name>Source</name></actor><actor id="consumer"><name>Consumer</name></actor>
        <transaction id="RAD-1" domain="RAD"><name>Send</name><exchange initiator="source" responder="consumer"/></transaction>
        <profile id="P" domain="ITI"><name>Profile</name>
        <actor ref="source"><grouping profile="P" actor="consumer"/></actor><actor ref="consumer"/></profile>
        <organisation id="vendor" kind="vendor"><name>Vendor</name></organisation>
        </definitions>
        """

    private func content(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (path, text) in files { try write(text, to: "\(folder.path)/content/\(path)") }
        return folder
    }

    private func write(_ text: String, to path: String) throws {
        try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
        try FileSystem.write(Array(text.utf8), to: path)
    }

    private func check(_ folder: TemporaryFolder) async -> BuildReport {
        var options = BuildOptions()
        options.content = folder.path + "/content"
        options.output = nil
        options.theme = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Golden/theme"
        return await SiteBuild.run(options)
    }

    private func id(_ kind: StartKind) -> String {
        switch kind {
        case .transaction: "RAD-200"
        case .changeProposal: "CP-ITI-9"
        case .page: "how/to-join"
        default: "new-one"
        }
    }

    @Test(arguments: StartKind.allCases) func whatIsStartedCanBeBuilt(kind: StartKind) async throws {
        let folder = try content(["site.yml": "title: Test", "lib/all.xml": framework])
        let before = await check(folder)
        let report = await ContentStart.run(kind, id(kind), in: folder.path + "/content")
        #expect(report.refusals == [] && !report.written.isEmpty && !report.next.isEmpty)
        let after = await check(folder)
        let errors = after.diagnostics.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(TerminalReport(colored: false).text(for: errors))")
        #expect(after.pages > before.pages)
        // And once more: nothing is written over.
        let bytes = try report.written.map { try FileSystem.read($0) }
        let again = await ContentStart.run(kind, id(kind), in: folder.path + "/content")
        #expect(again.written.isEmpty && again.refusals.count == 1)
        #expect(try report.written.map { try FileSystem.read($0) } == bytes)
    }

    @Test func filesStandWhereOthersOfTheKindDo() async throws {
        let folder = try content([
            "site.yml": "title: Test", "all.xml": framework,
            "domains/RAD/tx/RAD-2.xml": """
            <transaction xmlns="urn:technical-framework:definitions" id="RAD-2" domain="RAD"><name>T</name></transaction>
            """,
            "domains/RAD/tx/RAD-3.xml": """
            <transaction xmlns="urn:technical-framework:definitions" id="RAD-3" domain="RAD"><name>T</name></transaction>
            """,
        ])
        let path = folder.path + "/content"
        let report = await ContentStart.run(.transaction, "RAD-4", in: path)
        #expect(report.written == ["\(path)/domains/RAD/tx/RAD-4.xml", "\(path)/domains/RAD/tx/RAD-4.md"])
        #expect(String(decoding: try FileSystem.read(report.written[0]), as: UTF8.self).contains("domain=\"RAD\""))
        let other = await ContentStart.run(.transaction, "X-1", domain: "ITI", in: path)
        #expect(other.written.first == "\(path)/domains/ITI/transactions/X-1.xml")
    }

    @Test(arguments: [
        (StartKind.actor, "SOURCE", "the actor 'source' is there"), (.actor, "../x", "is no identifier"),
        (.page, "../x", "is no path"),
        (.page, "a//b", "is no path"), (.profile, "Q", "there is no domain 'XX'"),
    ])
    func whatCantBeStartedIsRefused(kind: StartKind, id: String, reason: String) async throws {
        let folder = try content(["site.yml": "title: Test", "all.xml": framework])
        let domain: String? = kind == .profile ? "XX" : nil
        let report = await ContentStart.run(kind, id, domain: domain, in: folder.path + "/content")
        #expect(report.written.isEmpty && report.refusals.count == 1 && report.refusals.first?.contains(reason) == true)
        #expect(try FileSystem.names(in: folder.path + "/content").sorted() == ["all.xml", "site.yml"])
    }

    @Test func anEmptyFolderTellsWhatToBeginWith() async throws {
        let folder = try content(["site.yml": "title: Test"])
        let path = folder.path + "/content"
        #expect(await ContentStart.run(.profile, "P", in: path).refusals.first?.contains("new domain") == true)
        #expect(await ContentStart.run(.statement, "P", in: path).refusals.first?.contains("new profile") == true)
        let missing = await ContentStart.run(.page, "p", in: path + "x")
        #expect(missing.refusals.first?.contains("there is no content folder") == true)
    }
}
