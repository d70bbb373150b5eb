import ContentReading
import Foundation

/// What stands below folders at one time, to be compared with another time.
///
/// Names that the reader of content leaves out are left out, and so is what symbolic links lead to.
struct FolderSnapshot {
    /// What differs where a file has been written or replaced.
    private struct Fingerprint: Equatable {
        let device: UInt64
        let inode: UInt64
        let mode: UInt32
        /// Zero for folders: they are written whenever something in them comes or goes, which is told by itself.
        var size = 0
        var modified: [Int] = []

        init(_ status: stat) {
            (device, inode, mode) = (UInt64(status.st_dev), UInt64(status.st_ino), UInt32(status.st_mode))
            guard status.st_mode & S_IFMT != S_IFDIR else { return }
            size = Int(status.st_size)
            modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }

        var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
    }

    private var fingerprints: [String: Fingerprint] = [:]

    /// Looks at all files below folders.
    init(of roots: [String]) {
        var folders = roots
        while let folder = folders.popLast() {
            for name in (try? FileSystem.names(in: folder)) ?? [] where !ContentScanner.leavesOut(name) {
                let path = folder + "/" + name
                var status = stat()
                guard lstat(path, &status) == 0 else { continue }
                let fingerprint = Fingerprint(status)
                // Watched folders may lie in one another.
                guard fingerprints.updateValue(fingerprint, forKey: path) == nil, fingerprint.isFolder else { continue }
                folders.append(path)
            }
        }
    }

    /// The paths of what has come, gone or changed.
    func differences(from earlier: FolderSnapshot) -> [String] {
        let gone = earlier.fingerprints.keys.filter { fingerprints[$0] == nil }
        return gone + fingerprints.filter { earlier.fingerprints[$0.key] != $0.value }.map(\.key)
    }
}
