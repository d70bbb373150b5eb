import ContentReading

/// Finds elements inside a definition: `actor initiating-gateway / option deferred-response`.
enum ElementSearch {
    /// An element that a step of the way does not find.
    struct Failure: Error {
        /// The step as it is written.
        let step: String
        /// The steps that would have been right.
        let candidates: [String]
    }

    /// The element of a definition in its file.
    static func element(of definition: (kind: String, id: String), in root: XMLElement) -> XMLElement? {
        let elements = root.name == "definitions" ? root.children : [root]
        return elements.first { $0.name == definition.kind && $0.attribute(named: "id")?.value == definition.id }
    }

    /// The element at the end of a way.
    ///
    /// - Parameter way: The steps, with slashes between them. Each is the name of an element and, where several have it,
    ///   the value of an attribute that tells it from the others.
    static func element(at way: String, in definition: XMLElement) throws(Failure) -> XMLElement {
        var element = definition
        for step in way.split(separator: "/") {
            let words = step.split(separator: " ", maxSplits: 1).map(String.init)
            let name = words.first ?? ""
            let value = words.count > 1 ? words[1].trimmed : nil
            let found = element.children.filter { child in
                child.name == name && (value == nil || child.attributes.contains { $0.value == value })
            }
            guard found.count == 1 else {
                throw Failure(step: step.trimmed, candidates: element.children.map(Self.step))
            }
            element = found[0]
        }
        return element
    }

    /// The step that leads to an element.
    private static func step(to element: XMLElement) -> String {
        element.attributes.first.map { "\(element.name) \($0.value)" } ?? element.name
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
