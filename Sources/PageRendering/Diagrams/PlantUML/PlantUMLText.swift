/// Text as PlantUML writes it: `\n` for line breaks, `//italic//`, `**bold**`, `[[address text]]`. Other marks of its dialect
/// are about looks and left out.
extension PlantUMLParser {
    mutating func text(_ lines: [Substring]) -> DiagramText {
        var whole = DiagramText()
        for line in lines { whole.lines += text(line).lines }
        return whole
    }

    mutating func text(_ source: Substring) -> DiagramText {
        let trimmed = source.trimmingSpaces
        guard !trimmed.isEmpty else { return DiagramText() }
        var scanner = PlantUMLScanner(trimmed)
        var text = DiagramText()
        text.lines = [[]]
        var run = DiagramText.Run(text: "")
        func endRun() {
            if !run.text.isEmpty { text.lines[text.lines.count - 1].append(run) }
            run.text = ""
        }
        while !scanner.rest.isEmpty {
            run.text += scanner.plainText().replacing("\t", with: " ")
            if scanner.rest.isEmpty { break }
            if scanner.skip(anyOf: ["\\n", "<br>", "%newline()"]) != nil {
                endRun()
                text.lines.append([])
                scanner.skipSpaces()
            } else if scanner.skip(anyOf: ["**"]) != nil {
                endRun()
                run.isBold.toggle()
            } else if run.text.last != ":", scanner.skip(anyOf: ["//"]) != nil {
                endRun()
                run.isItalic.toggle()
            } else if let link = scanner.link() {
                endRun()
                let shown = link.text ?? link.destination
                var linked = run.with(shown)
                linked.link = add(Link(destination: link.destination, text: shown, line: number))
                text.lines[text.lines.count - 1].append(linked)
            } else if scanner.skip(anyOf: ["\\t"]) != nil {
                run.text.append(" ")
            } else if !scanner.skipTag(), scanner.skip(anyOf: ["__", "\"\"", "~~"]) == nil {
                run.text += scanner.next()
            }
        }
        endRun()
        return text
    }

    /// The number of a link.
    mutating func add(_ link: Link) -> Int {
        links.append(link)
        return links.count - 1
    }
}

extension DiagramText {
    /// Makes a link of all text that is none.
    mutating func link(to link: Int) {
        for line in lines.indices {
            for run in lines[line].indices where lines[line][run].link == nil { lines[line][run].link = link }
        }
    }

    /// Puts a number before the text.
    mutating func number(_ number: Int) {
        if lines.isEmpty { lines = [[]] }
        lines[0].insert(Run(text: "\(number) ", isBold: true), at: 0)
    }
}

extension PlantUMLScanner {
    /// The text up to what may be a mark.
    mutating func plainText() -> String {
        let text = rest.prefix { !"\\<%*/[_\"~".contains($0) }
        skip(to: text.endIndex)
        return String(text)
    }

    /// One character.
    mutating func next() -> String {
        let character = rest.prefix(1)
        skip(to: character.endIndex)
        return String(character)
    }

    /// A name where it is declared: in quotation marks, or up to the next space.
    mutating func declaredName() -> String? {
        if rest.first == "\"" { return name() }
        let name = rest.prefix { !" \t#<[\"".contains($0) }
        skip(to: name.endIndex)
        return name.isEmpty ? nil : String(name)
    }

    /// A link: `[[address]]`, `[[address text]]` or `[[address{hover} text]]`.
    mutating func link() -> (destination: String, text: String?)? {
        guard rest.hasPrefix("[["), let end = rest.prefix(longestLink).firstRange(of: "]]") else { return nil }
        let inner = rest[..<end.lowerBound].dropFirst(2).trimmingSpaces
        let destination = inner.prefix { $0 != " " && $0 != "{" }
        guard !destination.isEmpty else { return nil }
        var text = inner[destination.endIndex...]
        if text.first == "{", let hover = text.firstIndex(of: "}") { text = text[text.index(after: hover)...] }
        text = text.trimmingSpaces
        skip(to: end.upperBound)
        return (String(destination), text.isEmpty ? nil : String(text))
    }

    /// Skips a tag of PlantUML's that is about looks, such as `<color:red>` or `</b>`.
    mutating func skipTag() -> Bool {
        guard rest.first == "<" else { return false }
        let inner = rest.dropFirst().prefix(longestTag)
        let name = inner.drop { $0 == "/" }.prefix { $0.isLetter || $0 == "&" }
        guard Self.tags.contains(name.lowercased()) || name.first == "&", let end = inner.firstIndex(of: ">") else {
            return false
        }
        skip(to: inner.index(after: end))
        return true
    }

    private static let tags: Set<String> = [
        "b", "back", "color", "font", "i", "plain", "s", "size", "strike", "sub", "sup", "u", "w",
    ]

    /// Skips a stereotype such as `<<external>>`.
    mutating func skipStereotype() -> Bool {
        guard rest.hasPrefix("<<"), let end = rest.firstRange(of: ">>") else { return false }
        skip(to: end.upperBound)
        return true
    }

    /// The title of a box, without quotation marks and colours.
    static func title(_ text: Substring) -> Substring {
        var scanner = PlantUMLScanner(text)
        if text.first == "\"", let name = scanner.name() { return name[...] }
        return withoutColors(text)
    }

    /// A text without the colours at its beginning or end.
    static func withoutColors(_ text: Substring) -> Substring {
        var scanner = PlantUMLScanner(text)
        while scanner.skipColor() { scanner.skipSpaces() }
        guard let last = scanner.rest.split(separator: " ").last, last.first == "#" else { return scanner.rest }
        return scanner.rest[..<last.startIndex].trimmingSpaces
    }
}

extension Substring {
    /// Without white space at both ends.
    var trimmingSpaces: Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// Without a sign, and white space, at both ends.
    func trimming(_ sign: Character) -> Substring {
        var text = drop { $0 == sign }
        while text.last == sign { text.removeLast() }
        return text.trimmingSpaces
    }
}

/// Longer ones are taken for text, so that unclosed ones cost no search to the end.
private let longestLink = 2_000
private let longestTag = 60
