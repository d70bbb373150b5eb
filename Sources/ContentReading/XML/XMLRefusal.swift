import Diagnostics

/// What is refused before libxml2 sees the file.
///
/// A document type would bring entities, an encoding would bring conversion (and with it positions that don't hold);
/// a null character or a tag with very many attributes lead the parser astray or make it slow.
struct XMLRefusal {
    private let source: SourceText
    private let bytes: [UInt8]

    /// The problem for which a file isn't parsed, if it has one.
    static func diagnostic(for source: SourceText) -> Diagnostic? {
        let refusal = XMLRefusal(source: source)
        return refusal.emptiness() ?? refusal.foreignEncoding() ?? refusal.documentType() ?? refusal.crowdedTag()
    }

    /// The problem of a null character, where reading stops.
    static func nullCharacter(at offset: Int, in source: SourceText) -> Diagnostic {
        Diagnostic(
            .malformedXML, at: source.location(at: offset), "the character U+0000 is not allowed in XML",
            help: "delete it; the rest of the file is not read")
    }

    /// The problem of a document type, wherever it was found.
    static func documentType(at offset: Int, in source: SourceText) -> Diagnostic {
        Diagnostic(
            .documentType, at: source.location(at: offset, length: doctype.count),
            "definition files have no DOCTYPE; entities are refused",
            help: "delete the DOCTYPE and write characters themselves in place of entities")
    }

    private init(source: SourceText) {
        self.source = source
        self.bytes = source.bytes
    }

    private var start: Int { bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0 }

    private func emptiness() -> Diagnostic? {
        guard bytes[start...].allSatisfy(isXMLSpace) else { return nil }
        return Diagnostic(
            .emptyFile, at: SourceLocation(path: source.path), "the file is empty",
            help: "write a definition into it or delete it")
    }

    /// The encoding of the XML declaration, unless it is UTF-8.
    private func foreignEncoding() -> Diagnostic? {
        let declaration = "<?xml".utf8
        guard bytes[start...].starts(with: declaration) else { return nil }
        // A declaration has the form of a tag whose name is "?xml".
        let tag = TagSource(at: start, in: bytes, limit: 3)
        guard tag.name.count == declaration.count - 1,
            let encoding = tag.attributes.first(where: { bytes[$0.name].elementsEqual("encoding".utf8) })
        else { return nil }
        let name = String(decoding: bytes[encoding.value], as: UTF8.self)
        guard name.lowercased() != "utf-8" else { return nil }
        return Diagnostic(
            .xmlEncoding, at: source.location(at: encoding.value.lowerBound, length: encoding.value.count),
            "the file declares the encoding \(excerpt(name)), but definition files are UTF-8",
            help: "save the file as UTF-8 and write encoding=\"UTF-8\"")
    }

    /// A document type before the root element. The parser has a handler for it too; refusing it here means that
    /// not even its declarations are parsed.
    private func documentType() -> Diagnostic? {
        var position = start
        while position < bytes.count {
            let rest = bytes[position...]
            if isXMLSpace(bytes[position]) {
                position += 1
            } else if rest.starts(with: "<?".utf8) {
                position = end(of: "?>", after: position + 2)
            } else if rest.starts(with: "<!--".utf8) {
                position = end(of: "-->", after: position + 4)
            } else {
                return rest.starts(with: doctype) ? Self.documentType(at: position, in: source) : nil
            }
        }
        return nil
    }

    /// A tag with so many attributes that comparing each with each would take minutes. Small files can't have one.
    private func crowdedTag() -> Diagnostic? {
        guard bytes.count > 10 * mostAttributes else { return nil }
        var position = start
        while let tag = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            let rest = bytes[tag...]
            if rest.starts(with: "<!--".utf8) {
                position = end(of: "-->", after: tag + 4)
            } else if rest.starts(with: "<![CDATA[".utf8) {
                position = end(of: "]]>", after: tag + 9)
            } else if rest.starts(with: "<?".utf8) {
                position = end(of: "?>", after: tag + 2)
            } else {
                let read = TagSource(at: tag, in: bytes, limit: mostAttributes + 1)
                guard read.attributes.count <= mostAttributes else { return crowd(in: read, at: tag) }
                position = max(read.end, tag + 1)
            }
        }
        return nil
    }

    private func crowd(in tag: TagSource, at offset: Int) -> Diagnostic {
        Diagnostic(
            .malformedXML, at: source.location(at: offset, length: tag.name.count + 1),
            "an element with more than \(mostAttributes) attributes is refused")
    }

    private func end(of mark: StaticString, after position: Int) -> Int {
        firstOffset(of: mark, in: bytes, from: position).map { $0 + mark.utf8CodeUnitCount } ?? bytes.count
    }
}

/// Where a mark first stands at or behind a position.
func firstOffset(of mark: StaticString, in bytes: [UInt8], from position: Int) -> Int? {
    let mark = Array("\(mark)".utf8)
    guard let first = mark.first else { return nil }
    var position = position
    while position + mark.count <= bytes.count {
        guard let candidate = bytes[position...].firstIndex(of: first) else { return nil }
        if bytes[candidate...].starts(with: mark) { return candidate }
        position = candidate + 1
    }
    return nil
}

/// Where a mark last begins before a position.
func lastOffset(of mark: StaticString, in bytes: [UInt8], before position: Int) -> Int? {
    let mark = Array("\(mark)".utf8)
    return bytes.indices.prefix(max(0, position)).last { bytes[$0] == mark.first && bytes[$0...].starts(with: mark) }
}

/// A value in quotes for a message, cut off where it is long.
func excerpt(_ value: String) -> String {
    value.count <= 60 ? "'\(value)'" : "'\(value.prefix(60))…'"
}

private let doctype = Array("<!DOCTYPE".utf8)
private let mostAttributes = 1000
