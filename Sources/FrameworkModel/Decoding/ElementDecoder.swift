import ContentReading
import Diagnostics

/// Reads the parts that the elements of all definitions have in common.
///
/// A file that breaks the schema has been reported by then. What can still be read is read, so that one slip in a
/// file does not make every reference to its definitions look wrong.
struct ElementDecoder {
    let element: XMLElement
    let source: SourceText

    /// Where the element's start tag begins.
    var place: SourcePlace { SourcePlace(source, at: element.offset, length: element.name.utf8.count + 1) }

    /// Where an attribute stands.
    func place(of attribute: String) -> SourcePlace? {
        element.attribute(named: attribute).map { SourcePlace(source, at: $0.offset, length: $0.length) }
    }

    func decoders(named name: String) -> [ElementDecoder] {
        element.children.lazy.filter { $0.name == name }.map { ElementDecoder(element: $0, source: source) }
    }

    func value(_ attribute: String) -> String? {
        element.attribute(named: attribute).flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    func value<Value: RawRepresentable<String>>(_ attribute: String, as type: Value.Type = Value.self) -> Value? {
        value(attribute).flatMap(Value.init)
    }

    /// The line of text in a child element.
    func line(_ child: String) -> String? {
        element.child(named: child).map(\.line).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The Markdown in a child element; `nil` where there is none.
    func prose(_ child: String) -> Prose? { element.child(named: child).flatMap(prose) }

    func proses(_ child: String) -> [Prose] { element.children.filter { $0.name == child }.compactMap(prose) }

    /// The Markdown in the element itself; `nil` where there is none.
    var text: Prose? { prose(element) }

    private func prose(_ element: XMLElement) -> Prose? {
        let prose = Prose(element.text, in: source)
        return prose.isBlank ? nil : prose
    }

    /// The definition that an attribute names.
    func reference(_ attribute: String, to kind: DefinitionKind) -> DefinitionReference? {
        element.attribute(named: attribute).flatMap { attribute in
            attribute.value.isEmpty
                ? nil
                : DefinitionReference(
                    key: DefinitionKey(kind, attribute.value),
                    place: SourcePlace(source, at: attribute.offset, length: attribute.length))
        }
    }

    /// The definitions that an attribute lists, separated by spaces.
    func references(_ attribute: String, to kind: DefinitionKind) -> [DefinitionReference] {
        guard let attribute = element.attribute(named: attribute) else { return [] }
        let place = SourcePlace(source, at: attribute.offset, length: attribute.length)
        return attribute.value.split(separator: " ").map {
            DefinitionReference(key: DefinitionKey(kind, String($0)), place: place)
        }
    }

    /// What the definition says of itself; `nil` without an identifier.
    var identity: Identity? {
        guard let id = value("id") else { return nil }
        return Identity(
            id: id, name: line("name") ?? id,
            aliases: element.children.lazy.filter { $0.name == "alias" }.map(\.line).filter { !$0.isEmpty },
            sources: references("sources", to: .source), definition: prose("definition"),
            isExample: value("example") == "yes", place: place)
    }

    /// The status, whatever word stands for it.
    var status: Status? { value("status").flatMap(Status.init(word:)) }

    /// What is known of a document's publication. A revision such as `1.0.0-comment` tells the status where nothing else
    /// does, and so does the version of a release.
    var edition: Edition {
        Edition(
            status: status ?? value("revision").flatMap(Status.init(version:)), revision: value("revision"),
            date: value("date"), dateKind: value("date-kind"),
            format: value("format"), href: value("href"), datePlace: place(of: "date"), hrefPlace: place(of: "href"))
    }

    var releases: [Release] {
        decoders(named: "release").compactMap { release in
            release.value("version").map { version in
                Release(
                    version: version, status: release.status ?? Status(version: version), date: release.value("date"),
                    isLatestDate: release.value("date-precision") == "latest", package: release.value("package"),
                    href: release.value("href"), place: release.place)
            }
        }
    }

    var standards: [StandardUse] {
        decoders(named: "standard").compactMap { use in
            use.reference("ref", to: .standard).map { StandardUse(standard: $0, note: use.prose("note")) }
        }
    }

    var namespaces: [Namespace] {
        decoders(named: "namespace").compactMap { namespace in
            namespace.value("uri").map { Namespace(uri: $0, meaning: namespace.text) }
        }
    }

    var qualification: Qualification { Qualification(condition: prose("condition"), notes: proses("note")) }
}
