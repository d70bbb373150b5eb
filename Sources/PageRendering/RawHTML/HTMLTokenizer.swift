import CLibXML2

/// An attribute as it is written: `value` is `nil` where there is no equals sign.
struct HTMLAttribute: Equatable {
    var name: String
    var value: String?
}

/// What gets the parts of a fragment, in their order.
protocol HTMLTokenReceiver: AnyObject {
    /// - Parameter isEndAhead: Whether an end tag of that name follows anywhere.
    func startTag(_ name: String, attributes: [HTMLAttribute], isSelfClosing: Bool, isEndAhead: () -> Bool)
    func endTag(_ name: String)
    func text(_ text: UnsafeBufferPointer<UInt8>)
    func comment(_ text: UnsafeBufferPointer<UInt8>)
}

/// libxml2's HTML parser, as far as it tells tags, attributes, text and comments apart.
///
/// The tree is not its: libxml2 follows HTML 4, lets an open `div` swallow the end of its list, and searches all open
/// elements at every end tag. So it is kept from knowing which elements are open, and `OpenElements` knows.
final class HTMLTokenizer {
    private let input: [UInt8]
    private let parser: htmlParserCtxtPtr
    private unowned let receiver: any HTMLTokenReceiver
    /// How much of the input libxml2 has got.
    private var position = 0
    private var isPastOpeningTag = false
    /// Where the last end tags are, by the names that were asked for.
    private var lastEnds: [String: Int] = [:]

    /// Reads a fragment.
    static func read(_ input: TokenizerInput, into receiver: any HTMLTokenReceiver) {
        xmlInitParser()
        guard let parser = htmlNewParserCtxt() else { return }
        defer { htmlFreeParserCtxt(parser) }
        HTMLTokenizer(input.bytes, parser: parser, receiver: receiver).read()
    }

    private init(_ input: [UInt8], parser: htmlParserCtxtPtr, receiver: any HTMLTokenReceiver) {
        self.input = input
        self.parser = parser
        self.receiver = receiver
    }

    private func read() {
        guard let handler = parser.pointee.sax else { return }
        handler.pointee = xmlSAXHandler()
        handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        handler.pointee.startElement = onStartElement
        handler.pointee.endElement = onEndElement
        handler.pointee.characters = onCharacters
        handler.pointee.ignorableWhitespace = onCharacters
        // Without a handler of its own, script would be passed on as text.
        handler.pointee.cdataBlock = onScriptText
        handler.pointee.comment = onComment
        handler.pointee.serror = onParseError
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_NOIMPLIED.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        withExtendedLifetime(self) {
            let context = Unmanaged.passUnretained(self).toOpaque()
            parser.pointee._private = context
            let document = htmlCtxtReadIO(parser, onReadMore, nil, context, nil, "UTF-8", Int32(bitPattern: options))
            xmlFreeDoc(document)
        }
    }

    /// The next bytes for libxml2, which asks for them when it needs them.
    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        // Each attribute is compared to all before it in the tag. The end of the input is the way to stop that.
        guard parser.pointee.maxatts < mostAttributes else { return 0 }
        let count = min(buffer.count, input.count - position)
        buffer.copyBytes(from: input[position..<(position + count)])
        position += count
        return count
    }

    fileprivate func startElement(
        _ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        let text = String(cString: name)
        setOpenElements(innermost: isRawText(text) ? name : nil)
        guard isPastOpeningTag else {
            isPastOpeningTag = true
            return
        }
        receiver.startTag(
            text, attributes: Self.list(attributes), isSelfClosing: isAtSelfClosingEnd,
            isEndAhead: { isEndAhead(of: text) })
    }

    fileprivate func endElement(_ name: UnsafePointer<xmlChar>) {
        if xmlStrEqual(name, placeholder) != 0 {
            // libxml2 is about to forget a placeholder, but needs both.
            pushPlaceholder()
        } else {
            receiver.endTag(String(cString: name))
        }
    }

    /// An end tag whose start tag libxml2 doesn't know, which is nearly all of them.
    fileprivate func mismatch(_ name: UnsafePointer<CChar>) {
        xmlForgetCountOfErrors(parser)
        // Within script, what looks like an end tag is none.
        guard let open = parser.pointee.name, xmlStrEqual(open, placeholder) != 0 else { return }
        receiver.endTag(String(cString: name))
    }

    fileprivate func text(_ text: UnsafeBufferPointer<UInt8>) { receiver.text(text) }
    fileprivate func comment(_ text: UnsafeBufferPointer<UInt8>) { receiver.comment(text) }

    private static func list(_ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> [HTMLAttribute] {
        guard var next = pointers else { return [] }
        var attributes: [HTMLAttribute] = []
        while let name = next.pointee {
            let value = (next + 1).pointee.map { String(cString: $0) }
            attributes.append(HTMLAttribute(name: String(cString: name), value: value))
            next += 2
        }
        return attributes
    }

    private var isAtSelfClosingEnd: Bool {
        guard let input = parser.pointee.input, let next = input.pointee.cur, input.pointee.end - next >= 2 else {
            return false
        }
        return next[0] == UInt8(ascii: "/") && next[1] == UInt8(ascii: ">")
    }
}

// MARK: What libxml2 believes to be open

extension HTMLTokenizer {
    /// Leaves two placeholders open, or one and the element whose content is no markup.
    private func setOpenElements(innermost name: UnsafePointer<xmlChar>?) {
        guard parser.pointee.nameMax > 3, let open = parser.pointee.nameTab, let placeholder else { return }
        open[0] = placeholder
        open[1] = name ?? placeholder
        parser.pointee.nameNr = 2
        parser.pointee.name = open[1]
    }

    private func pushPlaceholder() {
        guard parser.pointee.nameMax > 3, let open = parser.pointee.nameTab else { return }
        setOpenElements(innermost: nil)
        open[2] = placeholder
        parser.pointee.nameNr = 3
    }

    /// A known element, for which libxml2 reports no error, in capitals, which no end tag matches.
    private var placeholder: UnsafePointer<xmlChar>? { xmlDictLookup(parser.pointee.dict, "SPAN", 4) }

    /// Whether libxml2 shall look for nothing but the end of an element. Where that is missing, all that follows would
    /// be lost; so the content is then read as any other, and goes as far as the element around it.
    private func isRawText(_ name: String) -> Bool {
        (name == "script" || name == "style") && isEndAhead(of: name)
    }

    private func isEndAhead(of name: String) -> Bool {
        if let known = lastEnds[name] { return offset < known }
        let last = lastEnd(of: name)
        lastEnds[name] = last
        return offset < last
    }

    /// How far libxml2 has come.
    private var offset: Int {
        guard let input = parser.pointee.input, let next = input.pointee.cur, let base = input.pointee.base else {
            return 0
        }
        return Int(input.pointee.consumed) + (next - base)
    }

    private func lastEnd(of name: String) -> Int {
        let tag = Array("</\(name)".utf8)
        var index = input.count - tag.count
        while index >= 0 {
            if input[index] == tag[0], zip(input[index...], tag).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) {
                return index
            }
            index -= 1
        }
        return -1
    }
}

// MARK: Callbacks

private typealias Context = UnsafeMutableRawPointer

private func tokenizer(_ context: Context?) -> HTMLTokenizer? {
    guard let tokenizer = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private else { return nil }
    return Unmanaged<HTMLTokenizer>.fromOpaque(tokenizer).takeUnretainedValue()
}

private let onStartElement: startElementSAXFunc = { context, name, attributes in
    if let name { tokenizer(context)?.startElement(name, attributes) }
}

private let onEndElement: endElementSAXFunc = { context, name in
    if let name { tokenizer(context)?.endElement(name) }
}

private let onCharacters: charactersSAXFunc = { context, text, length in
    tokenizer(context)?.text(UnsafeBufferPointer(start: text, count: Int(length)))
}

private let onScriptText: cdataBlockSAXFunc = { _, _, _ in }

private let onComment: commentSAXFunc = { context, text in
    guard let text else { return }
    tokenizer(context)?.comment(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
}

private let onParseError: xmlStructuredErrorFunc = { context, error in
    guard let error = error?.pointee, error.code == XML_ERR_TAG_NAME_MISMATCH.rawValue, let name = error.str1 else {
        return
    }
    tokenizer(context)?.mismatch(name)
}

private let onReadMore: xmlInputReadCallback = { context, buffer, length in
    guard let context, let buffer else { return -1 }
    let tokenizer = Unmanaged<HTMLTokenizer>.fromOpaque(context).takeUnretainedValue()
    return Int32(tokenizer.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))))
}

/// Entries in libxml2's list of a tag's names and values.
private let mostAttributes: Int32 = 4096
