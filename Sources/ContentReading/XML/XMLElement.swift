/// An element of a definition file, with the positions that diagnostics need.
public struct XMLElement: Sendable {
    /// The name without a namespace prefix.
    public let name: String
    /// The byte offset of the start tag's `<` in the source.
    public let offset: Int
    /// The byte offset behind the element's last `>` in the source.
    public let end: Int
    /// The attributes in the order of the source, without namespace declarations.
    public let attributes: [XMLAttribute]
    /// The child elements in the order of the source.
    public let children: [XMLElement]
    /// The character data directly inside the element; empty where there is only white space around children.
    public let text: XMLText
    /// The namespace, for the schema's explanation alone: what passed the schema has the right one.
    let namespace: String?

    /// The attribute of a name, if the element has it.
    public func attribute(named name: String) -> XMLAttribute? {
        attributes.first { $0.name == name }
    }

    /// The first child element of a name, if there is one.
    public func child(named name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// All child elements of a name.
    public func children(named name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }

    /// The text as one line: white space trimmed at both ends and collapsed in between.
    public var line: String { collapsed(text.bytes) }
}

/// An attribute of an element in a definition file.
public struct XMLAttribute: Sendable {
    /// The name, with its prefix if it has one.
    public let name: String
    /// The value with its references resolved and its white space trimmed and collapsed.
    public let value: String
    /// The byte offset of the value's first byte, behind the quotation mark, in the source.
    public let offset: Int
    /// How many bytes the value takes in the source.
    public let length: Int
}

/// Bytes as a string with XML white space trimmed at both ends and collapsed to single spaces in between.
func collapsed(_ bytes: some Collection<UInt8>) -> String {
    var line: [UInt8] = []
    line.reserveCapacity(bytes.count)
    var isPending = false
    for byte in bytes {
        if isXMLSpace(byte) {
            isPending = !line.isEmpty
        } else {
            if isPending { line.append(UInt8(ascii: " ")) }
            isPending = false
            line.append(byte)
        }
    }
    return String(decoding: line, as: UTF8.self)
}

/// Whether a byte is white space in the sense of XML.
func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}
