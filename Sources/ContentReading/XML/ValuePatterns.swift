import CLibXML2

/// The regular expressions that the schema has for attributes' values, compiled once.
///
/// libxml2 compiles an expression anew for each value that it validates, which takes three quarters of the time that
/// validation takes. So it validates by the schema without them, and the expressions are matched here, by libxml2 too.
struct ValuePatterns {
    /// An attribute of an element, wherever in the schema the element stands: a test holds the schema to one expression
    /// for both.
    private struct Place: Hashable {
        let element: String
        let attribute: String
    }

    private var patterns: [Place: SchemaValue] = [:]

    init(_ outline: SchemaOutline) {
        for element in outline.elements {
            for attribute in element.attributes where attribute.value.hasPatterns {
                patterns[Place(element: element.name, attribute: attribute.name)] = attribute.value
            }
        }
    }

    /// Whether all values of an element and those below it match.
    func match(_ element: XMLElement) -> Bool {
        element.attributes.allSatisfy { attribute in
            guard let value = patterns[Place(element: element.name, attribute: attribute.name)] else { return true }
            return value.matchesPatterns(attribute.value)
        } && element.children.allSatisfy(match)
    }

    /// A schema without its regular expressions, for libxml2 to validate by.
    ///
    /// - Returns: `nil` for what is no XML. The caller frees the document.
    static func withoutPatterns(_ schema: [UInt8]) -> xmlDocPtr? {
        let document = schema.withUnsafeBytes { bytes in
            xmlReadMemory(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), nil, nil,
                Int32(XML_PARSE_NONET.rawValue))
        }
        guard let document, let root = xmlDocGetRootElement(document) else { return document }
        removePatterns(below: root)
        return document
    }

    private static func removePatterns(below node: xmlNodePtr) {
        var child = node.pointee.children
        while let current = child {
            child = current.pointee.next
            if isPattern(current) {
                xmlUnlinkNode(current)
                xmlFreeNode(current)
            } else {
                removePatterns(below: current)
            }
        }
    }

    private static func isPattern(_ node: xmlNodePtr) -> Bool {
        guard node.pointee.type == XML_ELEMENT_NODE, let name = node.pointee.name, String(cString: name) == "param",
            let value = xmlHasProp(node, "name")?.pointee.children?.pointee.content
        else { return false }
        return String(cString: value) == "pattern"
    }
}

extension SchemaValue {
    fileprivate var hasPatterns: Bool {
        switch self {
        case .anything, .oneOf: false
        case .anyOf(let forms): forms.contains(where: \.hasPatterns)
        case .data(let datatype): !datatype.patterns.isEmpty
        case .list(let item): item.hasPatterns
        }
    }

    fileprivate func matchesPatterns(_ value: String) -> Bool {
        switch self {
        case .anything, .oneOf: true
        case .anyOf(let forms): forms.contains { $0.matchesPatterns(value) }
        case .data(let datatype): datatype.patterns.allSatisfy { $0.matches(value) }
        case .list(let item): value.split(separator: " ").allSatisfy { item.matchesPatterns(String($0)) }
        }
    }
}
