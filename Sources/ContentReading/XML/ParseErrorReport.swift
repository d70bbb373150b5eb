import CLibXML2
import Diagnostics

/// Tells libxml2's parse errors as diagnostics.
///
/// Its own messages say what a parser lacks ("attributes construct error"); these say what an editor has to change.
struct ParseErrorReport {
    private let source: SourceText
    private var bytes: [UInt8] { source.bytes }

    /// The diagnostics for a file's errors: one for a place, and none for what only follows from an earlier error.
    static func diagnostics(for errors: [ParseError], unkept: Int, in source: SourceText) -> [Diagnostic] {
        let report = ParseErrorReport(source: source)
        var diagnostics: [Diagnostic] = []
        var latestOffset: Int?
        var isDerailed = false
        for error in errors where error.offset != latestOffset {
            latestOffset = error.offset
            // Where a CDATA section broke off, its end is left over.
            if isDerailed, !error.leavesStructureIntact || error.code == XML_ERR_MISPLACED_CDATA_END { continue }
            isDerailed = isDerailed || !error.leavesStructureIntact
            let diagnostic = report.diagnostic(for: error)
            if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
        }
        if unkept > 0 { diagnostics.append(furtherProblems(unkept, .malformedXML, in: source)) }
        return diagnostics
    }

    private func diagnostic(for error: ParseError) -> Diagnostic {
        declaration(error) ?? reference(error) ?? structure(error) ?? attribute(error) ?? section(error) ?? namespace(
            error)
            ?? at(error.offset, error.message)
    }

    // MARK: Kinds of error

    /// What is wrong inside the XML declaration.
    private func declaration(_ error: ParseError) -> Diagnostic? {
        guard let start = lastOffset(of: "<", in: bytes, before: error.offset),
            start == 0 || start == byteOrderMark.count && bytes.starts(with: byteOrderMark),
            bytes[start...].starts(with: "<?xml".utf8), error.code != XML_ERR_DOCUMENT_EMPTY,
            firstOffset(of: "?>", in: bytes, from: start) ?? .max >= error.offset
        else { return nil }
        return at(
            error.offset, "the XML declaration is malformed here",
            help: "write <?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    }

    /// `&` and what follows it, and characters that XML doesn't have.
    private func reference(_ error: ParseError) -> Diagnostic? {
        let start = bytes[..<error.offset].lastIndex(of: UInt8(ascii: "&")) ?? error.offset
        let written = String(decoding: bytes[start..<error.offset], as: UTF8.self)
        switch error.code {
        case XML_ERR_NAME_REQUIRED where error.leavesStructureIntact:
            return at(start, "'&' stands by itself", help: "write '&amp;'")
        case XML_ERR_ENTITYREF_SEMICOL_MISSING:
            return at(
                start, length: error.offset - start, "'\(written)' has no ';' at its end",
                help: "write '&amp;' for the character '&'")
        case XML_ERR_UNDECLARED_ENTITY:
            return at(
                start, length: error.offset - start, "the entity '\(written)' is not defined",
                help: "write the character itself; XML has only '&amp;', '&lt;', '&gt;', '&quot;' and '&apos;'")
        case XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_DEC_CHARREF:
            return at(start, "'&#' begins no character's number", help: "write '&amp;#', or a number such as '&#228;'")
        case XML_ERR_INVALID_CHAR where error.message.contains("CharRef"):
            return at(start, length: error.offset - start, "\(excerpt(written)) is no character that XML allows")
        case XML_ERR_INVALID_CHAR:
            return at(error.offset, "\(character(at: error.offset)) is not allowed in XML", help: "delete it")
        default:
            return nil
        }
    }

    /// Tags and how they nest.
    private func structure(_ error: ParseError) -> Diagnostic? {
        switch error.code {
        case XML_ERR_TAG_NAME_MISMATCH:
            return mismatch(error)
        case XML_ERR_TAG_NOT_FINISHED:
            guard let tag = error.openTag else { return nil }
            return at(
                tag.offset, length: tag.name.utf8.count + 1, "'<\(tag.name)>' is never closed",
                help: "write '</\(tag.name)>' at its end")
        case XML_ERR_SPACE_REQUIRED where error.offset < bytes.count:
            return at(error.offset, "a space is missing before this", help: "write a space between attributes")
        case XML_ERR_GT_REQUIRED, XML_ERR_SPACE_REQUIRED:
            return at(error.offset, "a '>' is missing before this", help: "close the tag with '>'")
        case XML_ERR_NAME_REQUIRED where error.message.contains("attribute name"):
            return at(error.offset, "an attribute or '>' is missing before this", help: "close the tag with '>'")
        case XML_ERR_NAME_REQUIRED where error.message.contains("invalid element name"):
            if bytes[error.offset...].first == UInt8(ascii: "/") {
                return at(error.offset - 1, "this end tag closes nothing", help: "delete it")
            }
            return at(error.offset - 1, "'<' begins no tag", help: "write '&lt;' for the character '<'")
        case XML_ERR_DOCUMENT_END:
            let what = bytes[error.offset...].first == UInt8(ascii: "<") ? "nothing more" : "no text"
            return at(
                error.offset, "\(what) may follow the end of the root element",
                help: "put several definitions into one '<definitions>'")
        case XML_ERR_DOCUMENT_EMPTY:
            return at(error.offset, "an element is expected here", help: "begin with a definition, such as '<profile'")
        case XML_ERR_INTERNAL_ERROR where error.message.contains("depth"):
            return at(error.offset, "elements are nested more than 256 deep", help: "the rest of the file is not read")
        default:
            return nil
        }
    }

    private func mismatch(_ error: ParseError) -> Diagnostic? {
        guard let tag = error.openTag else { return nil }
        let start = lastOffset(of: "</", in: bytes, before: error.offset) ?? error.offset
        let written = String(decoding: bytes[start..<error.offset], as: UTF8.self)
        let opening = source.location(at: tag.offset, length: tag.name.utf8.count + 1)
        return Diagnostic(
            .malformedXML, at: source.location(at: start, length: error.offset - start),
            "\(excerpt(written)) doesn't close '<\(tag.name)>'",
            help: "'<\(tag.name)>' on line \(opening.line) is open: close it with '</\(tag.name)>' first",
            related: Diagnostic.Related("'<\(tag.name)>' is opened here", at: opening))
    }

    /// Attributes and their values.
    private func attribute(_ error: ParseError) -> Diagnostic? {
        let name = error.name ?? ""
        switch error.code {
        case XML_ERR_LT_IN_ATTRIBUTE:
            return at(
                error.offset, "'<' is not allowed in an attribute's value",
                help: "write '&lt;', or close the value with its quotation mark")
        case XML_ERR_ATTRIBUTE_NOT_STARTED:
            return at(error.offset, "an attribute's value stands in quotation marks", help: "write name=\"value\"")
        case XML_ERR_ATTRIBUTE_NOT_FINISHED where error.message.contains("too long"):
            return at(tagStart(before: error.offset), "an attribute's value is longer than 10 MB")
        case XML_ERR_ATTRIBUTE_NOT_FINISHED:
            return at(
                tagStart(before: error.offset), "an attribute's value in this tag has no closing quotation mark")
        case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
            return at(
                error.offset - name.utf8.count, length: name.utf8.count, "the attribute '\(name)' has no value",
                help: "write \(name)=\"value\"")
        case XML_ERR_ATTRIBUTE_REDEFINED:
            let names = TagSource(at: tagStart(before: error.offset), in: bytes).attributes.map(\.name)
            let place = names.last { bytes[$0].elementsEqual(name.utf8) } ?? error.offset..<error.offset + 1
            return at(
                place.lowerBound, length: place.count, "the attribute '\(name)' is there twice", help: "delete one")
        default:
            return nil
        }
    }

    /// Comments, CDATA sections and processing instructions.
    private func section(_ error: ParseError) -> Diagnostic? {
        // A character that XML doesn't have ends a section as well.
        if sectionErrors.contains(error.code.rawValue), isForbiddenCharacter(at: error.offset) {
            return at(error.offset, "\(character(at: error.offset)) is not allowed in XML", help: "delete it")
        }
        func start(_ mark: StaticString) -> Int {
            lastOffset(of: mark, in: bytes, before: error.offset) ?? error.offset
        }
        switch error.code {
        case XML_ERR_COMMENT_NOT_FINISHED:
            return at(start("<!--"), length: 4, "the comment is never closed", help: "write '-->' at its end")
        case XML_ERR_HYPHEN_IN_COMMENT:
            return at(error.offset, length: 2, "'--' is not allowed inside a comment", help: "write one hyphen")
        case XML_ERR_CDATA_NOT_FINISHED:
            return at(
                start("<![CDATA["), length: 9, "the CDATA section is never closed", help: "write ']]>' at its end")
        case XML_ERR_MISPLACED_CDATA_END:
            // libxml2 stands before the text that leads to it.
            return at(
                firstOffset(of: "]]>", in: bytes, from: error.offset) ?? error.offset, length: 3,
                "']]>' is not allowed in text", help: "write ']]&gt;'")
        case XML_ERR_PI_NOT_FINISHED:
            return at(
                start("<?"), length: 2, "the processing instruction is never closed", help: "write '?>' at its end")
        case XML_ERR_PI_NOT_STARTED:
            return at(start("<?"), length: 2, "'<?' begins no processing instruction", help: "delete it")
        case XML_ERR_RESERVED_XML_NAME:
            return at(
                start("<?"), length: 5, "an XML declaration stands at the very start of a file only", help: "delete it")
        default:
            return nil
        }
    }

    private func namespace(_ error: ParseError) -> Diagnostic? {
        if error.code == XML_NS_ERR_QNAME || error.code == XML_NS_ERR_COLON {
            return at(tagStart(before: error.offset), "a ':' stands at the wrong place of a name in this tag")
        }
        guard error.code == XML_NS_ERR_UNDEFINED_NAMESPACE, let prefix = error.name else { return nil }
        let tag = TagSource(at: tagStart(before: error.offset), in: bytes)
        let mark = Array("\(prefix):".utf8)
        let names = [tag.name] + tag.attributes.map(\.name)
        let place = names.first { bytes[$0].starts(with: mark) } ?? error.offset..<error.offset + 1
        return at(
            place.lowerBound, length: place.count, "the prefix '\(prefix)' is not declared",
            help: "definition files need no prefixes: delete '\(prefix):'")
    }

    // MARK: Places

    private func at(_ offset: Int, length: Int = 1, _ summary: String, help: String? = nil) -> Diagnostic {
        Diagnostic(.malformedXML, at: source.location(at: offset, length: length), summary, help: help)
    }

    private func tagStart(before offset: Int) -> Int {
        bytes[..<offset].lastIndex(of: UInt8(ascii: "<")) ?? offset
    }

    private func scalar(at offset: Int) -> UInt32? {
        String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first?.value
    }

    private func isForbiddenCharacter(at offset: Int) -> Bool {
        guard let scalar = scalar(at: offset) else { return false }
        return scalar < 0x20 && !isXMLSpace(bytes[offset]) || scalar == 0xFFFE || scalar == 0xFFFF
    }

    private func character(at offset: Int) -> String {
        let digits = String(scalar(at: offset) ?? 0, radix: 16, uppercase: true)
        return "the character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

private let sectionErrors: Set<UInt32> = [
    XML_ERR_COMMENT_NOT_FINISHED.rawValue, XML_ERR_CDATA_NOT_FINISHED.rawValue, XML_ERR_PI_NOT_FINISHED.rawValue,
]

/// Says that a file has more problems than are told one by one.
func furtherProblems(_ count: Int, _ rule: Rule, in source: SourceText) -> Diagnostic {
    let problems = count == 1 ? "1 further problem is" : "\(count) further problems are"
    return Diagnostic(
        rule, at: SourceLocation(path: source.path), "\(problems) not shown", help: "mend the others of this file first"
    )
}
