import Diagnostics

extension SourceText {
    /// Reads a file from disk.
    ///
    /// - Throws: A `Diagnostic` of rule `unreadable-file`.
    public static func read(_ path: String) throws(Diagnostic) -> SourceText {
        do {
            return SourceText(path: path, bytes: try FileSystem.read(path))
        } catch let error as FileSystemError {
            throw Diagnostic(
                .unreadableFile, at: SourceLocation(path: path), "can't be read: \(error.reason)",
                help: "check the permissions")
        } catch {
            throw Diagnostic(.unreadableFile, at: SourceLocation(path: path), "can't be read: \(error)")
        }
    }

    /// The text with line feeds where lines end in carriage returns alone, as CommonMark lets them (2.1): nothing else
    /// knows such lines. No byte changes its place.
    var withLineFeeds: SourceText {
        let lone = bytes.indices.filter { index in
            bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
        }
        guard !lone.isEmpty else { return self }
        var changed = bytes
        for index in lone { changed[index] = 0x0A }
        return SourceText(path: path, bytes: changed)
    }

    /// The first byte that is not UTF-8, as a diagnostic of rule `invalid-utf8`; `nil` where all is well.
    func encodingProblem() -> Diagnostic? {
        let bytes = bytes
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return Diagnostic(
                .invalidUTF8, at: location(at: error.byteOffsets.lowerBound, length: error.byteOffsets.count),
                "this is not UTF-8", help: "save the file as UTF-8")
        }
    }
}
