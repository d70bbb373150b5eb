import ContentReading
import Diagnostics

extension Diagnostic {
    /// The problem with a file that the system refused to write: `unwritable-output`.
    ///
    /// - Parameters:
    ///   - path: What was to be written, for errors that don't tell.
    ///   - error: A `FileSystemError`, or what else a writer throws.
    public init(cannotWrite path: String, _ error: any Error, help: String? = nil) {
        let refusal = error as? FileSystemError
        self.init(
            .unwritableOutput, at: SourceLocation(path: refusal?.path ?? path),
            "can't be written: \(refusal?.reason ?? "\(error)")", help: help)
    }
}
