import Diagnostics
import Testing

@testable import ContentReading

/// An inventory comes from elsewhere: what is no inventory is told with its place, and nothing harmful gets through.
@Suite struct InventoryReaderTests {
    private func read(_ json: String) -> (inventory: Inventory?, problems: [Diagnostic]) {
        let (inventory, problems) = InventoryReader.read(
            SourceText(path: "inventories/other.json", bytes: Array(json.utf8)))
        return (inventory, problems)
    }

    private func document(_ members: String) -> String {
        #"{"format":"technical-framework-inventory","version":1,"title":"Other",\#(members)}"#
    }

    private func entry(at address: String) -> String {
        document(#""entries":[{"kind":"actor","id":"a","name":"A","address":"\#(address)"}]"#)
    }

    @Test func entriesAndChaptersAreRead() throws {
        let (inventory, problems) = read(
            document(
                #"""
                "base-url":"https://other.example.org/tf",
                "entries":[
                {"kind":"transaction","id":"ITI-18","name":"Query","label":"[ITI-18]","title":"Query [ITI-18]",
                 "aliases":["Q\u00fc\ud83d\ude00"],"status":"final-text","address":"ITI/b%C3%A9.html","newer":{"x":[1.5e3,null]}}],
                "chapters":[{"volume":"ITI TF-2","address":"ITI/18.html","written":true,
                 "sections":[["3.18","Query"],["3.18.1","Scope","3.18.1"]]}]
                """#))
        #expect(problems.isEmpty)
        let read = try #require(inventory)
        #expect(read.baseURL == "https://other.example.org/tf/" && read.title == "Other")
        let entry = try #require(read.entries.first)
        #expect(entry.title == "Query [ITI-18]" && entry.label == "[ITI-18]" && entry.aliases == ["Qü😀"])
        #expect(entry.address == "ITI/b%C3%A9.html" && entry.status == "final-text")
        let chapter = try #require(read.chapters.first)
        #expect(chapter.volume == "ITI TF-2" && chapter.isWritten)
        #expect(chapter.sections.map(\.number) == ["3.18", "3.18.1"])
        #expect(chapter.sections.map(\.anchor) == ["", "3.18.1"])
    }

    @Test(arguments: [
        ("{\"format\":", 1, 11), ("[1,]", 1, 4), ("{\"a\" 1}", 1, 6), ("{}{}", 1, 3), ("\n  nonsense", 2, 3),
        ("[\"a\nb\"]", 1, 4), ("[01]", 1, 4), ("[\"\\x\"]", 1, 3), ("[\"\\ud800\"]", 1, 9), ("[\"\\u12\"]", 1, 5),
        ("[-]", 1, 3), ("[1.]", 1, 4),
    ])
    func whatIsNoJSONIsToldWithItsPlace(json: String, line: Int, column: Int) throws {
        let (inventory, problems) = read(json)
        #expect(inventory == nil)
        let problem = try #require(problems.first)
        #expect(problem.rule == .malformedInventory)
        #expect(problem.location.line == line && problem.location.column == column)
    }

    @Test func valuesThatNestTooDeepAreRefused() {
        let (_, problems) = read(String(repeating: "[", count: 100_000))
        #expect(problems.map(\.rule) == [.malformedInventory])
    }

    @Test(arguments: [
        "{}", #"{"format":"sphinx","version":1}"#, #"{"format":"technical-framework-inventory","version":2}"#,
        #"{"format":"technical-framework-inventory","version":"1"}"#, #"{"format":"technical-framework-inventory"}"#,
    ])
    func anotherFormatOrVersionIsRefused(json: String) {
        let (inventory, problems) = read(json)
        #expect(inventory == nil)
        #expect(problems.map(\.rule) == [.malformedInventory])
    }

    @Test(arguments: [
        "javascript:alert(1)", "//evil.example/", "/absolute.html", "../up.html", "a/../../up.html", "a/%2e%2E/up.html",
        "a/.%2e/up.html", "https://evil.example/", "a\\\\b.html", "a b.html", "a.html?q=1", "a\\u0000.html",
        "a//b.html",
        "a\\\"onclick=1.html", "<script>", "a.html#x", "./a.html", "é.html",
    ])
    func anAddressThatLeadsElsewhereIsRefused(address: String) throws {
        let (inventory, problems) = read(entry(at: address))
        #expect(problems.map(\.rule) == [.unsafeAddress])
        #expect(try #require(inventory).entries.isEmpty)
    }

    @Test(arguments: [
        "javascript:alert(1)", "ftp://example.org/", "https://", "https:///", "https://a@evil.example/",
        "https://e.example/?q", "https://e.example/#a", "https://e\\n.example/", "https://e.example/\\\"x",
        "https://e.example\\\\@evil.example/",
    ])
    func aBaseURLThatIsNoneIsRefused(url: String) throws {
        let (inventory, problems) = read(document(#""base-url":"\#(url)""#))
        #expect(problems.map(\.rule) == [.unsafeAddress])
        #expect(try #require(inventory).baseURL == nil)
    }

    @Test(arguments: [
        #""entries":{}"#, #""entries":[1]"#, #""entries":[{"kind":"actor","id":"a","address":"a.html"}]"#,
        #""entries":[{"kind":"actor","id":"","name":"A","address":"a.html"}]"#.replacing(
            "\"id\":\"\"", with: "\"id\":7"),
        #""chapters":[{"volume":"ITI TF-1","address":"a.html","sections":[["1"]]}]"#,
        #""chapters":[{"volume":"ITI TF-1","address":"a.html","sections":[[1,"a"]]}]"#,
    ])
    func whatAnEntryLacksIsTold(members: String) throws {
        let (inventory, problems) = read(document(members))
        #expect(problems.map(\.rule) == [.malformedInventory])
        #expect(try #require(inventory).entries.isEmpty)
    }

    @Test func manyProblemsAreOne() {
        let entries = Array(repeating: "1", count: 1_000).joined(separator: ",")
        #expect(read(document(#""entries":[\#(entries)]"#)).problems.count == 20)
    }

    @Test func anAnchorThatEndsItsAttributeIsRefused() {
        let json = document(
            #""chapters":[{"volume":"ITI TF-1","address":"a.html","sections":[["1","A","x\" onclick=\"y"]]}]"#)
        #expect(read(json).problems.map(\.rule) == [.unsafeAddress])
    }

    // MARK: What site.yml says

    private static let other = """
        {"format":"technical-framework-inventory","version":1,"title":"Other"}
        """

    private func rules(_ configuration: String, _ file: String? = other) -> [Rule] {
        var texts = ["site.yml": "title: T\n" + configuration]
        texts["inventories/other.json"] = file
        return ContentReader.read(texts).diagnostics.map(\.rule)
    }

    @Test func anInventoryNeedsAnAddressOfItsSite() {
        let named = "inventories:\n  - file: inventories/other.json\n"
        #expect(rules(named) == [.missingKey])
        #expect(rules(named + "    base-url: https://other.example.org\n").isEmpty)
        #expect(rules(named + "    base-url: other.example.org\n").contains(.wrongType))
        #expect(rules(named + "    url: https://other.example.org\n") == [.unknownKey, .missingKey])
        #expect(rules(named.replacing("other.json", with: "../other.json")) == [.brokenLink, .unknownFileType])
        #expect(rules("inventories:\n  - name: other\n", nil) == [.missingKey])
    }

    @Test(arguments: [
        "..", "tf/", "/tf", "../a/../b", "../%2e%2e/", "./../tf", "../tf?x", "..//tf", "../tf//", "../ tf",
    ])
    func aSiteIsBesideOrHasAnAddress(path: String) {
        let named = "inventories:\n  - file: inventories/other.json\n    base-url: "
        #expect(rules(named + "'\(path)'").contains(.wrongType))
        #expect(rules(named + "../tf").isEmpty && rules(named + "../../").isEmpty)
    }

    @Test func anInventoryThatNobodyNamesIsLeftOut() {
        #expect(rules("") == [.unknownFileType])
        let sources = ContentReader.read(["site.yml": "title: T", "inventories/other.json": "{"])
        #expect(sources.diagnostics.map(\.rule) == [.unknownFileType] && sources.assets.isEmpty)
    }

    @Test func theFirstInventoryIsAskedFirst() {
        let texts = [
            "site.yml": """
            title: T
            inventories:
              - file: inventories/b.json
                base-url: https://b.example.org
              - file: inventories/a.json
                name: A
                base-url: https://a.example.org/x
            """,
            "inventories/a.json": Self.other, "inventories/b.json": Self.other,
        ]
        let inventories = ContentReader.read(texts).inventories
        #expect(inventories.map(\.name) == ["Other", "A"])
        #expect(inventories.map(\.baseURL) == ["https://b.example.org/", "https://a.example.org/x/"])
    }
}
