/// A value of a JSON document, and where it begins.
struct JSONValue: Sendable {
    enum Kind: Sendable {
        case null
        case flag(Bool)
        case number(String)
        case text(String)
        case array([JSONValue])
        case object([Member])
    }

    struct Member: Sendable {
        let key: String
        let value: JSONValue
    }

    let kind: Kind
    /// Where the value begins, in bytes.
    let offset: Int

    var text: String? { if case .text(let text) = kind { text } else { nil } }
    var array: [JSONValue]? { if case .array(let values) = kind { values } else { nil } }

    /// A number without a fraction.
    var number: Int? { if case .number(let digits) = kind { Int(digits) } else { nil } }

    var isObject: Bool { if case .object = kind { true } else { false } }

    /// The value of a member; `nil` where there is none or where it is `null`.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = kind, let value = members.last(where: { $0.key == key })?.value else {
            return nil
        }
        if case .null = value.kind { return nil }
        return value
    }

    /// What the value is, for reports.
    var name: String {
        switch kind {
        case .null: "null"
        case .flag: "true or false"
        case .number: "a number"
        case .text: "text"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
