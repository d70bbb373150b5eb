import ContentReading
import Diagnostics
import SitePublishing
import Testing

@testable import WebPreview

/// A preview leaves out what the baseline knows, as a build does.
@Suite struct KnownProblemsTests {
    private func write(_ text: String, to path: String) throws {
        try FileSystem.write(Array(text.utf8), to: path)
    }

    @Test func onlyNewProblemsAreShown() async throws {
        let content = try EditedContent(of: "whole-framework")
        let page = content.options.content + "/pages/old.md"
        try write("---\ntitle: Old\n---\n\n[gone](gone.md) [there](#nowhere)\n", to: page)
        let site = PreviewedSite(content.options, editor: nil)
        await site.update()
        let old = await site.finish()
        #expect(old.filter { $0.location.path == page }.map(\.rule) == [.brokenLink, .brokenAnchor])

        let update = await BaselineUpdate.run(content.options)
        #expect(update.outcome == .succeeded)
        #expect(update.known == old.count)
        await site.update([update.path])
        #expect(await site.finish().isEmpty)

        try write("---\ntitle: Old\n---\n\nNew.\n\n[gone](gone.md) [there](#nowhere)\n\n[a](b.md)\n", to: page)
        await site.update([page])
        let new = await site.finish()
        #expect(new.map(\.rule) == [.brokenLink])
        #expect(new.first?.location.line == 9)

        try FileSystem.remove(update.path)
        await site.update([update.path])
        #expect(await site.finish().count == old.count + 1)
    }
}
