/// A section of a text: what stands between two headings.
struct ProseSection {
    /// The heading without its number and attributes; empty for what stands before the first one.
    let title: String
    /// The number that the author wrote.
    let number: String?
    /// The titles of the sections around it, the outermost first.
    let trail: [String]
    /// The position of the section around it.
    let parent: Int?
    /// The lines below the heading.
    fileprivate(set) var lines: [Substring] = []

    /// The heading as it was written.
    var heading: String { number.map { title.isEmpty ? $0 : "\($0) \(title)" } ?? title }
    /// What tells the section from others however its heading is spelled.
    var slug: String { Self.slug(of: title) }
    /// The same for the sections around it, too.
    var path: String { (trail + [title]).map(Self.slug).joined(separator: "/") }

    private static func slug(of title: String) -> String {
        String(title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
            .split(separator: "-").joined(separator: "-")
    }
}

/// Cuts Markdown into its sections.
struct ProseSections {
    private var sections = [ProseSection(title: "", number: nil, trail: [], parent: nil)]
    /// The sections around the current line.
    private var open: [(level: Int, position: Int)] = []
    private var fence: Substring?

    /// The sections in their order. What stands before the first heading comes first, also where there is nothing.
    static func sections(of markdown: some Collection<UInt8>) -> [ProseSection] {
        var cutter = ProseSections()
        for line in ProseWords.lines(of: markdown) { cutter.add(line) }
        return cutter.sections
    }

    private mutating func add(_ line: Substring) {
        let content = line.drop(while: isSpace)
        if let open = fence {
            if content.hasPrefix(open), content.drop(while: { $0 == open.first }).allSatisfy(isSpace) { fence = nil }
        } else if let mark = ProseWords.fenceMark(content) {
            fence = mark
        } else if let level = Self.headingLevel(content) {
            return begin(content.dropFirst(level), level: level)
        } else if let level = underlineLevel(content) {
            let heading = sections[sections.count - 1].lines.removeLast()
            return begin(heading, level: level)
        }
        sections[sections.count - 1].lines.append(line)
    }

    /// The number of signs before a heading: CommonMark has six levels, the field eight.
    private static func headingLevel(_ content: Substring) -> Int? {
        let signs = content.prefix { $0 == "#" }.count
        guard (1...8).contains(signs) else { return nil }
        return content.dropFirst(signs).first.map(isSpace) ?? true ? signs : nil
    }

    /// The level of the heading that a line makes of the one above it.
    private func underlineLevel(_ content: Substring) -> Int? {
        guard let sign = content.first, sign == "=" || sign == "-",
            content.drop(while: { $0 == sign }).allSatisfy(isSpace),
            let above = sections.last?.lines.last?.drop(while: isSpace), let first = above.first,
            !"|>-*+:`#".contains(first),
            // Only the whole paragraph can be a heading; of longer ones this would take the last line.
            sections.last?.lines.dropLast().last?.allSatisfy(isSpace) ?? true
        else { return nil }
        return sign == "=" ? 1 : 2
    }

    private mutating func begin(_ heading: Substring, level: Int) {
        while let last = open.last, last.level >= level { open.removeLast() }
        let (number, title) = Self.parts(of: heading)
        let trail = open.map { sections[$0.position].title }
        let section = ProseSection(title: title, number: number, trail: trail, parent: open.last?.position)
        open.append((level, sections.count))
        sections.append(section)
    }

    /// The number before a heading and its text, without the attributes and number signs behind it.
    private static func parts(of heading: Substring) -> (number: String?, title: String) {
        var words = heading.split(whereSeparator: isSpace)
        if words.count > 1, let last = words.last, last.allSatisfy({ $0 == "#" }) { words.removeLast() }
        if let brace = words.firstIndex(where: { $0.hasPrefix("{#") }), words.last?.hasSuffix("}") == true {
            words.removeSubrange(brace...)
        }
        guard let first = words.first, isNumber(first) else { return (nil, words.joined(separator: " ")) }
        return (String(first), words.dropFirst().joined(separator: " "))
    }

    /// Whether a word is the number of a section, such as `10.4.7` or `X.4`.
    private static func isNumber(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } }
            && parts.dropFirst().contains { $0.contains(where: \.isNumber) }
    }
}
