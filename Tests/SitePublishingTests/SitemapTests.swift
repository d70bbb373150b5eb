import ContentReading
import Testing

@testable import SitePublishing

@Suite struct SitemapTests {
    private let pages = (1...5).map { (address: "a&b/\($0).html", date: $0 == 2 ? "2026-01-15" : nil) }

    private func files(mostPages: Int = 10, mostBytes: Int = 10_000) -> [(path: String, text: String)] {
        Sitemap.files(
            for: pages.map { (.init($0.address), $0.date) }, at: "https://e.org/x&y/", mostPages: mostPages,
            mostBytes: mostBytes
        ).map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
    }

    private func count(_ text: String, in file: String) -> Int { file.ranges(of: text).count }

    @Test func aFileHoldsAllPagesWithTheirDates() throws {
        let files = files()
        #expect(files.map(\.path) == ["sitemap.xml"])
        let text = try #require(files.first?.text)
        #expect(count("<url>", in: text) == 5)
        #expect(text.contains("<loc>https://e.org/x&amp;y/a%26b/2.html</loc><lastmod>2026-01-15</lastmod>"))
        #expect(count("<lastmod>", in: text) == 1)
    }

    @Test func tooManyPagesAreDividedAndNamedByAnIndex() throws {
        let files = files(mostPages: 2)
        #expect(files.map(\.path) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"])
        #expect(files.map { count("<url>", in: $0.text) } == [0, 2, 2, 1])
        #expect(count("<sitemap><loc>https://e.org/x&amp;y/sitemap-", in: files[0].text) == 3)
    }

    @Test func aFileIsNoLongerThanTheProtocolLets() {
        let most = 300
        let files = files(mostBytes: most).dropFirst()
        #expect(files.count > 1 && files.allSatisfy { $0.text.utf8.count <= most })
        #expect(files.reduce(0) { $0 + count("<url>", in: $1.text) } == 5)
    }

    @Test func aSiteWithoutPagesHasAnEmptyOne() {
        let empty = Sitemap.files(for: [], at: "https://e.org/")
        #expect(empty.count == 1)
    }
}
