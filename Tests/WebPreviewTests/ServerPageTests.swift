import ContentReading
import Diagnostics
import Foundation
import NIOHTTP1
import Testing

@testable import WebPreview

/// What the server writes into pages.
@Suite struct ServerPageTests {
    private func injected(_ page: String, at path: String = "index.html") -> String {
        String(decoding: ClientInjection.page(Array(page.utf8), at: path, of: 7), as: UTF8.self)
    }

    @Test func theScriptStandsAtTheEndOfTheHead() {
        let page = injected("<head><title>x</title></head><body>y</body>", at: "ITI/index.html")
        let hash = ClientInjection.hash(of: Array("<head><title>x</title></head><body>y</body>".utf8))
        #expect(
            page == """
                <head><title>x</title><script type="module" src="/-/preview/preview.js" data-page="ITI/index.html" data-hash="\(hash)" data-number="7"></script>
                </head><body>y</body>
                """)
    }

    @Test func theLastHeadCounts() {
        let page = injected("<head><!-- </head> --></head><body></body>")
        #expect(page.hasPrefix("<head><!-- </head> --><script type"))
        #expect(page.hasSuffix("</script>\n</head><body></body>"))
    }

    @Test(arguments: ["", "x", "<p>no head</p>", "</hea", "</head"])
    func aPageWithoutAHeadHasTheScriptAtItsEnd(page: String) {
        #expect(injected(page).hasPrefix(page + "<script type"))
    }

    @Test func aPathIsEscaped() {
        let page = injected("</head>", at: "a\"><script>&.html")
        #expect(page.contains("data-page=\"a&quot;&gt;&lt;script&gt;&amp;.html\""))
    }

    @Test func bytesThatAreNoTextStay() {
        let page = ClientInjection.page([0xFF, 0xFE] + Array("</head>".utf8) + [0xC3], at: "x", of: 7)
        #expect(page.starts(with: [0xFF, 0xFE]))
        #expect(page.last == 0xC3)
    }

    /// FNV-1a, as its authors give it.
    @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
    func aHashHas16Digits(text: String, hash: String) {
        #expect(ClientInjection.hash(of: Array(text.utf8)) == hash)
    }

    @Test func hashesKeepTheirZeros() {
        let hashes = (0..<200).map { ClientInjection.hash(of: Array("\($0)".utf8)) }
        #expect(hashes.allSatisfy { $0.utf8.count == 16 })
        #expect(hashes.contains { $0.hasPrefix("0") })
    }

    private func fields(_ body: String) -> [String]? {
        FormFields.read(Array(body.utf8), type: "application/x-www-form-urlencoded; charset=utf-8")?.map {
            "\($0.name)=\($0.value)"
        }
    }

    @Test func fieldsAreDecoded() {
        #expect(fields("a=1&b=x+y%2B%26%3D&%C3%A9=%C3%BC&a=2") == ["a=1", "b=x y+&=", "é=ü", "a=2"])
        #expect(fields("a&b=&=c&&d=e=f") == ["a=", "b=", "=c", "d=e=f"])
        #expect(fields("a=%zz&b=%FF&c=1%0D%0A2") == ["a=%zz", "b=%FF", "c=1\r\n2"])
        #expect(fields("") == [])
        #expect(FormFields.read([], type: "Application/X-WWW-Form-URLEncoded") != nil)
        #expect(FormFields.read([], type: "multipart/form-data; boundary=x") == nil)
    }

    private func form(_ body: String, type: String, to target: String = "/contact", from origin: String? = nil)
        -> String
    {
        let request = PreviewRequest(
            method: .POST, target: "/", headers: ["Content-Type": type], body: Array(body.utf8))
        return String(decoding: FormPage.html(for: request, to: target, from: origin), as: UTF8.self)
    }

    @Test func aFormIsShownAsText() {
        let page = form(
            "na%3Cme=%3Cscript%3Ealert(%221%22)%3C/script%3E&b=%26amp;", type: "application/x-www-form-urlencoded",
            to: "https://x.example/?a=\"<b>", from: "http://localhost:1/?\"<i>")
        #expect(
            page.contains("<dt>na&lt;me</dt>\n<dd><pre>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</pre></dd>"))
        #expect(page.contains("<pre>&amp;amp;</pre>"))
        #expect(page.contains("<code>https://x.example/?a=&quot;&lt;b&gt;</code>"))
        #expect(page.contains("<a href=\"http://localhost:1/?&quot;&lt;i&gt;\">Back to the form</a>"))
        #expect(!page.contains("<script") && !page.contains("<i>"))
    }

    @Test func aFormWithoutFieldsOrOfAnotherTypeSaysSo() {
        #expect(form("", type: "application/x-www-form-urlencoded").contains("<p>The form has no fields.</p>"))
        #expect(form("12345", type: "text/<b>").contains("<p>5 bytes of type <code>text/&lt;b&gt;</code>.</p>"))
        #expect(!form("", type: "").contains("Back to the form"))
    }

    // MARK: Links to editors

    @Test(arguments: [
        (EditorLink.vscode, "vscode://file%:3:7"), (.vscodium, "vscodium://file%:3:7"), (.cursor, "cursor://file%:3:7"),
        (.zed, "zed://file%:3:7"), (.idea, "idea://open?file=%&line=3&column=7"),
        (.sublime, "subl://open?url=file://%&line=3&column=7"), (.textmate, "txmt://open?url=file://%&line=3&column=7"),
        (.emacs, "org-protocol://open-source?url=file://%&line=3"),
    ])
    func anAddressOpensThePlace(editor: EditorLink, address: String) throws {
        let folder = NSTemporaryDirectory() + "generate-site-test-" + UUID().uuidString
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.remove(folder) }
        try FileSystem.write([1], to: folder + "/a b.md")
        let path = try #require(FileSystem.resolved(folder)) + "/a%20b.md"
        let location = SourceLocation(path: folder + "/a b.md", line: 3, column: 7, length: 1, excerpt: "")
        #expect(editor.address(of: location) == address.replacing("%", with: path))
        #expect(
            editor.address(of: SourceLocation(path: folder + "/missing.md", line: 1, column: 1, length: 1, excerpt: ""))
                == nil)
    }

    /// In a query, these would begin another field or be read as another character.
    @Test(arguments: EditorLink.allCases)
    func aPathStaysOneField(editor: EditorLink) throws {
        let folder = NSTemporaryDirectory() + "generate-site-test-" + UUID().uuidString
        try FileSystem.makeFolder(folder)
        defer { try? FileSystem.remove(folder) }
        let name = "a&b?c#d%20.md"
        try FileSystem.write([1], to: folder + "/" + name)
        let address = try #require(
            editor.address(of: SourceLocation(path: folder + "/" + name, line: 1, column: 1, length: 1, excerpt: "")))
        #expect(address.contains("a%26b%3Fc%23d%2520.md"))
    }

    @Test(
        arguments: [
            (["TERM_PROGRAM": "vscode"], EditorLink.vscode),
            (["TERM_PROGRAM": "vscode", "CURSOR_TRACE_ID": "1"], .cursor),
            (["ZED_TERM": "true"], .zed), (["TERMINAL_EMULATOR": "JetBrains-JediTerm"], .idea),
            (["EDITOR": "code --wait"], .vscode),
            (["EDITOR": "/usr/local/bin/subl -w"], .sublime), (["VISUAL": "mate", "EDITOR": "code"], .textmate),
            (["VISUAL": "vim", "EDITOR": "codium"], .vscodium), (["EDITOR": "vim"], nil), (["EDITOR": ""], nil),
            ([:], nil),
            (["EDITOR": "decode"], nil),
        ] as [([String: String], EditorLink?)])
    func theEnvironmentTellsTheEditor(environment: [String: String], editor: EditorLink?) {
        #expect(EditorLink.detect(environment) == editor)
    }
}
