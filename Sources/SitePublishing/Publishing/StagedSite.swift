import ContentReading
import Diagnostics
import Foundation
import Synchronization

/// A site that is put together to take the place of the published one.
///
/// A file with the bytes of the published one is that very file, by a hard link: it keeps its date, so that whatever copies
/// sites to hosts sees only what has changed. No file is ever written in place, so the published site never changes with it.
///
/// Nothing is forced to disk. That would take as long as building the site does, and what a power cut leaves half written
/// the next build finds to have other bytes, and mends.
final class StagedSite: Sendable {
    /// How the files of a site differ from those that were published before.
    struct Changes: Sendable {
        /// Files that are new or have other bytes.
        var written = 0
        /// Files that are gone.
        var removed = 0
    }

    private let output: OutputFolder
    private let area: StagingArea
    /// The published site as it is now, whatever is renamed meanwhile; `nil` where there is none.
    private let published: PublishedFiles?
    private let unchanged = Atomic(0)
    private let replaced = Atomic(0)
    private let added = Atomic(0)

    /// - Throws: `FileSystemError`.
    init(in area: StagingArea, of output: OutputFolder) throws {
        self.area = area
        self.output = output
        published = PublishedFiles(in: output.folder)
        try FileSystem.makeFolder(area.site)
    }

    /// Adds a file.
    ///
    /// - Parameter address: The path in the site.
    /// - Throws: `FileSystemError`.
    func write(_ bytes: [UInt8], to address: String) throws {
        let target = area.site + "/" + address
        switch published?.compare(bytes, at: address) {
        case .same:
            unchanged.add(1, ordering: .relaxed)
            if try makingFolder(of: target, { try published?.link(address, to: target) }) == true { return }
        case .different: replaced.add(1, ordering: .relaxed)
        case .missing, nil: added.add(1, ordering: .relaxed)
        }
        try makingFolder(of: target) { try FileSystem.write(bytes, to: target) }
    }

    /// Does something at a path; where the folder is missing, makes it and does it again.
    private func makingFolder<Result>(of path: String, _ action: () throws -> Result) throws -> Result {
        do {
            return try action()
        } catch let error as FileSystemError where error.code == ENOENT {
            try FileSystem.makeFolder(FileSystem.parent(of: path) ?? area.site)
            return try action()
        }
    }

    /// Puts the site in the place of the last one.
    ///
    /// Where the file system can let two folders change places, as those of Linux and macOS can, there is no moment without
    /// a whole site. Others, such as NFS, take two steps, and for less than a millisecond there is no site; where a run is
    /// killed then, the next one brings the last site back.
    ///
    /// - Throws: `FileSystemError` or a `Diagnostic` of rule `foreign-output` or `unwritable-output`; then the last site is
    ///   where it was.
    func publish() throws -> Changes {
        try write(
            Array("This folder is made by generate-site and replaced on each build.\n".utf8),
            to: OutputFolder.markerName)
        // The build took its time, in which somebody may have put something there.
        try output.checkOwnership()
        var changes = Changes(written: added.load(ordering: .relaxed) + replaced.load(ordering: .relaxed))
        guard FileSystem.exists(output.folder) else {
            try FileSystem.move(area.site, to: output.folder)
            return changes
        }
        FileSystem.copyPermissions(of: output.folder, to: area.site)
        do {
            if try !FileSystem.exchange(area.site, output.folder) { try replaceInTwoSteps() }
        } catch let error as FileSystemError where [EBUSY, EXDEV].contains(error.code) {
            throw output.staysInPlace
        }
        // The site is published: what can't be removed any more does not undo that.
        let last = FileSystem.exists(area.previous) ? area.previous : area.site
        if let count = try? FileSystem.removeCounting(last) {
            changes.removed = max(0, count - unchanged.load(ordering: .relaxed) - replaced.load(ordering: .relaxed))
        }
        return changes
    }

    private func replaceInTwoSteps() throws {
        try FileSystem.move(output.folder, to: area.previous)
        do {
            try FileSystem.move(area.site, to: output.folder)
        } catch {
            try? FileSystem.move(area.previous, to: output.folder)
            throw error
        }
    }

    /// Removes what has not been published.
    func discard() { area.remove() }
}
