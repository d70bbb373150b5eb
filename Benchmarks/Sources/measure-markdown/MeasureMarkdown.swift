import CCMark
import ContentReading
import Foundation
import FrameworkModel
import LinkResolution
import PageRendering

/// What the dialect costs: the CPU time of rendering all prose of a content folder, and that of libcmark's own parser
/// and renderer on the same bytes. What is beyond libcmark's is the added passes: tables, references, obligations and all.
@main struct MeasureMarkdown {
    static func main() async {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("measure-markdown FOLDER: the content folder whose prose is measured")
            exit(EX_USAGE)
        }
        let sources = await ContentReader.read(folder: folder, jobs: 2)
        let (framework, _) = ModelBuilder.build(sources)
        let (addresses, _) = AddressBook.assign(
            framework, assets: sources.assets, configuration: sources.configuration)
        let resolver = LinkResolver(framework, addresses: addresses)
        let texts = texts(of: framework)
        let bytes = texts.reduce(0) { $0 + $1.count }
        // By turns, so that what else the machine does falls on both.
        var library: [Double] = []
        var dialect: [Double] = []
        for _ in 0..<5 {
            library.append(cpuSeconds { for text in texts { renderByLibrary(text) } })
            let start = cpuTime()
            _ = await RenderedTexts.render(framework, resolver: resolver, jobs: 1)
            dialect.append(cpuTime() - start)
        }
        let (cmark, ours) = (median(library), median(dialect))
        let added = (ours - cmark) / cmark
        print(
            "Markdown: \(texts.count) texts of \(mega(Double(bytes))) MB,",
            "libcmark \(milli(cmark)) ms, the dialect \(milli(ours)) ms,",
            "added passes to libcmark: \(String(format: "%.2f", added))")
    }

    private static func texts(of framework: Framework) -> [ArraySlice<UInt8>] {
        framework.pages.map(\.prose.markdown) + framework.prose.values.map(\.prose.markdown)
            + framework.definitions.flatMap { $0.passages.map(\.markdown) }
    }

    private static func renderByLibrary(_ text: ArraySlice<UInt8>) {
        text.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let tree = cmark_parse_document(start, bytes.count, CMARK_OPT_DEFAULT) else { return }
            free(cmark_render_html(tree, CMARK_OPT_DEFAULT))
            cmark_node_free(tree)
        }
    }

    private static func cpuSeconds(_ work: () -> Void) -> Double {
        let start = cpuTime()
        work()
        return cpuTime() - start
    }

    /// The processor time of all threads so far, in seconds.
    private static func cpuTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func milli(_ seconds: Double) -> String { String(format: "%.0f", seconds * 1e3) }

    private static func mega(_ bytes: Double) -> String { String(format: "%.1f", bytes / 1e6) }
}
