/// The schema as an author sees it: each element's attributes, children and values, with the schema's documentation.
///
/// Read from the RELAX NG file itself, so that explanations can't drift from the schema.
struct SchemaOutline {
    /// An element in one place of the schema; a name may have several.
    struct Element {
        let name: String
        fileprivate(set) var documentation: String?
        fileprivate(set) var attributes: [Attribute] = []
        /// Groups of attributes of which one must be there.
        fileprivate(set) var alternatives: [[String]] = []
        fileprivate(set) var content = SchemaPattern.empty
    }

    /// An attribute of an element.
    struct Attribute {
        let name: String
        let isRequired: Bool
        let value: SchemaValue
        let documentation: String?
    }

    /// The namespace of all elements.
    private(set) var namespace = ""
    private(set) var elements: [Element] = []
    /// The root elements.
    private(set) var start = SchemaPattern.notAllowed

    private var definitions: [String: XMLElement] = [:]
    /// The number of each `element` of the schema by its offset: a recursive schema meets it again.
    private var numbers: [Int: Int] = [:]
    /// The definitions that are being resolved: one that leads to itself without an element has no meaning.
    private var resolving: Set<String> = []

    /// - Parameter schema: A RELAX NG schema in XML syntax that libxml2 has accepted.
    init(schema: [UInt8]) {
        guard let grammar = XMLTreeParser().parse(schema).root else { return }
        namespace = grammar.attribute(named: "ns")?.value ?? ""
        for definition in grammar.children(named: "define") {
            guard let name = definition.attribute(named: "name")?.value else { continue }
            definitions[name] = definitions[name] ?? definition
        }
        if let start = grammar.child(named: "start") { self.start = content(of: start) }
    }

    /// The elements of a pattern by name, each name once, in the schema's order.
    func names(of elements: [Int]) -> [String] {
        var names: [String] = []
        for element in elements where !names.contains(self.elements[element].name) {
            names.append(self.elements[element].name)
        }
        return names
    }

    /// Whether any place of the schema has an element of a name.
    func knows(_ name: String) -> Bool {
        elements.contains { $0.name == name }
    }

    // MARK: Content

    /// The pattern of the parts of a schema element, one after the other.
    private mutating func content(of parent: XMLElement) -> SchemaPattern {
        parent.children.reduce(.empty) { .both($0, pattern(of: $1)) }
    }

    private mutating func pattern(of part: XMLElement) -> SchemaPattern {
        switch part.name {
        case "element": return .element(element(part))
        case "ref":
            guard let (name, definition) = definition(for: part) else { return .notAllowed }
            defer { resolving.remove(name) }
            if isValue(definition) { return .value(value(of: part)) }
            return content(of: definition)
        case "text": return .text
        case "data", "value", "list": return .value(value(of: part))
        case "optional": return .either(content(of: part), .empty)
        case "oneOrMore": return .oneOrMore(content(of: part))
        case "zeroOrMore": return .either(.oneOrMore(content(of: part)), .empty)
        case "choice":
            if isValue(part) { return .value(value(of: part)) }
            return part.children.reduce(.notAllowed) { .either($0, pattern(of: $1)) }
        case "interleave": return part.children.reduce(.empty) { .mixed($0, pattern(of: $1)) }
        case "mixed": return .mixed(content(of: part), .text)
        case "notAllowed": return .notAllowed
        case "group": return content(of: part)
        default: return .empty
        }
    }

    private mutating func element(_ part: XMLElement) -> Int {
        if let number = numbers[part.offset] { return number }
        let number = elements.count
        numbers[part.offset] = number
        elements.append(
            Element(name: part.attribute(named: "name")?.value ?? "", documentation: documentation(of: part)))
        // An element is a new start for definitions: they may lead to themselves through it.
        let outer = resolving
        resolving = []
        defer { resolving = outer }
        elements[number].content = content(of: part)
        var collector = AttributeCollector()
        collect(from: part.children, isRequired: true, into: &collector)
        elements[number].attributes = collector.attributes
        elements[number].alternatives = collector.alternatives
        return number
    }

    /// The definition that a reference leads to. The caller takes its name out of `resolving` afterwards.
    private mutating func definition(for reference: XMLElement) -> (name: String, definition: XMLElement)? {
        guard let name = reference.attribute(named: "name")?.value, let definition = definitions[name],
            resolving.insert(name).inserted
        else { return nil }
        return (name, definition)
    }

    private func documentation(of part: XMLElement) -> String? {
        part.child(named: "documentation").map(\.line)
    }

    // MARK: Attributes

    private struct AttributeCollector {
        var attributes: [Attribute] = []
        var alternatives: [[String]] = []
    }

    private mutating func collect(
        from parts: [XMLElement], isRequired: Bool, into collector: inout AttributeCollector
    ) {
        for part in parts {
            switch part.name {
            case "attribute":
                collector.attributes.append(attribute(part, isRequired: isRequired))
            case "ref":
                guard let (name, definition) = definition(for: part) else { continue }
                collect(from: definition.children, isRequired: isRequired, into: &collector)
                resolving.remove(name)
            case "optional", "zeroOrMore":
                collect(from: part.children, isRequired: false, into: &collector)
            case "choice":
                collectAlternatives(from: part, isRequired: isRequired, into: &collector)
            case "group", "interleave", "oneOrMore", "mixed":
                collect(from: part.children, isRequired: isRequired, into: &collector)
            default:
                continue
            }
        }
    }

    /// Of a choice between attributes one must be there, unless a branch does without.
    private mutating func collectAlternatives(
        from choice: XMLElement, isRequired: Bool, into collector: inout AttributeCollector
    ) {
        let before = collector.attributes.count
        var isOneDemanded = isRequired
        for branch in choice.children {
            let count = collector.attributes.count
            collect(from: [branch], isRequired: false, into: &collector)
            if collector.attributes.count == count { isOneDemanded = false }
        }
        let names = collector.attributes[before...].map(\.name)
        if isOneDemanded, !names.isEmpty { collector.alternatives.append(names) }
    }

    private mutating func attribute(_ part: XMLElement, isRequired: Bool) -> Attribute {
        let parts = part.children.filter { valueParts.contains($0.name) || $0.name == "ref" }
        return Attribute(
            name: part.attribute(named: "name")?.value ?? "", isRequired: isRequired,
            value: parts.first.map { value(of: $0) } ?? .anything, documentation: documentation(of: part))
    }

    // MARK: Values

    /// Whether a part stands for a value, not for elements or attributes.
    private func isValue(_ part: XMLElement) -> Bool {
        guard let first = part.children.first(where: { $0.name != "documentation" }) else { return false }
        return valueParts.contains(first.name) && first.name != "choice" || first.name == "choice" && isValue(first)
    }

    /// - Parameter name: The name of the definition that the part is the whole of.
    private mutating func value(of part: XMLElement, definedAs name: String? = nil) -> SchemaValue {
        switch part.name {
        case "ref":
            guard let name = part.attribute(named: "name")?.value,
                let first = definitions[name]?.children.first(where: { $0.name != "documentation" })
            else { return .anything }
            return value(of: first, definedAs: name)
        case "choice":
            let branches = part.children.map { value(of: $0, definedAs: name) }
            let choices = branches.flatMap(\.choices)
            return choices.isEmpty ? .anyOf(branches) : .oneOf(choices)
        case "value": return .oneOf([part.line])
        case "data": return .data(datatype(part, definedAs: name))
        case "list", "oneOrMore", "zeroOrMore":
            guard let item = part.children.first else { return .anything }
            return part.name == "list" ? .list(of: value(of: item)) : value(of: item)
        default: return .anything
        }
    }

    private func datatype(_ data: XMLElement, definedAs name: String?) -> SchemaDatatype {
        let type = data.attribute(named: "type")?.value ?? "token"
        func parameters(_ name: String) -> [String] {
            data.children(named: "param").filter { $0.attribute(named: "name")?.value == name }.map(\.line)
        }
        let patterns = parameters("pattern")
        return SchemaDatatype(
            type: type, form: ValueForm(definition: name, type: type, pattern: patterns.first),
            patterns: patterns.map(SchemaExpression.init), minLength: parameters("minLength").first.flatMap { Int($0) },
            maxLength: parameters("maxLength").first.flatMap { Int($0) })
    }
}

private let valueParts: Set<String> = ["data", "value", "list", "choice"]
