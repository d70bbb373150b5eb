/// The lines that define link references, by their labels.
struct LinkDefinitions {
    private var lines: [String: ArraySlice<UInt8>] = [:]

    /// Adds a line; the first for a label counts.
    mutating func add(_ line: ArraySlice<UInt8>, label: ArraySlice<UInt8>) {
        let key = Self.key(label)
        if lines[key] == nil { lines[key] = line }
    }

    /// The lines that a piece of text needs. All of them behind every piece would grow with the square.
    func used(in text: [UInt8]) -> [UInt8] {
        guard !lines.isEmpty else { return [] }
        var used: [UInt8] = []
        var taken: Set<String> = []
        var open: Int?
        for (index, byte) in text.enumerated() {
            if byte == .openBracket, index == 0 || text[index - 1] != .backslash {
                open = index
            } else if byte == .closeBracket, let start = open {
                // Labels hold no brackets.
                open = nil
                let key = Self.key(text[(start + 1)..<index])
                guard let line = lines[key], taken.insert(key).inserted else { continue }
                used += line
                used.append(.newline)
            }
        }
        return used
    }

    /// Case and the width of white space don't count (CommonMark, 4.7).
    private static func key(_ label: ArraySlice<UInt8>) -> String {
        String(decoding: label, as: UTF8.self).uppercased().lowercased()
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
