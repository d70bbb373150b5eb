import Foundation

/// What a published site can be searched for, in a form to read: a line for each record, in the order of the index.
///
/// - Parameter site: The files of the site by their paths.
func publishedRecords(in site: [String: [UInt8]]) throws -> String {
    let prefix = "assets/data/search-texts-"
    let shards = site.filter { $0.key.hasPrefix(prefix) }
        .map { (number: Int($0.key.dropFirst(prefix.count).prefix { $0 != "." }) ?? 0, bytes: $0.value) }
    return try shards.sorted { $0.number < $1.number }.flatMap { try records(of: $0.bytes) }
        .map { $0.joined(separator: " | ") + "\n" }.joined()
}

private struct TextShard: Decodable {
    let records: [Record]

    /// An array of texts, one of them an array.
    struct Record: Decodable {
        var fields: [String] = []

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            while !values.isAtEnd {
                if let text = try? values.decode(String.self) {
                    fields.append(text)
                } else {
                    fields.append(try values.decode([String].self).joined(separator: ", "))
                }
            }
        }
    }
}

private func records(of script: [UInt8]) throws -> [[String]] {
    let text = String(decoding: script, as: UTF8.self)
    guard let start = text.firstRange(of: " = "), let end = text.lastIndex(of: ";") else { return [] }
    return try JSONDecoder().decode(TextShard.self, from: Data(text[start.upperBound..<end].utf8)).records.map(\.fields)
}
