import ContentReading
import Diagnostics
import Foundation

/// The folder that a site is published to: replaced as a whole, and only where the generator made it.
///
/// A site is first written to a staging folder beside it, on the same file system, and takes its place by renaming.
struct OutputFolder: Sendable {
    /// The file that tells a folder that the generator made.
    static let markerName = ".generate-site"

    /// The path as the user typed it, without a slash at its end.
    let path: String
    private let stagingPath: String
    private let previousPath: String

    /// Prepares to publish; nothing is written yet.
    ///
    /// - Parameters:
    ///   - path: The output folder, as the user typed it.
    ///   - inputs: Folders that must not be replaced: content and themes.
    /// - Throws: A `Diagnostic` of rule `foreign-output` where the folder holds what the generator did not make, or
    ///   holds or lies in one of the inputs.
    init(_ path: String, inputs: [String]) throws(Diagnostic) {
        let path = FileSystem.withoutTrailingSlashes(path)
        self.path = path
        stagingPath = "\(path).staging-\(getpid())"
        previousPath = "\(path).previous-\(getpid())"
        try Self.checkOwnership(of: path)
        for input in inputs { try checkApart(from: input) }
    }

    private static func checkOwnership(of path: String) throws(Diagnostic) {
        guard let status = try? FileSystem.status(of: path) else { return }
        func foreign(_ summary: String) -> Diagnostic {
            Diagnostic(
                .foreignOutput, at: SourceLocation(path: path), summary,
                help: "name another folder with --output, or remove this one yourself")
        }
        guard status.kind == .folder else { throw foreign("the output folder is not a folder") }
        guard let names = try? FileSystem.names(in: path) else { throw foreign("the output folder can't be read") }
        if !names.isEmpty, !names.contains(markerName) { throw foreign("this folder was not made by generate-site") }
    }

    /// - Throws: A `Diagnostic` of rule `foreign-output` where the folder and an input lie in one another.
    func checkApart(from input: String) throws(Diagnostic) {
        guard let inputPath = FileSystem.resolved(input) else { return }
        // The output folder may not exist yet; then the nearest folder above it tells where it will be.
        var existing = path
        var rest = ""
        while FileSystem.resolved(existing) == nil, let parent = FileSystem.parent(of: existing) {
            rest = "/" + (existing.split(separator: "/").last.map(String.init) ?? "") + rest
            existing = parent
        }
        let outputPath = (FileSystem.resolved(existing) ?? existing) + rest
        if (outputPath + "/").hasPrefix(inputPath + "/") || (inputPath + "/").hasPrefix(outputPath + "/") {
            throw Diagnostic(
                .foreignOutput, at: SourceLocation(path: path), "the output folder and '\(input)' lie in one another",
                help: "name another folder with --output")
        }
    }

    /// Makes an empty staging folder.
    ///
    /// - Throws: `FileSystemError`.
    func stage() throws {
        try removeAbandonedFolders()
        try FileSystem.makeFolder(stagingPath)
    }

    /// Removes what runs have left behind that were killed.
    private func removeAbandonedFolders() throws {
        let folder = FileSystem.parent(of: path) ?? "."
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for entry in try FileSystem.exists(folder) ? FileSystem.names(in: folder) : [] {
            guard let mark = ["\(name).staging-", "\(name).previous-"].first(where: entry.hasPrefix),
                let process = pid_t(entry.dropFirst(mark.count)), process == getpid() || kill(process, 0) != 0
            else { continue }
            try FileSystem.remove(folder + "/" + entry)
        }
    }

    /// Writes a file of the site to the staging folder.
    ///
    /// - Parameter address: The path in the site.
    /// - Throws: `FileSystemError`.
    func write(_ bytes: [UInt8], to address: String) throws {
        let target = stagingPath + "/" + address
        do {
            try FileSystem.write(bytes, to: target)
        } catch let error as FileSystemError where error.code == ENOENT {
            try FileSystem.makeFolder(FileSystem.parent(of: target) ?? stagingPath)
            try FileSystem.write(bytes, to: target)
        }
    }

    /// Puts the staged site in the place of the last one.
    ///
    /// - Throws: `FileSystemError`; then the last site is where it was.
    func publish() throws {
        try write(Array("This folder is made by generate-site and replaced on each build.\n".utf8), to: Self.markerName)
        guard FileSystem.exists(path) else { return try FileSystem.move(stagingPath, to: path) }
        try FileSystem.move(path, to: previousPath)
        do {
            try FileSystem.move(stagingPath, to: path)
        } catch {
            try? FileSystem.move(previousPath, to: path)
            throw error
        }
        try FileSystem.remove(previousPath)
    }

    /// Removes what was staged.
    func discard() {
        try? FileSystem.remove(stagingPath)
    }
}
