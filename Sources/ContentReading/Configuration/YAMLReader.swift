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
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch let error as YamlError {
            throw Self.diagnostic(for: error, in: source, lineOffset: lineOffset)
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

    /// Where the mapping stands.
    var location: SourceLocation {
        source.location(line: (mapping.mark?.line ?? 1) + lineOffset, column: mapping.mark?.column ?? 1)
    }

    /// Reports keys that nothing reads.
    mutating func reportKeys(notIn known: [String]) {
        for node in mapping.keys {
            guard let key = node.string, !known.contains(key) else { continue }
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

    private static func diagnostic(for error: YamlError, in source: SourceText, lineOffset: Int) -> Diagnostic {
        func diagnostic(_ summary: String, _ mark: Mark? = nil) -> Diagnostic {
            Diagnostic(
                .malformedYAML,
                at: source.location(line: (mark?.line ?? 1) + lineOffset, column: mark?.column ?? 1), summary,
                help: "check indentation, quotes and colons on this line and the one before")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return diagnostic("malformed YAML: \(problem)", mark)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return diagnostic("the key '\(duplicates.sorted().first ?? "")' stands here twice", context.mark)
        case .reader(let problem, _, _, _):
            return diagnostic("malformed YAML: \(problem)")
        default:
            return diagnostic("malformed YAML")
        }
    }
}
