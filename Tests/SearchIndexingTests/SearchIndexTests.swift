import FrameworkModel
import Testing

@testable import SearchIndexing

@Suite struct SearchIndexTests {
    private func index(_ records: [SearchRecord], jobs: Int = 2) async -> SearchIndex {
        await SearchIndex.build(records, domains: [("ITI", "IT Infrastructure"), ("RAD", "Radiology")], jobs: jobs)
    }

    /// Records as of a site of some size, the same each time.
    private func manyRecords(_ count: Int) -> [SearchRecord] {
        (0..<count).map { number in
            let words = (0..<40).map { "word\(number &* 7 % 89 &* ($0 &+ 1) % 997)" }
            return record(
                "Title \(number)", text: "common " + words.joined(separator: " ") + " unique\(number)",
                kind: number % 5 == 0 ? .definition(.profile) : .section, domain: number % 2 == 0 ? "ITI" : "RAD",
                names: [.init(text: "Title \(number)", rank: .name)], uses: number % 17)
        }
    }

    @Test func termsFindRecords() async {
        let reader = IndexReader(
            await index([
                record("Shared Documents", text: "A registry of ITI-18."),
                record("Other", text: "Das Dokument", names: [.init(text: "The Other-Name", rank: .identifier)]),
            ]))
        let terms = reader.terms
        #expect(terms["registri"]?.keys.sorted() == [0] && terms["iti18"] != nil && terms["18"]?.keys.sorted() == [0])
        #expect(terms["the"] == nil && terms["of"] == nil && terms["a"] == nil)
        #expect(terms["othername"] == [1: [PostingLists.levelCount - 1]])
        // In the title it counts more than in the text.
        #expect((terms["document"]?[0]?.first ?? 0) > (terms["registri"]?[0]?.first ?? 99))
    }

    @Test func numbersComeBack() {
        let numbers = [0, 1, 61, 62, 2293, 2294, 54_187, 54_188, 100_000, 74_000_000]
        var text = NumberText()
        for number in numbers { text.append(number) }
        #expect(IndexReader.numbers(String(decoding: text.bytes, as: UTF8.self)) == numbers)
        #expect(!text.bytes.contains(UInt8(ascii: "\"")) && !text.bytes.contains(UInt8(ascii: "\\")))
    }

    @Test func wordsComeBack() {
        let words = ["iti", "iti18", "itis", "naïve", "naïvety", "x"]
        var list = WordList()
        for word in words { list.append(Array(word.utf8)) }
        #expect(IndexReader.words(String(decoding: list.text, as: UTF8.self)) == words)
    }

    @Test func recordsAreInRunsOfTheSameFacets() {
        let order = RecordOrder(
            [
                record("late", domain: "RAD"), record("used", domain: "RAD", uses: 9), record("ITI", domain: "ITI"),
                record("profile", kind: .definition(.profile), status: .finalText), record("again", domain: "RAD"),
            ], domains: ["ITI", "RAD"])
        #expect(order.records.map(\.title) == ["profile", "used", "ITI", "late", "again"])
        #expect(order.runs.map(\.count) == [1, 1, 1, 2])
    }

    @Test func theSameRecordsGiveTheSameBytes() async {
        let records = manyRecords(1200)
        let first = await index(records, jobs: 1)
        let second = await index(records, jobs: 3)
        #expect(first.files.map(\.address) == second.files.map(\.address))
        #expect(first.files.map(\.bytes) == second.files.map(\.bytes))
    }

    @Test func aChangeGivesOtherNames() async {
        let before = await index([record("One", text: "same")])
        let after = await index([record("One", text: "other")])
        #expect(before.files[0].address == SearchIndex.entry && after.files[0].address == SearchIndex.entry)
        #expect(Set(before.files.dropFirst().map(\.address)).isDisjoint(with: after.files.dropFirst().map(\.address)))
    }

    @Test func shardsStaySmall() async {
        let files = await index(manyRecords(4000)).files
        #expect(files.count > 100)
        // The word that all have is cut, so that its list does not grow with the site.
        for file in files.dropFirst() { #expect(file.bytes.count < 10_000, "\(file.address)") }
    }

    @Test func whatManyHaveIsKeptForTheBest() async {
        var records = manyRecords(PostingLists.longest + 500)
        records.append(record("common", text: "common"))
        let list = IndexReader(await index(records)).terms["common"] ?? [:]
        #expect(list.count == PostingLists.longest)
        #expect(list.keys.contains(records.count - 1))
    }

    @Test func beginningsOfManyTermsHaveAListOfNames() async {
        let terms = IndexReader(await index(manyRecords(4000))).terms
        let list = terms["t*"] ?? terms["ti*"] ?? [:]
        #expect(!list.isEmpty && list.count <= 40)
        #expect(list.values.allSatisfy { $0 == [Relevance.levels + Int(SearchRecord.Name.Rank.name.rawValue)] })
    }
}
