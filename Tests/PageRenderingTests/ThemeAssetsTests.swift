import Diagnostics
import LinkResolution
import Testing

@testable import PageRendering

/// Files of a theme are published under names that hold a hash of what they say, and are named so.
@Suite struct ThemeAssetsTests {
    private func assets(_ files: [String: String]) -> ThemeAssets {
        ThemeAssets(
            files.sorted { $0.key < $1.key }.map { ($0.key, SourceText(path: $0.key, bytes: Array($0.value.utf8))) })
    }

    private func address(_ name: String, in assets: ThemeAssets) -> String {
        assets.published(Address(name)).path
    }

    private func text(_ name: String, in assets: ThemeAssets) -> String {
        String(decoding: assets.all.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
    }

    @Test func aNameHoldsAHashBeforeItsType() throws {
        let assets = assets(["assets/base.css": "a", "assets/fonts/a.b.woff2": "b", "assets/LICENSE": "c"])
        #expect(address("assets/base.css", in: assets).wholeMatch(of: /assets\/base\.[0-9a-f]{8}\.css/) != nil)
        #expect(
            address("assets/fonts/a.b.woff2", in: assets).wholeMatch(of: /assets\/fonts\/a\.b\.[0-9a-f]{8}\.woff2/)
                != nil)
        #expect(address("assets/LICENSE", in: assets).wholeMatch(of: /assets\/LICENSE\.[0-9a-f]{8}/) != nil)
        #expect(address("assets/data/search.js", in: assets) == "assets/data/search.js")
    }

    @Test func theSameTextHasTheSameName() {
        let first = assets(["assets/a.css": "a", "assets/b.css": "b"])
        let second = assets(["assets/a.css": "a", "assets/b.css": "c"])
        #expect(address("assets/a.css", in: first) == address("assets/a.css", in: second))
        #expect(second.changed(since: first).map(\.path) == [address("assets/b.css", in: second)])
        #expect(first.changed(since: first).isEmpty)
    }

    @Test func filesNameEachOtherByThePublishedNames() {
        let assets = assets([
            "assets/site.js": "load(\"assets/late.js\"); load(`assets/none.js`)", "assets/late.js": "1",
            "assets/base.css": "@import 'more.css'; a { background: url(img/dot.png) } b { background: url(../x.png) }",
            "assets/more.css": "a.dot.png { color: red }", "assets/img/dot.png": "PNG assets/late.js",
        ])
        let late = address("assets/late.js", in: assets)
        #expect(text("assets/site.js", in: assets) == "load(\"\(late)\"); load(`assets/none.js`)")
        let dot = address("assets/img/dot.png", in: assets).dropFirst("assets/".count)
        let more = address("assets/more.css", in: assets).dropFirst("assets/".count)
        #expect(
            text("assets/base.css", in: assets)
                == "@import '\(more)'; a { background: url(\(dot)) } b { background: url(../x.png) }")
        #expect(text("assets/img/dot.png", in: assets) == "PNG assets/late.js")
        #expect(text("assets/more.css", in: assets) == "a.dot.png { color: red }")
    }

    @Test func aCommentNamesNoFile() {
        func files(_ text: String) -> ThemeAssets {
            assets([
                "assets/a.css": "/* as b.css's and 'assets/b.css' */ a { content: '/* ' url(b.css) } /* b.css",
                "assets/b.css": text,
            ])
        }
        let named = address("assets/b.css", in: files("1")).dropFirst("assets/".count)
        #expect(
            text("assets/a.css", in: files("1"))
                == "/* as b.css's and 'assets/b.css' */ a { content: '/* ' url(\(named)) } /* b.css")
        let only = assets(["assets/a.css": "/* b.css */", "assets/b.css": "1"])
        let other = assets(["assets/a.css": "/* b.css */", "assets/b.css": "2"])
        #expect(other.changed(since: only).count == 1)
    }

    @Test func whatNamesAChangedFileHasAnotherNameToo() {
        func files(_ text: String) -> ThemeAssets {
            assets([
                "assets/a.js": "'assets/b.js'", "assets/b.js": "'assets/c.js'", "assets/c.js": text, "assets/d.js": "",
            ])
        }
        let changed = files("2").changed(since: files("1")).map(\.path)
        #expect(changed.map { String($0.prefix(8)) } == ["assets/a", "assets/b", "assets/c"])
    }

    @Test func filesThatNameEachOtherInACircleHaveNames() {
        let assets = assets(["assets/a.js": "'assets/b.js'", "assets/b.js": "'assets/a.js'"])
        #expect(text("assets/a.js", in: assets) == "'\(address("assets/b.js", in: assets))'")
        #expect(text("assets/b.js", in: assets) == "'\(address("assets/a.js", in: assets))'")
    }

    @Test func templatesNameFilesByThePublishedNames() throws {
        let theme = try Theme(
            templates: ["page": "<link href=\"{{{root}}}assets/base.css\"><a href=\"assets/none.css\">{{{scripts}}}"],
            assets: ["assets/base.css": "a"])
        let name = theme.assets.published(Address("assets/base.css")).path
        let page = PageShell(theme).assemble([:], root: "../")
        #expect(
            String(decoding: page, as: UTF8.self) == "<link href=\"../\(name)\"><a href=\"assets/none.css\">")
    }
}
