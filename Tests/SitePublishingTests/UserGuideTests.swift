import ContentReading
import Diagnostics
import Foundation
import Testing

@testable import SitePublishing

/// The examples of the user guide, taken from its text: `File <path>:` and the code block below it.
@Suite struct UserGuideTests {
    private struct Example {
        let path: String
        let isBroken: Bool
        let text: String
    }

    private let guide: String
    private let themes: String

    init() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        guide = String(decoding: try FileSystem.read("/\(root)/docs/user-guide.md"), as: UTF8.self)
        themes = "/\(root)/themes"
    }

    @Test func theFilesOfTheGuideAreAWholeSite() async throws {
        let examples = examples().filter { !$0.isBroken }
        #expect(examples.count == 14)
        let report = try await check(examples)
        #expect(report.diagnostics.isEmpty, "\(TerminalReport(colored: false).text(for: report.diagnostics))")
        #expect(report.outcome == .succeeded)
        #expect(report.pages > 15)
    }

    @Test func theBrokenFileIsReportedAsTheGuideSays() async throws {
        let all = examples()
        let broken = try #require(all.first { $0.isBroken })
        // What refers to the sections of the broken file has nothing to do with the example.
        let rest = all.filter { !$0.isBroken && $0.path != broken.path }
        let temporary = try TemporaryFolder()
        let report = try await check(rest + [broken], in: temporary)
        let text = TerminalReport(colored: false).text(for: report.diagnostics)
            .replacing(temporary.path + "/", with: "")
        let block = try #require(guide.split(separator: "```text\n").last?.split(separator: "```").first)
        #expect(text.contains(block))
        #expect(report.outcome == .contentHasErrors)
    }

    @Test(arguments: Rule.allCases) func everyRuleStandsInTheGuide(rule: Rule) {
        #expect(guide.contains("`\(rule.rawValue)`"))
    }

    private func check(_ examples: [Example], in temporary: TemporaryFolder? = nil) async throws -> BuildReport {
        let temporary = try temporary ?? TemporaryFolder()
        for example in examples {
            let path = temporary.path + "/" + example.path
            try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
            try FileSystem.write(Array(example.text.utf8), to: path)
        }
        var options = BuildOptions()
        options.content = temporary.path + "/content"
        options.output = nil
        options.theme = themes + "/default"
        return await SiteBuild.run(options)
    }

    private func examples() -> [Example] {
        guide.split(separator: "\nFile `").dropFirst().compactMap { part in
            let fence = part.contains("\n````") ? "\n````" : "\n```"
            guard let path = part.split(separator: "`").first,
                let block = part.split(separator: fence, maxSplits: 2).dropFirst().first,
                let lineBreak = block.firstIndex(of: "\n"), let heading = part.split(separator: "\n").first
            else { return nil }
            let text = block[block.index(after: lineBreak)...] + "\n"
            return Example(path: String(path), isBroken: heading.hasSuffix("broken:"), text: String(text))
        }
    }
}
