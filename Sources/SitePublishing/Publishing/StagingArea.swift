import ContentReading
import Diagnostics
import Foundation

/// A folder beside the output folder in which one run at a time puts its site together.
///
/// The run holds a lock on the area's marker. The system lets go of it whatever way the run ends, so whoever gets the lock
/// knows that what else lies there was left behind by a run that was killed. Numbers of processes would not tell: in
/// containers, all builds are process 1.
final class StagingArea: Sendable {
    private let folder: String
    private let lock: Int32

    /// Where the new site is put together; after the two have changed places, where the last one is.
    var site: String { folder + "/site" }
    /// Where the last site is for a moment on file systems that can't let two folders change places.
    var previous: String { folder + "/previous" }

    /// Makes the folder, or takes it over from a run that was killed.
    ///
    /// - Returns: `nil` while another run has it.
    /// - Throws: `FileSystemError`; a `Diagnostic` of rule `foreign-output` where the folder is not the generator's.
    static func lock(_ folder: String, for output: OutputFolder) throws -> StagingArea? {
        // Where the run that had it is just removing the area, it is made once more.
        while true {
            try FileSystem.makeFolder(folder)
            guard try isOwn(folder) else {
                throw Diagnostic(
                    .foreignOutput, at: SourceLocation(path: folder), "this stands where sites are put together",
                    help: "move it, or name another folder with --output")
            }
            let marker = folder + "/" + OutputFolder.markerName
            let descriptor = open(marker, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            if descriptor < 0, errno == ENOENT { continue }
            guard descriptor >= 0 else { throw FileSystemError(path: marker) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                defer { close(descriptor) }
                if errno == EWOULDBLOCK { return nil }
                throw FileSystemError(path: marker)
            }
            if let held = try? FileSystem.status(of: descriptor), held == (try? FileSystem.status(of: marker)) {
                return try StagingArea(folder, descriptor, for: output)
            }
            close(descriptor)
        }
    }

    private static func isOwn(_ folder: String) throws -> Bool {
        do {
            guard try FileSystem.status(of: folder).kind == .folder else { return false }
            let names = try FileSystem.names(in: folder)
            return names.isEmpty || names.contains(OutputFolder.markerName)
        } catch let error as FileSystemError where error.code == ENOENT {
            return true
        }
    }

    private init(_ folder: String, _ lock: Int32, for output: OutputFolder) throws {
        self.folder = folder
        self.lock = lock
        // A run that was killed between two renames: the site is the one that was there before.
        if FileSystem.exists(previous), !FileSystem.exists(output.folder) {
            try FileSystem.move(previous, to: output.folder)
        }
        try clear()
    }

    private func clear() throws {
        for path in [site, previous] where FileSystem.exists(path) { try FileSystem.remove(path) }
    }

    /// Removes the folder and lets others publish.
    func remove() {
        // What can't be removed now is in the way of the next run, which tells of it.
        guard (try? clear()) != nil else { return }
        // The marker goes last: without it nobody could tell whose folder this is.
        try? FileSystem.remove(folder + "/" + OutputFolder.markerName)
        rmdir(folder)
    }

    deinit {
        close(lock)
    }
}
