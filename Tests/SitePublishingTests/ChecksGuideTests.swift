import ContentReading
import Diagnostics
import Testing

@testable import SitePublishing

/// The examples of `docs/checks.md`: below each rule's heading a piece of content, and what it makes the generator report.
@Suite struct ChecksGuideTests {
    struct Section: Sendable, CustomTestStringConvertible {
        let rule: String
        let language: String
        let example: String
        let report: String

        var testDescription: String { rule }
    }

    static let sections: [Section] = {
        let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/docs/checks.md"
        guard let bytes = try? FileSystem.read(path) else { return [] }
        let guide = String(decoding: bytes, as: UTF8.self)
        let section =
            #/## (?<rule>[a-z-]+)\n[^`]*(?:`[^`\n]+`[^`]*)*```(?<language>xml|markdown)\n(?<example>[\s\S]*?)```\n\n```text\n(?<report>.*)\n```/#
        return guide.matches(of: section).map { match in
            Section(
                rule: String(match.output.rule), language: String(match.output.language),
                example: String(match.output.example), report: String(match.output.report))
        }
    }()

    @Test(arguments: sections) func theExampleIsReportedAsTheGuideSays(section: Section) async throws {
        let isProse = section.language == "markdown"
        let definitions = framework + (isProse ? "" : section.example) + "</definitions>"
        var files = ["site.yml": "title: Test\n", "framework.xml": definitions]
        files["XDS.xml"] = profile
        if section.example.hasPrefix("::: amendment") {
            files["XDS.md"] = "## Overview\n\nDocuments are found.\n"
            files["Draft/Draft.xml"] = supplement
            files["Draft/Draft.md"] = section.example
        } else if isProse {
            files["XDS.md"] = section.example
        }
        let temporary = try TemporaryFolder()
        for (path, text) in files {
            let path = temporary.path + "/" + path
            try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
            try FileSystem.write(Array(text.utf8), to: path)
        }
        var options = BuildOptions()
        options.content = temporary.path
        options.output = nil
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        options.theme = "/\(root)/themes/default"
        let report = await SiteBuild.run(options)
        let reports = report.diagnostics.map { "\($0.severity): \($0.summary) [\($0.rule.rawValue)]" }
        #expect(reports.contains(section.report), "\(reports)")
        #expect(section.report.hasSuffix("[\(section.rule)]"))
    }

    /// Rules about how prose is written, and those that only other sites can break, stand in the user guide only.
    @Test func everyCheckOfAFrameworkHasItsSection() {
        let ofWriting: Set<Rule> = [
            .unknownFileType, .unknownKey, .rawHTML, .unknownClass, .unusedFootnote, .missingAlt, .unevenTable,
            .unknownDiagramLine, .deadLink, .movedLink, .unreachableLink,
        ]
        let checks = Rule.allCases.filter { $0.severity == .warning && !ofWriting.contains($0) }
        #expect(Set(checks.map(\.rawValue)) == Set(Self.sections.map(\.rule)))
    }

    private let framework = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <domain id="CARD" transaction-section="3"><name>Cardiology</name></domain>
        <volume id="ITI-TF-1" domain="ITI" number="1" revision="21.0" href="https://example.org/1"><name>Volume 1</name></volume>
        <actor id="document-source"><name>Document Source</name></actor>
        <actor id="document-consumer"><name>Document Consumer</name></actor>
        <actor id="document-registry"><name>Document Registry</name></actor>
        <transaction id="ITI-18" domain="ITI"><name>Registry Stored Query</name>
        <exchange initiator="document-consumer" responder="document-registry"/></transaction>

        """

    private let profile = """
        <profile xmlns="urn:technical-framework:definitions" id="XDS" domain="ITI" chapter="10" status="final-text">
        <name>Document Sharing</name>
        <actor ref="document-source"/>
        <actor ref="document-consumer"><transaction ref="ITI-18" optionality="R"/></actor>
        <actor ref="document-registry"><transaction ref="ITI-18" optionality="R"/></actor>
        </profile>
        """

    private let supplement = """
        <supplement xmlns="urn:technical-framework:definitions" id="Draft" domain="ITI" status="trial-implementation"
        href="https://example.org/draft"><name>Draft</name><affects volume="ITI-TF-1" revision="20.0"/></supplement>
        """
}
