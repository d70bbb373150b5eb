import ContentReading
import Foundation
import SitePublishing

/// A content folder of a golden site, copied, that is edited at random.
final class EditedContent {
    private static let golden =
        FileSystem.parent(of: #filePath).flatMap(FileSystem.parent).map { $0 + "/SitePublishingTests/Golden" } ?? ""

    private let folder = NSTemporaryDirectory() + "generate-site-preview-" + UUID().uuidString
    private let originals: [String: [UInt8]]
    private var count = 0

    var options: BuildOptions {
        var options = BuildOptions()
        options.content = folder + "/content"
        options.output = folder + "/site"
        options.theme = folder + "/own"
        options.includesDrafts = true
        options.jobs = 2
        return options
    }

    init(of name: String) throws {
        originals = try Self.files(in: "\(Self.golden)/\(name)/content")
        try restore()
        for (path, bytes) in try Self.files(in: Self.golden + "/theme") {
            try Self.write(bytes, to: "\(folder)/theme/\(path)")
        }
        try Self.write(Array("base: theme\n".utf8), to: folder + "/own/theme.yml")
    }

    deinit { try? FileSystem.remove(folder) }

    /// Puts the content back as it was.
    func restore() throws {
        if FileSystem.exists(folder + "/content") { try FileSystem.remove(folder + "/content") }
        for (path, bytes) in originals { try Self.write(bytes, to: "\(folder)/content/\(path)") }
    }

    /// What the last build published.
    func published() throws -> [String: [UInt8]] {
        try Self.files(in: folder + "/site").filter { $0.key != ".generate-site" }
    }

    /// Makes a random edit.
    ///
    /// - Returns: What it was, and the paths of the files that it changed.
    func edit(_ random: inout SeededGenerator) throws -> (what: String, paths: Set<String>) {
        count += 1
        switch random.next(20) {
        case 0: return try addPage(&random)
        case 1: return try rename(&random)
        case 2: return try remove(&random)
        case 3: return try changeTheme(&random)
        case 4: return try change("site.yml", "settings") { $0 = Array("title: Site \(self.count)\n".utf8) }
        case 5: return try random.next(2) == 0 ? changeAsset(&random) : changeInventory(&random)
        case 6, 7: return try changeFrontMatter(&random)
        case 8...11: return try changeXML(&random)
        default: return try changeText(&random)
        }
    }

    private static let snippets = [
        "A plain sentence.", "### Heading HERE", "#### Part HERE {#part-HERE}", "See [ITI-18] and [ITI-1].",
        "The [consumer](actor:consumer) of [XDS](profile:XDS).", "As in ITI TF-1: 10.1.1 and ITI TF-1: 10.4.1.",
        "| A | B |\n|---|---|\n| 1 | HERE |", "See [above](#part-1) and [home](index.md).", "## Overview",
        "## Security Considerations",
        "[about](about.md) and [XDS](profile:XDS.b#10.1)", "::: list actors\n:::", "Nothing ==at all== HERE.",
        "It **shall** HERE. {#req-HERE .requirement}",
        "Table 10.1-9: A caption HERE\n\n| A |\n|---|\n| 1 |",
        "a broken [link](nowhere.md)", "the the word", "<ins>new</ins>", "See [Registry](actor:) or [ITI-99].",
        "CP-ITI-1234 changes it.",
    ]

    private func changeText(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let snippet = Self.snippets[random.next(Self.snippets.count)].replacing("HERE", with: "\(count)")
        let place = random.next(1_000)
        let isRemoval = random.next(3) == 0
        return try change(file(ending: ".md", &random), isRemoval ? "remove a line" : snippet) { bytes in
            var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
            if isRemoval, lines.count > 1 {
                lines.remove(at: place % lines.count)
            } else {
                lines.insert("\n\(snippet)\n", at: place % (lines.count + 1))
            }
            bytes = Array(lines.joined(separator: "\n").utf8)
        }
    }

    private func changeFrontMatter(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let lines = ["title: Title \(count)", "draft: true", "order: \(count)", "description: About \(count)."]
        let line = lines[random.next(lines.count)]
        return try change(file(ending: ".md", &random), line) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let key = line.prefix { $0 != ":" }
            guard text.hasPrefix("---\n") else { return }
            let lines = text.components(separatedBy: "\n").filter { !$0.hasPrefix(key + ":") }
            bytes = Array((["---", line] + lines.dropFirst()).joined(separator: "\n").utf8)
        }
    }

    private static let replacements: [(String, String)] = [
        ("<name>", "<name>New "), ("<name>New ", "<name>"), ("Consumer", "Buyer"), ("Registry", "Register"),
        ("section=\"3.1\"", "section=\"3.7\""), ("optionality=\"R\"", "optionality=\"O\""),
        ("</name>", "</name><alias>Also</alias>"), ("2.0", "2.1"),
        ("status=\"final-text\"", "status=\"trial-implementation\""), ("chapter=\"10\"", "chapter=\"11\""),
        ("<definition>", "<definition>New text. "),
        ("</definitions>", "<term id=\"t1\"><name>Term</name></term></definitions>"),
        ("</definitions>", ""), ("\n", "\n\n"), ("ITI-1\"", "ITI-2\""),
    ]

    private func changeXML(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let (old, new) = Self.replacements[random.next(Self.replacements.count)]
        return try change(file(ending: ".xml", &random), "\(old) to \(new)") { bytes in
            var text = String(decoding: bytes, as: UTF8.self)
            if let range = text.range(of: old) { text.replaceSubrange(range, with: new) }
            bytes = Array(text.utf8)
        }
    }

    private func addPage(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let path = "\(folder)/content/pages/page-\(random.next(4)).md"
        try Self.write(Array("---\ntitle: Page \(count)\n---\n\n## Part 1\n\nSee [ITI-18].\n".utf8), to: path)
        return ("add \(path)", [path])
    }

    private func rename(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let path = try file(ending: "", &random)
        let old = "\(folder)/content/\(path)"
        let new = old.replacing(".", with: "-\(count).", maxReplacements: 1)
        try FileSystem.makeFolder(FileSystem.parent(of: new) ?? folder)
        try FileSystem.move(old, to: new)
        return ("rename \(path)", [old, new])
    }

    private func remove(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let path = try file(ending: "", &random)
        try FileSystem.remove("\(folder)/content/\(path)")
        return ("remove \(path)", ["\(folder)/content/\(path)"])
    }

    /// A file of the base, or one that the theme has in its place.
    private func changeTheme(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let name = random.next(2) == 0 ? "assets/plain.css" : "page.mustache"
        let path = "\(folder)/\(random.next(3) == 0 ? "own" : "theme")/\(name)"
        let old = try FileSystem.read(FileSystem.exists(path) ? path : "\(folder)/theme/\(name)")
        let addition = name.hasSuffix(".css") ? "/* \(count) */" : "<!-- \(count) -->"
        try Self.write(old + addition.utf8, to: path)
        return ("theme", [path])
    }

    private func changeAsset(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        let path = "\(folder)/content/file-\(random.next(2)).txt"
        try FileSystem.write(Array("\(count)".utf8), to: path)
        return ("asset", [path])
    }

    /// What another site tells of itself; another file, where the site links to no other.
    private func changeInventory(_ random: inout SeededGenerator) throws -> (String, Set<String>) {
        guard FileSystem.exists(folder + "/content/inventories") else { return try changeAsset(&random) }
        let changes = [
            ("Document", "Paper"), ("Paper", "Document"), ("\"10.1\"", "\"10.2\""), ("actors/", "a/"), ("}", ""),
        ]
        let (old, new) = changes[random.next(changes.count)]
        return try change("inventories/international.json", "\(old) to \(new)") { bytes in
            bytes = Array(String(decoding: bytes, as: UTF8.self).replacing(old, with: new, maxReplacements: 3).utf8)
        }
    }

    private func change(
        _ path: String, _ what: String, _ change: (inout [UInt8]) -> Void
    ) throws -> (String, Set<String>) {
        let full = "\(folder)/content/\(path)"
        var bytes = FileSystem.exists(full) ? try FileSystem.read(full) : []
        change(&bytes)
        try FileSystem.write(bytes, to: full)
        return ("\(path): \(what)", [full])
    }

    private func file(ending: String, _ random: inout SeededGenerator) throws -> String {
        let paths = try Self.files(in: folder + "/content").keys.filter { $0.hasSuffix(ending) }.sorted()
        return paths.isEmpty ? "site.yml" : paths[random.next(paths.count)]
    }

    private static func files(in folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileSystem.names(in: folder) {
            let path = folder + "/" + name
            if try FileSystem.status(of: path).kind == .folder {
                for (inner, bytes) in try self.files(in: path) { files[name + "/" + inner] = bytes }
            } else {
                files[name] = try FileSystem.read(path)
            }
        }
        return files
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        try FileSystem.makeFolder(FileSystem.parent(of: path) ?? ".")
        try FileSystem.write(bytes, to: path)
    }
}
