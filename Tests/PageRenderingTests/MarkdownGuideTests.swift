import ContentReading
import Foundation
import Testing

@testable import PageRendering

/// The examples of `docs/markdown.md`: Markdown between four backticks, and below it the HTML it becomes.
///
/// `UPDATE_GOLDEN=1 swift test --filter MarkdownGuideTests` writes the HTML anew; the diff is then for you to read.
@Suite struct MarkdownGuideTests {
    private let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/docs/markdown.md"

    @Test func everyExampleBecomesTheHTMLBelowIt() throws {
        let guide = String(decoding: try FileSystem.read(path), as: UTF8.self)
        let example = #/````markdown\n(?<markdown>[\s\S]*?)````\n(\n````html\n(?<html>[\s\S]*?)````\n)?/#
        #expect(guide.matches(of: example).count > 15)
        let updated = guide.replacing(example) { match in
            let html = render(String(match.output.markdown)).finished
            #expect(match.output.html.map(String.init) == html, "\(match.output.markdown)")
            return "````markdown\n\(match.output.markdown)````\n\n````html\n\(html)````\n"
        }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try FileSystem.write(Array(updated.utf8), to: path)
        }
    }
}
