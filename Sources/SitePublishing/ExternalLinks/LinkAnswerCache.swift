import ContentReading
import Foundation

/// The answers of other sites, kept in a file so that each address is asked for once in a while only.
struct LinkAnswerCache {
    private let path: String
    private var answers: [String: LinkAnswer] = [:]

    /// Reads the file. One that is missing or says something else is an empty one.
    init(_ path: String) {
        self.path = path
        guard let bytes = try? FileSystem.read(path) else { return }
        answers = (try? JSONDecoder().decode([String: LinkAnswer].self, from: Data(bytes))) ?? [:]
    }

    /// The answer for an address, where it is still taken for true.
    ///
    /// - Parameter now: The present time in seconds since 1970.
    func answer(for address: String, at now: Int) -> LinkAnswer? {
        guard let answer = answers[address], 0..<answer.lifetime ~= now - answer.checked else { return nil }
        return answer
    }

    mutating func add(_ new: [String: LinkAnswer]) { answers.merge(new) { _, new in new } }

    /// Writes the answers for addresses that are still linked.
    ///
    /// - Throws: `FileSystemError`.
    func write(keeping addresses: Set<String>) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(answers.filter { addresses.contains($0.key) }) else { return }
        if let folder = FileSystem.parent(of: path) { try FileSystem.makeFolder(folder) }
        try FileSystem.write(Array(data) + [UInt8(ascii: "\n")], to: path + ".new")
        try FileSystem.move(path + ".new", to: path)
    }
}
