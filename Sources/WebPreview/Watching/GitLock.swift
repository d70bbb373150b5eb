import ContentReading
import Foundation

/// The lock that git holds while it changes the files of a working tree.
enum GitLock {
    /// How long ago git took the lock of the repository that holds a folder; `nil` where it is free or there is no repository.
    static func age(around folder: String) -> Duration? {
        guard let gitFolder = gitFolder(around: folder) else { return nil }
        var status = stat()
        guard lstat(gitFolder + "/index.lock", &status) == 0 else { return nil }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let made = status.st_mtim
        return .seconds(now.tv_sec - made.tv_sec) + .nanoseconds(now.tv_nsec - made.tv_nsec)
    }

    /// Where git keeps what belongs to the working tree that holds a folder.
    static func gitFolder(around folder: String) -> String? {
        var folder = nearestFolder(to: folder)
        while let current = folder {
            let path = (current == "/" ? "" : current) + "/.git"
            switch (try? FileSystem.status(of: path, followsLink: true))?.kind {
            case .folder: return path
            case .file: return linkedFolder(path, in: current)
            default: folder = FileSystem.parent(of: current)
            }
        }
        return nil
    }

    /// The folder itself, or the nearest one above it that exists: git may just have removed it.
    private static func nearestFolder(to folder: String) -> String? {
        var folder: String? = FileSystem.withoutTrailingSlashes(folder)
        while let current = folder {
            if let resolved = FileSystem.resolved(current) { return resolved }
            folder = FileSystem.parent(of: current)
        }
        return FileSystem.resolved(".")
    }

    /// What a `.git` file names, as worktrees and submodules have it.
    private static func linkedFolder(_ path: String, in folder: String) -> String? {
        guard let bytes = try? FileSystem.read(path) else { return nil }
        let line = String(
            decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        guard line.hasPrefix("gitdir: ") else { return nil }
        let target = String(line.dropFirst("gitdir: ".count))
        return target.hasPrefix("/") ? target : folder + "/" + target
    }
}
