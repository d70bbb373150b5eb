import CLibXML2

/// libxml2's parser, set up to read definition files: no network, no document type, no entity but the predefined.
///
/// It is used for one file after the other, which spares its setting up; each task needs its own.
final class XMLTreeParser {
    private var parser: xmlParserCtxtPtr?

    init() {
        LibXML2.start()
    }

    deinit {
        xmlFreeParserCtxt(parser)
    }

    /// Parses a file.
    ///
    /// - Parameter validate: Gets libxml2's tree of a well-formed file, which is gone afterwards.
    /// - Returns: What was read, as far as it could be.
    func parse(_ source: [UInt8], validate: (xmlDocPtr, TreeRecorder) -> Void = { _, _ in }) -> TreeRecorder {
        let recorder = TreeRecorder(source: source)
        guard let parser = self.parser ?? Self.makeParser(), let size = Int32(exactly: source.count) else {
            return recorder
        }
        self.parser = nil
        let document = withExtendedLifetime(recorder) {
            parser.pointee._private = Unmanaged.passUnretained(recorder).toOpaque()
            let options =
                XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_NOCDATA.rawValue
                | XML_PARSE_RECOVER.rawValue
            return source.withUnsafeBytes { bytes in
                xmlCtxtReadMemory(
                    parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), size, nil, nil, Int32(options))
            }
        }
        defer { xmlFreeDoc(document) }
        recorder.finish()
        parser.pointee._private = nil
        if let document, recorder.errors.isEmpty, recorder.documentType == nil { validate(document, recorder) }
        keep(parser, unlessBroken: recorder)
        return recorder
    }

    /// A parser is kept only after a good file, and as long as its table of names stays small.
    private func keep(_ parser: xmlParserCtxtPtr, unlessBroken recorder: TreeRecorder) {
        let isGood = recorder.errors.isEmpty && recorder.documentType == nil
        if isGood, xmlDictSize(parser.pointee.dict) < mostKeptNames {
            self.parser = parser
        } else {
            xmlFreeParserCtxt(parser)
        }
    }

    private static func makeParser() -> xmlParserCtxtPtr? {
        guard let parser = xmlNewParserCtxt() else { return nil }
        guard let handler = parser.pointee.sax else {
            xmlFreeParserCtxt(parser)
            return nil
        }
        handler.pointee.startElementNs = startElement
        handler.pointee.endElementNs = endElement
        handler.pointee.characters = characters
        handler.pointee.ignorableWhitespace = handler.pointee.characters
        handler.pointee.cdataBlock = handler.pointee.characters
        handler.pointee.internalSubset = documentType
        handler.pointee.serror = parseError
        handler.pointee.comment = nil
        handler.pointee.processingInstruction = nil
        handler.pointee.externalSubset = nil
        handler.pointee.resolveEntity = nil
        handler.pointee.entityDecl = nil
        handler.pointee.getParameterEntity = nil
        return parser
    }
}

/// What libxml2 keeps for the whole process.
enum LibXML2 {
    /// Starts the library before any task uses it: much of it is set up at first use, which isn't safe in parallel.
    static func start() {
        _ = started
    }

    private static let started: Bool = {
        xmlInitParser()
        // A processing instruction could name a catalogue otherwise.
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        xmlSchemaInitTypes()
        return xmlRelaxNGInitTypes() == 0
    }()
}

private typealias Context = UnsafeMutableRawPointer

private func parserAndRecorder(_ context: Context?) -> (xmlParserCtxt, TreeRecorder)? {
    guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee, let recorder = parser._private
    else { return nil }
    return (parser, Unmanaged<TreeRecorder>.fromOpaque(recorder).takeUnretainedValue())
}

private let startElement: startElementNsSAX2Func = {
    context, name, prefix, namespace, namespaceCount, namespaces, count, defaulted, attributes in
    xmlSAX2StartElementNs(
        context, name, prefix, namespace, namespaceCount, namespaces, count, defaulted, attributes)
    guard let name, let (parser, recorder) = parserAndRecorder(context) else { return }
    let event = StartTag(name: name, namespace: namespace, count: Int(count), pointers: attributes)
    recorder.startElement(event, of: parser)
}

private let endElement: endElementNsSAX2Func = { context, name, prefix, namespace in
    xmlSAX2EndElementNs(context, name, prefix, namespace)
    guard let (parser, recorder) = parserAndRecorder(context) else { return }
    recorder.endElement(of: parser)
}

private let characters: charactersSAXFunc = { context, text, length in
    xmlSAX2Characters(context, text, length)
    guard let text, let (parser, recorder) = parserAndRecorder(context) else { return }
    recorder.characters(UnsafeBufferPointer(start: text, count: Int(length)), of: parser)
}

private let documentType: internalSubsetSAXFunc = { context, _, _, _ in
    guard let (parser, recorder) = parserAndRecorder(context) else { return }
    recorder.foundDocumentType(of: parser)
    xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
}

private let parseError: xmlStructuredErrorFunc = { context, error in
    guard let error, let (parser, recorder) = parserAndRecorder(context) else { return }
    recorder.record(error.pointee, of: parser)
}

private let mostKeptNames: Int32 = 10_000
