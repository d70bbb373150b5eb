extension CodeScanner {
    /// Marks tags, attributes, their values and comments in XML and HTML.
    mutating func highlightXML() {
        while let byte = next {
            if byte != lessThan {
                skip { $0 != lessThan }
            } else if isAt("<!--") {
                highlightXMLComment()
            } else if isAt("<![CDATA[") {
                highlightCharacterData()
            } else {
                highlightTag()
            }
        }
    }

    private mutating func highlightXMLComment() {
        let start = position
        skip("<!--")
        skip(to: "-->")
        skip("-->")
        mark(.comment, start..<position)
    }

    private mutating func highlightCharacterData() {
        let start = position
        skip("<![CDATA[")
        mark(.punctuation, start..<position)
        skip(to: "]]>")
        let close = position
        skip("]]>")
        mark(.punctuation, close..<position)
    }

    /// Marks a tag, and what is written like one: a processing instruction or declaration. The declarations inside of a
    /// document type come one by one.
    private mutating func highlightTag() {
        let start = position
        position += 1
        if next == slash || next == questionMark || next == exclamationMark { position += 1 }
        guard let first = next, first.startsXMLName else { return }
        skip(while: \.isOfXMLName)
        // A tag without attributes is one token: that is half the spans of most XML.
        if skipTagEnd() { return mark(.tag, start..<position) }
        mark(.tag, start..<position)
        highlightAttributes()
        let close = position
        if skipTagEnd() { mark(.tag, close..<position) }
    }

    private mutating func skipTagEnd() -> Bool {
        skip(">") || skip("/>") || skip("?>")
    }

    /// Goes to the end of the tag. One that is not closed ends where the next begins.
    private mutating func highlightAttributes() {
        while let byte = next, byte != lessThan, byte != greaterThan {
            switch byte {
            case slash, questionMark:
                if peek(1) == greaterThan { return }
                position += 1
            case doubleQuote, singleQuote:
                highlightQuotedValue(quote: byte)
            case equals:
                position += 1
                skip(while: \.isWhitespace)
                highlightUnquotedValue()
            case _ where byte.startsXMLName:
                let start = position
                skip(while: \.isOfXMLName)
                mark(.attribute, start..<position)
            default: position += 1
            }
        }
    }

    /// XML allows no `<` in a value. So a quote that is missing spoils no more than its tag.
    private mutating func highlightQuotedValue(quote: UInt8) {
        let start = position
        position += 1
        skip { $0 != quote && $0 != lessThan }
        if next == quote { position += 1 }
        mark(.string, start..<position)
    }

    private mutating func highlightUnquotedValue() {
        guard next != doubleQuote, next != singleQuote else { return }
        let start = position
        skip { !$0.isWhitespace && $0 != lessThan && $0 != greaterThan }
        mark(.string, start..<position)
    }
}

extension UInt8 {
    /// Whether a name can begin with the byte. All characters beyond ASCII may: a span never cuts one.
    fileprivate var startsXMLName: Bool {
        isLetter || self == UInt8(ascii: ":") || self == UInt8(ascii: "_") || self >= 0x80
    }

    fileprivate var isOfXMLName: Bool {
        startsXMLName || isDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
    }
}

private let slash = UInt8(ascii: "/")
private let questionMark = UInt8(ascii: "?")
private let exclamationMark = UInt8(ascii: "!")
private let equals = UInt8(ascii: "=")
private let singleQuote = UInt8(ascii: "'")
private let lessThan = UInt8(ascii: "<")
private let greaterThan = UInt8(ascii: ">")
private let doubleQuote = UInt8(ascii: "\"")
