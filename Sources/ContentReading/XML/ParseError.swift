import CLibXML2
import Diagnostics

/// An error of libxml2's parser and what was open when it came up.
struct ParseError {
    /// A start tag whose end tag is missing so far.
    struct OpenTag {
        let name: String
        let offset: Int
    }

    let code: xmlParserErrors
    let message: String
    /// The name that the message is about.
    let name: String?
    /// Where the parser stood.
    let offset: Int
    let openTag: OpenTag?

    init(_ error: xmlError, offset: Int, openTag: OpenTag?) {
        code = xmlParserErrors(rawValue: UInt32(bitPattern: error.code))
        message = readable(error.message.map { String(cString: $0) } ?? "unknown error")
        name = error.str1.map { String(cString: $0) }
        self.offset = offset
        self.openTag = openTag
    }

    /// Whether the parser goes on as if nothing had been, so that errors behind this one are worth telling.
    var leavesStructureIntact: Bool {
        switch code {
        case XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_UNDECLARED_ENTITY, XML_ERR_INVALID_HEX_CHARREF,
            XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_CHAR, XML_ERR_ATTRIBUTE_REDEFINED,
            XML_ERR_ATTRIBUTE_WITHOUT_VALUE, XML_ERR_MISPLACED_CDATA_END, XML_ERR_HYPHEN_IN_COMMENT,
            XML_ERR_RESERVED_XML_NAME, XML_NS_ERR_UNDEFINED_NAMESPACE, XML_NS_ERR_XML_NAMESPACE, XML_NS_ERR_QNAME,
            XML_NS_ERR_ATTRIBUTE_REDEFINED, XML_NS_ERR_COLON:
            true
        case XML_ERR_NAME_REQUIRED:
            message.contains("EntityRef")
        default:
            false
        }
    }
}

/// A sentence in the form of a summary: one line without a full stop, the first letter lower case.
func readable(_ sentence: String) -> String {
    var text = collapsed(sentence.utf8)
    if text.hasSuffix(".") { text.removeLast() }
    // An abbreviation or a letter that stands for itself stays as it is.
    guard let second = text.dropFirst().first, second.isLowercase || text.hasPrefix("A ") else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
}
