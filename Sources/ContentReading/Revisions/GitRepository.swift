import Diagnostics
import Foundation

/// The git repository that holds a content folder, as far as its revisions are to be read.
///
/// Git is asked without a shell, and what it answers is read into memory: nothing is checked out, so that nothing has to
/// be removed and no file of a revision can lead out of a folder.
public struct GitRepository: Sendable {
    private let folder: String

    /// - Parameter folder: The content folder, or one above it.
    public init(holding folder: String) {
        self.folder = folder
    }

    /// Reads the content folder as a revision has it.
    ///
    /// - Parameters:
    ///   - revision: A name that git knows, such as `main`, `v1.2` or `HEAD~3`.
    ///   - jobs: How many files are read at the same time.
    /// - Throws: A `Diagnostic` of rule `unreadable-file` where there is no such revision, or it has no such folder.
    public func content(of revision: String, jobs: Int) async throws(Diagnostic) -> ContentSources {
        let commit = try commit(of: revision)
        let prefix = text(try git(["rev-parse", "--show-prefix"], about: revision))
        let path = FileSystem.withoutTrailingSlashes(prefix)
        let tree = path == "/" ? "" : path
        let listing = try git(
            ["ls-tree", "-r", "-z", "--full-tree", "\(commit):\(tree)"], about: revision,
            otherwise: "revision '\(revision)' has no folder '\(tree)'")
        let display = "\(revision):\(tree)"
        let entries = try Self.entries(listing, in: display)
        let blobs = try blobs(entries.map(\.object), about: revision)
        let files = Dictionary(zip(entries.map(\.path), blobs), uniquingKeysWith: { first, _ in first })
        return await ContentReader.read(files, folder: display, jobs: jobs)
    }

    /// The full name of a commit.
    private func commit(of revision: String) throws(Diagnostic) -> String {
        let unknown = "there is no folder and no revision '\(revision)'"
        // Git would take it for an option.
        guard !revision.hasPrefix("-"), !revision.isEmpty else { throw Self.problem(revision, unknown) }
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]
        return text(try git(arguments, about: revision, otherwise: unknown))
    }

    // MARK: What a revision holds

    private struct Entry {
        let object: String
        let path: String
    }

    /// The files of a listing that say something: `mode type object`, a tab, the path, and a null byte.
    private static func entries(_ listing: [UInt8], in folder: String) throws(Diagnostic) -> [Entry] {
        var entries: [Entry] = []
        for line in listing.split(separator: 0) {
            let line = String(decoding: line, as: UTF8.self)
            guard let tab = line.firstIndex(of: "\t") else { continue }
            let fields = line[..<tab].split(separator: " ")
            let path = String(line[line.index(after: tab)...])
            guard fields.count == 3, fields[1] == "blob", !ContentScanner.leavesOut(path),
                let file = ContentFile(path: path, folder: folder), file.kind != .asset
            else { continue }
            if fields[0] == "120000" {
                throw Diagnostic(
                    .symbolicLink, at: SourceLocation(path: file.displayPath),
                    "symbolic links can't be read from a revision",
                    help: "check the revision out with 'git worktree add', and name its content folder")
            }
            entries.append(Entry(object: String(fields[2]), path: path))
        }
        return entries
    }

    /// The bytes of objects, in their order.
    private func blobs(_ objects: [String], about revision: String) throws(Diagnostic) -> [[UInt8]] {
        let answer = try git(
            ["cat-file", "--batch"], about: revision, input: objects.map { $0 + "\n" }.joined())
        var blobs: [[UInt8]] = []
        var rest = answer[...]
        // Each is a line `object type size`, the bytes, and a line feed.
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let fields = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            guard let size = fields.last.flatMap({ Int($0) }), fields.count == 3, rest.endIndex - end > size + 1 else {
                break
            }
            blobs.append(Array(rest[(end + 1)..<(end + 1 + size)]))
            rest = rest[(end + 2 + size)...]
        }
        guard blobs.count == objects.count else {
            throw Self.problem(revision, "git did not give all files of revision '\(revision)'")
        }
        return blobs
    }

    // MARK: Asking git

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    /// What git answers.
    ///
    /// - Parameters:
    ///   - input: What it is given to read.
    ///   - failure: What is wrong where git refuses; what git says without it.
    private func git(
        _ arguments: [String], about revision: String, input: String = "", otherwise failure: String? = nil
    ) throws(Diagnostic) -> [UInt8] {
        do {
            let answer = try Subprocess.run(["git", "-C", folder] + arguments, input: Array(input.utf8))
            if answer.code == 0 { return answer.output }
            let said = String(decoding: answer.errors, as: UTF8.self).split(separator: "\n").first.map(String.init)
            throw Self.problem(revision, failure ?? said ?? "git can't read the repository of '\(folder)'")
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw Self.problem(revision, "git can't be run: \(error)")
        }
    }

    private static func problem(_ revision: String, _ summary: String) -> Diagnostic {
        Diagnostic(
            .unreadableFile, at: SourceLocation(path: revision), summary,
            help: "name a content folder, or a revision of the repository that holds the one that --content names")
    }
}
