import ContentReading
import Diagnostics

/// The folder that a site is published to: replaced as a whole, and only where the generator made it.
///
/// A site is first put together in a staging area beside it, on the same file system, and then changes places with it.
struct OutputFolder: Sendable {
    /// The file that tells a folder that the generator made.
    static let markerName = ".generate-site"

    /// How long a build waits for another one that publishes to the same folder.
    static let patience = Duration.seconds(60)

    /// The path as the user typed it, without a slash at its end.
    let path: String
    /// The path of the folder itself where the user named a symbolic link to it, or "." and the like: what is renamed.
    let folder: String

    /// Prepares to publish; nothing is written yet.
    ///
    /// - Parameters:
    ///   - path: The output folder, as the user typed it.
    ///   - inputs: Folders that must not be replaced: content and themes.
    /// - Throws: A `Diagnostic` of rule `foreign-output` where the folder holds what the generator did not make, or
    ///   holds or lies in one of the inputs; of rule `unwritable-output` where it can't be replaced as a whole.
    init(_ path: String, inputs: [String]) throws(Diagnostic) {
        let path = FileSystem.withoutTrailingSlashes(path)
        self.path = path
        let isName = (try? FileSystem.status(of: path).kind) != .symbolicLink && !path.hasSuffix(".")
        folder = isName ? path : FileSystem.resolved(path) ?? path
        try checkOwnership()
        for input in inputs { try checkApart(from: input) }
    }

    /// - Throws: A `Diagnostic` of rule `foreign-output` where the generator did not make the folder, or of rule
    ///   `unwritable-output` where it can't be renamed.
    func checkOwnership() throws(Diagnostic) {
        guard let status = try? FileSystem.status(of: folder) else { return }
        func foreign(_ summary: String) -> Diagnostic {
            Diagnostic(
                .foreignOutput, at: SourceLocation(path: path), summary,
                help: "name another folder with --output, or remove this one yourself")
        }
        guard status.kind == .folder else { throw foreign("the output folder is not a folder") }
        guard let names = try? FileSystem.names(in: folder) else { throw foreign("the output folder can't be read") }
        if !names.isEmpty, !names.contains(Self.markerName) {
            throw foreign("this folder was not made by generate-site")
        }
        let parent = FileSystem.parent(of: folder).flatMap { try? FileSystem.status(of: $0, followsLink: true) }
        if let parent, !status.isOnSameFileSystem(as: parent) { throw staysInPlace }
    }

    /// The problem with a folder that the system does not rename, such as the volume of a container.
    var staysInPlace: Diagnostic {
        Diagnostic(
            .unwritableOutput, at: SourceLocation(path: path),
            "the output folder can't be replaced as a whole: a file system is mounted on it, or it is of a container's image",
            help: "name a folder in it, such as --output \(path)/site")
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

    /// Makes the staging area, and keeps other builds from publishing to the same folder until it is gone.
    ///
    /// - Parameter waiting: Called with the seconds that have passed while another build has the folder.
    /// - Throws: `FileSystemError`; a `Diagnostic` of rule `unwritable-output` where another build does not end, of rule
    ///   `foreign-output` where what is in the place of the staging area is not the generator's.
    func stage(waiting: ((Int) -> Void)? = nil) async throws -> StagedSite {
        let start = ContinuousClock.now
        while true {
            if let area = try StagingArea.lock(folder + ".staging", for: self) {
                return try StagedSite(in: area, of: self)
            }
            let passed = ContinuousClock.now - start
            guard passed < Self.patience else {
                throw Diagnostic(
                    .unwritableOutput, at: SourceLocation(path: path),
                    "another build has been publishing to this folder for more than a minute",
                    help: "wait until it has ended, or name another folder with --output")
            }
            waiting?(Int(passed.components.seconds))
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
