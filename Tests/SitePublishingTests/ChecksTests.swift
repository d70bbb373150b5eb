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
        let actor = "<actor xmlns=\"urn:technical-framework:definitions\" id=\"a\"><name>A</name></actor>"
        try FileSystem.write(Array(actor.utf8), to: content + "/a.xml")
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
