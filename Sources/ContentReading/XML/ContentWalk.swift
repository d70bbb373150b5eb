/// Walks an element's children along the pattern that the schema has for them, and goes on behind what doesn't fit.
struct ContentWalk {
    /// Why a child doesn't fit.
    enum Problem {
        /// The pattern has no such element.
        case unknown
        /// The pattern has it once; the first is given.
        case repeated(first: XMLElement)
        /// The pattern has it elsewhere.
        case misplaced
        /// Required elements should have come before.
        case missingBefore([String])
    }

    private let definition: SchemaOutline.Element
    private let outline: SchemaOutline
    private let children: [XMLElement]
    private var pattern: SchemaPattern
    private var firsts: [String: XMLElement] = [:]
    /// Required elements that come later than they should.
    private var late: Set<String> = []

    init(definition: SchemaOutline.Element, outline: SchemaOutline, children: [XMLElement]) {
        self.definition = definition
        self.outline = outline
        self.children = children
        pattern = definition.content
    }

    /// Goes to the next child.
    ///
    /// - Returns: What is wrong with it, and the element of the schema that it should be read by.
    mutating func step(to index: Int) -> (problem: Problem?, element: Int?) {
        let child = children[index]
        let all = definition.content.elements
        guard let known = all.first(where: { outline.elements[$0.element].name == child.name }) else {
            return (.unknown, nil)
        }
        defer { firsts[child.name] = firsts[child.name] ?? child }
        let next = following(child.name, in: pattern)
        if next.isPossible {
            let element = pattern.nextElements.first { outline.elements[$0].name == child.name }
            pattern = next
            return (nil, element ?? known.element)
        }
        if late.remove(child.name) != nil { return (nil, known.element) }
        if let first = firsts[child.name], !known.repeats { return (.repeated(first: first), known.element) }
        return (skipping(to: index), known.element)
    }

    /// The required elements that have not come by the end.
    var missingAtEnd: [String] {
        skippable(from: pattern) { $0.isComplete }?.names ?? []
    }

    /// Passes over required elements up to one behind which the child fits.
    private mutating func skipping(to index: Int) -> Problem {
        let name = children[index].name
        guard
            let skipped = skippable(
                from: pattern, until: { following(name, in: $0).isPossible })
        else { return .misplaced }
        pattern = following(name, in: skipped.pattern)
        let later = Set(children[(index + 1)...].map(\.name))
        let delayed = skipped.names.filter { later.contains($0) }
        late.formUnion(delayed)
        return delayed.isEmpty ? .missingBefore(skipped.names) : .misplaced
    }

    /// Takes the first of the elements that must come next until a condition holds.
    private func skippable(
        from start: SchemaPattern, until condition: (SchemaPattern) -> Bool
    ) -> (pattern: SchemaPattern, names: [String])? {
        var pattern = start
        var names: [String] = []
        while !condition(pattern) {
            guard !pattern.isComplete, names.count < 10, let element = pattern.nextElements.last else { return nil }
            let name = outline.elements[element].name
            names.append(name)
            pattern = following(name, in: pattern)
        }
        return (pattern, names)
    }

    private func following(_ name: String, in pattern: SchemaPattern) -> SchemaPattern {
        pattern.following { outline.elements[$0].name == name }
    }
}
