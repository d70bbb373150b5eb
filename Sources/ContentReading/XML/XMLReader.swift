import CLibXML2
import Diagnostics

/// Reads definition files: parses them, validates them by the schema and explains what is wrong with them.
///
/// A reader keeps the parsed schema and libxml2's parser, so it is quick with many files and belongs to one task.
public final class XMLReader {
    private let parser = XMLTreeParser()
    private let validator: SchemaValidator?
    private let outline: SchemaOutline
    private let patterns: ValuePatterns

    /// A reader by the schema of definition files.
    public convenience init() {
        self.init(schema: DefinitionSchema.bytes)
    }

    /// A reader by any schema.
    init(schema: [UInt8]) {
        validator = SchemaValidator(schema: schema)
        outline = SchemaOutline(schema: schema)
        patterns = ValuePatterns(outline)
    }

    /// Reads a file.
    ///
    /// Reports `invalid-utf8`, `empty-file`, `xml-encoding`, `document-type`, `malformed-xml` and `schema-violation`.
    ///
    /// - Returns: The root element, as far as it could be read: a file that is malformed or violates the schema has
    ///   one too, so that what it defines is not missing elsewhere. `nil` where nothing was read.
    public func read(_ source: SourceText) -> (root: XMLElement?, diagnostics: [Diagnostic]) {
        // libxml2 would take other bytes for Latin-1, and positions would no longer be those of the file.
        if let problem = source.encodingProblem() { return (nil, [problem]) }
        if let end = source.bytes.firstIndex(of: 0) { return read(source, upToNullCharacterAt: end) }
        if let refusal = XMLRefusal.diagnostic(for: source) { return (nil, [refusal]) }
        guard source.bytes.count <= Int32.max else { return (nil, [tooLarge(source)]) }
        guard let validator else { return (nil, [missingSchema(source)]) }
        var objections: [SchemaValidator.Objection]?
        let reading = parser.parse(source.bytes) { document, _ in objections = validator.objections(to: document) }
        if let offset = reading.documentType { return (nil, [XMLRefusal.documentType(at: offset, in: source)]) }
        guard reading.errors.isEmpty, let root = reading.root else {
            return (reading.root, malformed(reading, source))
        }
        if objections == nil, patterns.match(root) { return (root, []) }
        return (root, explanation(of: objections ?? [], reading: reading, root: root, source: source))
    }

    /// What stands before a null character is read without being validated.
    private func read(
        _ source: SourceText, upToNullCharacterAt end: Int
    ) -> (root: XMLElement?, diagnostics: [Diagnostic]) {
        let diagnostics = [XMLRefusal.nullCharacter(at: end, in: source)]
        let start = SourceText(path: source.path, bytes: Array(source.bytes[..<end]))
        guard XMLRefusal.diagnostic(for: start) == nil else { return (nil, diagnostics) }
        let reading = parser.parse(start.bytes)
        return (reading.documentType == nil ? reading.root : nil, diagnostics)
    }

    // MARK: Problems

    private func malformed(_ reading: TreeRecorder, _ source: SourceText) -> [Diagnostic] {
        let diagnostics = ParseErrorReport.diagnostics(
            for: reading.errors, unkept: reading.unkeptErrors, in: source)
        guard diagnostics.isEmpty else { return diagnostics }
        return [Diagnostic(.malformedXML, at: SourceLocation(path: source.path), "the file can't be read as XML")]
    }

    /// The explanation of what libxml2 rejected; its own messages where there is none.
    private func explanation(
        of objections: [SchemaValidator.Objection], reading: TreeRecorder, root: XMLElement, source: SourceText
    ) -> [Diagnostic] {
        let explained = SchemaExplanation.diagnostics(for: root, in: source, by: outline)
        guard explained.isEmpty else { return explained }
        let diagnostics = objections.prefix(mostDiagnostics).map { objection in
            let number = objection.element.map { $0 - 1 } ?? 0
            let offset = reading.offsets.indices.contains(number) ? reading.offsets[number] : root.offset
            return Diagnostic(.schemaViolation, at: elementLocation(at: offset, in: source), objection.message)
        }
        guard diagnostics.isEmpty else { return diagnostics }
        return [
            Diagnostic(
                .schemaViolation, at: elementLocation(at: root.offset, in: source),
                "the file does not follow the schema of definition files")
        ]
    }

    private func tooLarge(_ source: SourceText) -> Diagnostic {
        Diagnostic(
            .malformedXML, at: SourceLocation(path: source.path), "the file is larger than 2 GB",
            help: "divide it into several files")
    }

    private func missingSchema(_ source: SourceText) -> Diagnostic {
        Diagnostic(
            .schemaViolation, at: SourceLocation(path: source.path),
            "the schema of definition files can't be read by the installed libxml2")
    }
}

/// The place of a start tag's `<` and name.
func elementLocation(at offset: Int, in source: SourceText) -> SourceLocation {
    let name = TagSource(at: offset, in: source.bytes, limit: 0).name
    return source.location(at: offset, length: name.count + 1)
}

/// The RELAX NG schema of definition files.
public enum DefinitionSchema {
    /// The schema as text, for `generate-site schema`.
    public static var text: String { String(decoding: bytes, as: UTF8.self) }

    static var bytes: [UInt8] { PackageResources.framework_rng }
}
