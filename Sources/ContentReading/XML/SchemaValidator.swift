import CLibXML2

/// libxml2's RELAX NG validation by one schema, which is parsed once, apart from regular expressions: see `ValuePatterns`.
final class SchemaValidator {
    /// What the validator says against a file.
    struct Objection {
        /// The number of the element in the order of start tags, if the message is about one.
        let element: Int?
        let message: String
    }

    private let schema: xmlRelaxNGPtr

    /// - Returns: `nil` for what is no RELAX NG schema.
    init?(schema text: [UInt8]) {
        LibXML2.start()
        guard let document = ValuePatterns.withoutPatterns(text) else { return nil }
        defer { xmlFreeDoc(document) }
        guard let parser = xmlRelaxNGNewDocParserCtxt(document) else { return nil }
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        // Nothing is to be printed.
        xmlRelaxNGSetParserStructuredErrors(parser, { _, _ in }, nil)
        let parsed = xmlRelaxNGParse(parser)
        guard let parsed else { return nil }
        schema = parsed
    }

    deinit {
        xmlRelaxNGFree(schema)
    }

    /// Validates a tree whose elements carry their numbers, counted from 1, in `_private`.
    ///
    /// - Returns: `nil` for a valid file, and the reasons for another.
    func objections(to document: xmlDocPtr) -> [Objection]? {
        guard let validation = xmlRelaxNGNewValidCtxt(schema) else { return [] }
        defer { xmlRelaxNGFreeValidCtxt(validation) }
        let recorder = ObjectionRecorder()
        return withExtendedLifetime(recorder) {
            let context = Unmanaged.passUnretained(recorder).toOpaque()
            xmlRelaxNGSetValidStructuredErrors(validation, recordObjection, context)
            return xmlRelaxNGValidateDoc(validation, document) == 0 ? nil : recorder.objections
        }
    }
}

private final class ObjectionRecorder {
    var objections: [SchemaValidator.Objection] = []
}

private let recordObjection: xmlStructuredErrorFunc = { context, error in
    guard let context, let error else { return }
    let recorder = Unmanaged<ObjectionRecorder>.fromOpaque(context).takeUnretainedValue()
    let element = elementNumber(of: error.pointee.node)
    let message = error.pointee.message.map { String(cString: $0) } ?? "unknown error"
    recorder.objections.append(.init(element: element, message: readable(message)))
}

/// The number of the element that a node is, belongs to or stands in.
private func elementNumber(of node: UnsafeMutableRawPointer?) -> Int? {
    var node = node?.assumingMemoryBound(to: xmlNode.self)
    while let current = node, current.pointee.type != XML_DOCUMENT_NODE {
        if current.pointee.type == XML_ELEMENT_NODE { return Int(bitPattern: current.pointee._private) }
        node = current.pointee.parent
    }
    return nil
}
