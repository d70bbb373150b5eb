import ContentReading
import Foundation

/// The files of a folder, found by the folder itself rather than its path: it may be renamed meanwhile.
final class PublishedFiles: Sendable {
    private let folder: Int32

    /// - Returns: `nil` where there is no such folder.
    init?(in path: String) {
        folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder < 0 { return nil }
    }

    deinit {
        close(folder)
    }

    enum Comparison { case same, different, missing }

    /// Compares a file to bytes.
    ///
    /// By its bytes and not by a date or a digest kept elsewhere, so that what somebody edited in the published site, or a
    /// disk lost, is seen.
    ///
    /// - Parameter path: The path in the folder.
    func compare(_ bytes: [UInt8], at path: String) -> Comparison {
        let file = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return [ENOENT, ENOTDIR].contains(errno) ? .missing : .different }
        defer { close(file) }
        guard let status = try? FileSystem.status(of: file), status.kind != .folder else { return .missing }
        guard status.kind == .file, status.size == bytes.count else { return .different }
        return Self.holds(bytes, file) ? .same : .different
    }

    private static func holds(_ bytes: [UInt8], _ file: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
                var rest = bytes[...]
                while let expected = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                    let count = read(file, buffer.baseAddress, min(buffer.count, rest.count))
                    if count < 0, errno == EINTR { continue }
                    guard count > 0, let found = buffer.baseAddress, memcmp(found, expected, count) == 0 else {
                        return false
                    }
                    rest = rest.dropFirst(count)
                }
                return true
            }
        }
    }

    /// Gives a file a second name.
    ///
    /// - Returns: `false` where the file can't have one: the file system knows no links or no more of them, or the file is
    ///   somebody else's.
    /// - Throws: `FileSystemError` where the folder of the name is missing.
    func link(_ path: String, to target: String) throws -> Bool {
        if linkat(folder, path, AT_FDCWD, target, 0) == 0 { return true }
        if errno == ENOENT { throw FileSystemError(path: target) }
        return false
    }
}
