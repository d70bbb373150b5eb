import ContentReading
import Diagnostics

/// The sources of a framework after the amendments of some supplements.
public struct AmendedSources: Sendable {
    public let sources: ContentSources
    /// The new bytes of the files that changed, by path.
    public let changes: [String: [UInt8]]
    private let entries: [Amendments.Entry]
    private let originals: [String: SourceText]

    /// - Parameter supplements: The identifiers of the supplements, in the order in which what they add at the same place
    ///   comes.
    public init(_ sources: ContentSources, amendedBy supplements: [String], _ amendments: Amendments) {
        entries = supplements.flatMap { amendments[$0] }
        var originals: [String: SourceText] = [:]
        for file in sources.definitions { originals[file.file.path] = file.source }
        for file in sources.prose { originals[file.file.path] = file.source }
        self.originals = originals
        let edits = Dictionary(grouping: entries.compactMap(\.edit), by: \.path)
        changes = edits.reduce(into: [:]) { changes, file in
            changes[file.key] = originals[file.key].map { file.value.applied(to: $0.bytes) }
        }
        self.sources = ContentReader.reading(changes, in: sources)
    }

    /// A problem of the amended sources, told where the amendment stands that brought it; `nil` for one of other files.
    func diagnostic(_ problem: Diagnostic) -> Diagnostic? {
        let path = originals.first { $0.value.path == problem.location.path }?.key
        let edits = entries.compactMap { entry in entry.edit.flatMap { $0.path == path ? (entry, $0) : nil } }
        guard let path, !edits.isEmpty, let original = originals[path] else { return nil }
        let (amendment, line) = origin(of: problem.location.line, edits, original)
        let location = line.map { amendment.prose.location(line: $0) } ?? amendment.location
        return Diagnostic(
            problem.rule, at: location, "once merged: \(problem.summary)", help: problem.help,
            related: .init("of \(problem.location.path)", at: problem.location)
        ).with(problem.severity)
    }

    /// The amendment that a line of an amended file comes from, and the line in its text; without one the amendment that is
    /// nearest.
    private func origin(
        of line: Int, _ edits: [(Amendments.Entry, SourceEdit)], _ original: SourceText
    ) -> (Amendment, Int?) {
        var shift = 0
        var nearest = edits[0].0.amendment
        for (entry, edit) in edits.sorted(by: { $0.1.range.lowerBound < $1.1.range.lowerBound }) {
            let start = 1 + original.bytes[..<edit.range.lowerBound].count { $0 == .newline } + shift
            let added = edit.replacement.count { $0 == .newline }
            guard line >= start else { break }
            nearest = entry.amendment
            if line <= start + added, !edit.replacement.isEmpty {
                let content = entry.amendment.content.lowerBound + line - start - edit.leadingLines
                return (nearest, min(max(content, nearest.line), max(nearest.line, nearest.content.upperBound)))
            }
            shift += added - original.bytes[edit.range].count { $0 == .newline }
        }
        return (nearest, nil)
    }
}
