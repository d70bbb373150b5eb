import ContentReading

/// Replaces files of a folder: all of them, or none.
///
/// New bytes are written beside the files first, so that a full disk is noticed before anything changes. Then each file is
/// moved to its place, and back again where one of the moves fails.
struct FileReplacement {
    private let folder: String
    /// What undoes each step that has been taken.
    private var undo: [() throws -> Void] = []

    /// - Parameters:
    ///   - writes: New bytes by paths within the folder. A file whose lines end in CR and LF keeps them so.
    ///   - removals: The paths of files that go.
    /// - Throws: `FileSystemError`; then nothing has changed.
    static func run(_ writes: [String: [UInt8]], removing removals: Set<String>, in folder: String) throws {
        var replacement = FileReplacement(folder: folder)
        do {
            try replacement.stage(writes)
            for path in writes.keys.sorted() { try replacement.replace(path) }
            for path in removals.subtracting(writes.keys).sorted() { try replacement.setAside(path) }
        } catch {
            for step in replacement.undo.reversed() { try? step() }
            throw error
        }
        for path in Set(writes.keys).union(removals) { try? FileSystem.remove(replacement.old(path)) }
    }

    private init(folder: String) {
        self.folder = folder
    }

    private func place(_ path: String) -> String { "\(folder)/\(path)" }
    private func new(_ path: String) -> String { place(path) + ".merging" }
    private func old(_ path: String) -> String { place(path) + ".merged" }

    private mutating func stage(_ writes: [String: [UInt8]]) throws {
        for (path, bytes) in writes.sorted(by: { $0.key < $1.key }) {
            let staged = new(path)
            if let parent = FileSystem.parent(of: staged) { try FileSystem.makeFolder(parent) }
            // What stood there before is not ours to remove.
            if !FileSystem.exists(staged) { undo.append { try FileSystem.remove(staged) } }
            try FileSystem.write(withLineEnds(of: place(path), bytes), to: staged)
        }
    }

    private mutating func replace(_ path: String) throws {
        if FileSystem.exists(place(path)) { try setAside(path) }
        let (staged, target) = (new(path), place(path))
        try FileSystem.move(staged, to: target)
        undo.append { try FileSystem.move(target, to: staged) }
    }

    private mutating func setAside(_ path: String) throws {
        let (target, aside) = (place(path), old(path))
        try FileSystem.move(target, to: aside)
        undo.append { try FileSystem.move(aside, to: target) }
    }

    /// Markdown is read with line feeds alone.
    private func withLineEnds(of path: String, _ bytes: [UInt8]) -> [UInt8] {
        guard FileSystem.exists(path), let before = try? FileSystem.read(path),
            before.firstRange(of: [0x0D, 0x0A]) != nil, bytes.firstRange(of: [0x0D, 0x0A]) == nil
        else { return bytes }
        return bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }
}
