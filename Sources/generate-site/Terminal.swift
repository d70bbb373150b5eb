import Diagnostics
import Foundation

/// Shows problems on standard error, in colours where a person looks who wants them.
func showProblems(_ diagnostics: [Diagnostic]) {
    let isColored = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    writeToTerminal(TerminalReport(colored: isColored).text(for: diagnostics))
}

/// Writes to standard error. A run whose report nobody can read is still a run: a full disk or a closed pipe is no error.
func writeToTerminal(_ text: String) {
    _ = write(Array(text.utf8), to: STDERR_FILENO)
}

/// Writes all bytes.
///
/// - Returns: `false` where the system refuses, as with a full disk or a closed pipe.
func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var bytes = bytes[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        bytes = bytes.dropFirst(count)
    }
    return true
}
