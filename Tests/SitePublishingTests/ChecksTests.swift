import ContentReading
import Diagnostics
import Testing

@testable import SitePublishing

/// What `checks` in `site.yml` makes of warnings.
@Suite struct ChecksTests {
    private func run(_ checks: String) async throws -> BuildReport {
        let temporary = try TemporaryFolder()
        let content = temporary.path + "/content"
        try FileSystem.makeFolder(content)
        try FileSystem.write(Array("title: T\n\(checks)".utf8), to: content + "/site.yml")
        let definitions = """
            <definitions xmlns="urn:technical-framework:definitions">
            <domain id="ITI"><name>IT Infrastructure</name></domain>
            <actor id="used"><name>Used</name></actor>
            <actor id="idle"><name>Idle</name></actor>
            <profile id="P" domain="ITI"><name>P</name><actor ref="used"/></profile>
            </definitions>
            """
        try FileSystem.write(Array(definitions.utf8), to: content + "/definitions.xml")
        var options = BuildOptions()
        options.content = content
        options.output = nil
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        options.theme = "/\(root)/themes/default"
        return await SiteBuild.run(options)
    }

    @Test func aWarningIsOneWhereNothingIsSaid() async throws {
        let report = try await run("")
        #expect(report.diagnostics.map(\.rule) == [.unusedActor])
        #expect(report.warnings == 1 && report.outcome == .succeeded)
    }

    @Test func aRuleThatIsOffIsNotTold() async throws {
        #expect(try await run("checks:\n  unused-actor: off\n").diagnostics.isEmpty)
    }

    @Test func aRuleThatIsAnErrorKeepsTheSiteFromBeingPublished() async throws {
        let report = try await run("checks:\n  unused-actor: error\n")
        #expect(report.diagnostics.map(\.severity) == [.error])
        #expect(report.outcome == .contentHasErrors)
    }

    @Test func anotherRuleIsLeftAlone() async throws {
        #expect(try await run("checks:\n  similar-names: off\n").warnings == 1)
    }
}
