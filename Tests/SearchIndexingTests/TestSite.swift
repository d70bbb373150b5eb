import ContentReading
import FrameworkModel
import LinkResolution
import PageRendering

@testable import SearchIndexing

/// The records of a site in memory.
func records(of texts: [String: String]) async -> [SearchRecord] {
    let sources = ContentReader.read(texts.merging(["site.yml": "title: Test"]) { own, _ in own })
    let (framework, _) = ModelBuilder.build(sources)
    let (addresses, _) = AddressBook.assign(framework, assets: sources.assets, configuration: sources.configuration)
    let resolver = LinkResolver(framework, addresses: addresses)
    let rendered = await RenderedTexts.render(framework, resolver: resolver, jobs: 2)
    let library = await ProseLibrary.assemble(rendered, of: framework, resolver: resolver, jobs: 2)
    let composer = PageComposer(framework, addresses: addresses, library: library, configuration: sources.configuration)
    let pages = addresses.pages.compactMap { composer.page($0.key) }.map(PageText.init)
    return await RecordBuilder(framework, addresses: addresses, library: library).records(of: pages, jobs: 2)
}

/// A record for tests of what comes after records.
func record(
    _ title: String, text: String = "", kind: SearchRecord.Kind = .section, domain: String = "", status: Status? = nil,
    names: [SearchRecord.Name] = [], uses: Int = 0
) -> SearchRecord {
    SearchRecord(
        address: "\(title).html", facets: .init(kind: kind, domain: domain, status: status), title: title, page: "",
        number: "", identifiers: [], path: [], names: names, text: Array(text.utf8), uses: uses)
}

/// Reads an index as a browser does.
struct IndexReader {
    /// The data of the files by name, as JSON.
    private let files: [String: String]

    init(_ index: SearchIndex) {
        files = Dictionary(
            uniqueKeysWithValues: index.files.map { file in
                let name = file.address.path.split(separator: "/").last?.split(separator: ".").first ?? ""
                return (String(name), String(decoding: file.bytes, as: UTF8.self))
            })
    }

    func names(beginningWith prefix: String) -> [String] {
        (0..<files.count).map { "\(prefix)-\($0)" }.filter { files[$0] != nil }
    }

    /// A member of a file's data that is text.
    func text(_ member: String, of name: String) -> String {
        guard let file = files[name], let start = file.firstRange(of: "\"\(member)\":\"") else { return "" }
        var text = ""
        var rest = file[start.upperBound...]
        while let character = rest.popFirst(), character != "\"" {
            text.append(character == "\\" ? rest.removeFirst() : character)
        }
        return text
    }

    /// Terms with what they find, all of them: the levels by the number of the record.
    var terms: [String: [Int: [Int]]] {
        var all: [String: [Int: [Int]]] = [:]
        for shard in names(beginningWith: "search-terms") {
            let lengths = Self.numbers(text("lengths", of: shard))
            var lists = Array(text("lists", of: shard).utf8)[...]
            for (term, length) in zip(Self.words(text("terms", of: shard)), lengths) {
                all[term] = Self.list(String(decoding: lists.prefix(length), as: UTF8.self))
                lists = lists.dropFirst(length)
            }
        }
        return all
    }

    private static func list(_ text: String) -> [Int: [Int]] {
        var list: [Int: [Int]] = [:]
        var rest = numbers(text)[...]
        while let header = rest.popFirst() {
            let base = PostingLists.levelCount + 1
            if header % base == PostingLists.levelCount { continue }
            var record = 0
            for _ in 0...(header / base) {
                record += rest.removeFirst()
                list[record, default: []].append(header % base)
            }
        }
        return list
    }

    static func words(_ text: String) -> [String] {
        var last = ""
        return text.split(separator: "|").map { entry in
            last = String(last.prefix(numbers(String(entry.first ?? " ")).first ?? 0)) + entry.dropFirst()
            return last
        }
    }

    static func numbers(_ text: String) -> [Int] {
        var digits = text.utf8.map { Int($0) - 0x20 - ($0 > 0x5C ? 1 : 0) - ($0 > 0x22 ? 1 : 0) }[...]
        var numbers: [Int] = []
        while let first = digits.popFirst() {
            let count = first < 62 ? 0 : first < 86 ? 1 : first < 92 ? 2 : 4
            let base = [0: 0, 1: 62, 2: 62 + 24 * 93, 4: 62 + 24 * 93 + 6 * 93 * 93][count] ?? 0
            let start = [0: first, 1: first - 62, 2: first - 86, 4: 0][count] ?? 0
            numbers.append(base + (0..<count).reduce(start) { sum, _ in sum * 93 + digits.removeFirst() })
        }
        return numbers
    }
}
