import Diagnostics

/// The file of known problems, `content/baseline.tsv`: a line of names, then an entry a line, its values separated by tabs.
///
/// The summary is for people who read the file, or how it changes; nothing reads it.
public enum BaselineFile {
    /// The name of the file, at the top of the content folder.
    public static let name = "baseline.tsv"

    private static let columns = ["path", "rule", "count", "fingerprint", "summary"]

    /// Reads the file. Reports `malformed-baseline`.
    ///
    /// - Parameter folder: The content folder, as the user typed it.
    static func read(_ source: SourceText, folder: String) -> (baseline: Baseline, diagnostics: [Diagnostic]) {
        var baseline = Baseline(folder: folder)
        var diagnostics: [Diagnostic] = []
        var start = source.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        var isFirst = true
        while start < source.bytes.count, diagnostics.count < mostProblems {
            let end = source.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? source.bytes.count
            var line = source.bytes[start..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            do {
                if isFirst {
                    try checkNames(line, of: source)
                } else if !line.isEmpty {
                    let (entry, count) = try entry(line, of: source)
                    baseline.add(entry, count: count)
                }
            } catch {
                diagnostics.append(error)
                // What is no baseline at all is one mistake.
                if isFirst { break }
            }
            isFirst = false
            start = end + 1
        }
        return (baseline, diagnostics)
    }

    private static func checkNames(_ line: ArraySlice<UInt8>, of source: SourceText) throws(Diagnostic) {
        guard line.elementsEqual(columns.joined(separator: "\t").utf8) else {
            throw problem("this is no baseline: its first line does not name the columns", line, of: source)
        }
    }

    private static func entry(
        _ line: ArraySlice<UInt8>, of source: SourceText
    ) throws(Diagnostic) -> (Baseline.Entry, count: Int) {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard fields.count == columns.count else {
            throw problem("an entry has \(columns.count) values, separated by tabs", line, of: source)
        }
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        guard let path = unescaped(fields[0]), !path.isEmpty else {
            throw problem("'\(texts[0])' is no path", fields[0], of: source)
        }
        guard let rule = Rule(rawValue: texts[1]) else {
            let location = source.location(at: fields[1].startIndex, length: fields[1].count)
            throw Diagnostic(
                .malformedBaseline, at: location, "there is no rule '\(texts[1])'", name: texts[1],
                among: Rule.allCases.map(\.rawValue), otherwise: help)
        }
        // A conflict is a warning where it is between two supplements.
        guard rule.canBeKnown || rule == .amendmentConflict else {
            throw problem("a problem of rule '\(rule.rawValue)' keeps the site from being made", fields[1], of: source)
        }
        guard let count = Int(texts[2]), count > 0, count < 1_000_000_000 else {
            throw problem("'\(texts[2])' is no number of problems", fields[2], of: source)
        }
        guard texts[3].utf8.count == 16, texts[3].allSatisfy(\.isHexDigit) else {
            throw problem("'\(texts[3])' is no fingerprint", fields[3], of: source)
        }
        return (Baseline.Entry(rule: rule, path: path, fingerprint: texts[3]), count)
    }

    private static func problem(_ summary: String, _ place: ArraySlice<UInt8>, of source: SourceText) -> Diagnostic {
        let location = source.location(at: place.startIndex, length: max(1, place.count))
        return Diagnostic(.malformedBaseline, at: location, summary, help: help)
    }

    // MARK: Writing

    /// The file for problems, of which all can be known: sorted by path and rule.
    ///
    /// - Parameter folder: The content folder, as the user typed it.
    public static func text(for diagnostics: [Diagnostic], folder: String) -> String {
        var baseline = Baseline(folder: folder)
        var summaries: [Baseline.Entry: String] = [:]
        for diagnostic in diagnostics {
            let entry = baseline.entry(for: diagnostic)
            baseline.add(entry)
            summaries[entry] = diagnostic.summary
        }
        let lines = baseline.counts.map { entry, count in
            let summary = TerminalReport.visible(summaries[entry] ?? "").split(separator: "\t").joined(separator: " ")
            return [escaped(entry.path), entry.rule.rawValue, "\(count)", entry.fingerprint, summary]
        }
        // By path, rule and summary; what says the same of several lines, by the fingerprint.
        let sorted = lines.sorted { left, right in
            ([left[0], left[1], left[4]] + left).lexicographicallyPrecedes([right[0], right[1], right[4]] + right)
        }
        return ([columns] + sorted).map { $0.joined(separator: "\t") + "\n" }.joined()
    }

    /// A path without what would end it: control characters and the percent sign as `%XX`.
    private static func escaped(_ path: String) -> String {
        var escaped: [UInt8] = []
        for byte in path.utf8 {
            if byte < 0x20 || byte == 0x7F || byte == percent {
                escaped += [percent] + String(0x100 + Int(byte), radix: 16).utf8.suffix(2)
            } else {
                escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func unescaped(_ field: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            guard byte == percent else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let code = UInt8(digits, radix: 16) else { return nil }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

private let percent = UInt8(ascii: "%")
private let mostProblems = 100
private let help = "write it anew: generate-site baseline"
