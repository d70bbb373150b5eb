import ArgumentParser
import Diagnostics
import Foundation
import SitePublishing
import Synchronization
import WebPreview

/// `generate-site preview`.
struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Serve the site on this machine, and show each change as it is saved.",
        discussion: """
            Drafts are shown too. Pages that are open in a browser follow by themselves; /-/preview/ lists what is \
            wrong. Ctrl-C ends it.

            Exit codes: 0 ended by the user; 64 wrong usage; 74 the port is taken, or could not be listened at.
            """)

    @OptionGroup var site: SiteOptions

    @Option(help: ArgumentHelp("The port; without it \(Preview.usualPort), or one that is free.", valueName: "number"))
    var port: Int?

    @Option(
        help: ArgumentHelp(
            "The address to listen at; others than that of the loopback let other machines read the preview.",
            valueName: "address"))
    var host = "127.0.0.1"

    @Flag(help: "Open the site in the browser.")
    var open = false

    @Option(
        help: ArgumentHelp(
            """
            The program that links to files open: \(EditorLink.allCases.map(\.rawValue).joined(separator: ", ")) or \
            none; without it what the environment tells.
            """, valueName: "program"))
    var editor: String?

    @Flag(help: "Look for changes every now and then, where the file system does not tell of them.")
    var poll = false

    func validate() throws {
        if let port, !(1...65_535).contains(port) { throw ValidationError("--port takes a number from 1 to 65535.") }
        if host.isEmpty { throw ValidationError("--host takes an address.") }
        if let editor, editor != "none", EditorLink(rawValue: editor) == nil {
            let names = EditorLink.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--editor takes \(names) or none.")
        }
    }

    func run() async throws {
        let interrupts = [SIGINT, SIGTERM].map(endAtSignal)
        defer { for interrupt in interrupts { interrupt.cancel() } }
        var options = Preview.Options(site.buildOptions(output: nil))
        options.address = host
        options.port = port
        options.editor = editor.map(EditorLink.init) ?? EditorLink.detect(ProcessInfo.processInfo.environment)
        options.looksForChanges = poll
        let terminal = PreviewTerminal(opens: open)
        do {
            try await Preview.run(options) { terminal.show($0) }
        } catch let error as PreviewServer.StartError {
            writeToTerminal("error: \(error)\n")
            throw ExitCode(EX_IOERR)
        }
    }

    /// Nothing is held that would have to be put away: the process may end at once.
    private func endAtSignal(_ number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            writeToTerminal("\n")
            Foundation.exit(0)
        }
        source.activate()
        return source
    }
}

/// What a preview tells on a terminal: builds in a line each, problems once.
private final class PreviewTerminal: Sendable {
    private let opens: Bool
    private let shown = Mutex<Set<Diagnostic>>([])

    init(opens: Bool) {
        self.opens = opens
    }

    func show(_ event: Preview.Event) {
        switch event {
        case .serving(let address):
            writeToTerminal("the preview is at \(address); Ctrl-C ends it\n")
            if opens { openInBrowser(address) }
        case .built(let report):
            showNew(report.diagnostics)
            let problems = "\(count(report.errors, "error")), \(count(report.warnings, "warning"))"
            let time = Int(report.milliseconds.rounded())
            writeToTerminal("built: \(count(report.pages, "page")), \(problems) in \(time) ms\n")
        case .checked(let diagnostics): showNew(diagnostics)
        case .notice(let text): writeToTerminal("note: \(text)\n")
        }
    }

    /// Shows the problems that have not been shown since they came up.
    private func showNew(_ diagnostics: [Diagnostic]) {
        let new = shown.withLock { shown in
            defer { shown = Set(diagnostics) }
            return diagnostics.filter { !shown.contains($0) }
        }
        showProblems(new)
    }

    private func openInBrowser(_ address: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["xdg-open", address]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try? process.run()
    }
}
