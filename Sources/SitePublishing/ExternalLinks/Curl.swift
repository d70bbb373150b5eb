import ContentReading
import Foundation

/// Asks for addresses by curl, one request at a time: following redirects is left to the caller, who looks at each first.
struct Curl: Sendable {
    /// What a server has said.
    struct Response: Sendable {
        /// The status; 0 for no answer.
        var status = 0
        /// Where the server sends whoever asks.
        var location: String?
        /// How many seconds the server asks to wait.
        var retryAfter: Int?
        /// How curl ended, see EXIT CODES in its manual.
        var exit = 0
    }

    enum Failure: Error { case missing }

    /// Seconds that a request may take.
    let timeout: Int
    let userAgent: String

    /// Makes sure that there is a curl.
    ///
    /// - Throws: `Failure`.
    static func find() throws {
        guard let answer = try? Subprocess.run(["curl", "-q", "--version"]), answer.code == 0 else {
            throw Failure.missing
        }
    }

    /// Asks for an address, without what the address holds where `head` is set.
    ///
    /// - Parameter pin: The addresses of the host that may be asked, as curl's `--resolve` takes them; `nil` for any.
    func ask(for address: String, head: Bool, pin: String?) async -> Response {
        var command = [
            "curl", "-q", "--silent", "--globoff", "--proto", "=http,https", "--max-time", "\(timeout)",
            "--connect-timeout", "\(timeout)", "--max-filesize", "1000000", "--output", "/dev/null", "--user-agent",
            userAgent, "--write-out", "%{response_code}\n%{redirect_url}\n%header{retry-after}\n",
        ]
        if head { command.append("--head") }
        if let pin { command += ["--resolve", pin] }
        command += ["--url", address]
        let answer = await withCheckedContinuation { continuation in
            // Curl mostly waits, which must not hold up a thread that others compute on.
            DispatchQueue.global().async { [command] in
                continuation.resume(returning: try? Subprocess.run(command))
            }
        }
        guard let answer else { return Response(exit: -1) }
        let lines = String(decoding: answer.output, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        func line(_ index: Int) -> String? {
            lines.indices.contains(index) && !lines[index].isEmpty ? String(lines[index]) : nil
        }
        return Response(
            status: line(0).flatMap { Int($0) } ?? 0, location: line(1), retryAfter: line(2).flatMap { Int($0) },
            exit: Int(answer.code))
    }
}
