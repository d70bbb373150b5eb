import Testing

@testable import WebPreview

/// What headers and names mean, case by case.
@Suite struct ServerTableTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-4", 0..<5), ("bytes=5-", 5..<10), ("bytes=9-", 9..<10), ("bytes=-3", 7..<10),
        ("bytes=-10", 0..<10), ("bytes=-99", 0..<10), ("bytes=0-99", 0..<10), ("bytes=3-9223372036854775807", 3..<10),
        ("Bytes=1-2", 1..<3), ("bytes= 1-2", 1..<3), ("bytes=002-03", 2..<4),
    ])
    func aRangeIsAPart(header: String, part: Range<Int>) {
        #expect(ByteRange(header, of: 10) == .part(part))
    }

    @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=99-", "bytes=-0"])
    func aRangeBehindTheEndIsUnsatisfiable(header: String) {
        #expect(ByteRange(header, of: 10) == .unsatisfiable)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "bytes=0-1,3-4", "bytes=--1", "bytes=1--2",
        "bytes=+1-2",
        "bytes=0x1-2", "items=0-1", "bytes 0-1", "bytes=1-2-3", "bytes=99999999999999999999-", "bytes=1\u{301}-2",
    ])
    func whatIsNoSingleRangeIsTheWhole(header: String) {
        #expect(ByteRange(header, of: 10) == .whole)
    }

    @Test func noHeaderIsTheWholeAndAnEmptyFileHasNoParts() {
        #expect(ByteRange(nil, of: 10) == .whole)
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
    }

    private static let loopback = HostCheck(address: "127.0.0.1", port: 4000, machine: "desk")

    @Test(arguments: ["localhost:4000", "LocalHost:4000", "127.0.0.1:4000", "[::1]:4000"])
    func namesOfTheLoopbackAreAllowed(host: String) {
        #expect(Self.loopback.allows(host))
    }

    @Test(arguments: [
        "", ":4000", "localhost", "127.0.0.1", "localhost:", "localhost:4001", "localhost:80", "localhost:-4000",
        "localhost:+4000",
        "localhost:4000:4000", "localhost:4000x", "localhost:99999999999999999999", "evil.example:4000",
        "localhost.evil.example:4000",
        "evil.example", "desk:4000", "192.168.0.7:4000", "0.0.0.0:4000", "127.0.0.2:4000", "[::2]:4000", "[::1",
        "[::1]", "[::1]4000",
        "::1:4000", "user@localhost:4000", "localhost:4000/", " localhost:4000", "localhost:4000, evil.example",
        "localhost:٤٠٠٠",
    ])
    func othersAreNot(host: String) {
        #expect(!Self.loopback.allows(host))
    }

    @Test func theUsualPortNeedNotBeNamed() {
        let check = HostCheck(address: "127.0.0.1", port: 80, machine: "desk")
        #expect(check.allows("localhost"))
        #expect(check.allows("localhost:80"))
        #expect(!check.allows("localhost:4000"))
    }

    @Test(arguments: ["0.0.0.0", "::"])
    func aServerAtAllAddressesAnswersToNumbersAndTheMachinesName(address: String) {
        let check = HostCheck(address: address, port: 4000, machine: "Desk")
        for host in [
            "192.168.0.7:4000", "[fe80::1]:4000", "[::1]:4000", "desk:4000", "DESK:4000", "localhost:4000",
            "10.0.0.1:4000",
        ] {
            #expect(check.allows(host), "\(host)")
        }
        for host in [
            "evil.example:4000", "192.168.0.7.evil.example:4000", "192.168.0.7", "192.168.0.7:80", "beef:4000",
            "1.2.3:4000",
        ] {
            #expect(!check.allows(host), "\(host)")
        }
    }

    @Test func aServerAtOneAddressAnswersToThat() {
        #expect(HostCheck(address: "192.168.0.7", port: 4000, machine: "desk").allows("192.168.0.7:4000"))
        #expect(!HostCheck(address: "192.168.0.7", port: 4000, machine: "desk").allows("192.168.0.8:4000"))
        #expect(HostCheck(address: "Desk", port: 4000, machine: "desk").allows("desk:4000"))
        #expect(HostCheck(address: "FE80::1", port: 4000, machine: "desk").allows("[fe80::1]:4000"))
    }

    @Test(arguments: [
        ("index.html", "text/html; charset=utf-8"), ("a/b.css", "text/css; charset=utf-8"),
        ("a.JS", "text/javascript; charset=utf-8"),
        ("x.tar.zip", "application/zip"), ("a.svg", "image/svg+xml"), ("a.woff2", "font/woff2"),
        ("a.pdf", "application/pdf"),
        ("feed.xml", "application/xml"), ("a.json", "application/json"), ("a.txt", "text/plain; charset=utf-8"),
        ("a.exe", "application/octet-stream"), ("CNAME", "application/octet-stream"),
        ("a.html/b", "application/octet-stream"),
        ("", "application/octet-stream"), ("a.", "application/octet-stream"),
    ])
    func aNameTellsTheType(path: String, type: String) {
        #expect(ContentType.of(path) == type)
    }
}
