import ContentReading
import Diagnostics
import Foundation
import Testing

@testable import SitePublishing

/// Merging a supplement into the source files: all of it, or nothing.
@Suite struct FinalizationTests {
    private let namespace = "xmlns=\"urn:technical-framework:definitions\""
    private let temporary: TemporaryFolder
    private var options = BuildOptions()

    init() throws {
        temporary = try TemporaryFolder()
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        options.content = temporary.path
        options.theme = "/\(root)/themes/default"
        for (path, text) in files { try write(text, to: path) }
    }

    private var files: [String: String] {
        [
            "site.yml": "title: Test\n",
            "shared.xml": """
            <definitions \(namespace)>
              <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
              <volume id="ITI-TF-1" domain="ITI" number="1" revision="2"><name>Volume 1</name></volume>
              <transaction id="ITI-1" domain="ITI" section="3.1"><name>Find</name>
                <exchange initiator="consumer" responder="consumer"/></transaction>
            </definitions>

            """,
            "actors.xml": """
            <definitions \(namespace)>
              <actor id="consumer"><name>Consumer</name></actor>
            </definitions>

            """,
            "profiles/XDS.b.xml": """
            <profile \(namespace) id="XDS.b" domain="ITI" chapter="10"><name>Sharing</name>
              <actor ref="consumer"><transaction ref="ITI-1" optionality="R"/></actor>
            </profile>

            """,
            "profiles/XDS.b.md": "## Overview\r\n\r\nDocuments.\r\n",
            "Draft/Draft.xml": """
            <supplement \(namespace) id="Draft" domain="ITI" status="trial-use"><name>Draft</name>
              <affects volume="ITI-TF-1" revision="2"/></supplement>

            """,
            "Draft/Draft.md": """
            ::: amendment insert-text ITI TF-1: 10.4 {after="Documents"}
            of [producers](actor:producer)
            :::

            ::: amendment add-in profile:XDS.b
            ```xml
            <actor ref="producer"><transaction ref="ITI-1" optionality="O"/></actor>
            ```
            :::

            """,
            "Draft/producer.xml": """
            <?xml version="1.0" encoding="UTF-8"?>
            <actor \(namespace) id="producer">
              <name>Producer</name>
            </actor>

            """,
            "Draft/NEW.xml": """
            <profile \(namespace) id="NEW" domain="ITI" chapter="11" status="trial-implementation"><name>New</name>
              <actor ref="producer"><transaction ref="ITI-1" optionality="R"/></actor>
            </profile>

            """,
            "Draft/NEW.md": "## Overview\n\nNew, unlike [XDS.b](profile:).\n",
        ]
    }

    private func write(_ text: String, to path: String) throws {
        let path = temporary.path + "/" + path
        try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
        try FileSystem.write(Array(text.utf8), to: path)
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try FileSystem.read(temporary.path + "/" + path), as: UTF8.self)
    }

    /// All files with their bytes, and all folders.
    private func tree(_ folder: String = "") throws -> [String: [UInt8]] {
        var tree: [String: [UInt8]] = [:]
        for name in try FileSystem.names(in: temporary.path + "/" + folder) {
            let path = folder.isEmpty ? name : folder + "/" + name
            if try FileSystem.status(of: temporary.path + "/" + path).kind == .folder {
                tree[path + "/"] = []
                tree.merge(try self.tree(path)) { own, _ in own }
            } else {
                tree[path] = try FileSystem.read(temporary.path + "/" + path)
            }
        }
        return tree
    }

    @Test func amendmentsAndDefinitionsGoToTheirFiles() async throws {
        let report = await SupplementFinalization.run("Draft", options)
        #expect(report.diagnostics == [])
        #expect(report.outcome == .succeeded)
        #expect(try text("profiles/XDS.b.md") == "## Overview\r\n\r\nDocuments of [producers](actor:producer).\r\n")
        #expect(
            try text("profiles/XDS.b.xml").contains(
                "  <actor ref=\"producer\"><transaction ref=\"ITI-1\" optionality=\"O\"/></actor>\n</profile>"))
        #expect(
            try text("actors.xml") == """
                <definitions \(namespace)>
                  <actor id="consumer"><name>Consumer</name></actor>

                  <actor id="producer">
                    <name>Producer</name>
                  </actor>

                </definitions>

                """)
        #expect(
            try text("profiles/NEW.xml")
                == files["Draft/NEW.xml"]?.replacing("trial-implementation", with: "final-text"))
        #expect(try text("profiles/NEW.md") == files["Draft/NEW.md"])
        #expect(try text("Draft/Draft.xml") == files["Draft/Draft.xml"]?.replacing("trial-use", with: "final-text"))
        #expect(try text("Draft/Draft.md") == files["Draft/Draft.md"])
        #expect(report.volumes == ["ITI-TF-1"])
        let folder = try FileSystem.names(in: temporary.path + "/Draft")
        #expect(folder == ["Draft.md", "Draft.xml"])
        #expect(try FileSystem.names(in: temporary.path + "/profiles").count == 4)
        let again = await SiteBuild.run(checking)
        #expect(again.errors == 0)
    }

    private var checking: BuildOptions {
        var options = options
        options.output = nil
        return options
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let id: String
        let file: String
        let text: String
        let rule: Rule
        var testDescription: String { "\(id), \(file)" }
    }

    @Test(arguments: [
        // It does not exist.
        Refusal(id: "Draf", file: "site.yml", text: "title: Test\n", rule: .unknownIdentifier),
        // A target is not there.
        Refusal(id: "Draft", file: "profiles/XDS.b.md", text: "## Overview\n\nPapers.\n", rule: .amendmentTarget),
        // The content is broken elsewhere.
        Refusal(
            id: "Draft", file: "page.md", text: "---\ntitle: Page\n---\n\n[X](actor:x)\n", rule: .unresolvedReference),
        // What is introduced leads, from where it will stand, to nothing.
        Refusal(id: "Draft", file: "Draft/NEW.md", text: "## Overview\n\n[See](Draft.md)\n", rule: .brokenLink),
        // The merged definition would break the schema.
        Refusal(
            id: "Draft", file: "Draft/Draft.md",
            text: "::: amendment add-in profile:XDS.b\n```xml\n<actor ref=\"producer\"/><nonsense/>\n```\n:::\n",
            rule: .schemaViolation),
        // Its file is there already.
        Refusal(
            id: "Draft", file: "profiles/NEW.xml",
            text: "<actor xmlns=\"urn:technical-framework:definitions\" id=\"NEW\"><name>New actor</name></actor>\n",
            rule: .duplicateIdentifier),
    ]) func whatCanNotBeMergedChangesNothing(_ refusal: Refusal) async throws {
        try write(refusal.text, to: refusal.file)
        let before = try tree()
        let report = await SupplementFinalization.run(refusal.id, options)
        #expect(report.diagnostics.contains { $0.rule == refusal.rule }, "\(report.diagnostics)")
        #expect(report.outcome == .contentHasErrors)
        #expect(try tree() == before)
    }

    @Test func whatIsFinalIsNotMergedAgain() async throws {
        _ = await SupplementFinalization.run("Draft", options)
        let before = try tree()
        let report = await SupplementFinalization.run("Draft", options)
        #expect(report.diagnostics.map(\.rule) == [.invalidAmendment])
        #expect(try tree() == before)
    }

    /// A folder stands where the last of the files would be written first.
    @Test func aFailureWhileWritingChangesNothing() async throws {
        try FileSystem.makeFolder(temporary.path + "/profiles/XDS.b.xml.merging")
        let before = try tree()
        let report = await SupplementFinalization.run("Draft", options)
        #expect(report.outcome == .couldNotReadOrWrite)
        #expect(try tree() == before)
    }

    /// A folder stands where a file would be set aside, when others have been replaced already.
    @Test func aFailureWhileReplacingIsTakenBack() async throws {
        try FileSystem.makeFolder(temporary.path + "/profiles/XDS.b.xml.merged/full")
        let before = try tree()
        let report = await SupplementFinalization.run("Draft", options)
        #expect(report.outcome == .couldNotReadOrWrite)
        #expect(try tree() == before)
    }
}
