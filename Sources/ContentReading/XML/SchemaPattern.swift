/// What an element of the schema may contain, without its attributes.
///
/// A pattern is matched child by child: `following` gives the pattern of what may come after a child
/// (the derivative of a regular expression).
indirect enum SchemaPattern {
    case empty
    case notAllowed
    case text
    case value(SchemaValue)
    /// A child element, by its number in the outline.
    case element(Int)
    case group(SchemaPattern, SchemaPattern)
    case choice(SchemaPattern, SchemaPattern)
    case interleave(SchemaPattern, SchemaPattern)
    case oneOrMore(SchemaPattern)

    /// Whether nothing more has to come. Text and values don't count: they are checked by themselves.
    var isComplete: Bool {
        switch self {
        case .empty, .text, .value: true
        case .notAllowed, .element: false
        case .group(let first, let second), .interleave(let first, let second): first.isComplete && second.isComplete
        case .choice(let first, let second): first.isComplete || second.isComplete
        case .oneOrMore(let repeated): repeated.isComplete
        }
    }

    var isPossible: Bool {
        if case .notAllowed = self { false } else { true }
    }

    /// The pattern of what may follow an element.
    func following(_ matches: (Int) -> Bool) -> SchemaPattern {
        switch self {
        case .empty, .notAllowed, .text, .value:
            return .notAllowed
        case .element(let element):
            return matches(element) ? .empty : .notAllowed
        case .choice(let first, let second):
            return .either(first.following(matches), second.following(matches))
        case .group(let first, let second):
            let inFirst = SchemaPattern.both(first.following(matches), second)
            return first.isComplete ? .either(inFirst, second.following(matches)) : inFirst
        case .interleave(let first, let second):
            return .either(
                .mixed(first.following(matches), second), .mixed(first, second.following(matches)))
        case .oneOrMore(let repeated):
            return .both(repeated.following(matches), .either(self, .empty))
        }
    }

    /// The elements that may come next, in the schema's order.
    var nextElements: [Int] {
        switch self {
        case .empty, .notAllowed, .text, .value: []
        case .element(let element): [element]
        case .choice(let first, let second), .interleave(let first, let second):
            first.nextElements + second.nextElements
        case .group(let first, let second):
            first.isComplete ? first.nextElements + second.nextElements : first.nextElements
        case .oneOrMore(let repeated): repeated.nextElements
        }
    }

    /// All elements of the pattern in the schema's order, and whether each may come more than once.
    var elements: [(element: Int, repeats: Bool)] {
        switch self {
        case .empty, .notAllowed, .text, .value: []
        case .element(let element): [(element, false)]
        case .choice(let first, let second), .interleave(let first, let second), .group(let first, let second):
            first.elements + second.elements
        case .oneOrMore(let repeated): repeated.elements.map { ($0.element, true) }
        }
    }

    /// Whether text is allowed, of whatever form.
    var allowsText: Bool {
        switch self {
        case .text: true
        case .empty, .notAllowed, .value, .element: false
        case .choice(let first, let second), .interleave(let first, let second), .group(let first, let second):
            first.allowsText || second.allowsText
        case .oneOrMore(let repeated): repeated.allowsText
        }
    }

    /// The form that the text must have, if the element holds a value.
    var value: SchemaValue? {
        switch self {
        case .value(let value): value
        case .empty, .notAllowed, .text, .element: nil
        case .choice(let first, let second), .interleave(let first, let second), .group(let first, let second):
            first.value ?? second.value
        case .oneOrMore(let repeated): repeated.value
        }
    }

    // MARK: Joining, simplified so that patterns don't grow from child to child

    static func either(_ first: SchemaPattern, _ second: SchemaPattern) -> SchemaPattern {
        switch (first, second) {
        case (.notAllowed, let other), (let other, .notAllowed): other
        case (.empty, .empty): .empty
        default: .choice(first, second)
        }
    }

    static func both(_ first: SchemaPattern, _ second: SchemaPattern) -> SchemaPattern {
        switch (first, second) {
        case (.notAllowed, _), (_, .notAllowed): .notAllowed
        case (.empty, let other), (let other, .empty): other
        default: .group(first, second)
        }
    }

    static func mixed(_ first: SchemaPattern, _ second: SchemaPattern) -> SchemaPattern {
        switch (first, second) {
        case (.notAllowed, _), (_, .notAllowed): .notAllowed
        case (.empty, let other), (let other, .empty): other
        default: .interleave(first, second)
        }
    }
}
