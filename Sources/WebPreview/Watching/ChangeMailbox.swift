import Synchronization

/// Holds changes until they are asked for, merged to one: who is slow gets fewer, and nothing piles up.
final class ChangeMailbox: Sendable {
    private let pending = Mutex<FileChanges?>(nil)
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init() {
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func post(_ changes: FileChanges) {
        pending.withLock { pending in
            if pending == nil { pending = changes } else { pending?.merge(changes) }
        }
        signal.yield()
    }

    /// Ends the stream after what has been posted.
    func close() { signal.finish() }

    /// What is posted, for one to read.
    var changes: AsyncStream<FileChanges> {
        AsyncStream { [self] in
            for await _ in signals {
                if let changes = take() { return changes }
            }
            return take()
        }
    }

    private func take() -> FileChanges? {
        pending.withLock { pending in
            defer { pending = nil }
            return pending
        }
    }
}
