import ContentReading
import Diagnostics
import Foundation
import LinkResolution
import Testing

@testable import PageRendering

/// A theme has what it overrides; all else comes from the theme that it is based on.
@Suite struct ThemeFoldersTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "themes-" + UUID().uuidString
        try write([
            "default/page.mustache": "{{> header}}{{> styles}}{{title}}",
            "default/partials/header.mustache": "Default ",
            "default/partials/styles.mustache": "{{! none }}", "default/assets/base.css": "a { color: red }",
            "default/assets/mark.svg": "<svg/>",
        ])
    }

    private func write(_ files: [String: String]) throws {
        for (name, text) in files {
            let path = "\(folder)/\(name)"
            try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
            try FileSystem.write(Array(text.utf8), to: path)
        }
    }

    private func page(_ theme: Theme) -> String {
        String(decoding: PageShell(theme).assemble([.title: "Title"], root: ""), as: UTF8.self)
    }

    private func text(of asset: String, in theme: Theme) -> String? {
        theme.assets.all.first { $0.name == asset }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// What is wrong with the theme `own`, once files are added: place, rule, summary and help.
    private func problem(_ files: [String: String]) throws -> String {
        try write(files)
        do throws(Diagnostic) {
            _ = try Theme.load(folder + "/own")
            return ""
        } catch {
            let place = "\(error.location.path):\(error.location.line):\(error.location.column)"
            return "\(place) \(error.rule.rawValue): \(error.summary) (\(error.help ?? ""))"
                .replacing(folder + "/", with: "")
        }
    }

    @Test func aThemeTakesThePlaceOfItsBaseFileByFile() throws {
        try write([
            "own/theme.yml": "base: default\n", "own/header.mustache": "Own ",
            "own/assets/base.css": "a { color: blue }",
            "own/assets/own.css": "b { color: blue }",
            "own/partials/styles.mustache": "<link href=\"{{{root}}}assets/own.css\">",
        ])
        let theme = try Theme.load(folder + "/own")
        let style = theme.assets.published(Address("assets/own.css")).path
        #expect(page(theme) == "Own <link href=\"\(style)\">Title")
        #expect(text(of: "assets/base.css", in: theme) == "a { color: blue }")
        #expect(text(of: "assets/mark.svg", in: theme) == "<svg/>")
        #expect(theme.assets.all.map(\.name) == ["assets/base.css", "assets/mark.svg", "assets/own.css"])
        #expect(
            theme.templateFiles.map { $0.replacing(folder + "/", with: "") }
                == ["own/header.mustache", "default/page.mustache", "own/partials/styles.mustache"])
        #expect(theme.diagnostics.isEmpty)
    }

    @Test func aBaseMayHaveABase() throws {
        try write([
            "shared/theme.yml": "base: default\n", "shared/header.mustache": "Shared ",
            "own/theme.yml": "base: ../shared\n", "own/assets/own.css": "",
        ])
        #expect(
            ThemeFolders(folder + "/own").paths.map { $0.replacing(folder, with: "") } == [
                "/own", "/shared", "/default",
            ])
        #expect(page(try Theme.load(folder + "/own")) == "Shared Title")
    }

    @Test func aMissingBaseIsReportedWhereItIsNamed() throws {
        #expect(
            try problem(["own/theme.yml": "base: defualt\n"])
                == "own/theme.yml:1:7 missing-theme: there is no theme in 'defualt' (did you mean 'default'?)")
        // It may come: a preview has to know where.
        #expect(ThemeFolders(folder + "/own").paths.last == folder + "/defualt")
        #expect(
            try problem(["own/theme.yml": "base: ../../nowhere/at-all\n"]).contains(
                "missing-theme: there is no theme in"))
        #expect(try problem(["own/theme.yml": "base: ../pictures", "pictures/a.css": ""]).contains("missing-theme"))
    }

    @Test func aCircleIsReportedAndEnds() throws {
        #expect(
            try problem(["own/theme.yml": "base: other\n", "other/theme.yml": "base: own\n"])
                == "other/theme.yml:1:7 theme-cycle: a theme can't be based on itself, and this leads back to 'own' "
                + "(name another theme; the last of them has no theme.yml)")
        #expect(try problem(["own/theme.yml": "base: ../own\n"]).contains("theme-cycle"))
    }

    @Test func aBaseBehindASymbolicLinkIsRefused() throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "default")
        #expect(
            try problem(["own/theme.yml": "base: link\n"])
                == "own/theme.yml:1:7 symbolic-link: a symbolic link stands in the way to 'link' "
                + "(name the folder itself that the link leads to)")
    }

    @Test(arguments: ["", "base:", "base: /etc", "base: [a]", "base: 'a", "- base", "name: own"])
    func aThemeFileThatSaysNoBaseIsReported(text: String) throws {
        #expect(try problem(["own/theme.yml": text]).hasPrefix("own/theme.yml:1:"))
    }

    @Test func aKeyThatNothingReadsIsWarnedOf() throws {
        try write(["own/theme.yml": "base: default\ncolour: red\n"])
        let diagnostics = try Theme.load(folder + "/own").diagnostics
        #expect(diagnostics.map(\.rule) == [.unknownKey] && diagnostics.map(\.location.line) == [2])
    }

    @Test func pathsLeadOnlyBackWhereTheyHaveTo() {
        #expect(FileSystem.path("../default", from: "./themes/own") == "themes/default")
        #expect(FileSystem.path("../../../../themes/default", from: "./themes/own") == "../../themes/default")
        #expect(FileSystem.path("../..", from: "themes/own") == ".")
        #expect(FileSystem.path("../../../x", from: "/a") == "/x")
    }
}
