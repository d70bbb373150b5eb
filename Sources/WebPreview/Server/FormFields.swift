/// The fields that a form sends.
enum FormFields {
    /// - Parameters:
    ///   - body: The body of the request.
    ///   - type: Its content type.
    /// - Returns: `nil` for a form in another type than `application/x-www-form-urlencoded`.
    static func read(_ body: [UInt8], type: String) -> [(name: String, value: String)]? {
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else { return nil }
        return String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            let value = pair.dropFirst(name.count + 1)
            return (decoded(name) ?? String(name), decoded(value) ?? String(value))
        }
    }

    /// A text of a query or form: a plus stands for a space.
    static func decoded(_ text: Substring) -> String? {
        RequestPath.decoded(text.replacing("+", with: " ")[...])
    }
}
