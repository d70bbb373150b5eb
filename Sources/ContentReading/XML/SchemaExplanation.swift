import Diagnostics

/// Explains why the schema rejects a file.
///
/// libxml2 is the judge, but it says little more than "did not expect element". This walks the file's elements beside
/// the schema's outline and says of each problem where it is, what is wrong and what would be right.
struct SchemaExplanation {
    private let source: SourceText
    private let outline: SchemaOutline
    private var diagnostics: [Diagnostic] = []
    private var untold = 0

    /// The problems of a file that the schema rejects; none if the outline doesn't show what is wrong.
    static func diagnostics(
        for root: XMLElement, in source: SourceText, by outline: SchemaOutline
    ) -> [Diagnostic] {
        var explanation = SchemaExplanation(source: source, outline: outline)
        explanation.explain(root: root)
        if explanation.untold > 0 {
            explanation.diagnostics.append(furtherProblems(explanation.untold, .schemaViolation, in: source))
        }
        return explanation.diagnostics.sorted()
    }

    private init(source: SourceText, outline: SchemaOutline) {
        self.source = source
        self.outline = outline
    }

    private mutating func explain(root: XMLElement) {
        checkNamespace(of: root, inherited: outline.namespace)
        let candidates = outline.start.elements.map(\.element)
        guard let element = candidates.first(where: { outline.elements[$0].name == root.name }) else {
            let names = outline.names(of: candidates)
            let summary =
                outline.knows(root.name)
                ? "'\(root.name)' can't be the root element" : "unknown element '\(root.name)'"
            report(
                at: root, summary, name: root.name, among: names,
                otherwise: "a file begins with one of \(list(names))")
            return
        }
        explain(root, by: element)
    }

    private mutating func explain(_ element: XMLElement, by number: Int) {
        let definition = outline.elements[number]
        checkAttributes(of: element, by: definition)
        checkText(of: element, by: definition)
        checkChildren(of: element, by: definition)
    }

    // MARK: Namespace

    /// Told once, at the outermost element that leaves the namespace.
    ///
    /// - Returns: Whether the namespace is right or was told before.
    @discardableResult
    private mutating func checkNamespace(of element: XMLElement, inherited: String?) -> Bool {
        guard element.namespace != outline.namespace, element.namespace != inherited else { return true }
        let tag = TagSource(at: element.offset, in: source.bytes)
        let declaration = tag.attributes.first { attribute in
            source.bytes[attribute.name].starts(with: "xmlns".utf8)
                && String(decoding: source.bytes[attribute.value], as: UTF8.self) == element.namespace ?? ""
        }
        let help = "add xmlns=\"\(outline.namespace)\""
        if let value = declaration?.value, let namespace = element.namespace {
            report(
                at: value, "\(excerpt(namespace)) is not the namespace of definition files",
                help: "write '\(outline.namespace)'")
        } else if let namespace = element.namespace {
            report(at: element, "'\(element.name)' is in the namespace \(excerpt(namespace))", help: help)
        } else {
            report(at: element, "'\(element.name)' is in no namespace", help: help)
        }
        return false
    }

    // MARK: Attributes

    private mutating func checkAttributes(of element: XMLElement, by definition: SchemaOutline.Element) {
        let names = definition.attributes.map(\.name)
        var meant: Set<String> = []
        for attribute in element.attributes {
            if let rule = definition.attributes.first(where: { $0.name == attribute.name }) {
                check(attribute, by: rule)
            } else {
                let missing = names.filter { element.attribute(named: $0) == nil }
                meant.formUnion(nearestNames(to: attribute.name, among: missing))
                report(
                    at: nameSpan(of: attribute),
                    "unknown attribute '\(attribute.name)' of '\(element.name)'", name: attribute.name, among: missing,
                    otherwise: names.isEmpty
                        ? "'\(element.name)' has no attributes" : "'\(element.name)' has \(list(names))")
            }
        }
        // A misspelt attribute isn't told a second time as a missing one.
        let absent = definition.attributes.filter { element.attribute(named: $0.name) == nil }
        for rule in absent where rule.isRequired && !meant.contains(rule.name) {
            report(
                at: element, "'\(element.name)' has no attribute '\(rule.name)'",
                help: rule.value.form.map { "add \(rule.name)=\"...\"; \($0)" } ?? "add \(rule.name)=\"...\"")
        }
        for group in definition.alternatives {
            checkAlternatives(group, of: element)
        }
    }

    /// Of a group of attributes exactly one is wanted.
    private mutating func checkAlternatives(_ group: [String], of element: XMLElement) {
        let present = element.attributes.filter { group.contains($0.name) }
        if present.isEmpty {
            report(at: element, "'\(element.name)' has none of its attributes", help: "add one of \(list(group))")
        }
        for attribute in present.dropFirst() {
            report(
                at: nameSpan(of: attribute),
                "'\(element.name)' has both '\(present[0].name)' and '\(attribute.name)'",
                help: "write one '\(element.name)' for each")
        }
    }

    private mutating func check(_ attribute: XMLAttribute, by rule: SchemaOutline.Attribute) {
        switch rule.value {
        case .list(let item) where !attribute.value.isEmpty:
            for (value, span) in items(of: attribute) {
                check(value, of: "'\(attribute.name)'", by: item, at: span)
            }
        default:
            let span = attribute.offset..<attribute.offset + attribute.length
            check(attribute.value, of: "'\(attribute.name)'", by: rule.value, at: span)
        }
    }

    private mutating func check(_ value: String, of owner: String, by rule: SchemaValue, at span: Range<Int>) {
        guard let objection = rule.objection(to: value) else { return }
        guard rule.choices.isEmpty else {
            let summary = value.isEmpty ? "\(owner) is empty" : "\(owner) can't be \(excerpt(value))"
            report(at: span, summary, help: rule.form)
            return
        }
        report(at: span, value.isEmpty ? "\(owner) is empty" : objection.problem, help: objection.help)
    }

    /// The values of a list with their places; a place is exact unless references stand in the source.
    private func items(of attribute: XMLAttribute) -> [(String, Range<Int>)] {
        let end = attribute.offset + attribute.length
        let written = source.bytes[attribute.offset..<min(end, source.bytes.count)].split(whereSeparator: isXMLSpace)
        let values = attribute.value.split(separator: " ").map(String.init)
        guard written.count == values.count else {
            return values.map { ($0, attribute.offset..<end) }
        }
        return zip(values, written).map { ($0, $1.startIndex..<$1.endIndex) }
    }

    private func nameSpan(of attribute: XMLAttribute) -> Range<Int> {
        let tag = source.bytes[..<attribute.offset].lastIndex(of: UInt8(ascii: "<")) ?? 0
        let written = TagSource(at: tag, in: source.bytes).attributes.first { $0.value.lowerBound == attribute.offset }
        return written?.name ?? attribute.offset..<attribute.offset + 1
    }

    // MARK: Text

    private mutating func checkText(of element: XMLElement, by definition: SchemaOutline.Element) {
        if let value = definition.content.value {
            let span = textSpan(of: element) ?? tagSpan(of: element)
            check(element.line, of: "'\(element.name)'", by: value, at: span)
        } else if !definition.content.allowsText, let span = textSpan(of: element) {
            let names = outline.names(of: definition.content.elements.map(\.element))
            report(
                at: span, "'\(element.name)' can't hold text",
                help: names.isEmpty ? "leave it empty" : "it holds \(list(names)); prose goes into a Markdown file")
        }
    }

    /// Where an element's text stands, without the white space around it.
    private func textSpan(of element: XMLElement) -> Range<Int>? {
        let bytes = element.text.bytes
        guard let first = bytes.firstIndex(where: { !isXMLSpace($0) }),
            let last = bytes.lastIndex(where: { !isXMLSpace($0) })
        else { return nil }
        let start = element.text.sourceOffset(of: first)
        return start..<max(start, element.text.sourceOffset(of: last)) + 1
    }

    // MARK: Children

    private mutating func checkChildren(of element: XMLElement, by definition: SchemaOutline.Element) {
        var walk = ContentWalk(definition: definition, outline: outline, children: element.children)
        for (index, child) in element.children.enumerated() {
            let isAtHome = checkNamespace(of: child, inherited: element.namespace)
            let step = walk.step(to: index)
            if isAtHome || step.element != nil { report(step.problem, of: child, in: element, by: definition) }
            if let number = step.element { explain(child, by: number) }
        }
        for name in walk.missingAtEnd {
            reportMissing(name, in: element, by: definition)
        }
    }

    private mutating func report(
        _ problem: ContentWalk.Problem?, of child: XMLElement, in parent: XMLElement,
        by definition: SchemaOutline.Element
    ) {
        let names = outline.names(of: definition.content.elements.map(\.element))
        switch problem {
        case nil:
            return
        case .unknown where outline.knows(child.name):
            report(at: child, "'\(child.name)' can't stand in '\(parent.name)'", help: whatStands(in: definition))
        case .unknown:
            report(
                at: child, "unknown element '\(child.name)'", name: child.name, among: names,
                otherwise: whatStands(in: definition))
        case .repeated(let first):
            report(
                at: tagSpan(of: child), "'\(parent.name)' has a second '\(child.name)'", help: "keep one of them",
                related: ("the first '\(child.name)'", first))
        case .misplaced:
            report(
                at: child, "'\(child.name)' stands at the wrong place in '\(parent.name)'",
                help: "the order is \(list(names))")
        case .missingBefore(let missing):
            for name in missing { reportMissing(name, in: parent, by: definition, before: child.name) }
        }
    }

    private func whatStands(in definition: SchemaOutline.Element) -> String {
        let names = outline.names(of: definition.content.elements.map(\.element))
        if !names.isEmpty { return "'\(definition.name)' holds \(list(names))" }
        guard definition.content.allowsText || definition.content.value != nil else {
            return "'\(definition.name)' stays empty"
        }
        return "'\(definition.name)' holds text alone; write '&lt;' for the character '<'"
    }

    /// A misspelt element isn't told a second time as a missing one.
    private mutating func reportMissing(
        _ name: String, in parent: XMLElement, by definition: SchemaOutline.Element, before next: String? = nil
    ) {
        let numbers = definition.content.elements.map(\.element)
        let unknown = parent.children.filter { !outline.knows($0.name) }
        guard !unknown.contains(where: { nearestNames(to: $0.name, among: outline.names(of: numbers)).contains(name) })
        else { return }
        let documentation = numbers.first { outline.elements[$0].name == name }.flatMap {
            outline.elements[$0].documentation
        }
        let place = next.map { " before '\($0)'" } ?? ""
        report(
            at: parent, "'\(parent.name)' has no '\(name)'",
            help: "add '<\(name)>'\(place)" + (documentation.map { ": " + readable($0) } ?? ""))
    }

    // MARK: Reporting

    /// The `<` and name of a start tag.
    private func tagSpan(of element: XMLElement) -> Range<Int> {
        element.offset..<TagSource(at: element.offset, in: source.bytes, limit: 0).name.upperBound
    }

    private mutating func report(at element: XMLElement, _ summary: String, help: String?) {
        report(at: tagSpan(of: element), summary, help: help)
    }

    private mutating func report(
        at span: Range<Int>, _ summary: String, help: String?, related: (message: String, element: XMLElement)? = nil
    ) {
        add(at: span) { location, source in
            let related = related.map { message, element in
                Diagnostic.Related(message, at: elementLocation(at: element.offset, in: source))
            }
            return Diagnostic(.schemaViolation, at: location, summary, help: help, related: related)
        }
    }

    private mutating func report(
        at element: XMLElement, _ summary: String, name: String, among names: [String], otherwise help: String
    ) {
        report(at: tagSpan(of: element), summary, name: name, among: names, otherwise: help)
    }

    private mutating func report(
        at span: Range<Int>, _ summary: String, name: String, among names: [String], otherwise help: String
    ) {
        add(at: span) { location, _ in
            Diagnostic(.schemaViolation, at: location, summary, name: name, among: names, otherwise: help)
        }
    }

    private mutating func add(at span: Range<Int>, _ diagnostic: (SourceLocation, SourceText) -> Diagnostic) {
        guard diagnostics.count < mostDiagnostics else {
            untold += 1
            return
        }
        diagnostics.append(diagnostic(source.location(at: span.lowerBound, length: span.count), source))
    }

    private func list(_ names: [String]) -> String {
        names.map { "'\($0)'" }.joined(separator: ", ")
    }
}

/// Each location is found by walking the file from its start: without a limit, a large file of nothing but problems
/// would take minutes.
let mostDiagnostics = 100
