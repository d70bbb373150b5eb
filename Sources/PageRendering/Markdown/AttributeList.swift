/// An attribute list as in kramdown: `{: #id .class key="value"}`, or in a directive and behind a heading without
/// the colon.
struct AttributeList {
    private(set) var id: String?
    private(set) var classes: [String] = []
    private(set) var values: [String: String] = [:]

    /// - Parameter text: The list with its braces; white space around it doesn't matter.
    /// - Returns: `nil` for what is no attribute list.
    init?(_ text: some StringProtocol) {
        let trimmed = text.drop(while: \.isWhitespace)
        guard trimmed.first == "{", let close = trimmed.lastIndex(of: "}"),
            trimmed[trimmed.index(after: close)...].allSatisfy(\.isWhitespace)
        else { return nil }
        var rest = trimmed[trimmed.index(after: trimmed.startIndex)..<close]
        if rest.first == ":" { rest.removeFirst() }
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard let first = rest.first else { return }
            guard let parsed = Self.entry(&rest, first) else { return nil }
            switch parsed {
            case .id(let id): self.id = id
            case .cssClass(let name): classes.append(name)
            case .value(let key, let value): values[key] = value
            }
        }
    }

    private enum Entry {
        case id(String)
        case cssClass(String)
        case value(String, String)
    }

    private static func entry<Text: StringProtocol>(_ rest: inout Text, _ first: Character) -> Entry?
    where Text.SubSequence == Text {
        if first == "#" || first == "." {
            rest.removeFirst()
            let name = rest.prefix { !$0.isWhitespace && $0 != "#" && $0 != "." || ($0 == "." && first == "#") }
            rest = rest[name.endIndex...]
            guard !name.isEmpty else { return nil }
            return first == "#" ? .id(String(name)) : .cssClass(String(name))
        }
        let key = rest.prefix { $0.isLetter || $0 == "-" || $0.isNumber }
        guard !key.isEmpty, rest[key.endIndex...].first == "=" else { return nil }
        rest = rest[key.endIndex...].dropFirst()
        if let quote = rest.first, quote == "\"" || quote == "'" {
            let value = rest.dropFirst().prefix { $0 != quote }
            guard value.endIndex < rest.endIndex else { return nil }
            rest = rest[rest.index(after: value.endIndex)...]
            return .value(String(key), String(value))
        }
        let value = rest.prefix { !$0.isWhitespace }
        rest = rest[value.endIndex...]
        return .value(String(key), String(value))
    }
}

extension AttributeList {
    /// A list of an identifier alone.
    init(id: String?) {
        self.id = id
    }
}
