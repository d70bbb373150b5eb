import Diagnostics
import LinkResolution

/// Citations of sections, change proposals and bare identifiers of transactions in running text.
extension ProseRenderer {
    /// The citation, change proposal or transaction that a digit is part of. Nearly all hold a digit, and few other words do.
    ///
    /// - Parameter written: The end of what has been written already.
    mutating func citation(ofDigit index: Int, in bytes: Bytes, after written: Int) -> Token? {
        guard canCite else { return nil }
        return bareTransaction(ofDigit: index, in: bytes, after: written)
            ?? changeProposal(ofDigit: index, in: bytes, after: written)
            ?? citation(around: index, in: bytes, after: written)
    }

    /// The citation of an appendix as a whole, such as `Appendix E`.
    mutating func appendix(at index: Int, in bytes: Bytes, after written: Int) -> Token? {
        guard canCite, bytes.spells("Appendix", at: index) else { return nil }
        return citation(around: index, in: bytes, after: written)
    }

    /// Titles stay as they are: what they hold is no citation, or would be a link in a link.
    private var canCite: Bool { openLinks.isEmpty && !run.isInHeading && openPictures == 0 }

    private mutating func citation(around index: Int, in bytes: Bytes, after written: Int) -> Token? {
        let found = run.citations ?? links.grammar.citations(in: bytes.span)[...]
        run.citations = found.drop { $0.range.upperBound <= index }
        guard let (range, citation) = run.citations?.first, range.contains(index), range.lowerBound >= written else {
            return nil
        }
        let number = result.citations.count
        let text = bytes.part(range)
        result.citations.append(
            CitationUse(citation: citation, text: String(decoding: text, as: UTF8.self), line: run.line))
        var html = HTML()
        html.append(.citation(number))
        html.append(text: text)
        html.append(.citationEnd(number))
        return Token(range: range, html: html)
    }

    /// A transaction as committees mention it most, without brackets. `UTF-8` looks the same and is none.
    private mutating func bareTransaction(ofDigit digit: Int, in bytes: Bytes, after written: Int) -> Token? {
        guard digit > written, bytes[digit - 1] == .hyphen else { return nil }
        var start = digit - 1
        while start > written, bytes[start - 1].isCapital || bytes[start - 1].isDigit { start -= 1 }
        var end = digit
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        // What stands in brackets has been looked at when they began.
        let isBracketed =
            start > 0 && bytes[start - 1] == .openBracket && end < bytes.count && bytes[end] == .closeBracket
        guard start < digit - 1, !isBracketed, isWord(start..<end, in: bytes) else { return nil }
        let name = bytes.part(start..<end)
        do {
            guard let link = try links.bareTransaction(name) else { return nil }
            note(link) { $0.run.line }
            return Token(range: start..<end, html: link.html)
        } catch {
            report(
                .unresolvedCitation, at: String(decoding: name, as: UTF8.self), line: run.line, error.summary,
                name: error.name, among: error.candidates, help: error.help)
            return nil
        }
    }

    /// A change proposal such as `CP-ITI-1297`, where there is a record of it. Of `CP-ITI-1297-03`, the last is the number of
    /// the version.
    private mutating func changeProposal(ofDigit digit: Int, in bytes: Bytes, after written: Int) -> Token? {
        guard digit > written, bytes[digit - 1] == .hyphen else { return nil }
        var start = digit - 1
        while start > written, bytes[start - 1].isCapital || bytes[start - 1] == .hyphen { start -= 1 }
        guard bytes[start...].starts(with: "CP-".utf8) else { return nil }
        var end = digit
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        let number = end
        if end + 1 < bytes.count, bytes[end] == .hyphen, bytes[end + 1].isDigit {
            end += 1
            while end < bytes.count, bytes[end].isDigit { end += 1 }
        }
        guard isWord(start..<end, in: bytes), let link = links.changeProposal(bytes.part(start..<number)) else {
            return nil
        }
        note(link) { $0.run.line }
        let text = String(decoding: bytes.part(start..<end), as: UTF8.self)
        return Token(range: start..<end, html: "\(link.html)\(identifier(text))</a>")
    }

    /// `CP-ITI-18` and `IHE_ITI-18` are words of their own, and so is `ITI-18.html`.
    private func isWord(_ range: Range<Int>, in bytes: Bytes) -> Bool {
        if range.lowerBound > 0, bytes[range.lowerBound - 1].isPartOfWord { return false }
        guard range.upperBound < bytes.count else { return true }
        let next = bytes[range.upperBound]
        let isFileName =
            next == UInt8(ascii: ".") && range.upperBound + 1 < bytes.count
            && bytes[range.upperBound + 1].isLetterOrDigit
        return !next.isPartOfWord && !isFileName
    }
}
