import Foundation

/// The system's queue of events in watched folders, see `inotify(7)`.
///
/// Its descriptors are closed when nobody has it any more.
final class InotifyQueue: Sendable {
    /// An event.
    struct Event {
        /// The number of the watch.
        let watch: Int32
        /// What has happened, as `IN_CREATE` and the like.
        let kinds: UInt32
        /// What it has happened to in the watched folder; empty where to the folder itself.
        let name: String

        func isAny(of kinds: Int32...) -> Bool {
            kinds.contains { self.kinds & UInt32(bitPattern: $0) != 0 }
        }
    }

    /// The system refuses more watches, or has no memory for them.
    struct OutOfWatches: Error {}

    private static let kinds =
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB
        | IN_MODIFY
    /// Of a file that is removed and still open somewhere nobody wants to hear.
    private static let options = IN_ONLYDIR | IN_EXCL_UNLINK

    private let descriptor: Int32
    private let wakeReader: Int32
    private let wakeWriter: Int32

    /// - Returns: `nil` where the system has no inotify, or no room for another queue.
    init?() {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            close(descriptor)
            return nil
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (self.descriptor, wakeReader, wakeWriter) = (descriptor, ends[0], ends[1])
    }

    deinit {
        for descriptor in [descriptor, wakeReader, wakeWriter] { close(descriptor) }
    }

    /// Watches a folder.
    ///
    /// - Returns: The number of the watch, the same whenever it is the same folder; `nil` where there is no folder, or none
    ///   that can be read.
    /// - Throws: `OutOfWatches`.
    func add(_ folder: String, followsLink: Bool) throws(OutOfWatches) -> Int32? {
        let options = followsLink ? Self.options : Self.options | IN_DONT_FOLLOW
        let watch = inotify_add_watch(descriptor, folder, UInt32(bitPattern: Self.kinds | options))
        if watch >= 0 { return watch }
        if errno == ENOSPC || errno == ENOMEM { throw OutOfWatches() }
        return nil
    }

    func remove(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

    /// Takes the events that are there; does not wait.
    func events() -> [Event] {
        var events: [Event] = []
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                Self.parse(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &events)
                // Who writes faster than this reads must not keep it here for ever.
                if events.count > 4 * FileChanges.mostPaths { return }
            }
        }
        return events
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer, into events: inout [Event]) {
        let headerSize = MemoryLayout<inotify_event>.size
        var position = 0
        while position + headerSize <= bytes.count {
            let header = bytes.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
            let nameEnd = min(position + headerSize + Int(header.len), bytes.count)
            let name = bytes[position + headerSize..<nameEnd].prefix { $0 != 0 }
            events.append(
                Event(watch: header.wd, kinds: header.mask, name: String(decoding: name, as: UTF8.self)))
            position = nameEnd
        }
    }

    /// Waits for an event, for `wake` or for the time to pass, whichever is first.
    func wait(_ time: Duration) {
        var descriptors = [descriptor, wakeReader].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&descriptors, nfds_t(descriptors.count), time.wholeMilliseconds)
        guard descriptors[1].revents != 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(wakeReader, &bytes, bytes.count) > 0 {}
    }

    /// Ends a `wait`, or the next one.
    func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well.
        _ = write(wakeWriter, &byte, 1)
    }
}

extension Duration {
    /// Rounded up, so that nobody wakes just too early.
    fileprivate var wholeMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        return Int32(clamping: max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
