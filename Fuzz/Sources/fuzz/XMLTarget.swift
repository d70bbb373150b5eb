import Diagnostics

@testable import ContentReading

/// Reads definitions. What is read points into the file, and nothing is read from anywhere else.
final class XMLTarget: FuzzTarget {
    private let reader = XMLReader()

    func run(_ input: [UInt8]) {
        let source = SourceText(path: "content/fuzz.xml", bytes: input)
        let (root, diagnostics) = reader.read(source)
        requirePlaces(of: diagnostics, in: input)
        if let root {
            check(root, in: input)
        } else {
            require(!diagnostics.isEmpty, "nothing was read, and nothing was said of it")
        }
        let (again, same) = reader.read(source)
        require(diagnostics == same, "the same file has other problems: \(diagnostics), then \(same)")
        require((root == nil) == (again == nil), "the same file is read once and not again")
        if diagnostics.isEmpty { requireNoEntity(in: input) }
    }

    private func check(_ element: XMLElement, in input: [UInt8]) {
        require(
            input.indices.contains(element.offset) && input[element.offset] == UInt8(ascii: "<"),
            "an element begins where no tag is: \(element.name) at \(element.offset)")
        for attribute in element.attributes {
            require(
                attribute.offset >= element.offset && attribute.offset + attribute.length <= input.count,
                "an attribute outside the file: \(attribute)")
        }
        let end = element.text.bytes.count
        for offset in [0, end / 2, end] {
            let place = element.text.sourceOffset(of: offset)
            require(place >= 0 && place <= input.count, "text outside the file: \(place) of \(input.count)")
        }
        for child in element.children { check(child, in: input) }
    }

    /// What has no problem has no document type, and so no entities besides the five of XML.
    private func requireNoEntity(in input: [UInt8]) {
        require(input.firstRange(of: "<!DOCTYPE".utf8) == nil || isInert(input), "a document type was let through")
    }

    /// Whether what looks like a document type may stand in a comment, an instruction or a section of text.
    private func isInert(_ input: [UInt8]) -> Bool {
        ["<!--", "<?", "<![CDATA["].contains { input.firstRange(of: $0.utf8) != nil }
    }
}
