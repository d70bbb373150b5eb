/// The footnotes of a text, in the order in which they are referred to.
struct FootnoteList {
    /// The definitions by label.
    var definitions: [String: PreparedMarkdown.Footnote] = [:]
    /// The labels in use, in order.
    var labels: [String] = []
    /// The numbers of the labels in use.
    var numbers: [String: Int] = [:]
    /// The labels that an author may have meant. Hundreds are enough: each problem is compared with all of them.
    lazy var candidates = definitions.keys.sorted().prefix(500)
    /// How often each is referred to.
    var references: [String: Int] = [:]
}

/// Footnotes: `[^label]` in the text, `[^label]: text` at the beginning of a line.
extension ProseRenderer {
    /// The number that refers to a footnote; `nil` where brackets are just brackets.
    mutating func footnoteReference(_ label: String) -> HTML? {
        guard slugs != nil else { return nil }
        guard footnotes.definitions[label] != nil else {
            report(
                .unresolvedReference, at: "[^\(label)]", line: run.line, "there is no footnote '\(label)'", name: label,
                among: Array(footnotes.candidates), help: "write it: '[^\(label)]: text' on a line of its own")
            return nil
        }
        if footnotes.references[label] == nil {
            footnotes.labels.append(label)
            footnotes.numbers[label] = footnotes.labels.count
        }
        let count = footnotes.references[label, default: 0] + 1
        footnotes.references[label] = count
        let number = footnotes.numbers[label] ?? 0
        let id = count == 1 ? "fnref-\(number)" : "fnref-\(number)-\(count)"
        return
            "<sup class=\"footnote-ref\"><a href=\"#fn-\(number)\" id=\"\(id)\" role=\"doc-noteref\">\(number)</a></sup>"
    }

    /// Writes the footnotes at the end of the text; one may refer to another.
    mutating func writeFootnotes() {
        let definitions = footnotes.definitions
        let linkDefinitions = source.linkDefinitions
        guard !definitions.isEmpty else { return }
        if !footnotes.labels.isEmpty {
            result.html.append(.footnotes)
            markup("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n")
            var next = 0
            while next < footnotes.labels.count {
                let label = footnotes.labels[next]
                next += 1
                guard let footnote = definitions[label] else { continue }
                source = PreparedMarkdown((footnote.markdown + linkDefinitions.used(in: footnote.markdown))[...])
                write(footnote, number: next, label: label)
            }
            markup("</ol>\n</section>\n")
        }
        for (label, footnote) in definitions.sorted(by: { $0.value.line < $1.value.line })
        where footnotes.references[label] == nil {
            rewindLocator()
            report(
                .unusedFootnote, at: "[^\(label)]", line: footnote.line, "nothing refers to the footnote '\(label)'",
                help: "refer to it by '[^\(label)]', or remove it")
        }
    }

    private mutating func write(_ footnote: PreparedMarkdown.Footnote, number: Int, label: String) {
        fixedLine = footnote.line
        result.html += "<li id=\"fn-\(number)\">"
        if let tree = MarkdownTree(source.text) { writeChildren(of: tree.root) }
        for count in 1...max(1, footnotes.references[label] ?? 1) {
            let id = count == 1 ? "fnref-\(number)" : "fnref-\(number)-\(count)"
            result.html += " <a href=\"#\(id)\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩</a>"
        }
        markup("</li>\n")
        fixedLine = nil
    }
}
