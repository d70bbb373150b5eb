/// What a rule asks for and why, an example that breaks it, and the way out.
///
/// The guide `docs/checks.md` says it, and is part of the generator: there is no second text that could say otherwise.
public struct RuleExplanation: Sendable {
    public let rule: Rule
    /// What the rule is about and why it matters: Markdown, a paragraph a line.
    public let about: String
    /// The language of the example: `xml`, `yaml`, `markdown`, or `sh` for commands that bring it about.
    public let language: String
    /// Content that breaks the rule.
    public let example: String
    /// What the generator says of the example, such as `error: there is no actor 'reeder' [unknown-id]`.
    public let report: String
    /// How to mend it: Markdown, a paragraph a line.
    public let wayOut: String
    /// The whole section, without its heading.
    public let markdown: String

    /// The first sentence, up to where it goes into particulars.
    public var summary: String {
        let ends = [about.firstRange(of: ". ")?.lowerBound, about.firstRange(of: ": ")?.lowerBound]
        let end = ends.compactMap { $0 }.min() ?? about.firstIndex(of: "\n") ?? about.endIndex
        let sentence = about[..<end]
        return sentence.hasSuffix(".") ? String(sentence) : sentence + "."
    }

    /// The explanation of a rule; `nil` where the guide has none, which a test forbids.
    public static func of(_ rule: Rule) -> RuleExplanation? { byRule[rule] }

    private static let byRule: [Rule: RuleExplanation] = {
        let guide = String(decoding: PackageResources.checks_md, as: UTF8.self)
        return Dictionary(read(guide).map { ($0.rule, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// The sections of a guide that are headed by a rule and whole.
    static func read(_ guide: String) -> [RuleExplanation] {
        let lines = guide.split(separator: "\n", omittingEmptySubsequences: false)
        let fences = fences(in: lines[...])
        // An example may have headings of its own.
        let headings = lines.indices.filter { index in
            lines[index].hasPrefix("## ") && fences.count { $0 < index }.isMultiple(of: 2)
        }
        return zip(headings, headings.dropFirst() + [lines.endIndex]).compactMap { start, end in
            Rule(rawValue: String(lines[start].dropFirst(3))).flatMap { rule in
                RuleExplanation(rule, lines[(start + 1)..<end])
            }
        }
    }

    /// The lines that open and close blocks of code, in turns.
    private static func fences(in lines: ArraySlice<Substring>) -> [Int] {
        var fences: [Int] = []
        var opening: Substring?
        for (index, line) in zip(lines.indices, lines) where line.hasPrefix("```") {
            if opening == nil {
                opening = line.prefix { $0 == "`" }
            } else if line == opening {
                opening = nil
            } else {
                continue
            }
            fences.append(index)
        }
        return fences
    }

    private init?(_ rule: Rule, _ lines: ArraySlice<Substring>) {
        // Text, a fence, the example, a fence, text, a fence, the report, a fence, text.
        let fences = Self.fences(in: lines)
        guard fences.count == 4, let report = lines[fences[2]..<fences[3]].dropFirst().first else { return nil }
        self.rule = rule
        about = Self.paragraphs(lines[..<fences[0]])
        language = String(lines[fences[0]].drop { $0 == "`" })
        example = lines[fences[0]..<fences[1]].dropFirst().map { $0 + "\n" }.joined()
        self.report = String(report)
        wayOut = Self.paragraphs(lines[fences[3]...].dropFirst())
        let text = lines.drop { $0.isEmpty }
        markdown = text.prefix((text.lastIndex { !$0.isEmpty } ?? text.startIndex) + 1 - text.startIndex)
            .joined(separator: "\n")
    }

    private static func paragraphs(_ lines: ArraySlice<Substring>) -> String {
        lines.split { $0.isEmpty }.map { $0.joined(separator: " ") }.joined(separator: "\n")
    }
}

extension RuleExplanation {
    /// The explanation for a terminal.
    ///
    /// - Parameter width: How many characters a line of text may have; those of the example stay as they are.
    public func text(width: Int) -> String {
        let parts = [
            "\(rule.rawValue) (\(rule.severity.rawValue))", Self.wrapped(about, width), "For example:",
            Self.indented(example), "is reported as", Self.indented(report),
            Self.wrapped("The way out: \(wayOut)", width),
        ]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    }

    /// Paragraphs in lines, with an empty line between two.
    private static func wrapped(_ text: String, _ width: Int) -> String {
        let paragraphs = text.split(separator: "\n").map { paragraph in
            var lines: [String] = []
            for word in paragraph.split(separator: " ") {
                if let last = lines.last, last.count + 1 + word.count <= width {
                    lines[lines.count - 1] += " " + word
                } else {
                    lines.append(String(word))
                }
            }
            return lines.joined(separator: "\n")
        }
        return paragraphs.joined(separator: "\n\n")
    }
}
