/// What has happened below watched folders since it was asked last.
public enum FileChanges: Sendable, Equatable {
    /// Files and folders that were written, made, moved or removed, by their paths below a watched folder as it was given.
    ///
    /// What is in a new folder is named file by file. A folder that is removed or moved away stands for all that was in it.
    /// A path may be named that is as it was, or that came and went.
    case paths(Set<String>)
    /// Nobody knows what: everything is to be looked at anew.
    case everything

    /// So many paths are named at most; more would cost memory, and to look at everything is then as fast.
    static let mostPaths = 10_000

    /// Adds a path.
    mutating func insert(_ path: String) {
        guard case .paths(var paths) = self else { return }
        self = .everything
        let (isNew, member) = paths.insert(path)
        // To Swift, names that differ in how they compose accents are equal; to the system they are two files.
        guard isNew || member.utf8.elementsEqual(path.utf8), paths.count <= Self.mostPaths else { return }
        self = .paths(paths)
    }

    /// Adds what has happened since.
    mutating func merge(_ later: FileChanges) {
        switch later {
        case .everything: self = .everything
        case .paths(let paths): for path in paths { insert(path) }
        }
    }
}
