import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Three FHIR implementation guides as their committees wrote them, see `Fixtures/README.md`.
@Suite struct GuideSourcesTests {
    static let guides = ["ITI.MHD", "ITI.PDQm", "RAD.IMR"]

    /// A guide's pages as a site: each file gets a title, which its guide keeps elsewhere.
    private func render(_ guide: String) async throws -> (
        library: ProseLibrary, addresses: AddressBook, files: [String: String]
    ) {
        let folder =
            "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/ihe-ig/" + guide
        var texts: [String: String] = [:]
        var files: [String: String] = [:]
        for name in try FileSystem.names(in: folder) where name.hasSuffix(".md") {
            let text = String(decoding: try FileSystem.read("\(folder)/\(name)"), as: UTF8.self)
            files["pages/\(name)"] = text
            texts["pages/\(name)"] = "---\ntitle: \(name)\n---\n" + text
        }
        let site = await TestSite(texts)
        return (site.library, site.addresses, files)
    }

    @Test(arguments: guides) func tablesAreTablesAndNoMarkIsLeft(guide: String) async throws {
        let (library, _, files) = try await render(guide)
        for (path, text) in files {
            let key: PageKey = path == "pages/index.md" ? .home : .page(path)
            let html = try #require(library.prose(of: key), "\(path)").finished
            let code = #/<pre[\s\S]*?</pre>|<code>[\s\S]*?</code>/#
            let visible = html.replacing(code, with: "")
            #expect(visible.firstMatch(of: #/\|\s*:?-{2,}/#) == nil, "\(path)")
            #expect(!visible.contains("{:"), "\(path)")
            let delimiters = text.split(whereSeparator: \.isNewline).filter { line in
                line.contains("-") && line.contains("|") && line.allSatisfy { "|-:+ \t".contains($0) }
            }
            #expect(html.ranges(of: "<table class=\"data").count == delimiters.count, "\(path)")
        }
    }

    @Test(arguments: [("ITI.MHD", 0), ("ITI.PDQm", 0), ("RAD.IMR", 0)])
    func everyFragmentResolvesOrIsReported(guide: String, broken: Int) async throws {
        let (library, addresses, _) = try await render(guide)
        var anchors = AnchorTable()
        for (key, address) in addresses.pages {
            guard let chapter = library.prose(of: key) else { continue }
            anchors.add(chapter.headings.map(\.id) + chapter.ids, of: address)
        }
        let problems = library.checkAnchors(anchors, addresses: addresses)
        #expect(problems.count == broken, "\(problems.map { "\($0.location.path):\($0.location.line) \($0.summary)" })")
    }
}
