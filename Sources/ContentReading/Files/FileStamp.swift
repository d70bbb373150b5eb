import Foundation

/// What tells whether a file is still the one that was read.
struct FileStamp: Sendable, Equatable {
    /// How old a change must be for the clock of the file system to tell it from a later one, in nanoseconds.
    private static let resolution: Int64 = 50_000_000

    let isFile: Bool
    /// Whether the last change is so old that a later one would show. Two within a tick of the file system's clock would not.
    let isSettled: Bool
    private let size: Int64
    private let inode: UInt64
    /// When the content and when anything else of the file has changed, in nanoseconds.
    private let times: [Int64]

    /// The stamp of a file that can't be looked at; no file has it.
    init() {
        isFile = false
        isSettled = false
        size = -1
        inode = 0
        times = []
    }

    /// The stamp of a file; of a symbolic link, of what it leads to.
    ///
    /// - Returns: `nil` where nothing stands at the path.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        isFile = status.st_mode & S_IFMT == S_IFREG
        size = Int64(status.st_size)
        inode = UInt64(status.st_ino)
        times = [status.st_mtim.nanoseconds, status.st_ctim.nanoseconds]
        isSettled = times.allSatisfy { now.nanoseconds - $0 > Self.resolution }
    }

    static func == (left: FileStamp, right: FileStamp) -> Bool {
        left.size == right.size && left.inode == right.inode && left.times == right.times
    }
}

extension timespec {
    fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_nsec) }
}
