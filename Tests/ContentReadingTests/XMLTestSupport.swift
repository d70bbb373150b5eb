import Diagnostics
import Testing

@testable import ContentReading

/// The namespace declaration of definition files, for inputs.
let xmlns = "xmlns=\"urn:technical-framework:definitions\""

/// An input in which `▸` marks the places that the diagnostics are expected at; the marks are not part of it.
struct MarkedXML {
    let source: SourceText
    let offsets: [Int]

    init(_ text: String) {
        var bytes: [UInt8] = []
        var offsets: [Int] = []
        for scalar in text.unicodeScalars {
            if scalar == "▸" {
                offsets.append(bytes.count)
            } else {
                bytes += Array(String(scalar).utf8)
            }
        }
        source = SourceText(path: "test.xml", bytes: bytes)
        self.offsets = offsets
    }

    /// The marked places as `line:column`, counted here on its own.
    var places: [String] {
        offsets.map { offset in
            let before = String(decoding: source.bytes[..<offset], as: UTF8.self).unicodeScalars.filter {
                $0 != "\u{FEFF}"
            }
            let line = before.split(separator: "\n", omittingEmptySubsequences: false)
            return "\(line.count):\((line.last?.count ?? 0) + 1)"
        }
    }
}

/// One input with the one problem it has.
struct ProblemCase: Sendable, CustomTestStringConvertible {
    let input: String
    let summary: String
    let help: String?
    /// How many characters the caret line covers; `nil` where it doesn't matter.
    let length: Int?

    init(_ input: String, _ summary: String, help: String? = nil, length: Int? = nil) {
        self.input = input
        self.summary = summary
        self.help = help
        self.length = length
    }

    var testDescription: String { summary }
}

extension Diagnostic {
    /// `line:column` of the location.
    var place: String { "\(location.line):\(location.column)" }
}

/// Reads a text by the schema of definition files.
func read(_ text: String) -> (root: XMLElement?, diagnostics: [Diagnostic]) {
    XMLReader().read(SourceText(path: "test.xml", bytes: Array(text.utf8)))
}

extension XMLElement {
    /// All elements of the tree in the order of the source.
    var flattened: [XMLElement] { [self] + children.flatMap(\.flattened) }
}
