import Testing

@testable import WebPreview

/// Paths of requests, in every spelling.
@Suite struct ServerRequestPathTests {
    @Test(arguments: [
        ("/", ""), ("/index.html", "index.html"), ("/ITI/", "ITI/"), ("/a%20b/%C3%A9%26.txt", "a b/é&.txt"),
        ("/é", "é"), ("/a+b", "a+b"), ("/...", "..."), ("/.well-known/x", ".well-known/x"), ("/a..b", "a..b"),
        ("/a%2Fb", "a/b"), ("//host/x", "/host/x"), ("/a//b", "a//b"), ("/%25", "%"),
    ])
    func aPathIsDecoded(target: String, path: String) throws {
        let read = try #require(RequestPath(target))
        #expect(read.path == path)
        #expect(read.query == nil)
        #expect(read.host == nil)
    }

    @Test(arguments: [
        "/..", "/../x", "/a/../x", "/a/..", "/.", "/./x", "/%2e%2e/x", "/%2E%2E/x", "/.%2e/x", "/%2e./x", "/%2e/x",
        "/..%2fx",
        "/%2e%2e%2fx", "/a%2f..%2fx", "/..%5cx", "/..\\x", "/a\\b", "/a%5Cb", "/%2e%2e", "//../x", "/..//x",
        "/../\u{301}x",
        "/..%2F%CC%81x", "http://127.0.0.1:1/../x", "http://127.0.0.1:1/%2e%2e/x",
    ])
    func whatLeadsOutIsRefused(target: String) {
        #expect(RequestPath(target) == nil)
    }

    @Test(arguments: [
        "/a%00", "/%0a", "/%0D%0Ax", "/%1f", "/%7F", "/a\u{0}b", "/a\tb", "/a\u{7F}",
    ])
    func controlCharactersAreRefused(target: String) {
        #expect(RequestPath(target) == nil)
    }

    @Test(arguments: [
        "/%", "/%2", "/a%zz", "/%2g", "/%-1", "/%C3", "/%FF", "/%C0%AE%C0%AE/x", "/%E0%80%AE", "/%ED%A0%80", "/%+1",
        "/%u002e",
    ])
    func brokenCodesAreRefused(target: String) {
        #expect(RequestPath(target) == nil)
    }

    /// A code of a code is a name, and leads nowhere.
    @Test(arguments: [
        ("/%252e%252e/x", "%2e%2e/x"), ("/%252Fx", "%2Fx"), ("/%2500", "%00"), ("/%25252e", "%252e"),
    ])
    func codesAreReplacedOnce(target: String, path: String) {
        #expect(RequestPath(target)?.path == path)
    }

    @Test(arguments: [
        "", "index.html", "*", "?x", "localhost:80", "ftp://localhost/x", "file:///etc/passwd", "/x#y", "javascript:1",
        " /x",
    ])
    func whatIsNoPathIsRefused(target: String) {
        #expect(RequestPath(target) == nil)
    }

    @Test(arguments: [
        ("http://localhost:4000/x", "localhost:4000", "x"), ("HTTP://localhost:4000/x", "localhost:4000", "x"),
        ("https://a.example/x", "a.example", "x"), ("http://localhost:4000", "localhost:4000", ""),
        ("http://u@localhost/x", "u@localhost", "x"), ("http://[::1]:4000/x", "[::1]:4000", "x"),
        ("http:///x", "", "x"),
    ])
    func aWholeAddressNamesItsHost(target: String, host: String, path: String) throws {
        let read = try #require(RequestPath(target))
        #expect(read.host == host)
        #expect(read.path == path)
    }

    @Test func aQueryStaysAsItWasWritten() throws {
        let path = try #require(RequestPath("/x?page=a%2Fb+c&hash=%zz&empty&twice=1&twice=2&q=a=b?c/../d"))
        #expect(path.path == "x")
        #expect(path.query == "page=a%2Fb+c&hash=%zz&empty&twice=1&twice=2&q=a=b?c/../d")
        #expect(path.field("page") == "a/b c")
        #expect(path.field("hash") == nil)
        #expect(path.field("empty") == "")
        #expect(path.field("twice") == "1")
        #expect(path.field("q") == "a=b?c/../d")
        #expect(path.field("other") == nil)
        #expect(RequestPath("http://localhost?a=b")?.field("a") == "b")
        #expect(RequestPath("/?")?.query == "")
    }
}
