/// Whether an identifier comes before another: letters without regard to case, numbers by their value, so that
/// `ITI-9` comes before `ITI-18`.
public func identifierPrecedes(_ left: String, _ right: String) -> Bool {
    var leftBytes = left.utf8[...]
    var rightBytes = right.utf8[...]
    while let leftByte = leftBytes.first, let rightByte = rightBytes.first {
        if isDigit(leftByte), isDigit(rightByte) {
            let leftDigits = number(at: &leftBytes)
            let rightDigits = number(at: &rightBytes)
            if leftDigits.count != rightDigits.count { return leftDigits.count < rightDigits.count }
            if !leftDigits.elementsEqual(rightDigits) { return leftDigits.lexicographicallyPrecedes(rightDigits) }
        } else {
            if lowercased(leftByte) != lowercased(rightByte) { return lowercased(leftByte) < lowercased(rightByte) }
            leftBytes.removeFirst()
            rightBytes.removeFirst()
        }
    }
    if leftBytes.isEmpty != rightBytes.isEmpty { return leftBytes.isEmpty }
    return left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// Takes a run of digits off the front and returns it without leading zeros.
private func number(at bytes: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = bytes.prefix(while: isDigit)
    bytes = bytes[digits.endIndex...]
    return digits.drop { $0 == UInt8(ascii: "0") }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
