import NIOHTTP1
import Testing

@testable import WebPreview

/// Answers, as a host of static files gives them.
@Suite struct ServerResponderTests {
    private static let host = "127.0.0.1:4000"

    private func respond(
        _ target: String, _ method: HTTPMethod = .GET, _ headers: HTTPHeaders = [:], body: String = "",
        site: MemorySite = MemorySite()
    ) async -> PreviewResponse {
        let hosts = HostCheck(address: "127.0.0.1", port: 4000, machine: "desk")
        var headers = headers
        if !headers.contains(name: "Host") { headers.add(name: "Host", value: Self.host) }
        return await Responder(site: site, hosts: hosts, limits: ServerLimits()).respond(
            to: PreviewRequest(method: method, target: target, headers: headers, body: Array(body.utf8)))
    }

    @Test(arguments: [
        ("/", "text/html; charset=utf-8", MemorySite.page),
        ("/index.html", "text/html; charset=utf-8", MemorySite.page),
        ("/?x=y", "text/html; charset=utf-8", MemorySite.page),
        ("/assets/base.css", "text/css; charset=utf-8", "p { color: red }"),
        ("/a%20b/%C3%A9&.txt", "text/plain; charset=utf-8", "text"),
        ("http://localhost:4000/numbers.txt", "text/plain; charset=utf-8", "0123456789"),
    ])
    func aFileIsServedAsItIs(target: String, type: String, text: String) async {
        let response = await respond(target)
        #expect(response.status == .ok)
        #expect(response.headers["Content-Type"] == [type])
        #expect(response.text == text)
        #expect(response.length == text.utf8.count)
    }

    @Test func aNavigationGetsTheScript() async {
        let response = await respond("/ITI/", .GET, ["Accept": "text/html,application/xhtml+xml"])
        #expect(response.text.contains("src=\"/-/preview/preview.js\" data-page=\"ITI/index.html\""))
        #expect(response.length == response.bytes.count)
        #expect(await !respond("/ITI/", .GET, ["Accept": "*/*"]).text.contains("preview.js"))
        let style = await respond("/assets/base.css", .GET, ["Accept": "text/html"])
        #expect(style.text == "p { color: red }")
    }

    @Test(arguments: ["/", "/missing", "/ITI", "/-/preview/", "/-/preview/preview.js", "/%2e%2e/"])
    func everyAnswerIsGuarded(target: String) async {
        for method in [HTTPMethod.GET, .HEAD, .POST, .DELETE] {
            let headers = await respond(target, method).headers
            #expect(headers["X-Content-Type-Options"] == ["nosniff"])
            #expect(headers["Cache-Control"] == ["no-store"])
            #expect(headers["Referrer-Policy"] == ["same-origin"])
            let isPage = headers["Content-Type"] == ["text/html; charset=utf-8"]
            let policy = headers["Content-Security-Policy"]
            #expect(policy.count == (isPage ? 1 : 0))
            #expect(
                policy.allSatisfy { $0.contains("script-src 'self'") && !$0.contains("unsafe") && !$0.contains("\n") })
        }
    }

    @Test(arguments: ["/", "/missing", "/numbers.txt", "/ITI", "/-/preview/state.json", "/-/preview/preview.css"])
    func aHeadHasTheLengthAndNoBody(target: String) async {
        let whole = await respond(target)
        let head = await respond(target, .HEAD)
        #expect(head.status == whole.status)
        #expect(head.length == whole.bytes.count)
        #expect(head.bytes.isEmpty)
        #expect(!whole.bytes.isEmpty)
    }

    @Test func aHeadOfEventsBeginsNone() async {
        let site = MemorySite()
        let response = await respond("/-/preview/events", .HEAD, site: site)
        #expect(response.bytes.isEmpty)
        #expect(site.listeners == 0)
    }

    @Test(arguments: [
        ("/ITI", "/ITI/"), ("/ITI?a=b&c=%20", "/ITI/?a=b&c=%20"), ("/folder%20%C3%A9", "/folder%20%C3%A9/"),
        ("/-/preview", "/-/preview/"),
        ("//ITI", "/ITI/"), ("/%2FITI", "/ITI/"), ("///ITI?x", "/ITI/?x"), ("http://localhost:4000/ITI", "/ITI/"),
    ])
    func aFolderIsRedirectedToWithinTheSite(target: String, location: String) async {
        // A site that knows its pages with slashes before them too.
        let site = MemorySite(["/ITI/index.html": "x", "//ITI/index.html": "x"])
        let response = await respond(target, site: site)
        #expect(response.status == .movedPermanently)
        #expect(response.headers["Location"] == [location])
    }

    @Test(arguments: ["/missing", "/missing/", "/ITI/index.html/", "/%252e%252e/x", "/index.html%20", "/Index.html"])
    func whatIsNotThereHasThePageOfTheSite(target: String) async {
        let response = await respond(target)
        #expect(response.status == .notFound)
        #expect(response.text == "<html><head></head><body>lost</body></html>")
        let page = await respond(target, .GET, ["Accept": "text/html"])
        #expect(page.status == .notFound)
        #expect(page.text.contains("data-page="))
    }

    @Test func aSiteWithoutSuchAPageHasASentence() async {
        let site = MemorySite()
        site.put("404.html", nil)
        let response = await respond("/missing", site: site)
        #expect(response.status == .notFound)
        #expect(response.text == "There is no such page.\n")
    }

    @Test(arguments: ["/-/preview/x", "/-/preview/preview.js/", "/-/preview/../preview.js", "/-/preview/index.html"])
    func thePreviewServesItsOwnFilesOnly(target: String) async {
        #expect(await [.notFound, .badRequest].contains(respond(target).status))
    }

    @Test func theStateIsThatOfThePage() async {
        #expect(await respond("/-/preview/state.json").text == "{\"page\":\"all\"}")
        let response = await respond("/-/preview/state.json?page=a%2Fb.html")
        #expect(response.text == "{\"page\":\"a/b.html\"}")
        #expect(response.headers["Content-Type"] == ["application/json"])
    }

    // MARK: Ranges

    @Test func aRangeIsAnsweredInPart() async {
        let response = await respond("/numbers.txt", .GET, ["Range": "bytes=2-4"])
        #expect(response.status == .partialContent)
        #expect(response.text == "234")
        #expect(response.length == 3)
        #expect(response.headers["Content-Range"] == ["bytes 2-4/10"])
        #expect(response.headers["Accept-Ranges"] == ["bytes"])
    }

    @Test func aRangeBehindTheEndIsRefused() async {
        let response = await respond("/numbers.txt", .GET, ["Range": "bytes=10-"])
        #expect(response.status == .rangeNotSatisfiable)
        #expect(response.headers["Content-Range"] == ["bytes */10"])
    }

    /// RFC 9110, sections 13.1.5 and 14.2.
    @Test func aRangeOfAHeadOrOfAnotherVersionIsNone() async {
        #expect(await respond("/numbers.txt", .HEAD, ["Range": "bytes=2-4"]).status == .ok)
        #expect(await respond("/numbers.txt", .HEAD, ["Range": "bytes=99-"]).length == 10)
        #expect(await respond("/numbers.txt", .GET, ["Range": "bytes=2-4", "If-Range": "\"v1\""]).text == "0123456789")
    }

    // MARK: Refusals

    @Test func aRequestNamesOneHost() async {
        let hosts = HostCheck(address: "127.0.0.1", port: 4000, machine: "desk")
        let responder = Responder(site: MemorySite(), hosts: hosts, limits: ServerLimits())
        for names in [[], [Self.host, Self.host], [Self.host, "evil.example"]] {
            let headers = HTTPHeaders(names.map { ("Host", $0) })
            let request = PreviewRequest(method: .GET, target: "/", headers: headers, body: [])
            #expect(await responder.respond(to: request).status == .badRequest)
        }
    }

    @Test func foreignHostsAreRefused() async {
        for method in [HTTPMethod.GET, .HEAD, .POST, .DELETE] {
            #expect(await respond("/", method, ["Host": "evil.example:4000"]).status == .misdirectedRequest)
            #expect(await respond("http://evil.example:4000/", method).status == .misdirectedRequest)
            #expect(
                await respond("http://localhost:4000/", method, ["Host": "evil.example"]).status == .misdirectedRequest)
        }
        for target in ["/-/preview/state.json", "/-/preview/events"] {
            #expect(await respond(target, .GET, ["Host": "evil.example:4000"]).status == .misdirectedRequest)
        }
    }

    @Test(arguments: [HTTPMethod.PUT, .DELETE, .OPTIONS, .TRACE, .PATCH, .RAW(value: "PROPFIND")])
    func otherMethodsAreNotAllowed(method: HTTPMethod) async {
        let response = await respond("/", method)
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers["Allow"] == ["GET, HEAD, POST"])
        #expect(!response.headers.contains(name: "Access-Control-Allow-Origin"))
    }

    // MARK: Forms

    private static let form: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]

    private func post(_ target: String, _ headers: HTTPHeaders = [:]) async -> PreviewResponse {
        var all = Self.form
        all.add(contentsOf: headers)
        return await respond(target, .POST, all, body: "name=A+%3Cb%3E")
    }

    @Test func aFormIsShown() async {
        let response = await post(
            "/contact?x=1", ["Origin": "http://127.0.0.1:4000", "Referer": "http://localhost:4000/contact.html"])
        #expect(response.status == .ok)
        #expect(response.headers["Content-Type"] == [ContentType.html])
        #expect(response.text.contains("<dt>name</dt>\n<dd><pre>A &lt;b&gt;</pre></dd>"))
        #expect(response.text.contains("<code>/contact"))
        #expect(response.text.contains("href=\"http://localhost:4000/contact.html\""))
        #expect(response.length == response.bytes.count)
    }

    @Test func aFormForAnotherHostTellsWhere() async {
        let response = await post("/-/preview/form?action=https%3A%2F%2Fforms.example%2F%3Fa%3D%22")
        #expect(response.text.contains("<code>https://forms.example/?a=&quot;</code>"))
    }

    @Test(arguments: [
        "http://evil.example", "null", "", "http://127.0.0.1", "http://127.0.0.1:4001",
        "http://127.0.0.1:4000.evil.example",
    ])
    func aFormOfAnotherSiteIsForbidden(origin: String) async {
        let response = await post("/contact", ["Origin": origin])
        #expect(response.status == .forbidden)
        #expect(!response.text.contains("A &lt;b"))
    }

    @Test(arguments: ["http://evil.example/contact", "javascript:alert(1)", "data:text/html,x", "/contact"])
    func noLinkLeadsBackToAnotherSite(referer: String) async {
        let response = await post("/contact", ["Referer": referer])
        #expect(response.status == .ok)
        #expect(!response.text.contains("Back to the form"))
    }
}

extension PreviewResponse {
    fileprivate var bytes: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }

    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
