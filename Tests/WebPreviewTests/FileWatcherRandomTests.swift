import ContentReading
import Testing

@testable import WebPreview

/// Whatever is done to a folder, what differs afterwards was told.
@Suite struct FileWatcherRandomTests {
    /// A generator that gives the same numbers for the same seed (SplitMix64).
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Does something, as far as it can be done.
    private func act(in folder: WatchedFolder, by numbers: inout Numbers, text: String) throws {
        func path() -> String {
            let depth = Int.random(in: 1...4, using: &numbers)
            return (0..<depth).map { _ in "d\(Int.random(in: 0..<3, using: &numbers))" }.joined(separator: "/")
        }
        let name = path() + "/f\(Int.random(in: 0..<3, using: &numbers)).md"
        do {
            switch Int.random(in: 0..<10, using: &numbers) {
            case 0..<5: try folder.write(name, text)
            case 5: try folder.remove(name)
            case 6: try folder.move(name, path() + "/f0.md")
            case 7: try folder.remove(path())
            case 8: try folder.move(path(), path())
            default: try FileSystem.makeFolder(folder.root + "/" + path())
            }
        } catch is FileSystemError {
            // It was not there, or something else was.
        }
    }

    /// All files and folders, with what the files hold.
    private func contents(of folder: String) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in try FileSystem.names(in: folder) {
            let path = folder + "/" + name
            if try FileSystem.status(of: path).kind == .folder {
                contents[path] = []
                contents.merge(try self.contents(of: path)) { $1 }
            } else {
                contents[path] = try FileSystem.read(path)
            }
        }
        return contents
    }

    @Test(arguments: FileWatcherTests.methods, [1, 2, 3] as [UInt64])
    func nothingIsMissed(method: FileWatcher.Method, seed: UInt64) async throws {
        var numbers = Numbers(state: seed)
        let folder = try WatchedFolder(method) { parent in
            for number in 0..<27 {
                let path = "\(parent)/content/d\(number / 9)/d\(number / 3 % 3)/d\(number % 3)"
                try FileSystem.makeFolder(path)
                try FileSystem.write([1], to: path + "/f0.md")
            }
        }
        let before = try contents(of: folder.root)
        for number in 0..<1000 {
            try act(in: folder, by: &numbers, text: "\(seed) \(number)")
            if number.isMultiple(of: 100) { try await Task.sleep(for: .milliseconds(20)) }
        }
        let after = try contents(of: folder.root)
        try await folder.hearsTheEnd()
        let told = folder.paths
        for path in Set(before.keys).union(after.keys) where before[path] != after[path] {
            var parts = path.dropFirst(folder.root.count + 1).split(separator: "/")
            // A folder that has gone stands for what was in it; what is there is named by itself.
            var isTold = told.contains(parts.joined(separator: "/"))
            while after[path] == nil, !isTold, !parts.isEmpty {
                parts.removeLast()
                isTold = told.contains(parts.joined(separator: "/"))
            }
            #expect(isTold, "\(path)")
        }
        #expect(!folder.deliveries.contains(.everything))
    }
}
