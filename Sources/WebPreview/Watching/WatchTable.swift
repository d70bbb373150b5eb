/// Which watch tells of which folder.
///
/// A folder has one watch, and several paths where watched folders lie in one another or are given twice.
struct WatchTable {
    private var paths: [Int32: [String]] = [:]
    private var watches: [String: Int32] = [:]

    var count: Int { paths.count }

    func paths(of watch: Int32) -> [String] { paths[watch] ?? [] }

    func watch(of path: String) -> Int32? { watches[path] }

    /// Notes a watch, in the place of another that the path had.
    ///
    /// - Returns: That other, if it is of no use any more.
    mutating func insert(_ watch: Int32, path: String) -> Int32? {
        let former = watches.updateValue(watch, forKey: path)
        if former == watch { return nil }
        paths[watch, default: []].append(path)
        guard let former, unlink(path, from: former) else { return nil }
        return former
    }

    /// Forgets a watch that has ended.
    mutating func remove(watch: Int32) {
        for path in paths.removeValue(forKey: watch) ?? [] where watches[path] == watch { watches[path] = nil }
    }

    /// Forgets a folder and those in it.
    ///
    /// - Returns: The watches that are of no use any more.
    mutating func remove(folder: String) -> [Int32] {
        let inside = folder + "/"
        var idle: [Int32] = []
        for (path, watch) in watches where path == folder || path.utf8.starts(with: inside.utf8) {
            watches[path] = nil
            if unlink(path, from: watch) { idle.append(watch) }
        }
        return idle
    }

    /// - Returns: Whether the watch has no path left.
    private mutating func unlink(_ path: String, from watch: Int32) -> Bool {
        paths[watch]?.removeAll { $0 == path }
        guard paths[watch]?.isEmpty ?? true else { return false }
        paths[watch] = nil
        return true
    }

    /// The watches that another table does not have.
    func watches(notIn other: WatchTable) -> [Int32] {
        paths.keys.filter { other.paths[$0] == nil }
    }
}
