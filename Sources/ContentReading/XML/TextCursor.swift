/// Finds character data in the source that libxml2 hands over as a copy: references, CDATA sections and text
/// whose line breaks it has changed.
struct TextCursor {
    private var position = 0
    private var isInCDATA = false

    /// Goes to where the next character data is looked for.
    mutating func move(to offset: Int) {
        position = offset
        isInCDATA = false
    }

    /// Appends character data with the positions that it has in the source.
    mutating func append(_ copy: UnsafeBufferPointer<UInt8>, to text: inout XMLText, from source: [UInt8]) {
        skipMarkup(in: source)
        var index = 0
        while index < copy.count {
            if let reference = reference(in: source) {
                let length = min(scalarLength(copy[index]), copy.count - index)
                text.append(copy[index..<index + length], reference: reference)
                index += length
                position = reference.upperBound
            } else {
                let length = commonRun(of: copy[index...], in: source)
                guard length > 0 else { return appendLost(copy[index...], to: &text, from: source) }
                text.append(copy[index..<index + length], at: position)
                index += length
                position += length
            }
            if index < copy.count { skipMarkup(in: source) }
        }
    }

    /// Only in a broken file: what can't be found is given the place where it was looked for, all of it, since the source may have
    /// fewer bytes left.
    private mutating func appendLost(
        _ copy: Slice<UnsafeBufferPointer<UInt8>>, to text: inout XMLText, from source: [UInt8]
    ) {
        let place = min(position, source.count)
        position = min(place + copy.count, source.count)
        text.append(copy, reference: place..<position)
    }

    /// How many bytes are the same in the copy and in the source, up to what needs a closer look.
    private func commonRun(of copy: Slice<UnsafeBufferPointer<UInt8>>, in source: [UInt8]) -> Int {
        var length = 0
        for byte in copy {
            guard position + length < source.count else { break }
            let written = source[position + length]
            guard written == byte || written == carriageReturn && byte == lineFeed else { break }
            // The pair of both has become one line feed.
            if written == carriageReturn, source[(position + length + 1)...].first == lineFeed { break }
            if !isInCDATA, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") { break }
            length += 1
        }
        return length
    }

    private func reference(in source: [UInt8]) -> Range<Int>? {
        guard !isInCDATA, position < source.count, source[position] == UInt8(ascii: "&"),
            let end = source[position...].prefix(longestReference).firstIndex(of: UInt8(ascii: ";"))
        else { return nil }
        return position..<end + 1
    }

    /// Skips comments, processing instructions, the marks of CDATA sections and the first half of a line break.
    private mutating func skipMarkup(in source: [UInt8]) {
        while position < source.count, isInCDATA || source[position] == UInt8(ascii: "<") {
            let rest = source[position...]
            if isInCDATA {
                guard rest.starts(with: "]]>".utf8) else { break }
                isInCDATA = false
                position += 3
            } else if rest.starts(with: "<![CDATA[".utf8) {
                isInCDATA = true
                position += 9
            } else if rest.starts(with: "<!--".utf8) {
                position = firstOffset(of: "-->", in: source, from: position + 4).map { $0 + 3 } ?? source.count
            } else if rest.starts(with: "<?".utf8) {
                position = firstOffset(of: "?>", in: source, from: position + 2).map { $0 + 2 } ?? source.count
            } else {
                break
            }
        }
        if position + 1 < source.count, source[position] == carriageReturn, source[position + 1] == lineFeed {
            position += 1
        }
    }
}

/// The length of a scalar in UTF-8, told by its first byte.
private func scalarLength(_ byte: UInt8) -> Int {
    switch byte {
    case ..<0x80: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
}

private let carriageReturn = UInt8(ascii: "\r")
private let lineFeed = UInt8(ascii: "\n")
/// References to predefined entities and characters are short; only leading zeros make them longer.
private let longestReference = 64
