import FrameworkModel
import Testing

@testable import LinkResolution

@Suite struct AddressBookTests {
    @Test func aPatternWhoseFieldsAllHaveAValueIsUsed() {
        let site = TestSite([
            "site.yml": "title: T\npermalinks:\n  profile: [\"{domain}/ch-{chapter}.html\", \"{domain}/p/{id}.html\"]"
        ])
        #expect(site.problems.isEmpty)
        #expect(site.addresses[DefinitionKey(.profile, "XDS.b")]?.path == "ITI/ch-10.html")
        #expect(site.addresses[DefinitionKey(.profile, "T1")]?.path == "ITI/p/T1.html")
    }

    @Test func everyPageHasAnAddress() {
        let site = TestSite()
        #expect(site.problems.isEmpty)
        #expect(
            site.addresses.pages.map(\.address.path) == [
                "404.html", "ITI/index.html", "ITI/matrix-profiles-actors.html", "ITI/profiles/T1-consumer.html",
                "ITI/profiles/T1-print.html", "ITI/profiles/T1.html", "ITI/profiles/T2-consumer.html",
                "ITI/profiles/T2-print.html",
                "ITI/profiles/T2.html", "ITI/profiles/XDS.b-consumer.html", "ITI/profiles/XDS.b-print.html",
                "ITI/profiles/XDS.b-registry.html", "ITI/profiles/XDS.b.html", "ITI/transactions/ITI-18.html",
                "about.html", "actors/consumer.html",
                "actors/index.html", "actors/registry.html", "contact.html", "domains/index.html",
                "glossary/affinity-domain.html", "glossary/index.html", "index.html", "profiles/index.html",
                "search.html", "transactions/index.html", "what-must-my-system-do/index.html",
            ])
    }

    @Test(arguments: [
        "../{id}.html", "/{id}.html", "{id}", "a//{id}.html", "{id", "{ido}.html", "a/./{id}.html", "c:{id}.html",
        "a\\\\{id}.html", "",
    ])
    func aPatternThatGivesNoAddressIsReported(pattern: String) {
        let site = TestSite(["site.yml": "title: T\npermalinks:\n  actor: \"\(pattern)\""])
        #expect(site.problems.count == 1)
        #expect(site.problems.first?.hasPrefix("content/site.yml:3:10 ") == true)
    }

    @Test func aKindThatDoesNotExistIsReported() {
        let site = TestSite(["site.yml": "title: T\npermalinks:\n  actors: \"{id}.html\""])
        #expect(site.problems == ["content/site.yml:3:11 there is no kind 'actors' to give addresses to [unknown-key]"])
    }

    @Test func pagesThatDifferInCaseOnlyCollide() {
        let site = TestSite(["pages/About.md": "---\ntitle: Other\n---\n"])
        #expect(
            site.problems == [
                "content/pages/about.md:0:0 another page has the address 'about.html', or a folder in its place [address-collision]"
            ])
    }

    @Test func aPageInThePlaceOfAnEditionCollides() {
        let site = TestSite(["pages/ITI/profiles/T1-print.md": "---\ntitle: Other\n---\n"])
        #expect(site.problems.map { $0.contains("[address-collision]") } == [true])
    }

    @Test func aPageInThePlaceOfAMatrixOrItsDataCollides() {
        let page = TestSite(["pages/ITI/matrix-profiles-actors.md": "---\ntitle: Other\n---\n"])
        let data = TestSite(["ITI/matrix-profiles-actors.csv": "a,b"])
        #expect(page.problems.map { $0.contains("[address-collision]") } == [true])
        #expect(data.problems.map { $0.contains("[address-collision]") } == [true])
    }

    @Test func editionsStandBesideTheirPages() {
        #expect(Address("ITI/TF/Volume1/index.html").path(beside: "print") == "ITI/TF/Volume1/print.html")
        #expect(Address("index.html").path(beside: "print") == "print.html")
        #expect(Address("ITI/TF/Volume1/ch-10.html").path(beside: "print") == "ITI/TF/Volume1/ch-10-print.html")
        #expect(Address("ITI/reindex.html").path(beside: "print") == "ITI/reindex-print.html")
    }

    @Test func aPageInThePlaceOfAGeneratedOneCollides() {
        let site = TestSite(["pages/404.md": "---\ntitle: Other\n---\n"])
        #expect(site.problems.map { $0.contains("[address-collision]") } == [true])
    }
}

@Suite struct AddressTests {
    @Test(arguments: [("index.html", ""), ("a/b.html", "../"), ("ITI/TF/Volume1/ch-10.html", "../../../")])
    func theWayToTheRoot(path: String, root: String) {
        #expect(Address(path).root == root)
    }

    @Test(arguments: [
        ("a/b-c_d.e~f+g.html", "a/b-c_d.e~f+g.html"), ("a b.html", "a%20b.html"), ("ö.html", "%C3%B6.html"),
        ("a%b\n", "a%25b%0A"),
    ])
    func unsafeBytesAreEncoded(path: String, encoded: String) {
        #expect(Address(path).encoded == encoded)
    }

    @Test(arguments: [("a%20b", "a b"), ("%C3%B6", "ö"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("%+1", "%+1")])
    func codesAreDecoded(encoded: String, text: String) {
        #expect(percentDecoded(encoded) == text)
    }
}
