import ContentReading
import Diagnostics
import Foundation
import Testing

@testable import SitePublishing

/// The examples of `docs/checks.md`: below each rule's heading what breaks it, and what it makes the generator report.
@Suite struct ChecksGuideTests {
    /// What examples break besides since they are short.
    private static let besides: [Rule] = [.missingSection, .unusedActor, .outdatedAmendment]

    /// What only other sites can tell; the tests of `check-links` ask one.
    private static let ofOtherSites: Set<Rule> = [.deadLink, .movedLink, .unreachableLink]

    @Test(arguments: ofOtherSites) func aRuleOfOtherSitesIsExplained(rule: Rule) throws {
        let explanation = try #require(RuleExplanation.of(rule), "docs/checks.md has no section for the rule")
        #expect(explanation.report.hasSuffix("[\(rule.rawValue)]"))
    }

    @Test(arguments: Rule.allCases.filter { !ofOtherSites.contains($0) })
    func theExampleIsReportedAsTheGuideSays(rule: Rule) async throws {
        let explanation = try #require(RuleExplanation.of(rule), "docs/checks.md has no section for the rule")
        let temporary = try TemporaryFolder()
        for (path, text) in files(of: explanation) {
            let path = temporary.path + "/content/" + path
            try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
            try FileSystem.write(Array(text.utf8), to: path)
        }
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        var options = BuildOptions()
        options.content = temporary.path + "/content"
        options.output = nil
        if explanation.language == "sh" {
            // A copy, since commands change it.
            try FileManager.default.copyItem(atPath: root + "/themes", toPath: temporary.path + "/themes")
            options.output = temporary.path + "/public"
            try run(explanation.example, in: temporary.path, &options)
        } else {
            options.theme = root + "/themes/default"
        }
        let report = await SiteBuild.run(options)
        let reports = report.diagnostics.map { "\($0.severity): \($0.summary) [\($0.rule.rawValue)]" }
        let shown = reports.map { $0.replacing(temporary.path + "/", with: "") }
        #expect(shown.contains(explanation.report.replacing("'./", with: "'")), "\(shown)")
        #expect(report.diagnostics.allSatisfy { $0.rule == rule }, "\(shown)")
        #expect(!explanation.about.isEmpty && !explanation.wayOut.isEmpty)
    }

    /// The small framework with an example in it.
    private func files(of explanation: RuleExplanation) -> [String: String] {
        let example = explanation.example
        let others = Self.besides.filter { $0 != explanation.rule }
        var files = ["XDS.xml": profile, "framework.xml": framework + "</definitions>"]
        files["site.yml"] = "title: Test\nchecks:\n" + others.map { "  \($0.rawValue): off\n" }.joined()
        switch explanation.language {
        case "xml" where example.hasPrefix("<?") || example.hasPrefix("<!"): files["example.xml"] = example
        case "xml": files["framework.xml"] = framework + example + "</definitions>"
        case "yaml": files["site.yml"] = example
        case "markdown" where example.hasPrefix("::: amendment"):
            files["XDS.md"] = "## Overview\n\nDocuments are found.\n"
            files["Draft/Draft.xml"] = supplement
            files["Draft/Draft.md"] = example
        case "markdown": files["XDS.md"] = example
        default: break
        }
        return files
    }

    /// Runs the commands of an example; one of the generator itself gives options.
    private func run(_ example: String, in folder: String, _ options: inout BuildOptions) throws {
        let lines = example.split(separator: "\n")
        let commands = lines.filter { !$0.hasPrefix("generate-site") }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-e", "-c", commands.joined(separator: "\n")]
        shell.currentDirectoryURL = URL(fileURLWithPath: folder)
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        guard let words = lines.first(where: { $0.hasPrefix("generate-site") })?.split(separator: " ") else { return }
        for (name, value) in zip(words.dropFirst(), words.dropFirst(2)) {
            switch name {
            case "--content": options.content = "\(folder)/\(value)"
            case "--output": options.output = "\(folder)/\(value)"
            case "--theme": options.theme = String(value)
            default: break
            }
        }
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
