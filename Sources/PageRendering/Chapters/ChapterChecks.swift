import ContentReading
import Diagnostics
import FrameworkModel

/// Holds a chapter against the template of its kind.
enum ChapterChecks {
    /// Reports `missing-section`, which a heading with "Not applicable" below it answers, `duplicate-number`, and
    /// `number-mismatch`.
    static func diagnostics(
        for outline: ChapterOutline, of definition: any Definition, _ rendered: RenderedProse, _ prose: Prose
    ) -> [Diagnostic] {
        missingSections(outline, definition, rendered, prose) + duplicateNumbers(outline, rendered, prose)
            + wrongLabels(definition, rendered, prose)
    }

    /// The heading of a transaction's chapter that calls it by another number.
    private static func wrongLabels(
        _ definition: any Definition, _ rendered: RenderedProse, _ prose: Prose
    ) -> [Diagnostic] {
        guard let transaction = definition as? Transaction, let section = transaction.section else { return [] }
        return rendered.headings.filter { $0.number == section }.compactMap { heading in
            let label = #/\[([A-Z]+-\d+)\]/#
            guard let named = heading.title.firstMatch(of: label)?.output.1, named != transaction.id else { return nil }
            return Diagnostic(
                .numberMismatch, at: prose.location(line: heading.line),
                "section \(section) is \(transaction.id), but its heading says [\(named)]",
                help: "correct the heading, or the number of the section")
        }
    }

    private static func missingSections(
        _ outline: ChapterOutline, _ definition: any Definition, _ rendered: RenderedProse, _ prose: Prose
    ) -> [Diagnostic] {
        let kind = definition.key.kind.label.lowercased()
        let missing = outline.missing.map { section in
            let name = section.number.map { "\($0) \(section.title)" } ?? section.title
            return Diagnostic(
                .missingSection, at: prose.location(at: 0), "the \(kind) has no section '\(name)'",
                help: "add a heading '\(section.title)'; where it has nothing to say, write 'Not applicable' below it")
        }
        let incomplete = outline.incomplete.map { message in
            Diagnostic(
                .missingSection, at: prose.location(line: rendered.headings[message.heading].line),
                "the message '\(rendered.headings[message.heading].title)' has no section '\(message.lacks)'",
                help: "add a heading '\(message.lacks)' below it; where it has nothing to say, write 'Not applicable'")
        }
        return missing + incomplete
    }

    private static func duplicateNumbers(
        _ outline: ChapterOutline, _ rendered: RenderedProse, _ prose: Prose
    ) -> [Diagnostic] {
        let sections = outline.repeated.map { section in
            Diagnostic(
                .duplicateNumber, at: prose.location(line: rendered.headings[section.heading].line),
                "the chapter has another section \(section.number)", help: "give one of them another number")
        }
        let captions = outline.repeatedCaptions.map { index in
            let caption = rendered.captions[index]
            return Diagnostic(
                .duplicateNumber, at: prose.location(line: caption.line),
                "the chapter has another \(caption.kind.rawValue) \(caption.number ?? "")",
                help: "give one of them another number")
        }
        return sections + captions
    }
}
