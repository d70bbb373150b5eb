import CFileExchange
import Foundation

/// A file operation that the system refused.
public struct FileSystemError: Error, Sendable {
    /// The path that the operation was about.
    public let path: String
    /// The system's error number.
    public let code: Int32

    /// The system's words for the error, such as "Permission denied".
    public var reason: String { String(cString: strerror(code)) }

    /// - Parameter code: The system's error number; without it that of the last system call.
    public init(path: String, code: Int32 = errno) {
        self.path = path
        self.code = code
    }
}

/// What stands at a path, without following a symbolic link.
public struct FileStatus: Sendable, Hashable {
    /// The kinds that matter to a content folder.
    public enum Kind: Sendable { case file, folder, symbolicLink, other }

    public let kind: Kind
    /// The size in bytes.
    public let size: Int
    /// Device and inode: two paths with the same identity are the same file.
    public let identity: Identity

    public struct Identity: Sendable, Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// Whether the two stand on the same file system, so that one can take the place of the other.
    public func isOnSameFileSystem(as other: FileStatus) -> Bool { identity.device == other.identity.device }

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .symbolicLink
        default: kind = .other
        }
        size = Int(status.st_size)
        identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }
}

/// The few file operations that reading and publishing need, on bytes and paths as the system takes them.
public enum FileSystem {
    /// - Parameter followsLink: Whether a symbolic link stands for its target.
    /// - Throws: `FileSystemError`, also where nothing stands at the path.
    public static func status(of path: String, followsLink: Bool = false) throws -> FileStatus {
        var status = stat()
        guard (followsLink ? stat(path, &status) : lstat(path, &status)) == 0 else { throw FileSystemError(path: path) }
        return FileStatus(status)
    }

    /// What an open file is.
    ///
    /// - Throws: `FileSystemError`.
    public static func status(of descriptor: Int32) throws -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileSystemError(path: "") }
        return FileStatus(status)
    }

    /// Gives a folder the permissions of another, as far as the system allows.
    public static func copyPermissions(of source: String, to target: String) {
        var status = stat()
        if stat(source, &status) == 0 { chmod(target, status.st_mode & 0o7777) }
    }

    /// Whether anything stands at the path, be it a broken symbolic link.
    public static func exists(_ path: String) -> Bool { (try? status(of: path)) != nil }

    /// The names in a folder, sorted by their bytes so that no file system's order shows.
    ///
    /// - Throws: `FileSystemError`.
    public static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else { throw FileSystemError(path: folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The bytes of a file.
    ///
    /// - Throws: `FileSystemError`.
    public static func read(_ path: String) throws -> [UInt8] {
        // Without O_NONBLOCK a named pipe would hold the run up for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileSystemError(path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileSystemError(path: path) }
        var bytes: [UInt8] = []
        // One byte more than the size, so that the read that finds the end needs no second round.
        var room = max(Int(status.st_size), 0) + 1
        while true {
            let count = try append(from: descriptor, atMost: room, to: &bytes, path: path)
            if count == 0 { return bytes }
            room = max(room - count, 65_536)
            if bytes.count == Int(status.st_size) { room = 1 }
        }
    }

    private static func append(
        from descriptor: Int32, atMost room: Int, to bytes: inout [UInt8], path: String
    ) throws -> Int {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: room))
        var count = 0
        repeat {
            count = bytes.withUnsafeMutableBytes { buffer in
                Foundation.read(descriptor, buffer.baseAddress.map { $0 + start }, room)
            }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw FileSystemError(path: path) }
        bytes.removeLast(room - count)
        return count
    }

    /// Writes a new file or replaces what a file holds.
    ///
    /// - Throws: `FileSystemError`.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileSystemError(path: path) }
        defer { close(descriptor) }
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Foundation.write(
                    descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileSystemError(path: path) }
                written += count
            }
        }
    }

    /// Writes a new file or replaces one as a whole: whoever reads it meanwhile finds the old bytes or the new.
    ///
    /// - Throws: `FileSystemError`; then what stood there is as it was.
    public static func replace(_ path: String, with bytes: [UInt8]) throws {
        let staged = "\(path).staging-\(getpid())"
        do {
            try write(bytes, to: staged)
            try move(staged, to: path)
        } catch let error as FileSystemError {
            if exists(staged) { try? remove(staged) }
            throw FileSystemError(path: path, code: error.code)
        }
    }

    /// Makes a folder and those above it that are missing.
    ///
    /// - Throws: `FileSystemError`.
    public static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o755) == 0 { return }
        if errno == EEXIST, (try? status(of: path, followsLink: true))?.kind == .folder { return }
        guard errno == ENOENT, let parent = parent(of: path) else { throw FileSystemError(path: path) }
        try makeFolder(parent)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileSystemError(path: path) }
    }

    /// Moves a file or folder within one file system.
    ///
    /// - Throws: `FileSystemError`.
    public static func move(_ source: String, to target: String) throws {
        guard rename(source, target) == 0 else { throw FileSystemError(path: target) }
    }

    /// Lets two files or folders of one file system change places in one step.
    ///
    /// - Returns: `false` where the file system can't do that; then nothing has changed.
    /// - Throws: `FileSystemError`.
    public static func exchange(_ left: String, _ right: String) throws -> Bool {
        if exchange_files(left, right) == 0 { return true }
        if [EINVAL, ENOSYS, ENOTSUP].contains(errno) { return false }
        throw FileSystemError(path: right)
    }

    /// Removes a file, a symbolic link (not what it points to), or a folder with all it holds.
    ///
    /// - Throws: `FileSystemError`.
    public static func remove(_ path: String) throws { _ = try removeCounting(path) }

    /// Removes as `remove` does.
    ///
    /// - Returns: How many files and links there were.
    /// - Throws: `FileSystemError`.
    public static func removeCounting(_ path: String) throws -> Int {
        if unlink(path) == 0 { return 1 }
        guard try status(of: path).kind == .folder else { throw FileSystemError(path: path) }
        let count = try names(in: path).reduce(0) { try $0 + removeCounting(path + "/" + $1) }
        guard rmdir(path) == 0 else { throw FileSystemError(path: path) }
        return count
    }

    /// The absolute path of an existing file or folder, symbolic links resolved.
    public static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// A path as the user typed it, without slashes at its end.
    public static func withoutTrailingSlashes(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The path that another one leads to from a folder, without parts that only lead back: `themes/default` for
    /// `../default` from `./themes/own`. What symbolic links lead to is not looked at.
    public static func path(_ relative: String, from folder: String) -> String {
        var parts: [Substring] = []
        for part in (folder + "/" + relative).split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !folder.hasPrefix("/") {
                parts.append(part)
            }
        }
        let path = (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
        return path.isEmpty ? "." : path
    }

    /// Whether the user may read a file.
    public static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// The folder that holds a path; `nil` for a root.
    public static func parent(of path: String) -> String? {
        let trimmed = withoutTrailingSlashes(path)
        guard let slash = trimmed.lastIndex(of: "/") else { return trimmed.isEmpty || trimmed == "." ? nil : "." }
        return slash == trimmed.startIndex ? (trimmed.count > 1 ? "/" : nil) : String(trimmed[..<slash])
    }
}
