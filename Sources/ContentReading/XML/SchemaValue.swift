import CLibXML2
import Diagnostics

/// The form that the schema demands of an attribute's value or of an element's text.
indirect enum SchemaValue {
    /// Any text.
    case anything
    /// One of some values.
    case oneOf([String])
    /// One of several forms.
    case anyOf([SchemaValue])
    /// A datatype with its restrictions.
    case data(SchemaDatatype)
    /// Values separated by white space.
    case list(of: SchemaValue)

    /// The single values that the form allows, if they are counted out.
    var choices: [String] {
        if case .oneOf(let values) = self { values } else { [] }
    }

    /// What is wrong with a value, and what is right.
    ///
    /// - Parameter value: The value, its white space collapsed.
    func objection(to value: String) -> (problem: String, help: String?)? {
        switch self {
        case .anything:
            return nil
        case .oneOf(let values):
            return values.contains(value) ? nil : ("\(excerpt(value)) is not one of the values", nil)
        case .anyOf(let forms):
            // What the first form has against it is told of all.
            let objections = forms.map { $0.objection(to: value) }
            return objections.contains { $0 == nil } ? nil : objections.first ?? nil
        case .data(let datatype):
            return datatype.objection(to: value)
        case .list(let item):
            if value.isEmpty { return ("is empty", item.form) }
            return value.split(separator: " ").lazy.compactMap { item.objection(to: String($0)) }.first
        }
    }

    /// The form in words, as help where a value is missing.
    var form: String? {
        switch self {
        case .anything: nil
        case .oneOf(let values): "write \(alternatives(values))"
        case .anyOf(let forms): forms.first?.form
        case .data(let datatype): datatype.form.help
        case .list(let item): item.form
        }
    }
}

/// A datatype of the XML Schema library, with the restrictions of RELAX NG's `param`.
struct SchemaDatatype {
    /// The datatype's name, such as `token`.
    let type: String
    /// What it is called, and how it is written.
    let form: ValueForm
    let patterns: [SchemaExpression]
    let minLength: Int?
    let maxLength: Int?

    func objection(to value: String) -> (problem: String, help: String?)? {
        if value.isEmpty, minLength ?? 1 > 0 { return ("is empty", form.help) }
        if let maxLength, value.unicodeScalars.count > maxLength {
            return ("\(excerpt(value)) is longer than \(maxLength) characters", nil)
        }
        if let minLength, value.unicodeScalars.count < minLength {
            return ("\(excerpt(value)) is shorter than \(minLength) characters", nil)
        }
        guard isOfType(value), patterns.allSatisfy({ $0.matches(value) }) else {
            return ("\(excerpt(value)) is not \(form.noun)", form.help)
        }
        return nil
    }

    private func isOfType(_ value: String) -> Bool {
        let library = "http://www.w3.org/2001/XMLSchema"
        guard let type = xmlSchemaGetPredefinedType(type, library) else { return true }
        return xmlSchemaValidatePredefinedType(type, value, nil) == 0
    }
}

/// How a value is called and written, in an editor's words.
struct ValueForm {
    /// The noun with its article, such as "a date".
    let noun: String
    /// How it is written, with an example.
    let help: String?

    /// The form of a datatype.
    ///
    /// - Parameters:
    ///   - definition: The name under which the schema defines it, if it does.
    ///   - type: The datatype's name.
    ///   - pattern: The expression that it follows.
    init(definition: String?, type: String, pattern: String?) {
        switch (definition, type) {
        case ("identifier", _):
            noun = "an identifier"
            help = "write letters, digits, '.', '_', '+' and '-', the first a letter or digit, such as 'XDS.b'"
        case ("number", _):
            noun = "a section number"
            help = "write letters and digits with full stops in between, such as '3.18' or 'A.1'"
        case (_, "date"):
            noun = "a date"
            help = "write year, month and day of a date that exists, such as '2026-01-31'"
        case (_, "anyURI"):
            noun = "a web address"
            help = "write a whole address, such as 'https://example.org/page'"
        case ("line", _):
            noun = "a line of text"
            help = "write at least one character"
        default:
            noun = definition.map { "of the form '\($0)'" } ?? "of the type '\(type)'"
            help = pattern.map { "the expression for it is \($0)" }
        }
    }
}

/// A regular expression of XML Schema.
final class SchemaExpression {
    let pattern: String
    private let expression: xmlRegexpPtr?

    init(_ pattern: String) {
        self.pattern = pattern
        expression = xmlRegexpCompile(pattern)
    }

    deinit {
        xmlRegFreeRegexp(expression)
    }

    /// Whether the whole value follows the expression. What can't be decided counts as a match: libxml2's own
    /// message is told then.
    func matches(_ value: String) -> Bool {
        guard let expression else { return true }
        return xmlRegexpExec(expression, value) != 0
    }
}
