/// The attributes of a start tag as they are written in the source.
///
/// libxml2 points at a value only while the value needs no change; for the others, and for names, the tag is read
/// again here.
struct TagSource {
    /// An attribute as written.
    struct Attribute {
        /// The name, with its prefix.
        let name: Range<Int>
        /// The value between its quotation marks.
        let value: Range<Int>
    }

    /// The element's name, with its prefix.
    let name: Range<Int>
    /// The attributes in order, namespace declarations included.
    private(set) var attributes: [Attribute] = []
    /// Where reading stopped: at `>`, `/`, `<` or at what is no attribute.
    private(set) var end: Int

    /// - Parameters:
    ///   - offset: Where the tag's `<` is.
    ///   - limit: Attributes beyond this number are passed over.
    init(at offset: Int, in bytes: [UInt8], limit: Int = .max) {
        var position = min(offset + 1, bytes.count)
        func skip(while condition: (UInt8) -> Bool) -> Range<Int> {
            let start = position
            while position < bytes.count, condition(bytes[position]) { position += 1 }
            return start..<position
        }
        name = skip(while: isNameByte)
        while true {
            _ = skip(while: isXMLSpace)
            let attributeName = skip(while: isNameByte)
            _ = skip(while: isXMLSpace)
            guard !attributeName.isEmpty, position < bytes.count, bytes[position] == UInt8(ascii: "=") else { break }
            position += 1
            _ = skip(while: isXMLSpace)
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
            else { break }
            let quote = bytes[position]
            position += 1
            let value = skip { $0 != quote }
            if attributes.count < limit { attributes.append(Attribute(name: attributeName, value: value)) }
            position = min(position + 1, bytes.count)
        }
        end = position
    }
}

/// Whether a byte continues a name: everything that doesn't end one in a tag.
private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        false
    default:
        !isXMLSpace(byte)
    }
}
