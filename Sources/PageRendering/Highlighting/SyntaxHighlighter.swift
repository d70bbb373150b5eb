/// Code as HTML with a span around each token that a theme can colour.
///
/// Text is escaped and stays as it is: without its tags, the HTML reads exactly as the code. Code that is malformed or
/// cut off is marked as far as it can be understood. The time it takes grows with the code's length alone.
enum SyntaxHighlighter {
    /// Writes code behind HTML.
    ///
    /// - Parameter language: The info string of a code block, such as `xml` or `fhir+json`. Code in a language that is
    ///   not known gets no spans.
    static func append(_ code: UnsafeBufferPointer<UInt8>, language: String, to html: inout HTML) {
        // The HTML goes into the scanner and back, so that it is never copied.
        let before = html
        html = HTML()
        var scanner = CodeScanner(code, behind: before)
        scanner.highlight(as: CodeLanguage(named: language), to: code.count)
        html = scanner.finish()
    }
}

/// The languages that are highlighted.
enum CodeLanguage: Sendable {
    case xml, json, http, hl7, plain

    /// The language that an info string or a media type without parameters names.
    init(named name: String) {
        // `fhir+json` and `application/fhir+json` are written in JSON; what stands before only says about what.
        let syntax = name.lowercased().split { $0 == "/" || $0 == "+" }.last ?? ""
        self =
            switch syntax {
            case "xml", "html", "xhtml", "xsd", "xsl", "xslt", "wsdl", "svg", "rng", "sch": .xml
            case "json": .json
            case "http": .http
            case "hl7", "hl7v2", "hl7-v2", "er7": .hl7
            default: .plain
            }
    }
}

extension CodeScanner {
    /// Highlights what comes before an offset, and goes there.
    mutating func highlight(as language: CodeLanguage, to limit: Int) {
        let outerEnd = end
        end = limit
        switch language {
        case .xml: highlightXML()
        case .json: highlightJSON()
        case .http: highlightHTTP()
        case .hl7: highlightHL7()
        case .plain: break
        }
        position = limit
        end = outerEnd
    }
}
