extension CodeScanner {
    /// Marks HTTP messages, RFC 9112: the start line, the names of headers, and the body by its content type. Often a
    /// response follows its request in the same block.
    mutating func highlightHTTP() {
        skip(while: \.isWhitespace)
        while position < end {
            highlightStartLine()
            let language = highlightHeaders()
            highlight(as: language, to: endOfBody())
        }
    }

    // MARK: Start line

    private mutating func highlightStartLine() {
        if isAt("HTTP/") {
            highlightVersion()
            skip(while: \.isBlank)
            let start = position
            skip(while: \.isDigit)
            mark(.number, start..<position)
            skipLine()
        } else {
            highlightRequestLine()
        }
    }

    /// A message may begin with its headers: then there is no request line.
    private mutating func highlightRequestLine() {
        let start = position
        // Methods are in capitals throughout, and so they differ from nearly all else that could begin a line.
        skip(while: \.isCapital)
        guard position > start, next == space else {
            position = start
            return
        }
        mark(.keyword, start..<position)
        skip(while: \.isBlank)
        let target = position
        skip { !$0.isWhitespace }
        mark(.string, target..<position)
        skip(while: \.isBlank)
        if isAt("HTTP/") { highlightVersion() }
        skipLine()
    }

    private mutating func highlightVersion() {
        let start = position
        skip("HTTP/")
        skip { $0.isDigit || $0 == fullStop }
        mark(.keyword, start..<position)
    }

    // MARK: Headers

    /// Goes behind the empty line after the headers.
    ///
    /// - Returns: The language of the body.
    private mutating func highlightHeaders() -> CodeLanguage {
        var language = CodeLanguage.plain
        while position < end {
            let lineStart = position
            skip(while: \.isBlank)
            let isEmpty = next == nil || next == newline || next == carriageReturn
            // A line that is indented continues the one before.
            if position == lineStart, let found = highlightHeader() { language = found }
            skipLine()
            if isEmpty { break }
        }
        return language
    }

    /// Marks the header's name.
    ///
    /// - Returns: The language of the body, if this header tells.
    private mutating func highlightHeader() -> CodeLanguage? {
        let start = position
        skip(while: \.isOfHeaderName)
        let name = start..<position
        guard !name.isEmpty, next == colon else { return nil }
        mark(.header, name)
        return spells("content-type", name, anyCase: true) ? bodyLanguage() : nil
    }

    /// The language that the media type behind the colon stands for. A message in a message stays plain, since the
    /// next might hold another, and so on.
    private mutating func bodyLanguage() -> CodeLanguage {
        position += 1
        skip(while: \.isBlank)
        let start = position
        skip { !$0.isWhitespace && $0 != semicolon }
        let language = CodeLanguage(named: text(start..<position))
        return language == .http ? .plain : language
    }

    // MARK: Body

    /// The offset of the next message's start line, or of the end.
    private func endOfBody() -> Int {
        var lines = self
        while lines.position < end {
            let start = lines.position
            if lines.skipStartLine() { return start }
            lines.position = start
            lines.skipLine()
        }
        return end
    }

    /// Goes past a line that can be nothing else but a start line, since it tells the version.
    private mutating func skipStartLine() -> Bool {
        if !isAt("HTTP/") {
            guard skip(while: \.isCapital), skip(while: \.isBlank) else { return false }
            skip { !$0.isWhitespace }
            skip(while: \.isBlank)
        }
        return skip("HTTP/") && next?.isDigit == true
    }

    private mutating func skipLine() {
        skip { $0 != newline }
        skip("\n")
    }
}

extension UInt8 {
    /// RFC 9110 allows more, which begins a URL's second line rather than a header.
    fileprivate var isOfHeaderName: Bool {
        isLetterOrDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}

private let semicolon = UInt8(ascii: ";")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let space = UInt8(ascii: " ")
private let colon = UInt8(ascii: ":")
private let fullStop = UInt8(ascii: ".")
