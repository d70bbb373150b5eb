import Diagnostics
import Foundation

/// Code that is handed any bytes, and says itself when what came of them is wrong: a target ends the process then, as a crash
/// does.
protocol FuzzTarget: AnyObject {
    func run(_ input: [UInt8])
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    chosenTarget.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// The target that `FUZZ_TARGET` names. libFuzzer runs one input after the other, on one thread.
nonisolated(unsafe) private let chosenTarget: any FuzzTarget = {
    switch ProcessInfo.processInfo.environment["FUZZ_TARGET"] {
    case "xml": XMLTarget()
    case "markdown": MarkdownTarget()
    case "front-matter": FrontMatterTarget()
    case "citations": CitationTarget()
    case "tokenizer": TokenizerTarget()
    case let name: fatalError("FUZZ_TARGET names no target: '\(name ?? "")'")
    }
}()

/// Ends the process where something does not hold, so that libFuzzer keeps the input.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}

/// Every problem is told with a place that its file has.
func requirePlaces(of diagnostics: [Diagnostic], in bytes: [UInt8]) {
    guard !diagnostics.isEmpty else { return }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for diagnostic in diagnostics {
        let place = diagnostic.location
        require(!diagnostic.summary.isEmpty, "a problem without a summary: \(diagnostic)")
        if place.line == 0 { continue }
        require(place.line >= 1 && place.line <= lines.count, "line \(place.line) of \(lines.count): \(diagnostic)")
        let characters = lines[place.line - 1].count { $0 & 0xC0 != 0x80 }
        require(
            place.column >= 1 && place.column <= characters + 1 && place.length >= 1,
            "column \(place.column) of \(characters): \(diagnostic)")
    }
}
