import Diagnostics
import Yams

/// A YAML mapping whose keys are read one by one; what is wrong with a value is reported at the value.
struct YAMLReader {
    /// Where a value stands.
    struct Located<Value> {
        let value: Value
        let location: SourceLocation
    }

    private let source: SourceText
    /// How many lines of the file come before the YAML.
    private let lineOffset: Int
    private let mapping: Node.Mapping
    private(set) var diagnostics: [Diagnostic] = []

    /// Parses a YAML document whose top is a mapping; an empty document is an empty mapping.
    ///
    /// - Parameters:
    ///   - yaml: The document.
    ///   - source: The file that holds it.
    ///   - lineOffset: How many lines of the file come before the document.
    /// - Throws: A `Diagnostic` of rule `malformed-yaml` or `wrong-type`.
    init(_ yaml: String, in source: SourceText, lineOffset: Int = 0) throws(Diagnostic) {
        self.source = source
        self.lineOffset = lineOffset
        if Self.hasManyAliases(yaml) {
            throw Diagnostic(
                .malformedYAML, at: source.location(line: lineOffset + 1, column: 1), "this YAML has too many aliases",
                help: "write the values out")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch let error as YamlError {
            throw Self.diagnostic(for: error, in: yaml, of: source, lineOffset: lineOffset)
        } catch {
            throw Diagnostic(.malformedYAML, at: source.location(line: lineOffset + 1, column: 1), "\(error)")
        }
        switch node {
        case .mapping(let mapping): self.mapping = mapping
        case nil: self.mapping = Node.Mapping([])
        case .some(let other) where other.null != nil: self.mapping = Node.Mapping([])
        case .some(let other):
            let mark = other.mark
            throw Diagnostic(
                .wrongType,
                at: source.location(line: (mark?.line ?? 1) + lineOffset, column: mark?.column ?? 1),
                "expected keys with values, found \(Self.name(of: other))", help: "write 'title: ...', one key a line")
        }
    }

    private init(_ mapping: Node.Mapping, in source: SourceText, lineOffset: Int) {
        self.mapping = mapping
        self.source = source
        self.lineOffset = lineOffset
    }

    /// The text at a key; `nil` where the key is missing or its value is reported as wrong.
    mutating func text(_ key: String) -> Located<String>? {
        guard let node = mapping[key] else { return nil }
        guard case .scalar(let scalar) = node, node.null == nil, !scalar.string.isEmpty else {
            report(node, expected: "text", for: key)
            return nil
        }
        return Located(value: scalar.string, location: location(of: node))
    }

    /// The whole number at a key.
    mutating func number(_ key: String) -> Int? {
        guard let node = mapping[key] else { return nil }
        if let number = node.int { return number }
        report(node, expected: "a whole number", for: key)
        return nil
    }

    /// The truth value at a key.
    mutating func flag(_ key: String) -> Bool? {
        guard let node = mapping[key] else { return nil }
        if let flag = node.bool { return flag }
        report(node, expected: "true or false", for: key)
        return nil
    }

    /// One text or a list of texts at a key.
    mutating func texts(_ key: String) -> [Located<String>] {
        guard let node = mapping[key] else { return [] }
        guard case .sequence(let sequence) = node else { return text(key).map { [$0] } ?? [] }
        return sequence.compactMap { item in
            guard case .scalar(let scalar) = item, !scalar.string.isEmpty else {
                report(item, expected: "text", for: key)
                return nil
            }
            return Located(value: scalar.string, location: location(of: item))
        }
    }

    /// Reads the mapping at a key.
    mutating func mapping(_ key: String, _ read: (inout YAMLReader) -> Void) {
        guard let node = mapping[key] else { return }
        guard case .mapping(let inner) = node else { return report(node, expected: "keys with values", for: key) }
        readInner(inner, read)
    }

    /// Reads each mapping of the list at a key.
    mutating func mappings(_ key: String, _ read: (inout YAMLReader) -> Void) {
        guard let node = mapping[key] else { return }
        guard case .sequence(let sequence) = node else { return report(node, expected: "a list", for: key) }
        for item in sequence {
            guard case .mapping(let inner) = item else {
                report(item, expected: "keys with values", for: key)
                continue
            }
            readInner(inner, read)
        }
    }

    /// The keys in the order they are written.
    var keys: [String] { mapping.keys.compactMap(\.string) }

    /// The text at each key with the place of the key, in the order they are written.
    mutating func entries() -> [(key: Located<String>, value: Located<String>)] {
        mapping.keys.compactMap { node in
            guard let key = node.string, let value = text(key) else { return nil }
            return (Located(value: key, location: location(of: node)), value)
        }
    }

    /// Where the mapping stands.
    var location: SourceLocation {
        source.location(line: (mapping.mark?.line ?? 1) + lineOffset, column: mapping.mark?.column ?? 1)
    }

    /// Reports keys that nothing reads.
    mutating func reportKeys(notIn known: [String]) {
        let unknown = mapping.keys.filter { node in node.string.map { !known.contains($0) } == true }
        // Thousands of unknown keys are one mistake.
        for node in unknown.prefix(mostUnknownKeys) {
            let key = node.string ?? ""
            diagnostics.append(
                Diagnostic(
                    .unknownKey, at: location(of: node), "nothing reads the key '\(key)'", name: key, among: known,
                    otherwise: "the keys are \(known.sorted().joined(separator: ", "))"))
        }
    }

    /// Reports a key without which the mapping says too little.
    mutating func reportMissing(_ key: String, help: String) {
        diagnostics.append(Diagnostic(.missingKey, at: location, "the key '\(key)' is missing", help: help))
    }

    /// Reports a problem that only the reader of the key knows.
    mutating func report(_ rule: Rule, at location: SourceLocation, _ summary: String) {
        diagnostics.append(Diagnostic(rule, at: location, summary))
    }

    private mutating func readInner(_ inner: Node.Mapping, _ read: (inout YAMLReader) -> Void) {
        var reader = YAMLReader(inner, in: source, lineOffset: lineOffset)
        read(&reader)
        diagnostics += reader.diagnostics
    }

    private mutating func report(_ node: Node, expected: String, for key: String) {
        diagnostics.append(
            Diagnostic(.wrongType, at: location(of: node), "'\(key)' takes \(expected), not \(Self.name(of: node))"))
    }

    private func location(of node: Node) -> SourceLocation {
        source.location(line: (node.mark?.line ?? 1) + lineOffset, column: node.mark?.column ?? 1)
    }

    private static func name(of node: Node) -> String {
        switch node {
        case .mapping: "keys with values"
        case .sequence: "a list"
        case .alias: "an alias"
        case .scalar(let scalar) where node.null != nil || scalar.string.isEmpty: "nothing"
        case .scalar(let scalar): "'\(scalar.string)'"
        }
    }

    private static func diagnostic(
        for error: YamlError, in yaml: String, of source: SourceText, lineOffset: Int
    ) -> Diagnostic {
        func diagnostic(_ summary: String, line: Int = 1, column: Int = 1) -> Diagnostic {
            Diagnostic(
                .malformedYAML, at: source.location(line: line + lineOffset, column: column), summary,
                help: "check indentation, quotes and colons on this line and the one before")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return diagnostic("malformed YAML: \(problem)", line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            guard let key = duplicates.sorted().first(where: { $0 != keyWithoutText }) else {
                return diagnostic("a key stands here twice")
            }
            // Keys that are no text, or the same text, Yams has in any order: then the mark may be that of each.
            let hasOrder = Set(duplicates).count == duplicates.count && !duplicates.contains(keyWithoutText)
            let first = hasOrder ? (context.mark.line, context.mark.column) : (1, 1)
            let line = secondLine(ofKey: key, in: yaml, from: first.0) ?? first.0
            return diagnostic("the key '\(key)' stands here twice", line: line, column: first.1)
        case .reader(let problem, let offset, _, _):
            let lines = yaml.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
            return diagnostic("malformed YAML: \(problem)", line: lines.count, column: (lines.last?.count ?? 0) + 1)
        default:
            return diagnostic("malformed YAML")
        }
    }

    /// Each alias repeats what it stands for, and aliases of aliases would multiply beyond all measure.
    private static func hasManyAliases(_ yaml: String) -> Bool {
        var count = 0
        var previous = UInt8(ascii: "\n")
        for byte in yaml.utf8 {
            if previous == UInt8(ascii: "*"), byte > 0x20, byte != UInt8(ascii: "*") { count += 1 }
            previous = byte
        }
        return count > mostAliases
    }

    /// The line on which a key stands for the second time.
    private static func secondLine(ofKey key: String, in yaml: String, from line: Int) -> Int? {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let matches = lines.indices.filter { index in
            let text = lines[index].drop { $0 == " " || $0 == "-" || $0 == "\"" || $0 == "'" }
            return index + 1 >= line && text.hasPrefix(key)
                && text.dropFirst(key.count).first.map { ":\"' ".contains($0) } == true
        }
        return matches.dropFirst().first.map { $0 + 1 }
    }
}

/// What Yams calls a key in an error that is a mapping or a sequence.
private let keyWithoutText = "<uncovertable>"
private let mostAliases = 20
private let mostUnknownKeys = 100
