import CLibXML2

/// Builds the element tree from libxml2's events, beside the tree that libxml2 builds for its own validation.
///
/// Positions are taken here, while libxml2 stands at the place: its tree keeps only lines.
final class TreeRecorder {
    /// The root element once parsing has ended.
    private(set) var root: XMLElement?
    /// The offset of each element by the number that libxml2's node carries in `_private`, less one.
    private(set) var offsets: [Int] = []
    /// The parser's errors in its own order.
    private(set) var errors: [ParseError] = []
    /// How many errors there were beyond those kept.
    private(set) var unkeptErrors = 0
    /// Where a document type came up.
    private(set) var documentType: Int?

    private let source: [UInt8]
    private var open: [OpenElement] = []
    /// Where the character data that comes next is looked for.
    private var textCursor = TextCursor()
    private var latestNamespace: (pointer: UnsafePointer<xmlChar>, name: String)?

    /// An element whose end tag has not been read.
    private struct OpenElement {
        let name: String
        let offset: Int
        let namespace: String?
        let attributes: [XMLAttribute]
        var children: [XMLElement] = []
        var text = XMLText()

        /// - Parameter end: Where the element ends.
        func element(endingAt end: Int) -> XMLElement {
            let isIndentation = !children.isEmpty && text.isBlank
            return XMLElement(
                name: name, offset: offset, end: end, attributes: attributes, children: children,
                text: isIndentation ? XMLText() : text, namespace: namespace)
        }
    }

    init(source: [UInt8]) {
        self.source = source
    }

    /// Closes what a broken file leaves open.
    func finish() {
        close(downTo: 0, at: source.count)
    }

    func startElement(_ event: StartTag, of parser: xmlParserCtxt) {
        // Where a start tag has no end, libxml2 leaves the element without an event.
        let position = offset(of: parser)
        let start = source[..<position].lastIndex(of: UInt8(ascii: "<")) ?? position
        close(downTo: max(0, Int(parser.nodeNr) - 1), at: start)
        open.append(
            OpenElement(
                name: String(cString: event.name), offset: start, namespace: namespace(event.namespace),
                attributes: event.count == 0 ? [] : attributes(of: event, tag: start, parser: parser)))
        offsets.append(start)
        parser.node?.pointee._private = UnsafeMutableRawPointer(bitPattern: offsets.count)
        // libxml2 stands before ">" or "/>".
        textCursor.move(to: position + 1)
    }

    func endElement(of parser: xmlParserCtxt) {
        close(downTo: Int(parser.nodeNr), at: offset(of: parser))
        textCursor.move(to: offset(of: parser))
    }

    func characters(_ text: UnsafeBufferPointer<UInt8>, of parser: xmlParserCtxt) {
        close(downTo: Int(parser.nodeNr), at: offset(of: parser))
        guard !open.isEmpty, let first = text.baseAddress else { return }
        let current = open.count - 1
        if let offset = offset(of: first, in: parser) {
            open[current].text.append(text, at: offset)
            textCursor.move(to: offset + text.count)
        } else {
            textCursor.append(text, to: &open[current].text, from: source)
        }
    }

    func foundDocumentType(of parser: xmlParserCtxt) {
        let end = offset(of: parser)
        documentType = lastOffset(of: "<!DOCTYPE", in: source, before: end) ?? end
    }

    func record(_ error: xmlError, of parser: xmlParserCtxt?) {
        // What a namespace may be, the schema decides.
        guard error.level != XML_ERR_WARNING, error.code != Int32(XML_WAR_NS_URI.rawValue) else { return }
        guard errors.count < mostErrors else {
            unkeptErrors += 1
            return
        }
        let offset = parser.map { self.offset(of: $0) } ?? source.count
        let innermost = open.last.map { ParseError.OpenTag(name: $0.name, offset: $0.offset) }
        errors.append(ParseError(error, offset: offset, openTag: innermost))
    }

    private func close(downTo depth: Int, at end: Int) {
        while open.count > depth, let last = open.popLast() {
            let element = last.element(endingAt: end)
            if open.isEmpty {
                root = root ?? element
            } else {
                open[open.count - 1].children.append(element)
            }
        }
    }

    /// All elements of a file share a namespace as a rule, and libxml2 then hands over the same pointer.
    private func namespace(_ pointer: UnsafePointer<xmlChar>?) -> String? {
        guard let pointer else { return nil }
        if let latestNamespace, latestNamespace.pointer == pointer { return latestNamespace.name }
        let name = String(cString: pointer)
        latestNamespace = (pointer, name)
        return name
    }

    // MARK: Positions

    private func offset(of parser: xmlParserCtxt) -> Int {
        guard let input = parser.input?.pointee, input.buf != nil, let current = input.cur, let base = input.base
        else { return source.count }
        return min(Int(input.consumed) + (current - base), source.count)
    }

    /// The offset of a byte that libxml2 points at, unless it is in a copy.
    private func offset(of byte: UnsafePointer<UInt8>, in parser: xmlParserCtxt) -> Int? {
        guard let input = parser.input?.pointee, let base = input.base, let end = input.end, byte >= base, byte < end
        else { return nil }
        return Int(input.consumed) + (byte - base)
    }

    // MARK: Attributes

    private func attributes(of event: StartTag, tag: Int, parser: xmlParserCtxt) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        attributes.reserveCapacity(event.count)
        var written = WrittenAttributes(tag: tag, source: source)
        for index in 0..<event.count {
            guard let attribute = event.attribute(index) else { continue }
            let value = UnsafeBufferPointer(start: attribute.start, count: attribute.end - attribute.start)
            if let offset = offset(of: attribute.start, in: parser) {
                attributes.append(
                    XMLAttribute(name: attribute.name, value: collapsed(value), offset: offset, length: value.count))
            } else {
                let place = written.value(of: attribute.name) ?? tag..<tag + 1
                attributes.append(
                    XMLAttribute(
                        name: attribute.name, value: collapsed(resolvingAmpersands(in: value)),
                        offset: place.lowerBound, length: place.count))
            }
        }
        return attributes
    }
}

/// libxml2 resolves all references but hands over an ampersand as `&#38;`, to be resolved by whoever takes the value.
private func resolvingAmpersands(in value: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let ampersand = Array("&#38;".utf8)
    var resolved: [UInt8] = []
    resolved.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
        resolved.append(value[index])
        index += value[index] == ampersand[0] && value[index...].starts(with: ampersand) ? ampersand.count : 1
    }
    return resolved
}

/// A start tag as libxml2 reports it.
struct StartTag {
    let name: UnsafePointer<xmlChar>
    let namespace: UnsafePointer<xmlChar>?
    let count: Int
    /// Five pointers an attribute: local name, prefix, namespace, start and end of the value.
    let pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    func attribute(_ index: Int) -> (name: String, start: UnsafePointer<xmlChar>, end: UnsafePointer<xmlChar>)? {
        guard let pointers, let name = pointers[5 * index], let start = pointers[5 * index + 3],
            let end = pointers[5 * index + 4]
        else { return nil }
        let prefix = pointers[5 * index + 1].map { String(cString: $0) + ":" } ?? ""
        return (prefix + String(cString: name), start, end)
    }
}

/// The attributes of a tag in the source, read when the first is asked for. Both sides are in the source's order,
/// so each search begins behind the last find.
private struct WrittenAttributes {
    let tag: Int
    let source: [UInt8]
    private var attributes: ArraySlice<TagSource.Attribute>?

    init(tag: Int, source: [UInt8]) {
        self.tag = tag
        self.source = source
    }

    mutating func value(of name: String) -> Range<Int>? {
        let rest = attributes ?? TagSource(at: tag, in: source).attributes[...]
        let found = rest.firstIndex { source[$0.name].elementsEqual(name.utf8) }
        attributes = found.map { rest[($0 + 1)...] } ?? rest
        return found.map { rest[$0].value }
    }
}

private let mostErrors = 100
