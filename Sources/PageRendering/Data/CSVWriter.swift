/// Writes CSV as bytes (RFC 4180): UTF-8, a header line, lines that end in CRLF.
struct CSVWriter {
    private(set) var bytes: [UInt8] = []

    /// Appends a line.
    mutating func line(_ fields: some Sequence<String>) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field)
        }
        bytes += "\r\n".utf8
    }

    private mutating func append(_ field: String) {
        let text = Self.safe(field).utf8
        guard text.contains(where: Self.needsQuotes) else {
            bytes += text
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool { "\",\r\n".utf8.contains(byte) }

    /// Spreadsheets take text that begins so for a formula, which could send what stands beside it elsewhere. An
    /// apostrophe makes it text.
    private static func safe(_ field: String) -> String {
        guard let first = field.utf8.first, "=+-@\t\r".utf8.contains(first) else { return field }
        return "'" + field
    }
}
