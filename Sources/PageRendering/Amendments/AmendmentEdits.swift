import ContentReading
import Diagnostics
import FrameworkModel

/// Works out what an amendment does to the bytes of a source file.
extension AmendmentSearch {
    /// The edit of an amendment.
    func edit(_ amendment: Amendment, at target: Amendments.Target) throws(Diagnostic) -> SourceEdit {
        try checkContent(of: amendment)
        if isOfDefinition(amendment) { return try definitionEdit(amendment, at: target) }
        guard let text = self.text(of: target.definition) else {
            throw Diagnostic(
                .amendmentTarget, at: amendment.location, "'\(target.title)' has no text here to amend",
                help:
                    "name its definition to change the facts, as in '\(target.definition.kind.rawValue):\(target.definition.id)'"
            )
        }
        switch amendment.part {
        case .row(let name): return try rowEdit(amendment, name, at: target, in: text)
        case .words(let words), .beforeWords(let words), .afterWords(let words):
            let section = try range(of: target, amendment, in: text)
            return try wordsEdit(amendment, words, text.bytes, section, text.file.file.path, target.title)
        case .whole: return try sectionEdit(amendment, at: target, in: text)
        case .element:
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "a section has no elements",
                help: "name the definition, as in '\(target.definition.kind.rawValue):\(target.definition.id)'")
        }
    }

    private func checkContent(of amendment: Amendment) throws(Diagnostic) {
        let isEmpty = amendment.contentLines.isEmpty
        if amendment.change == .delete, !isEmpty {
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "what is deleted gets no other text",
                help: "write 'replace', or take the text out")
        }
        if amendment.change != .delete, isEmpty {
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "the amendment adds nothing",
                help: "write the text before the line ':::', or 'delete'")
        }
    }

    // MARK: Sections

    /// The bytes of the section that is meant.
    private func range(
        of target: Amendments.Target, _ amendment: Amendment, in text: SectionText
    ) throws(Diagnostic) -> Range<Int> {
        guard let anchor = target.anchor else { return text.all }
        let outline = library.outline(of: .definition(target.definition))
        let section = outline.sections.first { $0.numberAnchor == anchor || $0.id == anchor }
        if let heading = section?.heading { return text.range(ofSection: heading) }
        if let range = captionedRange(anchor, outline, text) { return range }
        throw Diagnostic(
            .amendmentTarget, at: amendment.location, "'\(target.title)' follows from the definition",
            help: "amend the definition: '\(target.definition.kind.rawValue):\(target.definition.id)'")
    }

    /// The section around a table with a number.
    private func captionedRange(_ anchor: String, _ outline: ChapterOutline, _ text: SectionText) -> Range<Int>? {
        guard let index = outline.captionLabels.first(where: { $0.value.id == anchor })?.key else { return nil }
        let start = text.start(ofLine: text.rendered.captions[index].line)
        // The table is right below its caption, or around it.
        let lines = text.lines(in: text.all).filter { $0.lowerBound >= start }
        let end = lines.drop { text.bytes[$0].drop(while: \.isBlank).first != .pipe }
            .first { text.bytes[$0].drop(while: \.isBlank).first != .pipe }
        return start..<(end?.lowerBound ?? text.all.upperBound)
    }

    private func sectionEdit(
        _ amendment: Amendment, at target: Amendments.Target, in text: SectionText
    ) throws(Diagnostic) -> SourceEdit {
        if target.anchor == nil, amendment.change == .delete {
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "a chapter can't be deleted as a whole",
                help: "give its definition the status 'retired', or delete its sections")
        }
        let range = try place(of: target, amendment, in: text)
        if amendment.change == .delete { return SourceEdit(path: text.file.file.path, range: range) }
        let before = text.bytes[..<range.lowerBound]
        let lead: [UInt8] =
            before.isEmpty || before.ends(with: "\n\n")
            ? [] : before.last == .newline ? [.newline] : [.newline, .newline]
        let isAtEnd = range.upperBound == text.bytes.endIndex
        let content = amendment.contentLines.joined().ending(with: .newline)
        return SourceEdit(
            path: text.file.file.path, range: range,
            replacement: lead + content + (isAtEnd ? [] : [.newline]),
            leadingLines: lead.count)
    }

    /// The bytes that an amendment of a section takes the place of.
    private func place(
        of target: Amendments.Target, _ amendment: Amendment, in text: SectionText
    ) throws(Diagnostic) -> Range<Int> {
        switch amendment.change {
        case .addAfter, .addIn:
            if let end = endOfGeneratedSection(target, in: text) { return end..<end }
            let end = try range(of: target, amendment, in: text).upperBound
            return end..<end
        case .addBefore:
            let start = try range(of: target, amendment, in: text).lowerBound
            return start..<start
        case .replace, .delete, .insertText: return try range(of: target, amendment, in: text)
        }
    }

    /// Where something stands that follows a section without a heading in the text: before the next that has one.
    private func endOfGeneratedSection(_ target: Amendments.Target, in text: SectionText) -> Int? {
        let sections = library.outline(of: .definition(target.definition)).sections
        guard let anchor = target.anchor,
            let index = sections.firstIndex(where: { $0.numberAnchor == anchor || $0.id == anchor }),
            sections[index].heading == nil
        else { return nil }
        let next = sections[(index + 1)...].first { $0.heading != nil && $0.level <= sections[index].level }
        return next?.heading.map { text.range(ofSection: $0).lowerBound } ?? text.all.upperBound
    }

    // MARK: Rows

    private func rowEdit(
        _ amendment: Amendment, _ name: String, at target: Amendments.Target, in text: SectionText
    ) throws(Diagnostic) -> SourceEdit {
        let section = try range(of: target, amendment, in: text)
        let rows = RowSearch(text.lines(in: section), in: text.bytes).rows
        let found = rows.filter { OutlineBuilder.folded($0.name) == OutlineBuilder.folded(name) }
        guard found.count == 1 else {
            throw Diagnostic(
                .amendmentTarget, at: amendment.location,
                found.isEmpty
                    ? "no table of '\(target.title)' has a row '\(name)'"
                    : "\(found.count) rows of '\(target.title)' begin with '\(name)'",
                name: found.isEmpty ? name : "", among: rows.map(\.name),
                otherwise: "cite the table by its number, or amend the section")
        }
        let line = found[0].line
        let bytes = Array(amendment.contentLines.joined())
        let added = RowSearch(lineRanges(of: bytes), in: bytes).rows
        guard amendment.change == .delete || !added.isEmpty else {
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "the amendment has no row",
                help: "write a table with the head of the amended one, and in it the rows that are added")
        }
        let replacement = added.flatMap { bytes[$0.line].ending(with: .newline) }
        let leading = added.first.map { row in -bytes[..<row.line.lowerBound].count { $0 == .newline } } ?? 0
        let range =
            switch amendment.change {
            case .addAfter, .addIn, .insertText: line.upperBound..<line.upperBound
            case .addBefore: line.lowerBound..<line.lowerBound
            case .replace, .delete: line
            }
        let needsBreak = range.lowerBound > 0 && text.bytes[range.lowerBound - 1] != .newline
        return SourceEdit(
            path: text.file.file.path, range: range, replacement: (needsBreak ? [.newline] : []) + replacement,
            leadingLines: leading + (needsBreak ? 1 : 0))
    }

    private func lineRanges(of bytes: [UInt8]) -> [Range<Int>] {
        let starts = PreparedMarkdown(bytes[...]).originalLineStarts
        return zip(starts, starts.dropFirst()).map { $0..<$1 }
    }

    // MARK: Words

    private func wordsEdit(
        _ amendment: Amendment, _ words: String, _ bytes: [UInt8], _ section: Range<Int>, _ path: String,
        _ title: String
    ) throws(Diagnostic) -> SourceEdit {
        let places = WordSearch.places(of: words, in: bytes[section])
        guard places.count == 1 else {
            throw Diagnostic(
                .amendmentTarget, at: amendment.location,
                places.isEmpty
                    ? "'\(title)' does not say '\(words)'" : "'\(title)' says '\(words)' \(places.count) times",
                help: places.isEmpty
                    ? "copy the words from the source of the section" : "take more words, so that they stand there once"
            )
        }
        let place = places[0]
        let content = Array(
            amendment.contentLines.joined().split(whereSeparator: \.isWhitespace).joined(separator: [.space]))
        func edit(_ range: Range<Int>, _ replacement: [UInt8]) -> SourceEdit {
            SourceEdit(path: path, range: range, replacement: replacement)
        }
        switch amendment.part {
        case .beforeWords: return edit(place.lowerBound..<place.lowerBound, content + [.space])
        case .afterWords:
            let isJoined = content.first.map { ".,;:)".utf8.contains($0) } ?? false
            return edit(place.upperBound..<place.upperBound, (isJoined ? [] : [.space]) + content)
        default:
            guard amendment.change == .delete else { return edit(place, Array(content)) }
            return edit(withSpace(place, in: bytes), [])
        }
    }

    /// Words with the space before them, so that none is left where they were.
    private func withSpace(_ place: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        guard place.lowerBound > 0, bytes[place.lowerBound - 1].isWhitespace else { return place }
        let next = place.upperBound < bytes.count ? bytes[place.upperBound] : .newline
        if bytes[place.lowerBound - 1] == .newline {
            return next == .space ? place.lowerBound..<(place.upperBound + 1) : place
        }
        return (place.lowerBound - 1)..<place.upperBound
    }

    // MARK: Definitions

    private func definitionEdit(
        _ amendment: Amendment, at target: Amendments.Target
    ) throws(Diagnostic) -> SourceEdit {
        let (file, definition) = try element(of: target, amendment)
        var element = definition
        if case .element(let way) = amendment.part {
            do throws(ElementSearch.Failure) {
                element = try ElementSearch.element(at: way, in: definition)
            } catch {
                throw Diagnostic(
                    .amendmentTarget, at: amendment.location, "'\(target.title)' has no single element '\(error.step)'",
                    name: error.step, among: error.candidates)
            }
        }
        switch amendment.part {
        case .words(let words), .beforeWords(let words), .afterWords(let words):
            return try wordsEdit(
                amendment, words, file.source.bytes, element.offset..<element.end, file.file.path, target.title)
        case .row:
            throw Diagnostic(
                .invalidAmendment, at: amendment.location, "a definition has no rows",
                help: "name the element, as in {element=\"actor document-source\"}")
        case .whole, .element:
            return try ElementEdit(amendment, file).edit(element, isDefinition: element.offset == definition.offset)
        }
    }
}
