import Testing

@testable import SitePublishing

/// How tags of finished pages are read.
@Suite struct LinkCheckTests {
    private struct Found: AttributeTaker {
        var values: [String] = []

        mutating func take(_ attribute: MarkupScanner.Attribute, _ value: MarkupScanner.Bytes) {
            values.append("\(attribute) \(decodedValue(value))")
        }
    }

    private func scan(_ markup: String) -> [String] {
        var found = Found()
        Array(markup.utf8).withUnsafeBufferPointer { MarkupScanner.scan($0, into: &found) }
        return found.values
    }

    @Test(arguments: [
        ("<a href=\"x\">", ["address x"]), ("<a href='x'>", ["address x"]), ("<a href=x>", ["address x"]),
        ("<a class=\"a>b\" href=\"x\">", ["address x"]), ("<a\nhref=\"x\"\tid=\"y\">", ["address x", "id y"]),
        ("<img src=x/>", ["address x/"]), ("<img src=\"x\"/>", ["address x"]),
        ("<a href=\"a&amp;b\">", ["address a&b"]),
        ("<img srcset=\"a 1x, b 2x\">", ["addresses a 1x, b 2x"]), ("<input disabled id=\"y\">", ["id y"]),
        ("<object data=\"x\"></object>", ["address x"]), ("<use xlink:href=\"x\"/>", ["address x"]),
        ("<video poster=\"x\">", ["address x"]), ("<form action=\"x\">", []),
    ])
    func addressesAndIDs(markup: String, expected: [String]) {
        #expect(scan(markup) == expected)
    }

    @Test(arguments: [
        "href=\"x\"", "a < b href=\"x\"", "<p>href=\"x\"</p>", "<p data-href=\"x\" data-id=\"y\">", "</a href=\"x\">",
        "<!-- <a href=\"x\"> -->", "<!---><p>--><p>", "<!doctype html>", "<script>a = '<a href=\"x\">'</script>",
        "<style><a href=\"x\"></style>", "<p title='<a href=\"x\">'>", "", "<",
    ])
    func whatIsNone(markup: String) {
        #expect(scan(markup) == [])
    }

    @Test(arguments: [
        "<a href=\"x", "<a href=", "<a href", "<a ", "<a", "<!", "<!-", "<!--", "<!-->", "<script", "<script>",
        "<a href='",
    ])
    func whatEndsInTheMidstIsReadToItsEnd(markup: String) {
        // Every beginning of a page, and with something behind it.
        _ = scan(markup)
        #expect(scan("<p id=\"a\">" + markup).first == "id a")
    }

    @Test func scriptsEndWhereTheyEnd() {
        #expect(scan("<script src=\"x\">if (a < b) '</p>'</script><a href=\"y\">") == ["address x", "address y"])
    }

    @Test func digestsTellTextsApart() {
        let texts = (0..<2_000).map { "section-\($0)" } + (0..<200).map { String(repeating: "a", count: $0) }
        #expect(Set(texts.map { Digest.of($0) }).count == texts.count)
        #expect(Digest.of("the same") == Digest.of("the same"))
    }

    @Test func aSortedArrayIsSearched() {
        let numbers: [UInt64] = [1, 3, 5, 7, 11]
        #expect(numbers.filter(numbers.holds) == numbers)
        #expect(![0, 2, 4, 12].contains(where: numbers.holds))
        #expect(![UInt64]().holds(1))
    }

    @Test(arguments: [
        ("a { background: url(x.png) }", ["x.png"]), ("url( \"x.png\" )", ["x.png"]), ("url('x y.png')", ["x y.png"]),
        ("@import 'x.css';", ["x.css"]), ("@import url(x.css);", ["x.css"]), ("/* url(x.png) */", []),
        ("/* url(x.png)", []),
        ("url(", [""]), ("@import", []), ("@import \"x", []), ("url()", [""]),
    ])
    func addressesInStyles(style: String, expected: [String]) {
        let bytes = Array(style.utf8)
        #expect(StyleCheck.addresses(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
    }
}

@Suite struct HostAddressTests {
    @Test(arguments: [
        "8.8.8.8", "172.32.0.1", "192.167.255.255", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::8a",
    ])
    func ofTheInternet(address: String) {
        #expect(HostAddress.isPublic(address))
    }

    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "255.255.255.255", "::",
        "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "fe80::1", "fd12::1", "ff02::1", "2001:db8::1",
        "64:ff9b::10.0.0.1",
        "2002:a00:1::", "not an address", "",
    ])
    func ofNobodyElse(address: String) {
        #expect(!HostAddress.isPublic(address))
    }

    @Test func numbersAreLookedUpAsAddresses() {
        #expect(HostAddress.lookUp("127.0.0.1") == ["127.0.0.1"])
        #expect(HostAddress.lookUp("2130706433") == ["127.0.0.1"])
        #expect(HostAddress.lookUp("no such host") == nil)
    }
}
