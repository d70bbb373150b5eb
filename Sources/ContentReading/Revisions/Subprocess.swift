import Foundation

/// Runs another program to its end.
public enum Subprocess {
    /// What a program has left.
    public struct Answer: Sendable {
        public let code: Int32
        public let output: [UInt8]
        public let errors: [UInt8]
    }

    /// Runs a program that the system finds by its name, without a shell.
    ///
    /// Files without a name take input and output: a program that writes before it has read all can't wait for us while
    /// we wait for it, as it can with pipes.
    ///
    /// - Throws: What the system says where the program can't be started.
    public static func run(_ command: [String], input: [UInt8] = []) throws -> Answer {
        let standardInput = try TemporaryFile()
        let output = try TemporaryFile()
        let errors = try TemporaryFile()
        try standardInput.fill(input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = standardInput.handle
        process.standardOutput = output.handle
        process.standardError = errors.handle
        try process.run()
        process.waitUntilExit()
        return Answer(code: process.terminationStatus, output: try output.bytes(), errors: try errors.bytes())
    }

    /// A file that has no name, and so is gone when nobody has it open.
    private struct TemporaryFile {
        let handle: FileHandle

        init() throws {
            let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
            var template = Array((folder + "/generate-site-XXXXXX").utf8CString)
            let descriptor = mkstemp(&template)
            guard descriptor >= 0 else { throw FileSystemError(path: folder) }
            unlink(template)
            handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }

        func fill(_ bytes: [UInt8]) throws {
            try handle.write(contentsOf: Data(bytes))
            try handle.seek(toOffset: 0)
        }

        func bytes() throws -> [UInt8] {
            try handle.seek(toOffset: 0)
            return try handle.readToEnd().map(Array.init) ?? []
        }
    }
}
