import ContentReading
import Diagnostics
import Foundation
import SitePublishing
import Testing

@testable import WebPreview

/// After whatever changes, a preview shows and reports what a build of the same sources publishes and reports.
///
/// `PREVIEW_EDITS=500 swift test --filter PreviewEqualityTests` makes more of them.
@Suite struct PreviewEqualityTests {
    static let edits = ProcessInfo.processInfo.environment["PREVIEW_EDITS"].flatMap(Int.init) ?? 40

    @Test(arguments: ["whole-framework", "amendments", "importing"]) func randomEditsGiveTheSiteOfABuild(name: String)
        async throws
    {
        let content = try EditedContent(of: name)
        let site = PreviewedSite(content.options, editor: nil)
        _ = await site.update()
        var random = SeededGenerator(seed: UInt64(name.utf8.count))
        var published: Set<String> = []
        var good = 0
        var isRestored = false
        for number in 1...Self.edits {
            var edit = ""
            var paths: Set<String> = []
            for _ in 0...(number % 5 == 0 ? 2 : 0) {
                let (what, changed) = try content.edit(&random)
                edit += what + "; "
                paths.formUnion(changed)
            }
            await site.update(number % 11 == 0 || isRestored ? nil : paths)
            isRestored = false
            let reported = await site.finish()
            let report = await SiteBuild.run(content.options)
            let difference = TerminalReport.lines(reported).difference(from: TerminalReport.lines(report.diagnostics))
            try #require(difference.isEmpty, "\(number): \(edit)\n\(difference)")
            guard report.outcome == .succeeded else {
                if random.next(2) == 0 {
                    try content.restore()
                    isRestored = true
                }
                continue
            }
            good += 1
            let files = try content.published()
            for (path, bytes) in files {
                let shown = await site.file(at: path) ?? []
                let isSame = shown == bytes
                try #require(isSame, "\(number): \(edit)\n\(path): \(Self.difference(shown, bytes))")
            }
            for path in published where files[path] == nil {
                let isGone = await site.file(at: path) == nil
                try #require(isGone, "\(number): \(edit)\n\(path)")
            }
            published = Set(files.keys)
        }
        #expect(good > Self.edits / 5)
    }

    /// What two files have instead of each other, with what stands before.
    private static func difference(_ shown: [UInt8], _ published: [UInt8]) -> String {
        let start = zip(shown, published).prefix { $0 == $1 }.count
        func part(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[max(0, start - 80)..<min(bytes.count, start + 120)], as: UTF8.self)
        }
        return "shown: \(part(shown))\npublished: \(part(published))"
    }
}

extension TerminalReport {
    fileprivate static func lines(_ diagnostics: [Diagnostic]) -> [String] {
        TerminalReport(colored: false).text(for: diagnostics).split(separator: "\n").map(String.init)
    }
}

/// Random numbers that are the same on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed ^= mixed >> 33
        return mixed &* 0xFF51_AFD7_ED55_8CCD ^ (mixed >> 29)
    }

    mutating func next(_ limit: Int) -> Int { Int(next() >> 33) % max(1, limit) }
}
